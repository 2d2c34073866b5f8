"""Systems other than Linux: what they do not have is taken away, and a site comes out the same and is kept as safe."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from generator.formats import jsontext
from generator.publish.staging import MANIFEST
from generator.published.site import Site
from generator.scaffold import project as starter
from generator.verify import manifests
from tests.helpers import CASES, COMMAND, SETTINGS, notice, overlay
from tests.robustness import other_systems

if TYPE_CHECKING:
    from pathlib import Path

SYSTEMS = {name: text for name, text in vars(other_systems).items() if name.isupper()}
HOLDING = """
import pathlib, sys
from generator.publish import swap
with swap.staged(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])):
    print("held", flush=True)
    input()
"""
SUPPLIERS = 10  # more than are handed to a process at once, so that processes are asked for


def without(taken: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own where something was taken away."""
    command = [sys.executable, "-c", f"{taken}\n{COMMAND[-1]}", *map(str, arguments)]
    return subprocess.run(command, env=SETTINGS, capture_output=True, encoding="utf-8", check=False)


def digest(site: Path) -> str:
    """Compare a site with its manifests, file by file. Returns the digest that stands for all of it."""
    assert list(manifests.faults(Site(site))) == []
    return jsontext.digest((site / MANIFEST).read_bytes())


def written(folder: Path) -> Path:
    """Write a project with suppliers."""
    starter.write(folder)
    overlay(CASES / "accepted/awkward-supplier", folder)
    for number in range(SUPPLIERS):
        text = f"id: reseller-{number}\nname: Example Reseller {number}\n"
        text += f"contacts:\n  support:\n    email: help@reseller-{number}.example\n"
        (folder / f"notice/suppliers/reseller-{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def say(project: Path, word: str) -> None:
    """Change the notice, so that the next site is another one."""
    with (project / "notice/clauses/protection.md").open("a", encoding="utf-8") as clause:
        clause.write(f"\n[Word: {word}.](fact:none)\n")


@pytest.fixture(scope="module")
def on_linux(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Build two versions of a notice as Linux does. Gives the digests of the sites."""
    project = written(tmp_path_factory.mktemp("linux") / "project")
    digests = []
    for word in ("", "second"):
        if word:
            say(project, word)
        assert notice("build", "-C", project, "--jobs", "2").returncode == 0
        digests.append(digest(project / "site"))
    return digests[0], digests[1]


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_site_comes_out_the_same_and_replaces_the_one_before(
    name: str, on_linux: tuple[str, str], tmp_path: Path
) -> None:
    """The first site, another in its place, and a check of what is published: byte for byte as on Linux."""
    project = written(tmp_path / "project")
    for word, expected in zip(("", "second"), on_linux, strict=True):
        if word:
            say(project, word)
        built = without(SYSTEMS[name], "build", "-C", project, "--jobs", "2")
        assert built.returncode == 0, built.stdout + built.stderr
        assert digest(project / "site") == expected
    if name == "EVERYTHING":
        verified = without(SYSTEMS[name], "verify", project / "site")
        assert verified.returncode == 0, verified.stdout + verified.stderr
    assert {path.name for path in project.glob(".site*")} == {".site.lock", ".site.made"}


@pytest.mark.parametrize("name", ["NO_FCNTL", "NO_LIBC", "EVERYTHING"])
def test_two_builds_are_kept_apart(name: str, tmp_path: Path) -> None:
    """While one holds the site, another ends with exit code 75; the lock goes with its process."""
    project = written(tmp_path / "project")
    holding = f"{SYSTEMS[name]}\n{HOLDING}"
    with subprocess.Popen(
        [sys.executable, "-c", holding, project / "site", project], env=SETTINGS, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as first:  # fmt: skip
        assert first.stdout is not None
        assert first.stdout.readline().strip() == b"held"
        second = without(SYSTEMS[name], "build", "-C", project)
        assert second.returncode == 75
        assert "another build" in second.stderr
        first.kill()
    assert without(SYSTEMS[name], "build", "-C", project).returncode == 0


@pytest.mark.parametrize("name", ["NO_LIBC", "EVERYTHING"])
def test_a_build_that_was_killed_between_two_renames_is_mended_by_the_next(name: str, tmp_path: Path) -> None:
    """Where two folders cannot change places at once, a crash can leave the old site beside its place."""
    project = written(tmp_path / "project")
    assert without(SYSTEMS[name], "build", "-C", project).returncode == 0
    old = digest(project / "site")
    (project / "site").rename(project / ".site.old")
    assert without(SYSTEMS[name], "build", "-C", project).returncode == 0
    assert digest(project / "site") == old
    assert not (project / ".site.old").exists()


def test_where_capitals_count_for_nothing_the_source_is_no_place_for_a_site(tmp_path: Path) -> None:
    """`Notice` is the folder `notice` there, and a key in `Site` lies in the site."""
    project = written(tmp_path / "project")
    for target in ("Notice", "Notice/site", "NOTICE/Facts/site", "../Project"):
        built = without(other_systems.NO_CAPITALS, "build", "-C", project, "-o", target)
        assert built.returncode == 1
        assert "holds the source; choose another folder" in built.stderr, target
    assert without(other_systems.NO_CAPITALS, "build", "-C", project).returncode == 0
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (project / "site/key.pem").write_bytes(pem)
    signed = without(other_systems.NO_CAPITALS, "sign", project / "site", "--key", project / "Site/key.pem")
    assert signed.returncode == 1
    assert "lies in the site, where everyone could read it" in signed.stderr


@pytest.mark.parametrize("style", ["text", "json", "github", "sarif"])
def test_what_is_printed_is_utf_8_everywhere(style: str, tmp_path: Path) -> None:
    """The system's own encoding may lack a letter; a report is the same bytes on each."""
    project = written(tmp_path / "project")
    file = project / "notice/suppliers/reseller-1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: reseller-1", "id: reseller-Ω"), encoding="utf-8")
    here, there = (without(taken, "check", "-C", project, "--format", style) for taken in ("", other_systems.CP1252))
    assert "reseller-Ω" in there.stdout
    assert (there.returncode, there.stdout) == (here.returncode, here.stdout)
