"""Publishing under faults: whatever happens to a build, the old site or the new one stands there whole."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.formats import jsontext
from generator.publish import swap
from generator.publish.staging import MANIFEST
from generator.published.layout import CATALOG
from generator.published.site import Site
from generator.verify import manifests
from tests.helpers import CASES, COMMAND, SETTINGS, notice, overlay, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    Figure = Callable[[str, object, object], None]

SUPPLIER = """id: reseller-{0}
name: Example Reseller Number {0}
address: {0} Example Street
contacts:
  support:
    email: help@reseller-{0}.example
"""
# The superuser is refused nothing; without its capabilities it is refused what anyone is.
ORDINARY = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


def suppliers(project: Path, count: int) -> None:
    """Let some suppliers into the starter's notice."""
    overlay(CASES / "accepted/awkward-supplier", project)
    for number in range(count):
        file = project / f"notice/suppliers/reseller-{number}.yaml"
        file.write_text(SUPPLIER.format(number), encoding="utf-8")


def say(project: Path, word: str) -> None:
    """Change the notice, so that the next site is another one."""
    clause = project / "notice/clauses/protection.md"
    first = clause.read_text(encoding="utf-8").split("\n\n[Word: ")[0].rstrip()
    clause.write_text(f"{first}\n\n[Word: {word}.](fact:none)\n", encoding="utf-8")


def whole(site: Path) -> str:
    """Compare a site with its manifests, file by file. Returns the digest that stands for all of it."""
    assert list(manifests.faults(Site(site))) == []
    return jsontext.digest((site / MANIFEST).read_bytes())


def beside(project: Path) -> set[str]:
    """Name what stands beside the site, other than the lock and the record that stay there."""
    return {path.name for path in project.iterdir() if path.name.startswith(".site")} - {".site.lock", ".site.made"}


def build(project: Path, *more: str) -> str:
    """Build without a fault. Returns what stands for the site."""
    built = notice("build", "-C", project, *more)
    assert built.returncode == 0, built.stdout + built.stderr
    assert beside(project) == set()
    return whole(project / "site")


def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_one_succeeds(
    project: Path, many: bool, figure: Figure
) -> None:
    """`kill -9` at any moment, with processes of its own at work: the old site or the new one, and no mending."""
    suppliers(project, 20)
    old = build(project)
    chance, count = random.Random(7), 200 if many else 12  # noqa: S311 - moments, not secrets
    started = time.monotonic()
    build(project)
    lasts = time.monotonic() - started
    for number in range(count):
        say(project, f"kill {number}")
        with subprocess.Popen(
            [*COMMAND, "build", "-C", project, "--jobs", "2"], env=SETTINGS, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        ) as running:  # fmt: skip
            time.sleep(lasts * 1.1 * (number + chance.random()) / count)
            running.kill()
        left = whole(project / "site")
        new = build(project)
        assert left in (old, new)
        old = new
    figure("builds killed that left a whole site", f"{count} of {count}", "200 of 200")


CHANGING = [
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "sendfile",
    "syncfs",
    "unlink",
    "unlinkat",
    "write",
]
CALL = re.compile(r"\d+ +(?P<name>\w+)\((?P<rest>.*)")


def traced(project: Path, log: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Build with every system call that may change the disk written down."""
    return subprocess.run(
        ["strace", "-f", "-y", "-qq", "-o", log, "-e", f"trace=openat,{','.join(CHANGING)}", *more, *COMMAND, "build",
         "-C", project, "--jobs", "1"],
        env={**SETTINGS, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def changes(project: Path, log: Path) -> list[tuple[str, int, str]]:
    """List the calls that changed something beside the source: the name, the how manieth of that name, its line."""
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text(encoding="utf-8").splitlines():
        if not (call := CALL.match(line)):
            continue
        seen[call["name"]] += 1
        if f"{project}/.site" in line and (call["name"] in CHANGING or "O_WRONLY" in line or "O_RDWR" in line):
            found.append((call["name"], seen[call["name"]], line))
    return found


def test_a_fault_at_any_call_that_writes_leaves_a_whole_site_and_the_next_build_succeeds(
    project: Path, tmp_path: Path, many: bool, figure: Figure
) -> None:
    """The system refuses one call, any of them: exit 1 and a sentence, or a site that is whole."""
    old = build(project)
    say(project, "word 0000")
    log = tmp_path / "log"
    assert traced(project, log).returncode == 0
    old = whole(project / "site")
    calls = changes(project, log)
    assert len(calls) > 500
    assert {name for name, _, _ in calls} >= {"openat", "mkdir", "link", "write", "renameat2", "syncfs", "rmdir"}
    kinds = {name: (name, number) for name, number, _ in calls}.values()  # at least one of each
    tried = [call[:2] for call in calls] if many else [*kinds, *(call[:2] for call in calls[::150])]
    refused = 0
    for count, (name, number) in enumerate(tried, start=1):
        say(project, f"word {count:04}")
        reason = "EIO" if name in ("syncfs", "unlink", "unlinkat", "rmdir") else "ENOSPC"
        built = traced(project, log, "-e", f"inject={name}:error={reason}:when={number}")
        assert "Traceback" not in built.stderr, (name, number, built.stderr)
        refused += any("(INJECTED)" in line for _, _, line in changes(project, log))
        left = whole(project / "site")
        if left == old:
            assert built.returncode == 1, (name, number)
            assert f"notice: {project / 'site'} cannot be written: " in built.stderr, (name, number)
        new = build(project)
        assert left in (old, new), (name, number)
        old = new
    assert refused >= 0.9 * len(tried)  # two runs may differ by a call, and the fault then meets another one
    figure("system calls refused that left a whole site", f"{len(tried)} of {len(tried)}", "every call that writes")


@pytest.mark.parametrize("limit", [0, 1_000, 20_000, 100_000])
def test_a_file_that_cannot_grow_ends_the_build_and_leaves_the_site(limit: int, project: Path) -> None:
    """The write itself is refused, in the middle of a file."""
    old = build(project)
    say(project, "longer")
    before = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
    built = subprocess.run(
        [sys.executable, "-c", before + COMMAND[-1], "build", "-C", project], env=SETTINGS, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 1
    assert f"notice: {project / 'site'} cannot be written: file too large" in built.stderr
    assert "Traceback" not in built.stderr
    assert whole(project / "site") == old
    assert beside(project) == set()
    build(project)


FULL = """
mount -t tmpfs -o size=12m none "$1" || exit 99
cp -r "$2"/. "$1"
cd "$1"
"$3" -c "$4" build || exit 98
sha256sum site/manifest.json >before
head -c 50m /dev/zero >filler 2>/dev/null
echo '[One more sentence.](fact:none)' >"$5"
cat "$5" >>notice/clauses/protection.md || exit 97
"$3" -c "$4" build
echo "exit $?"
sha256sum -c before
"$3" -c "$4" verify site
ls -A
rm filler
"$3" -c "$4" build && echo recovered
"""


def test_a_full_disk_ends_the_build_and_leaves_the_site(project: Path, tmp_path: Path) -> None:
    """On a disk that is full indeed; the build succeeds as soon as there is room."""
    (tmp_path / "disk").mkdir()
    line = tmp_path / "line"
    ran = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", FULL, "sh", tmp_path / "disk", project, sys.executable,
         COMMAND[-1], line],
        env=SETTINGS, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode in (1, 99) and "exit" not in ran.stdout:
        pytest.skip(f"this machine lets nobody mount a disk: {ran.stderr}")
    assert "exit 1\n" in ran.stdout, ran.stdout + ran.stderr
    assert "cannot be written: no space left on device" in ran.stderr
    assert "site/manifest.json: OK" in ran.stdout
    assert "no faults found" in ran.stdout
    assert ".site.stage" not in ran.stdout
    assert "Traceback" not in ran.stderr
    assert "recovered" in ran.stdout


@pytest.mark.parametrize(
    ("where", "mode"), [(".", 0o555), ("site", 0o555), ("site", 0), (".site.lock", 0o444), ("site/en", 0o555)]
)
def test_without_permission_the_build_ends_in_a_sentence(where: str, mode: int, project: Path) -> None:
    """Exit 1, the path named, the site as it was; where only a part is read-only, the new site is whole."""
    old = build(project)
    say(project, "new")
    (project / where).chmod(mode)
    try:
        built = subprocess.run(
            [*ORDINARY, *COMMAND, "build", "-C", project], env=SETTINGS, capture_output=True, text=True, check=False
        )
    finally:
        for path in (project, *project.glob(".site*"), *project.glob("*/en")):
            path.chmod(0o755)
    assert "Traceback" not in built.stderr
    if where == "site/en":
        assert built.returncode == 0
        return
    (project / "site").chmod(0o755)
    assert built.returncode == 1
    assert f"notice: {project / 'site'}" in built.stderr
    assert whole(project / "site") == old
    assert beside(project) == set()
    assert build(project) != old


def test_a_place_where_no_site_can_go_is_refused(project: Path) -> None:
    """The source, what holds it, another's folder, a file, a circle of links: nothing is touched."""
    (project / "circle").symlink_to("circle")
    (project / "letters").mkdir()
    (project / "letters/one.txt").write_text("mine", encoding="utf-8")
    before = tree(project)
    for where in (
        ".",
        "..",
        "/",
        "notice",
        "notice/site",
        "mkdocs.yml",
        "mkdocs.yml/site",
        "circle",
        "letters",
        "/dev/null",
    ):
        built = notice("build", "-C", project, "-o", project / where)
        assert (built.returncode, "Traceback" in built.stderr) == (1, False), (where, built.stderr)
        assert str((project / where).resolve() if where != "circle" else project / where) in built.stderr
        assert tree(project) == before, where


def deep(file: Path) -> None:
    """Write JSON that no program reads without bounds."""
    file.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["manifest.json", "data/v1/catalog.json", "data/v1/awkward/manifest.json", "data/v1/awkward/policy.jsonld"]
)
@pytest.mark.parametrize(
    "put", [os.mkfifo, deep, lambda file: file.symlink_to("/dev/zero"), lambda file: file.symlink_to(file.name)],
    ids=["pipe", "deep", "endless", "circle"],
)  # fmt: skip
def test_what_is_odd_in_a_published_folder_stops_no_build(
    path: str, put: Callable[[Path], object], project: Path
) -> None:
    """A folder whose manifest cannot be read is not taken for a site; anything else in it is made anew."""
    suppliers(project, 0)
    old = build(project)
    odd = project / "site" / path
    odd.unlink()
    put(odd)
    built = notice("build", "-C", project)
    assert "Traceback" not in built.stderr
    if path == "manifest.json":
        assert built.returncode == 1
        assert "holds files that are not a published notice" in built.stderr
    else:
        assert built.returncode == 0, built.stderr
        assert whole(project / "site") == old


@pytest.mark.parametrize(
    ("put", "code"), [(os.mkfifo, 0), (lambda file: file.symlink_to("/dev/null"), 1), (Path.mkdir, 1)]
)
def test_an_odd_lock_holds_nobody_up(put: Callable[[Path], object], code: int, project: Path) -> None:
    """A pipe locks as well as a file; what is no file of ours is named."""
    put(project / ".site.lock")
    built = notice("build", "-C", project)
    assert (built.returncode, "Traceback" in built.stderr) == (code, False), built.stderr
    assert (str(project / ".site.lock") in built.stderr) == (code == 1)


def test_a_link_to_the_site_stays_a_link(project: Path) -> None:
    """Whoever serves the site through a link serves the new one."""
    (project / "released").mkdir()
    (project / "site").symlink_to("released")
    build(project)
    say(project, "new")
    new = build(project)
    assert (project / "site").is_symlink()
    assert whole(project / "released") == new


@pytest.mark.parametrize("moved", [True, False])
def test_what_a_killed_build_left_is_mended_by_the_next(moved: bool, project: Path) -> None:
    """A stage goes; an old site that was moved away while the new one came comes back first."""
    old = build(project)
    shutil.copytree(project / "site/en", project / ".site.stage/en")
    if moved:
        (project / "site").rename(project / ".site.old")
    assert build(project) == old


def test_where_two_folders_cannot_change_places_one_is_moved_after_the_other(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on systems without that call."""
    build(project)
    monkeypatch.setattr("generator.publish.syscalls.exchange", lambda *_: False)
    with swap.staged(project / "site", project) as stage:
        stage.write(CATALOG, b"{}")
        stage.seal()
    assert set(tree(project / "site")) == {CATALOG, "manifest.json"}
    assert beside(project) == set()


def test_builds_at_the_same_time_never_mix(project: Path, many: bool, figure: Figure) -> None:
    """One of them makes its site whole; the one that comes too late says so and leaves."""
    other = project.with_name("other")
    shutil.copytree(project, other)
    say(other, "the other")
    sites = {build(project), build(other)}
    assert len(sites) == 2
    pairs, gave_way = 50 if many else 5, 0
    for _ in range(pairs):
        command = [*COMMAND, "build", "-o", str(project / "site"), "-C"]
        racing = [
            subprocess.Popen([*command, each], env=SETTINGS, stderr=subprocess.DEVNULL) for each in (project, other)
        ]
        codes = [each.wait() for each in racing]
        assert set(codes) <= {0, 75}
        assert 0 in codes
        assert whole(project / "site") in sites
        gave_way += codes.count(75)
    figure("pairs of builds at the same time that mixed", f"0 of {pairs}", "0 of 50")
    figure("builds that gave way to another", gave_way, "all that came too late")


READER = """
import sys
from pathlib import Path
site, count = Path(sys.argv[1]), 0
names = ["manifest.json", "data/v1/catalog.json", "en/direct/notice/index.html", "assets/stylesheets/notice.css"]
while not Path(sys.argv[2]).exists():
    for name in names:
        (site / name).read_bytes()
        count += 1
    if count == len(names):
        print("reading", flush=True)
print(count)
"""


def test_a_reader_never_finds_a_file_missing(project: Path, tmp_path: Path, many: bool, figure: Figure) -> None:
    """Whoever fetches while a site is replaced gets the old file or the new one."""
    build(project)
    files = tree(project / "site")
    publishes = 1000 if many else 100
    with subprocess.Popen(
        [sys.executable, "-c", READER, project / "site", tmp_path / "enough"], stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        for number in range(publishes):
            with swap.staged(project / "site", project) as stage:
                for path, made in files.items():
                    if path != MANIFEST:
                        (stage.folder / path).parent.mkdir(parents=True, exist_ok=True)
                        stage.write(path, made + b" " * (number % 2))
                stage.seal()
        (tmp_path / "enough").touch()
        read = int(reader.stdout.read())
    assert reader.returncode == 0
    assert read > publishes
    figure("files missing to a reader", f"0 of {read:,} in {publishes} publishes", "0 in 100 publishes")


def test_a_process_that_is_ended_from_outside_is_told_in_a_sentence(project: Path) -> None:
    """As when memory runs out: exit 70, nothing published."""
    old = build(project)
    suppliers(project, 400)
    with subprocess.Popen(
        [*COMMAND, "build", "-C", project, "--jobs", "2"], env=SETTINGS, stderr=subprocess.PIPE, text=True
    ) as running:
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        while running.poll() is None and not (found := children.read_text(encoding="utf-8").split()):
            time.sleep(0.001)
        os.kill(int(found[0]), signal.SIGKILL)
        said = running.communicate()[1]
    assert running.returncode == 70, said
    assert "ended from outside" in said
    assert "Traceback" not in said
    assert whole(project / "site") == old
    assert beside(project) == set()


def test_after_a_supplier_is_removed_the_site_is_exactly_its_manifests(project: Path) -> None:
    """Nothing of it is left but the word that it is gone."""
    suppliers(project, 3)
    build(project)
    (project / "notice/suppliers/reseller-1.yaml").unlink()
    (project / "notice/tombstones.yaml").write_text(
        "- id: reseller-1\n  reason: It no longer offers the service.\n", encoding="utf-8"
    )
    build(project)
    site = tree(project / "site")
    assert not [path for path, made in site.items() if b"Reseller Number 1" in made or b"help@reseller-1" in made]
    assert b"no longer offers the service" in site["en/reseller-1/index.html"]
