"""The verifier: a good site passes, and no single change to any value of a site does."""

from __future__ import annotations

import json
import random
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from generator.formats import jsontext
from generator.pipeline import checking
from generator.published.layout import MANIFEST
from generator.published.site import Site
from generator.verify import ids, manifests, verifier
from tests.helpers import CLASSROOM, faults, notice, publish, reseal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MUTATIONS = 1000


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Give a copy of the real site, to break."""
    return shutil.copytree(site, tmp_path / "copy")


def test_the_real_site_verifies_whole(site: Path) -> None:
    """Every check is made, none finds a fault, and no term is about to leave DPV."""
    results = list(verifier.verify_all(site, site))
    assert [result for result in results if result.faults or result.left_out or result.warnings] == []
    quick = ["manifest", "json", "schema", "context", "vocabulary", "marks", "statements", "pages", "leaks"]
    assert [result.name for result in results] == [*quick, "coverage", "shapes", "round trip", "ids"]


@pytest.mark.usefixtures("offline")
def test_building_and_verifying_ask_nothing_of_the_network(tmp_path: Path) -> None:
    """No socket is opened and no context is fetched."""
    publish(checking.check(CLASSROOM), tmp_path / "site")
    assert [result.faults for result in verifier.verify_all(tmp_path / "site") if result.faults] == []


def leaves(value: Any, route: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List the routes to every single value."""
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in leaves(each, (*route, key))]
    if isinstance(value, list):
        return [found for index, each in enumerate(value) for found in leaves(each, (*route, index))]
    return [route]


def changed(value: Any, chance: random.Random) -> Any:
    """Change one value into another of its kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + chance.choice([-1, 1])
    if not value:
        return "x"
    at = chance.randrange(len(value))
    letter = chance.choice([c for c in "abcdefgh0123" if c != value[at]])
    return value[:at] + letter + value[at + 1 :]


def mutate(folder: Path, path: str, chance: random.Random) -> None:
    """Change one value of one file: of JSON a leaf, of HTML a character of a text or an attribute."""
    file = folder / path
    if path.endswith((".json", ".jsonld")):
        value = json.loads(file.read_text(encoding="utf-8"))
        *parents, last = chance.choice(leaves(value))
        holder = value
        for step in parents:
            holder = holder[step]
        holder[last] = changed(holder[last], chance)
        file.write_bytes(jsontext.dump(value))
    else:
        html = file.read_text(encoding="utf-8")
        spot = chance.choice(list(re.finditer(r'>[^<]*\w[^<]*<|="[^"]+"', html)))
        start, end = spot.start() + 1, spot.end() - 1
        at = chance.choice([n for n in range(start, end) if html[n].isalnum()] or [start])
        file.write_text(html[:at] + ("x" if html[at] != "x" else "y") + html[at + 1 :], encoding="utf-8")


def test_no_single_change_to_a_finished_site_passes(site: Path, tmp_path: Path) -> None:
    """One value of one page, file of data or manifest is changed, a thousand times; each is caught by name."""
    chance = random.Random(20)  # noqa: S311 - the same changes in each run
    folder = shutil.copytree(site, tmp_path / "copy")
    every = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))]
    paths = [path for path in every if path.endswith((".html", ".json", ".jsonld")) and "assets" not in path]
    missed = []
    for number in range(MUTATIONS):
        path = chance.choice(paths) if number % 10 else MANIFEST
        before = (folder / path).read_bytes()
        mutate(folder, path, chance)
        if (folder / path).read_bytes() != before and not list(manifests.faults(Site(folder))):
            missed.append(path)
        (folder / path).write_bytes(before)
    assert missed == []


def test_a_change_is_caught_even_when_the_manifest_and_catalogue_agree_with_it(copy: Path) -> None:
    """Whoever can write the manifest still cannot make page, text and policy disagree."""
    policy = "data/v1/direct/policy.jsonld"
    original = (copy / policy).read_bytes()
    value = json.loads(original)
    value["parties"]["officer"]["email"] = "someone@example.com"
    reseal(copy, policy, jsontext.dump(value))
    assert any('says "officer@' in fault for fault in faults(copy))


def make_link(folder: Path) -> None:
    """Put a link in the place of a file."""
    (folder / "404.html").unlink()
    (folder / "404.html").symlink_to("index.html")


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file is gone": (lambda f: (f / "index.html").unlink(), "index.html is in the manifest and not in the site"),
    "a file is new": (lambda f: (f / "new.html").write_text("x"), "new.html is in the site and not in the manifest"),
    "a file is a link": (
        make_link,
        "404.html is no plain file",
    ),
    "the manifest is no JSON": (lambda f: (f / "manifest.json").write_text("{"), "manifest.json:1:2: "),
    "the manifest leads out": (
        lambda f: (f / "manifest.json").write_text('{"files": {"../x": "0"}}'),
        "is no plain path below the site",
    ),
    "the manifest is gone": (lambda f: (f / "manifest.json").unlink(), "manifest.json cannot be read"),
    "the manifest is a list": (lambda f: (f / "manifest.json").write_text("[1]"), "manifest.json:1:1: it does not"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_tree_that_is_not_its_manifest_is_refused(name: str, copy: Path) -> None:
    """What is missing, added, linked or outside is named."""
    damage, said = BROKEN[name]
    damage(copy)
    assert any(said in fault for fault in faults(copy))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{"a": 1, "a": 2}', '"a" stands twice'),
        (b'{"a": NaN}', "NaN is no JSON"),
        (b'{"__proto__": 1}', "meaning of its own"),
        (b'{"a": "\\ud83d"}', "surrogate"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "strict JSON"),
        (b" ", "strict JSON"),
    ],
)
def test_json_with_two_meanings_is_refused(raw: bytes, said: str, copy: Path) -> None:
    """What one reader takes one way and another another is no contract."""
    reseal(copy, "data/v1/direct/policy.jsonld", raw)
    assert any(said in fault for fault in faults(copy))


def test_an_id_that_was_published_and_is_gone_is_told(site: Path, copy: Path) -> None:
    """Whoever kept its address would find nothing."""
    policy = "data/v1/direct/policy.jsonld"
    value = json.loads((copy / policy).read_bytes())
    value["purposes"]["old-purpose"] = {}
    (copy / policy).write_bytes(jsontext.dump(value))
    gone = list(ids.lost_ids(Site(site), Site(copy)))
    assert gone == [f"{policy}#old-purpose was published and is gone"]


def test_the_command_tells_each_check_and_ends_with_1_on_a_fault(site: Path, copy: Path) -> None:
    """A line a check, every fault under its check."""
    good = notice("verify", site)
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stdout.startswith("ok       manifest\n")
    assert good.stdout.endswith("no faults found\n")
    (copy / "index.html").write_text("<p>x", encoding="utf-8")
    bad = notice("verify", copy)
    assert bad.returncode == 1
    assert "error: index.html is not what the manifest says" in bad.stdout
    assert notice("verify", copy / "nowhere").returncode == 2


def test_a_site_is_signed_and_verified_by_the_commands(copy: Path, tmp_path: Path) -> None:
    """Whoever has the public key can tell who published the site."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "private.pem").write_bytes(pem)
    (tmp_path / "public.pem").write_bytes(
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    unsigned = notice("verify", copy, "--key", tmp_path / "public.pem")
    assert unsigned.returncode == 1
    assert "fault    signature" in unsigned.stdout
    assert notice("sign", copy, "--key", tmp_path / "private.pem").returncode == 0
    signed = notice("verify", copy, "--key", tmp_path / "public.pem")
    assert signed.returncode == 0, signed.stdout
    assert "ok       signature" in signed.stdout
    assert notice("sign", copy, "--key", copy / "manifest.json").returncode == 1
