"""Hostile and broken input, through the real commands: refused with its place, or printed as it stands; never run.

`tests/hostile/` holds the files, and `index.yaml` in it says what must become of each.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from generator.pipeline import checking
from generator.publish import signing
from generator.published.layout import CATALOG
from generator.scaffold import project
from tests.helpers import CASES, ROOT, make, overlay, reseal, serve, tree
from tests.robustness.processes import Attempt, attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Figure = Callable[[str, object, object], None]

HOSTILE = ROOT / "tests/hostile"
INDEX: dict[str, dict[str, Any]] = yaml.safe_load((HOSTILE / "index.yaml").read_text(encoding="utf-8"))
REFUSED = {name: wanted for name, wanted in INDEX.items() if "refuse" in wanted}
ESCAPED = {name: wanted["escape"] for name, wanted in INDEX.items() if "escape" in wanted}
# Where the files of a folder are laid.
PLACES = {
    "facts": "notice/facts/documents.yaml",
    "clauses": "notice/clauses/protection.md",
    "suppliers": "notice/suppliers/hostile.yaml",
    "mkdocs": "mkdocs.yml",
}
MEGABYTES = 200


def place_of(name: str) -> str:
    """Say where a hostile file is laid."""
    return PLACES[name.split("/", maxsplit=1)[0]]


def written(folder: Path) -> Path:
    """Write a project with a supplier that checks clean."""
    project.write(folder)
    overlay(CASES / "accepted/awkward-supplier", folder)
    return folder


def refused(made: Attempt) -> None:
    """Check what holds of each refusal."""
    assert made.code == 1, made
    assert "Traceback" not in made.out + made.err
    assert all(character.isprintable() or character == "\n" for character in made.out + made.err), made
    assert made.megabytes < MEGABYTES


class Told(NamedTuple):
    """One error of a report; `at` is its line and column."""

    file: str
    at: str
    rule: str
    message: str


def told(made: Attempt) -> list[Told]:
    """Read the errors of a report."""
    found = re.findall(r"^(\S[^\n]*?):(\d+:\d+): error\[([a-z0-9-]+)\]: (.*)$", made.out, re.MULTILINE)
    return [Told(*each) for each in found]


def is_for(wanted: dict[str, str], each: Told) -> bool:
    """Whether an error is the one that a file is refused for."""
    return (each.at, each.rule) == (wanted["refuse"], wanted["rule"]) and wanted["says"] in each.message


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project that checks clean, to copy."""
    return written(tmp_path_factory.mktemp("clean") / "project")


@pytest.fixture(scope="module")
def small(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small finished site, to copy."""
    folder = tmp_path_factory.mktemp("small") / "site"
    make(checking.check(clean), folder)
    return folder


@pytest.fixture(scope="module")
def builds(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Attempt]]:
    """Build a project with each hostile file in it, a process each."""
    folders = {}
    for number, name in enumerate(INDEX):
        folder = folders[name] = tmp_path_factory.mktemp("hostile") / str(number)
        shutil.copytree(clean, folder)
        (folder / "notice/suppliers").mkdir(exist_ok=True)
        shutil.copyfile(HOSTILE / name, folder / place_of(name))
    made = attempt([["build", "-C", str(folder), "--jobs", "1"] for folder in folders.values()])
    return {name: (folder, each) for (name, folder), each in zip(folders.items(), made, strict=True)}


def test_the_index_names_every_file() -> None:
    """No file of the set goes untried."""
    files = {path.relative_to(HOSTILE).as_posix() for path in HOSTILE.rglob("*") if path.is_file()}
    assert files - {"index.yaml"} == set(INDEX)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_at_its_line(name: str, builds: dict[str, tuple[Path, Attempt]]) -> None:
    """Exit 1, for its own reason at its own place; nothing is written and nothing in it is carried out."""
    folder, made = builds[name]
    refused(made)
    assert any(is_for(REFUSED[name], each) for each in told(made) if each.file == place_of(name)), made.out
    assert "nothing was written" in made.err
    assert not (folder / "site").exists()
    assert not (folder / "ran").exists()
    assert not (ROOT / "ran").exists()


def test_the_whole_set_is_counted(builds: dict[str, tuple[Path, Attempt]], figure: Figure) -> None:
    """No call ended in a traceback, and none took much memory; how long they took is told and not judged."""
    made = [builds[name][1] for name in REFUSED]
    tracebacks = sum("Traceback" in each.out + each.err for each in made)
    largest = max(each.megabytes for each in made)
    figure("hostile files that ended in a traceback", f"{tracebacks} of {len(made)}", "0")
    figure("seconds of processor that a hostile file took, at most", f"{max(each.seconds for each in made):.2f}", "1")
    figure("megabytes that a hostile file took, at most", f"{largest:.0f}", MEGABYTES)
    assert tracebacks == 0
    assert largest < MEGABYTES


@pytest.mark.parametrize("name", [name for name in INDEX if name not in REFUSED])
def test_a_file_that_only_looks_hostile_builds(name: str, builds: dict[str, tuple[Path, Attempt]]) -> None:
    """Refusing too much is a fault too."""
    folder, made = builds[name]
    assert made.code == 0, made.out + made.err
    assert (folder / "site/manifest.json").is_file()


def test_one_run_tells_every_fault_of_every_file(clean: Path, tmp_path: Path) -> None:
    """What is wrong with one file does not hide what is wrong with another."""
    folder = shutil.copytree(clean, tmp_path / "project")
    laid = {}
    for number, name in enumerate(REFUSED):
        if name.startswith(("suppliers/", "clauses/")):
            laid[name] = f"notice/{name.split('/')[0]}/h{number}{Path(name).suffix}"
            own = f"\nid: h{number}\n".encode()
            text = (b"\n" + (HOSTILE / name).read_bytes()).replace(b"\nid: protection\n", own)
            (folder / laid[name]).write_bytes(text.replace(b"\nid: hostile\n", own)[1:])
    made, *others = attempt(
        [["check", "-C", str(folder), "--format", each] for each in ("text", "json", "github", "sarif")]
    )
    refused(made)
    for other in others:
        refused(other)
    errors = [each for each in json.loads(others[0].out) if each["severity"] == "error"]
    assert len(errors) == len(told(made))
    found = {(each.file, each.at.partition(":")[0]) for each in told(made)}
    lines = {name: REFUSED[name]["refuse"].partition(":")[0] for name in laid}
    assert [name for name, file in laid.items() if (file, lines[name]) not in found] == []


def test_every_file_is_refused_wherever_it_is_dropped(clean: Path, tmp_path: Path) -> None:
    """A file that stands for something else, or for nothing, is told with its place as well."""
    spots = ["notice/facts/documents.yaml", "notice/facts/parties.yaml", "notice/notice.yaml", "mkdocs.yml"]
    spots += ["notice/gaps.yaml", "notice/tombstones.yaml"]
    calls, laid = [], []
    for number, name in enumerate(REFUSED):
        spot = spots[number % len(spots)]
        folder = shutil.copytree(clean, tmp_path / str(number))
        for file in (spot, "notice/suppliers/hostile.yaml", "notice/clauses/hostile.md"):
            shutil.copyfile(HOSTILE / name, folder / file)
        calls.append(["check", "-C", str(folder)])
        laid.append({spot, "notice/suppliers/hostile.yaml", "notice/clauses/hostile.md"})
    for made, files in zip(attempt(calls), laid, strict=True):
        refused(made)
        assert files <= {each.file for each in told(made)}, made.out


def test_a_refusal_leaves_the_last_publish_as_it_is(clean: Path, small: Path, tmp_path: Path) -> None:
    """Readers go on reading what was published."""
    folder = shutil.copytree(clean, tmp_path / "project")
    shutil.copytree(small, folder / "site")
    before = tree(folder / "site")
    shutil.copyfile(HOSTILE / "suppliers/id-traversal.yaml", folder / "notice/suppliers/hostile.yaml")
    refused(attempt([["build", "-C", str(folder)]])[0])
    assert tree(folder / "site") == before


@pytest.fixture(scope="module")
def escaped(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Build a notice with every supplier whose name looks like something else. Gives the name by id."""
    folder = shutil.copytree(clean, tmp_path_factory.mktemp("escaped") / "project")
    names = {}
    for number, (file, shown) in enumerate(ESCAPED.items()):
        text = (HOSTILE / file).read_text(encoding="utf-8").replace("id: hostile", f"id: escaped-{number}")
        (folder / f"notice/suppliers/escaped-{number}.yaml").write_text(text, encoding="utf-8")
        names[f"escaped-{number}"] = shown
    made = attempt([["build", "-C", str(folder)], ["verify", str(folder / "site")]])
    assert [each.code for each in made] == [0, 0], made
    return folder / "site", names


def test_a_value_stands_in_the_data_as_it_was_typed(escaped: tuple[Path, dict[str, str]]) -> None:
    """Catalogue, policy, text and the data inside the page hold the very value; the search index holds it as text."""
    site, names = escaped
    listed = {each["id"]: each["label"] for each in json.loads((site / CATALOG).read_bytes())["variants"]}
    for name, shown in names.items():
        assert listed[name] == shown
        policy = json.loads((site / f"data/v1/{name}/policy.jsonld").read_bytes())
        assert policy["parties"]["supplier"]["name"] == shown
        html = (site / f"en/{name}/index.html").read_text(encoding="utf-8")
        inside = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert inside is not None
        embedded = json.loads(inside[1])
        assert all(policy[key] == value for key, value in embedded.items())
        index = json.loads((site / f"en/{name}/search/search_index.json").read_bytes())
        assert "<img" not in json.dumps(index)


def test_a_value_stands_on_the_page_as_it_was_typed_and_nothing_runs(
    escaped: tuple[Path, dict[str, str]], page: Page
) -> None:
    """In the title, in the text and in attributes; with the search open too."""
    site, names = escaped
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    with serve(site) as address:
        for name, shown in names.items():
            for part in ("", "notice/"):
                page.goto(f"{address}en/{name}/{part}")
                assert shown in page.title() or part
                assert shown in page.locator("body").inner_text()
                assert page.evaluate("window.ran === undefined")
                assert page.locator("main img, main script, main [onerror]").count() == 0
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 8 << 30)


ODD: dict[str, Callable[[Path], object]] = {
    "link out": lambda path: path.symlink_to("/etc/passwd"),
    "link to a neighbour": lambda path: path.symlink_to("about.md"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("/nowhere/x"),
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
    "pipe": os.mkfifo,
    "socket": _socket,
    "folder": lambda path: path.mkdir(),
    "8 GB": _sparse,
    "nothing": lambda path: path.touch(),
}
SPOTS = [
    *("notice/suppliers/odd.yaml", "notice/clauses/odd.md", "notice/facts/documents.yaml", "notice/notice.yaml"),
    *("notice/gaps.yaml", "mkdocs.yml", "notice/odd.yaml"),
]
# A file of each folder under its own name; `{id}` is the name.
FOLDERS = {
    "notice/suppliers": (".yaml", "id: {id}\nname: Acme\ncontacts:\n  support:\n    email: help@example.net\n"),
    "notice/clauses": (".md", "---\nid: {id}\nheading: Acme\n---\n\nText.\n"),
    "notice/facts": (".yaml", "- id: {id}\n"),
}
# Odd names, and the rule that refuses each among suppliers and clauses; {} stands for a file that is there already.
NAMES = {
    **dict.fromkeys((b"a\nb", b"\xff\xfe", b"a\x1b[2Jb", b"\xe2\x80\xaex", b"\xd0\xb0bc"), "unknown-file"),
    **dict.fromkeys((b"-x", b" x", b"x" * 240), "wrong-form"),
    **dict.fromkeys((b"{}", b"con", b"COM1", b"lpt9.x", b"a:b", b"a|b", b'a"b'), "unportable-name"),
}


class Damage(NamedTuple):
    """A way to put something odd into a source, and where and by which rule it is told."""

    what: str
    spot: str
    rule: str
    do: Callable[[Path], object]


def damages() -> Iterator[Damage]:
    """Give each way to put something odd into a source."""

    def put(spot: str, make_it: Callable[[Path], object], folder: Path) -> None:
        (folder / spot).unlink(missing_ok=True)
        make_it(folder / spot)

    def link(spot: str, folder: Path) -> None:
        shutil.move(folder / spot, folder / "away")
        (folder / spot).symlink_to(folder / "away")

    def instead(spot: str, make_it: Callable[[Path], object], folder: Path) -> None:
        shutil.rmtree(folder / spot)
        make_it(folder / spot)

    def name(spot: str, raw: bytes, folder: Path) -> None:
        ending, text = FOLDERS[spot]
        taken = min((folder / spot).iterdir()).name.removesuffix(ending).capitalize()
        raw = raw.replace(b"{}", taken.encode())
        content = text.format(id=json.dumps(raw.decode(errors="replace")))
        Path(os.fsdecode(os.fsencode(folder / spot) + b"/" + raw + ending.encode())).write_text(content, "utf-8")

    for spot in SPOTS:
        rules = {"8 GB": "too-large", "nothing": "clause-head" if spot.endswith(".md") else "empty-file"}
        for what, deed in ODD.items():
            rule = "unknown-file" if spot == "notice/odd.yaml" else rules.get(what, "unreadable-file")
            yield Damage(f"{what} at {spot}", spot, rule, partial(put, spot, deed))
    for spot in FOLDERS:
        yield Damage(f"link at {spot}", spot, "unreadable-file", partial(link, spot))
        for what in ("link to itself", "link to nothing", "pipe", "nothing"):
            yield Damage(f"{what} at {spot}", spot, "unreadable-file", partial(instead, spot, ODD[what]))
        for raw, rule in NAMES.items():
            told_by = "unknown-file" if spot == "notice/facts" and rule == "wrong-form" else rule
            yield Damage(f"{raw!r} in {spot}", f"{spot}/", told_by, partial(name, spot, raw))


def test_what_is_no_plain_file_or_has_an_odd_name_is_refused_and_never_waited_for(clean: Path, tmp_path: Path) -> None:
    """Links, pipes, sockets, folders and odd names are told by their place and for what they are; none is opened."""
    calls = []
    every = list(damages())
    for number, damage in enumerate(every):
        folder = shutil.copytree(clean, tmp_path / str(number))
        damage.do(folder)
        calls.append(["check", "-C", str(folder)])
    for made, damage in zip(attempt(calls), every, strict=True):
        refused(made)
        assert any(each.file.startswith(damage.spot) and each.rule == damage.rule for each in told(made)), (
            damage,
            made,
        )


def policy_with(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Change a policy as someone would who can write every file of the site."""

    def damage(folder: Path) -> None:
        path = "data/v1/awkward/policy.jsonld"
        value = json.loads((folder / path).read_bytes())
        change(value)
        reseal(folder, path, json.dumps(value, indent=2).encode())

    return damage


def raw(path: str, made: bytes) -> Callable[[Path], object]:
    """Put other bytes in the place of a file, as someone would who can write every file of the site."""
    return lambda folder: reseal(folder, path, made)


def listing(**files: object) -> Callable[[Path], object]:
    """Add entries to the manifest."""

    def damage(folder: Path) -> None:
        value = json.loads((folder / "manifest.json").read_bytes())
        value["files"].update(files)
        (folder / "manifest.json").write_text(json.dumps(value), encoding="utf-8")

    return damage


def manifest(made: bytes) -> Callable[[Path], object]:
    """Write another manifest."""
    return lambda folder: (folder / "manifest.json").write_bytes(made)


def instead_of(path: str, deed: Callable[[Path], object]) -> Callable[[Path], object]:
    """Put something odd in the place of a file."""

    def damage(folder: Path) -> None:
        (folder / path).unlink(missing_ok=True)
        deed(folder / path)

    return damage


def catalog_with(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Change the catalogue as someone would who can write every file of the site."""

    def damage(folder: Path) -> None:
        value = json.loads((folder / CATALOG).read_bytes())
        change(value)
        reseal(folder, CATALOG, json.dumps(value, indent=2).encode())

    return damage


POLICY = "data/v1/awkward/policy.jsonld"
SCHEMA = "data/v1/schema/policy.schema.json"
PAGE = "en/awkward/index.html"
TREES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file is missing": (lambda folder: (folder / "index.html").unlink(), "index.html is in the manifest and not"),
    "a file is added": (lambda folder: (folder / "new.html").touch(), "new.html is in the site and not"),
    "a hidden file is added": (lambda folder: (folder / ".x").touch(), ".x is in the site and not"),
    "a file is changed": (lambda folder: (folder / PAGE).write_text("x"), f"{PAGE} is not what the manifest says"),
    "page and policy disagree": (
        policy_with(lambda value: value["parties"]["supplier"].update(name="X Y", label={"en": "X Y"})),
        "and the policy does not",
    ),
    "name and label disagree": (
        policy_with(lambda value: value["parties"]["supplier"].update(name="Someone Else")),
        "parties/supplier",
    ),
    "a folder is a link": (lambda folder: (folder / "zz").symlink_to("/etc"), "zz is in the site and not"),
    "a name holds codes": (lambda folder: (folder / "a\x1b[2J\n").touch(), "a\\u001b[2J\\u000a is in the site"),
    "a path leads up": (listing(**{"../../etc/passwd": "0" * 64}), "is no plain path below the site"),
    "a path is absolute": (listing(**{"/etc/passwd": "0" * 64}), "is no plain path below the site"),
    "a path is written twice": (listing(**{"en//index.html": "0" * 64}), "is no plain path below the site"),
    "a path is a folder": (listing(en="0" * 64), "en is no plain file"),
    "a path holds NUL": (listing(**{"a\0b": "0"}), "is no plain path below the site"),
    "a path is a device": (listing(**{"data/nul.json": "0"}), "is no plain path below the site"),
    "a path is of another disk": (listing(**{"c:/index.html": "0"}), "is no plain path below the site"),
    "a path is endless": (listing(**{"x" * 5000: "0"}), "name too long"),
    "a digest is a list": (listing(**{"index.html": [1]}), "its digest differs"),
    "a key twice in the manifest": (manifest(b'{"files": {"a": "1",\n"a": "2"}}'), 'manifest.json:2:1: the key "a"'),
    "NaN in the manifest": (manifest(b'{"files": NaN}'), "manifest.json:1:11: NaN is no JSON"),
    "prototype in the manifest": (manifest(b'{"files": {"__proto__": "1"}}'), "manifest.json:1:12: "),
    "a deep manifest": (manifest(b"[" * 100_000), "manifest.json:1:1: "),
    "a manifest of nothing": (manifest(b""), "manifest.json:1:1: "),
    "a binary manifest": (manifest(b"\x7fELF\xff"), "manifest.json:1:5: it is not UTF-8"),
    "a number without end": (manifest(b'{"files": ' + b"9" * 6000 + b"}"), "manifest.json:1:11: the number"),
    "a manifest of something else": (manifest(b'{"name": "An app"}'), "manifest.json:1:1: "),
    **{
        f"{what} as {path}": (instead_of(path, ODD[what]), f"{path} ")
        for what in ("pipe", "link out", "link to a device", "link to itself", "folder", "8 GB")
        for path in ("manifest.json", CATALOG, "data/v1/awkward/manifest.json", POLICY)
    },
    "the signature is a link": (instead_of("manifest.json.jws", ODD["link out"]), "manifest.json.jws is no plain file"),
    "a remote context": (policy_with(lambda value: value.update({"@context": "https://example.org/c"})), "/@context"),
    "a context of a file": (policy_with(lambda value: value.update({"@context": "file:///etc/passwd"})), "/@context"),
    "an import": (policy_with(lambda value: value["@context"].update({"@import": "https://example.org/"})), "context"),
    "a vocabulary": (
        policy_with(lambda value: value["@context"].update({"@vocab": "https://example.org/"})),
        "context",
    ),
    "a base": (policy_with(lambda value: value["@context"].update({"@base": "https://example.org/"})), "context"),
    "an alias": (policy_with(lambda value: value["@context"].update({"id": "@id"})), "context"),
    "a context inside": (
        policy_with(lambda value: value["parties"]["supplier"].update({"@context": {}})),
        "/parties/supplier",
    ),
    "a misspelt term": (policy_with(lambda value: value.update({"hasPurpsoe": "dpv:Marketing"})), "hasPurpsoe"),
    "a term that is not in DPV": (
        policy_with(lambda value: next(iter(value["purposes"].values())).update(broader=["dpv:Marketting"])),
        "dpv:Marketting",
    ),
    "a policy without facts": (raw(POLICY, b"{}"), f"{POLICY}:1:1: "),
    "a policy that is a list": (raw(POLICY, b"[]"), f"{POLICY}:1:1: "),
    "NaN in a policy": (raw(POLICY, b'{"@id": "urn:x",\n "score": NaN}'), f"{POLICY}:2:11: NaN is no JSON"),
    "a key twice in a policy": (raw(POLICY, b'{"@id": "urn:x", "@id": "urn:y"}'), f"{POLICY}:1:18: "),
    "prototype in a policy": (raw(POLICY, b'{"@id": "x", "__proto__": {}}'), f"{POLICY}:1:14: "),
    "half a surrogate in a policy": (raw(POLICY, b'{"@id": "\\ud83d"}'), f"{POLICY}:1:9: "),
    "a slow pattern in a schema": (
        raw(SCHEMA, b'{"type": "string", "pattern": "^(a+)+b"}'),
        f"{SCHEMA} is not the schema",
    ),
    "an open schema": (raw(SCHEMA, b'{"type": "object", "properties": {}}'), f"{SCHEMA} is not the schema"),
    "a remote schema": (raw(SCHEMA, b'{"$ref": "https://example.org/s.json"}'), f"{SCHEMA} is not the schema"),
    "another context file": (raw("data/v1/context.jsonld", b'{"@context": {}}'), "data/v1/context.jsonld is not"),
    "other shapes": (raw("data/v1/shapes.ttl", b"#"), "data/v1/shapes.ttl are not"),
    "bytes in a page": (raw(PAGE, b"<!doctype html>\n<p>\xff"), f"{PAGE}:2: here stand bytes"),
    "an address that is none": (raw(PAGE, b'<a href="http://[">x</a>'), "http://[, which is no address"),
    "a script in a page": (raw(PAGE, b'<!doctype html><p title=">" onclick="x">'), "a script in onclick of a <p>"),
    "a page of open tags": (raw(PAGE, b"<a " * 100_000), PAGE),
    "a catalogue that leads out": (
        catalog_with(lambda value: value["variants"][0]["policy"].update(path="../../../etc/passwd")),
        'other "policy"',
    ),
    "a catalogue with the root as a page": (
        catalog_with(lambda value: value["variants"][0]["pages"].update(en=value["context"]["url"].split("data")[0])),
        'other "pages"',
    ),
    "a catalogue with another language": (
        catalog_with(lambda value: value["variants"][0]["pages"].update(fr="https://example.org/")),
        'other "pages"',
    ),
    "a catalogue with a variant twice": (
        catalog_with(lambda value: value["variants"].append(value["variants"][0])),
        'other "id"',
    ),
    "a catalogue of nothing": (raw(CATALOG, b"{}"), f"{CATALOG}:1:1: "),
}


@pytest.fixture(scope="module")
def verified(small: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Attempt]:
    """Verify each broken tree, a process each."""
    folders = []
    for number, (damage, _) in enumerate(TREES.values()):
        folder = tmp_path_factory.mktemp("tree") / str(number)
        shutil.copytree(small, folder)
        damage(folder)
        folders.append(folder)
    return dict(zip(TREES, attempt([["verify", str(folder)] for folder in folders]), strict=True))


@pytest.mark.parametrize("name", TREES)
def test_a_broken_or_forged_site_is_refused_by_name(name: str, verified: dict[str, Attempt]) -> None:
    """Whoever sealed it again is still told by file, and by line or pointer where it is data."""
    refused(verified[name])
    assert any(TREES[name][1] in line for line in verified[name].out.splitlines() if "error: " in line), verified[name]


def test_an_earlier_site_that_is_none_is_a_fault_in_a_sentence(small: Path, tmp_path: Path) -> None:
    """The site to compare with may be anything."""
    (tmp_path / "other/data/v1").mkdir(parents=True)
    (tmp_path / "other" / CATALOG).write_text("[]", encoding="utf-8")
    made = attempt([["verify", str(small), "--since", str(tmp_path / "other")]])[0]
    refused(made)
    assert "cannot be read as a published notice" in made.out


@pytest.mark.parametrize("odd", ["link out", "pipe", "link to a device", "link to itself"])
@pytest.mark.parametrize("file", ["manifest.json", "manifest.json.jws"])
def test_a_site_is_not_signed_through_what_is_no_plain_file(odd: str, file: str, small: Path, tmp_path: Path) -> None:
    """What is signed is the site's own manifest, and what is written is its own signature."""
    site = shutil.copytree(small, tmp_path / "site")
    instead_of(file, ODD[odd])(site)
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "private.pem").write_bytes(pem)
    with pytest.raises(signing.SigningError, match="no plain file"):
        signing.sign(site, tmp_path / "private.pem")
