"""The verifier, check by check: each thing that it refuses gets its sentence, and what it may not refuse gets none."""

from __future__ import annotations

import atexit
import copy
import json
import os
import re
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyld import jsonld

from generator.formats import identity_marks, jsontext, strict_json
from generator.pipeline import checking
from generator.publish.staging import Stage
from generator.published import layout
from generator.published import site as reading
from generator.published.layout import CATALOG
from generator.published.site import PublishedVariant, Site
from generator.scaffold import project as starter
from generator.verify import agreement, data, fingerprint, ids, leaks, linked_data, manifests, statements, verifier
from generator.verify.pages import PageChecker
from generator.verify.terms import Terms, shared_context_faults, unknown_terms, used_terms
from generator.vocabulary import dpv
from tests.helpers import CASES, make, overlay, reseal

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[Any], object]

SHOP = """id: {id}
name: '{Id} "Old" & <Sons>'
address: {number} {Id} Street
country: loc:{country}
website: https://www.{id}.example/
colours: {{light: "{light}", dark: "{dark}"}}
contacts:
  support:
    email: help@{id}.example
    phone: "+32 2 555 01 0{number}"
promises:
  - id: {id}-answers
    label: we of {Id} answer
    text: we of {Id} answer within {number} days.
"""
SHOPS = (("north", 1, "FR", "#1a4d8f", "#9cc3ff"), ("south", 2, "BE", "#0b5a2a", "#8fe0a8"))
POLICY, TEXT, PAGE = "data/v1/north/policy.jsonld", "data/v1/north/notice.en.json", "en/north/notice/index.html"
ADDRESS = "https://privacy.example.org/"
_FOLDER = Path(tempfile.mkdtemp(prefix="small-site-"))
_OWNER = os.getpid()


@atexit.register
def _remove() -> None:
    """Remove the small site, unless this process was split off from the one that made it."""
    if os.getpid() == _OWNER:
        shutil.rmtree(_FOLDER, ignore_errors=True)


@cache
def small() -> Path:
    """Make a small site once: two suppliers that are alike, an awkward one, and one that is gone."""
    project = _FOLDER / "project"
    starter.write(project)
    overlay(CASES / "accepted/awkward-supplier", project)
    for name, number, country, light, dark in SHOPS:
        shop = SHOP.format(id=name, Id=name.title(), number=number, country=country, light=light, dark=dark)
        (project / f"notice/suppliers/{name}.yaml").write_text(shop, encoding="utf-8")
    (project / "notice/tombstones.yaml").write_text("- id: gone\n  reason: It is gone.\n", encoding="utf-8")
    checked = checking.check(project)
    assert checked.diagnostics == []
    make(checked, project / "site")
    return project / "site"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a copy of the small site, to break."""
    return shutil.copytree(small(), tmp_path / "site")


def variant(folder: Path, name: str = "north") -> PublishedVariant:
    """Give a variant of a site."""
    return next(each for each in Site(folder).variants() if each.id == name)


def edit(folder: Path, path: str, change: Change) -> None:
    """Change a file of JSON."""
    value = json.loads((folder / path).read_bytes())
    change(value)
    (folder / path).write_bytes(jsontext.dump(value))


def put(*route: str | int, value: Any) -> Change:
    """Change one value of some JSON."""

    def change(whole: Any) -> None:
        for step in route[:-1]:
            whole = whole[step]
        whole[route[-1]] = value

    return change


def verified(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Make the quick checks. Returns those that find a fault, with the faults."""
    return [(result.name, result.faults) for result in verifier.verify_core(folder) if result.faults]


def test_a_sound_site_is_found_sound(site: Path) -> None:
    """Every check is made, in the order in which trust is built."""
    order = ["manifest", "json", "schema", "context", "vocabulary", "marks", "statements", "pages", "leaks"]
    assert list(verifier.verify_core(site)) == [verifier.Result(name) for name in order]


def test_every_check_is_made_if_asked_for(site: Path) -> None:
    """Those of linked data too, and of ids if there is an earlier site to compare with; each tells what it finds."""
    reseal(site, POLICY, jsontext.dump(unshapely(variant(site).policy)))
    edit(site, CATALOG, lambda catalog: [catalog["variants"].pop(0) for _ in range(3)])
    Stage(site).seal()
    results = list(verifier.verify_all(site, small()))
    assert [result.name for result in results] == [*verifier.CORE_CHECKS, "coverage", "shapes", "round trip", "ids"]
    found = {result.name: result.faults for result in results if result.faults}
    assert list(found) == ["shapes", "ids"]
    assert all(fault.startswith(f"{POLICY}: #") for fault in found["shapes"]), found["shapes"]
    assert found["ids"][0] == "data/v1/general/policy.jsonld was published and is gone; no tombstone answers for it"


def unshapely(policy: dict[str, Any]) -> dict[str, Any]:
    """Let a process break a shape that its schema does not know."""
    policy = copy.deepcopy(policy)
    policy["processes"]["lending-books"]["purposes"] = [f"{policy['@id']}#nothing"]
    return policy


def test_without_the_extra_the_checks_of_linked_data_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told what to install; the site is not refused."""
    monkeypatch.setitem(sys.modules, "pyld", None)
    monkeypatch.delitem(sys.modules, "generator.verify.linked_data", raising=False)
    monkeypatch.delattr("generator.verify.linked_data", raising=False)
    said = "pyld is missing: pip install 'privacy-notice-generator[verify]'"
    names = [verifier.Result(name) for name in verifier.CORE_CHECKS]
    assert list(verifier.verify_all(small())) == [*names, verifier.Result("linked data", left_out=said)]


@pytest.mark.parametrize(
    ("name", "path", "made"),
    [
        ("json", "openapi.json", b'{"a": 1, "a": 2}'),
        ("schema", "data/v1/gone/policy.jsonld", b"{}"),
        ("context", "data/v1/context.jsonld", b" {}"),
        ("pages", "404.html", b"<h1></h1>"),
    ],
)
def test_what_all_share_is_checked_in_order(name: str, path: str, made: bytes, site: Path) -> None:
    """The first check that finds a fault is named."""
    assert verifier.shared(Site(site), PageChecker(site, ADDRESS)) is None
    reseal(site, path, made)
    wrong = verifier.shared(Site(site), PageChecker(site, ADDRESS))
    assert wrong is not None
    assert wrong[0] == name
    assert wrong[1][0].startswith(path)


# The manifests.


def relink(file: Path, other: Path) -> None:
    """Put a link in the place of a file."""
    file.unlink()
    file.symlink_to(other)


UNLISTED = "manifest.json:1:1: it does not list its files"
LISTED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no manifest": (
        lambda site: (site / "manifest.json").unlink(),
        "manifest.json cannot be read: no such file or directory",
    ),
    "no JSON": (lambda site: (site / "manifest.json").write_text("{"), "manifest.json:1:2: expecting property name"),
    "a list": (
        lambda site: (site / "manifest.json").write_text("[1]"),
        UNLISTED,
    ),
    "no files": (
        lambda site: (site / "manifest.json").write_text("{}"),
        UNLISTED,
    ),
    "too deep": (
        lambda site: (site / "manifest.json").write_text("[" * 100_000),
        UNLISTED,
    ),
    "more": (
        lambda site: edit(site, "manifest.json", put("more", value=1)),
        "manifest.json:1:1: it holds more than its files",
    ),
    "gone": (lambda site: (site / "robots.txt").unlink(), "robots.txt is in the manifest and not in the site"),
    "changed": (
        lambda site: (site / "robots.txt").write_text("x"),
        "robots.txt is not what the manifest says: its digest differs",
    ),
    "new": (lambda site: (site / "new.html").write_text("x"), "new.html is in the site and not in the manifest"),
    "new below": (
        lambda site: (site / "en/direct/new.html").write_text("x"),
        "en/direct/new.html is in the site and not in the manifest",
    ),
    "a link to a folder": (
        lambda site: (site / "en/link").symlink_to("direct"),
        "en/link is in the site and not in the manifest",
    ),
    "a variant's manifest": (
        lambda site: edit(site, "data/v1/north/manifest.json", put("more", value=1)),
        "data/v1/north/manifest.json:1:1: it holds more than its files",
    ),
    "a variant's file": (
        lambda site: (site / PAGE).unlink(),
        f"{PAGE} is in the manifest and not in the site",
    ),
    "a link": (
        lambda site: relink(site / "robots.txt", site / "llms.txt"),
        "robots.txt is no plain file",
    ),
    "a huge file": (
        lambda site: os.truncate(site / "robots.txt", 16 * 1024 * 1024 + 1),
        "robots.txt is larger than any such file of a notice",
    ),
    **{
        f"the path {path!r}": (
            lambda site, path=path: edit(site, "manifest.json", put("files", path, value="0")),  # type: ignore[misc]
            f"manifest.json names {path!r}, which is no plain path below the site",
        )
        for path in ("../x", "/etc/passwd", "a/../b", "a\\b", "./a", "a//b")
    },
    "no path at all": (
        lambda site: edit(site, "manifest.json", put("files", "a\0b", value="0")),
        "manifest.json names 'a\\x00b', which is no plain path below the site",
    ),
}


@pytest.mark.parametrize("name", LISTED)
def test_what_is_not_as_the_manifests_say_is_told(name: str, site: Path) -> None:
    """Each fault by the name of its file, and nothing else is made of it."""
    damage, said = LISTED[name]
    damage(site)
    found = list(manifests.faults(Site(site)))
    mine = [fault for fault in found if fault.startswith(said)]
    others = [fault for fault in found if fault not in mine]
    assert len(mine) == 1, found
    # A changed manifest of a variant is not what the site's says, and what only it listed is listed no more.
    assert all("/north/" in fault or "sha256" in fault for fault in others if name == "a variant's manifest")
    assert others == [] or name == "a variant's manifest"
    assert verified(site) == [("manifest", tuple(found))]


def test_every_fault_of_a_manifest_is_told(site: Path) -> None:
    """One does not hide the next."""
    edit(site, "manifest.json", lambda whole: whole.update(files={"../x": "0", "gone.txt": "0", **whole["files"]}))
    (site / "robots.txt").write_text("x", encoding="utf-8")
    assert list(manifests.faults(Site(site))) == [
        "manifest.json names '../x', which is no plain path below the site",
        "gone.txt is in the manifest and not in the site",
        "robots.txt is not what the manifest says: its digest differs",
    ]


def test_a_signature_may_stand_beside_the_manifest(site: Path) -> None:
    """It cannot be listed, since it signs the list; every file below a folder of that name must be."""
    (site / "manifest.json.jws").write_text("…", encoding="utf-8")
    assert list(manifests.faults(Site(site))) == []
    (site / "en/manifest.json").write_text("{}", encoding="utf-8")
    assert list(manifests.faults(Site(site))) == ["en/manifest.json is in the site and not in the manifest"]


def test_two_names_of_one_file_are_both_compared(site: Path) -> None:
    """A file is read once, and each of its names must have its digest."""
    (site / "two.txt").hardlink_to(site / "robots.txt")
    edit(site, "manifest.json", put("files", "two.txt", value="0"))
    assert list(manifests.faults(Site(site))) == ["two.txt is not what the manifest says: its digest differs"]


def test_a_variants_manifest_tells_of_each_of_its_files(site: Path) -> None:
    """Those that are sound too, so that whoever asks knows what belongs to it."""
    (site / PAGE).write_text("x", encoding="utf-8")
    told = dict(manifests.of_variant(Site(site), "north", variant(site)))
    assert told.keys() == json.loads((site / "data/v1/north/manifest.json").read_bytes())["files"].keys()
    assert {path: fault for path, fault in told.items() if fault} == {
        PAGE: f"{PAGE} is not what the manifest says: its digest differs"
    }
    (site / "data/v1/north/manifest.json").write_text("[]", encoding="utf-8")
    [(path, fault)] = manifests.of_variant(Site(site), "north", variant(site))
    assert path == "data/v1/north/manifest.json"
    assert fault == "data/v1/north/manifest.json:1:1: it does not list its files"


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("data/v1/north/manifest.json", True),
        ("data/v1/manifest.json", False),
        ("data/v1/north/en/manifest.json", False),
        ("data/v2/north/manifest.json", False),
        ("data/v1/north/xmanifest.json", False),
        ("data/v1/north/policy.jsonld", False),
    ],
)
def test_a_variants_manifest_is_known_by_its_path(path: str, is_one: bool) -> None:
    """No other file is taken for one."""
    assert layout.is_variant_manifest(path) is is_one


# JSON that has one meaning.


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', 'the key "b" stands twice'),
        (b'{"c": 0, "a": 1, "a": 2}', 'the key "a" stands twice'),
        (b'[{"__proto__": 1}]', 'the key "__proto__" has a meaning of its own to programs'),
        (b'{"constructor": 1}', 'the key "constructor" has a meaning of its own to programs'),
        (b'{"prototype": 1}', 'the key "prototype" has a meaning of its own to programs'),
        (b'{"a": NaN}', "NaN is no JSON"),
        (b"[-Infinity]", "-Infinity is no JSON"),
        (b'["\\ud83d"]', "it holds half of a surrogate pair"),
        (b'{"\\udc00": 1}', "it holds half of a surrogate pair"),
        (b'"\xff"', "it is not UTF-8"),
        (b"", "expecting value"),
        (b"{} x", "extra data"),
        (b"[1, 9007199254740993]", "the number is larger than all readers can hold"),
        (b'{"a": -9007199254740993}', "the number is larger than all readers can hold"),
        (b'{"a": 1e300}', "the number is larger than all readers can hold"),
        (b'{"a": 1e999}', "the number is larger than all readers can hold"),
        (b"[Infinity]", "Infinity is no JSON"),
        (b'{"a": "NaN", "b": NaN}', "NaN is no JSON"),
    ],
)
def test_json_of_two_meanings_is_refused(raw: bytes, said: str, site: Path) -> None:
    """With the reason, and the name of the file."""
    with pytest.raises(ValueError, match=re.escape(said)):
        strict_json.read(raw)
    (site / POLICY).write_bytes(raw)
    [fault] = data.json_faults(variant(site))
    assert re.fullmatch(rf"{re.escape(POLICY)}:\d+:\d+: {re.escape(said)} \(in strict JSON\)", fault)


def test_json_of_one_meaning_is_read() -> None:
    """However it is laid out, and whatever its letters."""
    value = {"a": [1, -(2**53), 2**53, 2.5, 1e3, None, True, {"__proto": "constructor é \U0001f4da"}]}
    for raw in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=3)):
        read = strict_json.read(raw.encode())
        assert read == value
        assert [type(each) for each in read["a"]] == [type(each) for each in value["a"]]
    assert strict_json.read(b"[1E2, 1e2, 1.0]") == [100.0, 100.0, 1.0]
    assert all(isinstance(each, float) for each in strict_json.read(b"[1E2, 1e2, 1.0]"))


@pytest.mark.parametrize(
    ("raw", "is_plain"),
    [
        (b'{"a": 1}', True),
        (b'{"a":  1}', False),
        (b"null", False),
        (b'{"__proto__": 1}', False),
        (b'{"constructor": 1}', False),
        (b'{"prototype": 1}', False),
        (b'{"a": "a protocol of a constructor"}', True),
    ],
)
def test_json_as_this_software_writes_it_need_not_be_read_twice(raw: bytes, is_plain: bool) -> None:
    """If no key of it has a meaning of its own to programs."""
    value = json.loads(raw)
    assert reading.is_plain(raw, value, json.dumps(value).encode()) is is_plain


def test_json_that_is_missing_is_told(site: Path) -> None:
    """Of a variant, of what all share, and the catalogue itself."""
    for path in (POLICY, TEXT):
        (site / path).unlink()
        assert list(data.json_faults(variant(site))) == [f"{path} is missing"]
        shutil.copy(small() / path, site / path)
    for path in ("data/v1/context.jsonld", "openapi.json"):
        (site / path).unlink()
        assert list(data.shared_json_faults(Site(site))) == [f"{path} is missing"]
        shutil.copy(small() / path, site / path)
    (site / CATALOG).unlink()
    assert list(data.catalog_faults(Site(site))) == [f"{CATALOG} is missing"]


def test_every_file_of_json_is_read_strictly(site: Path) -> None:
    """What a program may load, even if no other check looks at it."""
    said = ':1:10: the key "a" stands twice (in strict JSON)'
    for path in (POLICY, TEXT, "en/north/search/search_index.json"):
        (site / path).write_text('{"a": 1, "a": 1}', encoding="utf-8")
        assert list(data.json_faults(variant(site))) == [f"{path}{said}"]
        shutil.copy(small() / path, site / path)
    shared = ["data/v1/context.jsonld", "openapi.json"]
    shared += [f"data/v1/schema/{name}.schema.json" for name in ("catalog", "policy", "text", "tombstone")]
    shared += ["search/search_index.json"]
    for path in shared:
        (site / path).write_text('{"a": 1, "a": 1}', encoding="utf-8")
    assert list(data.shared_json_faults(Site(site))) == [f"{path}{said}" for path in shared]
    (site / CATALOG).write_text("[" * 100_000, encoding="utf-8")
    [fault] = data.catalog_faults(Site(site))
    assert fault.startswith(f"{CATALOG} is no strict JSON: it is too deep")


# Schemas, and the catalogue.


def listed(*route: str, value: Any) -> Callable[[Path], object]:
    """Change what the catalogue says of a file of the shop."""

    def damage(site: Path) -> None:
        at = next(n for n, each in enumerate(Site(site).catalog["variants"]) if each["id"] == "north")
        edit(site, CATALOG, put("variants", at, *route, value=value))

    return damage


def last(site: Path) -> Path:
    """Find what stands at the lasting address of the shop's policy."""
    return site / str(variant(site).entry["policy"]["immutable"]).removeprefix(ADDRESS)


def renew(file: Path, made: bytes) -> None:
    """Put another file in the place of one that has two names."""
    file.unlink()
    file.write_bytes(made)


UNFIT: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "nothing": (lambda _: None, []),
    "a digest": (listed("policy", "sha256", value="0"), [f"{CATALOG} gives another digest or size for {POLICY}"]),
    "a size": (listed("texts", "en", "bytes", value=0), [f"{CATALOG} gives another digest or size for {TEXT}"]),
    "an address": (
        listed("policy", "url", value=f"{ADDRESS}x"),
        [
            f"{CATALOG} gives another address for {POLICY}",
            f"{POLICY} is the policy of something else: {ADDRESS}{POLICY}",
        ],
    ),
    "no file": (
        listed("fragments", "en", "path", value="data/v1/north/x.html"),
        [f"{CATALOG} lists data/v1/north/x.html, which is not there"],
    ),
    "no lasting file": (lambda site: last(site).unlink(), [f"{POLICY} is not what stands at its lasting address"]),
    "another lasting file": (
        lambda site: renew(last(site), b"x"),
        [f"{POLICY} is not what stands at its lasting address"],
    ),
    "a lasting copy": (lambda site: renew(last(site), (site / POLICY).read_bytes()), []),
    "a policy that does not fit": (
        lambda site: reseal(site, POLICY, jsontext.dump(variant(site).policy | {"status": "x"})),
        [f"{POLICY}:522:13: it does not fit its schema at /status"],
    ),
    "another's address": (
        lambda site: reseal(site, POLICY, (site / POLICY).read_bytes().replace(b"v1/north/", b"v1/south/")),
        [f"{POLICY} is the policy of something else: {ADDRESS}data/v1/south/policy.jsonld"],
    ),
    "another's policy": (
        lambda site: reseal(site, POLICY, (site / POLICY).read_bytes().replace(b'"id": "north"', b'"id": "south"')),
        [f"{POLICY} is the policy of something else: {ADDRESS}{POLICY}"],
    ),
    "a text that does not fit": (
        lambda site: reseal(site, TEXT, jsontext.dump(variant(site).texts["en"] | {"clauses": 1})),
        [f"{TEXT}:10:14: it does not fit its schema at /clauses"],
    ),
    "another's text": (
        lambda site: reseal(site, TEXT, jsontext.dump(variant(site).texts["en"] | {"variant": "south"})),
        [f"{TEXT} is the text of something else: south in en"],
    ),
    "a text in another language": (
        lambda site: reseal(site, TEXT, jsontext.dump(variant(site).texts["en"] | {"language": "fr"})),
        [f"{TEXT} is the text of something else: north in fr"],
    ),
}


@pytest.mark.parametrize("name", UNFIT)
def test_data_that_does_not_fit_is_refused(name: str, site: Path) -> None:
    """By its schema, by what the catalogue says of it, and by where it stands."""
    damage, said = UNFIT[name]
    damage(site)
    found = list(data.schema_faults(variant(site)))
    assert len(found) == len(said), found
    assert all(fault.startswith(each) for fault, each in zip(found, said, strict=True)), found


STONE = "data/v1/gone/policy.jsonld"
SCHEMA = "data/v1/schema/text.schema.json"
SHARED: dict[str, tuple[Callable[[Path], object], str]] = {
    "the catalogue": (
        lambda site: edit(site, CATALOG, put("status", value="x")),
        f"{CATALOG}:4:13: it does not fit its schema at /status",
    ),
    "a schema": (
        lambda site: reseal(site, SCHEMA, jsontext.dump(json.loads((site / SCHEMA).read_bytes()) | {"title": "x"})),
        f"{SCHEMA} is not the schema that this version checks by",
    ),
    "no tombstone": (lambda site: (site / STONE).unlink(), f"{CATALOG} lists {STONE}, which is not there"),
    "a tombstone": (
        lambda site: edit(site, STONE, put("status", value="x")),
        f"{STONE}:3:13: it does not fit its schema at /status",
    ),
    **{
        f"the digest of {'/'.join(route)}": (
            lambda site, route=route: edit(site, CATALOG, put(*route, "bytes", value=1)),  # type: ignore[misc]
            f"{CATALOG} gives another digest or size for data/v1/{path}",
        )
        for route, path in (
            (("context",), "context.jsonld"),
            (("shapes",), "shapes.ttl"),
            (("schemas", "text"), "schema/text.schema.json"),
        )
    },
}


@pytest.mark.parametrize("name", SHARED)
def test_shared_data_that_does_not_fit_is_refused(name: str, site: Path) -> None:
    """The catalogue, the context, shapes and schemas, and the tombstones."""
    damage, said = SHARED[name]
    assert list(data.shared_schema_faults(Site(site))) == []
    damage(site)
    [fault] = data.shared_schema_faults(Site(site))
    assert fault.startswith(said)


def test_the_published_context_is_the_one_that_is_checked_by(site: Path) -> None:
    """To the byte."""
    assert list(shared_context_faults(Site(site))) == []
    (site / "data/v1/context.jsonld").write_text("{}", encoding="utf-8")
    said = "data/v1/context.jsonld is not the context of this version"
    assert list(shared_context_faults(Site(site))) == [said]


# Terms.


def test_terms_that_mean_nothing_are_told(site: Path) -> None:
    """Keys that the context does not define, in a fact and outside; terms that DPV does not have; another context."""
    terms = Terms()
    for name in ("direct", "north"):
        assert (
            list(terms.context_faults(variant(site, name))) == list(terms.vocabulary_faults(variant(site, name))) == []
        )

    def change(policy: Any) -> None:
        policy["parties"]["office"]["fax"] = policy["cable"] = policy["service"]["telex"] = "1"
        policy["parties"]["member"]["broader"] = ["dpv:Nobody", "x:y", "dpv:not one"]
        policy["purposes"]["news"]["@type"] = ["dpv:Purpose", "eu-gdpr:A99-x"]

    edit(site, POLICY, change)
    drop = "which its context does not define: readers would drop it in silence"
    said = {f'{POLICY} uses the term "{term}", {drop}' for term in ("cable", "fax", "telex")}
    found = list(terms.context_faults(variant(site)))
    assert set(found) == said
    assert len(found) == len(said)
    version = dpv.vocabulary().version
    assert list(terms.vocabulary_faults(variant(site))) == [
        f"{POLICY} uses {term}, which is not in DPV {version}" for term in ("dpv:Nobody", "eu-gdpr:A99-x")
    ]
    edit(site, POLICY, put("@context", value={}))
    assert list(terms.context_faults(variant(site)))[0] == f"{POLICY} has another context"  # noqa: RUF015 - it must be there


def test_the_terms_of_a_policy_are_those_it_uses(site: Path) -> None:
    """In its facts and outside; the context itself uses none."""
    used = Terms().used(variant(site))
    assert {"dpv:PrivacyNotice", "loc:EU", "legal-eu:law-GDPR", "eu-gdpr:A15", "pd:Name", "dpv:Member"} <= used
    assert used <= set(dpv.vocabulary().terms)
    alone = Terms().used(variant(site, "direct"))
    assert "loc:FR" in used - alone


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        ({"label": {"en": "x", "tlh": "y"}}, []),
        ({"parties": {"anything": {"label": {"en": "x"}}}}, []),
        ({"parties": {"anything": {"fax": "x"}}}, ["fax"]),
        ({"@type": "x", "@odd": {"fax": 1}}, []),
        ({"fax": [{"telex": 1}]}, ["fax"]),
        ({"contacts": [[{"fax": 1}], "x", {"telex": {"fax": 2}}]}, ["fax", "telex"]),
        ({"service": {"fax": 1, "telex": 2}, "fax": 3}, ["fax", "telex"]),
    ],
)
def test_keys_are_looked_up_in_the_context(value: dict[str, Any], unknown: list[str]) -> None:
    """Not the keys of a map of languages or of facts, nor those of JSON-LD itself."""
    assert unknown_terms(value) == unknown


@pytest.mark.parametrize(
    ("value", "used"),
    [
        ("dpv:Purpose", {"dpv:Purpose"}),
        ("eu-gdpr:A6-1-b", {"eu-gdpr:A6-1-b"}),
        ("dpv: a sentence", set()),
        ("dpv:", set()),
        ("https://example.org/", set()),
        ("Purpose", set()),
        ({"@context": {"a": "dpv:Purpose"}, "b": ["dpv:Marketing", {"c": "pd:Name"}]}, {"dpv:Marketing", "pd:Name"}),
        (1, set()),
    ],
)
def test_a_term_is_known_by_its_prefix_and_form(value: Any, used: set[str]) -> None:
    """Wherever it stands."""
    assert used_terms(value) == used


def test_terms_that_are_about_to_leave_are_a_warning(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is not refused for them."""
    later = dpv.vocabulary()._replace(sunset=frozenset({"pd:Name", "dpv:X"}))
    monkeypatch.setattr(dpv, "vocabulary", lambda: later)
    results = {result.name: result for result in verifier.verify_core(site)}
    assert [name for name, result in results.items() if result.faults] == []
    names = ("general", "direct", "awkward", "north", "south")
    assert results["vocabulary"].warnings == tuple(
        f"data/v1/{name}/policy.jsonld uses pd:Name, which is about to leave DPV" for name in names
    )
    assert [name for name, result in results.items() if result.warnings] == ["vocabulary"]


# Ids.


def lose_two(site: Path) -> None:
    """Take away a variant, and a fact of a later one."""
    edit(site, CATALOG, lambda catalog: catalog["variants"].pop(0))
    edit(site, POLICY, lambda policy: policy["purposes"].pop("news"))


LOST: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "nothing": (lambda _: None, []),
    "a fact": (lambda site: edit(site, POLICY, lambda p: p["purposes"].pop("news")), [f"{POLICY}#news"]),
    "a kind of facts": (
        lambda site: edit(site, POLICY, lambda p: p.pop("rights")),
        [f"{POLICY}#right-of-access", f"{POLICY}#right-to-erasure"],
    ),
    "a part of the head": (lambda site: edit(site, POLICY, lambda p: [p.pop("service"), p["title"].pop("en")]), []),
    "a clause": (
        lambda site: edit(site, TEXT, lambda t: [t["clauses"].pop(0), t["clauses"].pop(1)]),
        [f"{TEXT}: the clause about", f"{TEXT}: the clause what-we-do"],
    ),
    "a language": (listed("texts", value={}), []),
    "a variant": (
        lambda site: edit(site, CATALOG, lambda c: c["variants"].pop(0)),
        ["data/v1/general/policy.jsonld"],
    ),
    "a variant with a tombstone": (
        lambda site: edit(site, CATALOG, lambda c: [c["variants"].pop(0), c["tombstones"].append({"id": "general"})]),
        [],
    ),
    "a variant and a fact of another": (
        lose_two,
        ["data/v1/general/policy.jsonld", f"{POLICY}#news"],
    ),
    "the tombstones": (lambda site: edit(site, CATALOG, lambda c: c.pop("tombstones")), []),
}


@pytest.mark.parametrize("name", LOST)
def test_ids_that_were_published_and_are_gone_are_told(name: str, site: Path) -> None:
    """Facts, clauses and variants; whatever comes after the first is looked at too."""
    damage, lost = LOST[name]
    damage(site)
    assert list(ids.lost_ids(Site(site), Site(small()))) == [
        f"{path} was published and is gone{'; no tombstone answers for it' if path.endswith('policy.jsonld') else ''}"
        for path in lost
    ]


# Leaks.


def watched(folder: Path, name: str = "north") -> list[str]:
    """Watch one variant for what belongs to others, with what the site as it was built says of them."""
    watch = leaks.LeakDetector.of(Site(small()).variants())
    each = variant(folder, name)
    return list(watch.faults(each, leaks.files_of(each)))


LEAKS: dict[str, tuple[str, Change | tuple[str, str], str]] = {
    "a name in a page": (PAGE, ("</article>", "South <b>Old</b> Sons</article>"), "south old sons"),
    "a mailbox in a page": (PAGE, ("</article>", "help@south.example</article>"), "south example"),
    "a colour": ("en/north/colours.css", ("#1a4d8f", "#0b5a2a"), "0b5a2a"),
    "a number in JSON": ("en/north/search/search_index.json", ('"docs":[', '"docs":["3225550102",'), "3225550102"),
    "an address in a text": (TEXT, ('"clauses"', '"x": "2 South Street", "clauses"'), "2 south street"),
    "a value of a fact": (POLICY, put("parties", "office", "label", "en", value="2 SOUTH street"), "2 south street"),
    "a value of the head": (POLICY, put("summary", "en", value="see south.example"), "south example"),
    "a key": (POLICY, lambda p: p["parties"].update({"2-south-street": p["parties"]["office"]}), "2 south street"),
    "what is no fact": (POLICY, put("parties", "x", value="of 2 South Street"), "2 south street"),
}  # fmt: skip


@pytest.mark.parametrize("name", LEAKS)
def test_what_belongs_to_another_supplier_is_told(name: str, site: Path) -> None:
    """By the file and the words, wherever it stands."""
    path, change, words = LEAKS[name]
    if isinstance(change, tuple):
        text = (site / path).read_text(encoding="utf-8")
        assert change[0] in text
        (site / path).write_text(text.replace(*change), encoding="utf-8")
    else:
        edit(site, path, change)
    found = watched(site)
    assert f'{path} holds "{words}", which belongs to another supplier' in found
    assert {fault.split(" ")[0] for fault in found} == {path}


def test_a_name_of_a_file_may_leak_too(site: Path) -> None:
    """Also where the variant's own folder has the other's name in it."""
    (site / "en/north/south.example.txt").write_text("x", encoding="utf-8")
    path = "en/north/south.example.txt"
    assert watched(site) == [f'{path} holds "south example", which belongs to another supplier']


@pytest.mark.parametrize("name", ["general", "south"])
def test_no_variant_may_hold_what_is_a_suppliers(name: str, site: Path) -> None:
    """Those that need no supplier as little as another supplier's, whoever came first."""
    page = f"en/{name}/notice/index.html"
    (site / page).write_text("1 North Street", encoding="utf-8")
    assert watched(site, name) == [f'{page} holds "1 north street", which belongs to another supplier']


def test_what_is_ones_own_is_no_leak(site: Path) -> None:
    """Nor what the notice says itself, nor what stands in a printed copy, which is not text."""
    (site / "en/north/notice.pdf").write_bytes(b"South Old Sons")
    for name in ("general", "direct", "awkward", "north", "south"):
        assert watched(site, name) == []
    watch = leaks.LeakDetector.of(Site(small()).variants())
    assert watch.numbers == {"awkward": 0, "north": 1, "south": 2}
    assert list(watch.index.find(identity_marks.words("South Old Sons"))) == [(2, "south old sons")]
    assert list(watch.index.find(identity_marks.words("privacy@example.org"))) == []


def test_a_leak_is_found_each_time(site: Path) -> None:
    """What held no mark is remembered, and what held one is looked at again."""
    edit(site, POLICY, put("parties", "office", "label", "en", value="2 South Street"))
    (site / PAGE).write_text("of 2 South Street", encoding="utf-8")
    watch = leaks.LeakDetector.of(Site(small()).variants())
    each = variant(site)
    first = list(watch.faults(each, leaks.files_of(each)))
    assert len(first) == 2
    assert list(watch.faults(each, leaks.files_of(each))) == first


def test_the_files_of_a_variant_are_its_data_and_its_pages() -> None:
    """All that is text."""
    pages = ["colours.css", "data/index.html", "index.html", "machine-readable/index.html", "notice/index.html"]
    assert leaks.files_of(variant(small())) == [
        POLICY, TEXT, "data/v1/north/fragment.en.html", *(f"en/north/{page}" for page in pages),
        "en/north/search/search_index.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("route", "value", "where"),
    [
        (("roles", "processor", "supplier"), "#reseller", "roles/processor/supplier"),
        (("roles", "processor", "processors"), ["#x", "#reseller"], "roles/processor/processors"),
        (("service", "suppliers"), ["#reseller"], "service/suppliers"),
        (("processes", "lending-books", "processors"), ["#reseller"], "processes/lending-books/processors"),
        (("roles", "processor", "controller"), "#reseller", ""),
        (("roles", "processor", "supplier"), "#resellers", ""),
        (("service", "suppliers"), ["#resellers"], ""),
    ],
)
def test_what_a_supplier_replaced_is_not_named_any_more(
    route: tuple[str, ...], value: Any, where: str, site: Path
) -> None:
    """In no role and no process, and not by the service."""
    address = ADDRESS + POLICY
    whole = [address + each for each in value] if isinstance(value, list) else address + value
    general = variant(site, "general").policy
    assert list(leaks.replaced_faults(variant(site), general)) == []
    edit(site, POLICY, put(*route, value=whole))
    said = [f"{POLICY} still names reseller in {where}, where the supplier stands"] if where else []
    assert list(leaks.replaced_faults(variant(site), general)) == said
    assert list(leaks.replaced_faults(variant(site), {})) == []
    assert list(leaks.replaced_faults(variant(site, "general"), general)) == []


# Pages and data say the same.

MARKED: dict[str, tuple[str, str, str, list[str]]] = {
    "other words": (PAGE, '<span data-fact="news">', '<span data-fact="news">x ', [
        f'{PAGE} says "x sending you the newsletter" of news, and the policy does not',
        f"{PAGE} prints the clause newsletter otherwise than {ADDRESS}{POLICY} has it",
    ]),
    "a fact that is not there": ("en/north/index.html", 'data-fact="news"', 'data-fact="olds"', [
        'en/north/index.html marks "olds", which the policy does not know',
    ]),
    "a fragment": ("data/v1/north/fragment.en.html", "We delete everything", "We keep everything", [
        f"data/v1/north/fragment.en.html prints the clause how-long otherwise than {ADDRESS}{POLICY} has it",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKED)
def test_a_page_that_says_something_else_than_the_data_is_told(name: str, site: Path) -> None:
    """Of a fact, or in a clause."""
    path, before, after, said = MARKED[name]
    text = (site / path).read_text(encoding="utf-8")
    assert before in text
    known = agreement.PageAgreement()
    assert list(known.faults(variant(site))) == []
    (site / path).write_text(text.replace(before, after), encoding="utf-8")
    assert sorted(known.faults(variant(site))) == sorted(said)
    (site / path).unlink()
    gone = [fault for fault in known.faults(variant(site)) if "prints the clause" not in fault]
    assert gone == []  # the gate tells what is missing


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<span data-fact="office">library office</span>', ""),
        ('<span data-fact="office">Library office</span>', ""),
        ('<a href="x" data-fact="office">other@example.org</a>', "other@example.org"),
        ('<strong data-fact="office">library</strong>', "library"),
        ('<span data-fact="office">library <b>office</b></span>', ""),
        ('<tr data-fact="office"><td>anything</td></tr>', ""),
        ('<tr data-fact="office"><td><strong>library office</strong> anything</td></tr>', ""),
        ('<dl data-fact="office"><dfn>an office</dfn> <strong>library office</strong></dl>', "an office"),
        ('<span data-fact="catalogue-host">Belgium</span>', ""),
        ('<span data-fact="catalogue-host">France</span>', "France"),
        ('<time datetime="P1Y" data-fact="kept-after-membership">1 year</time>', ""),
        ('<time datetime="P2Y" data-fact="kept-after-membership">1 year</time>', "P2Y"),
    ],
)
def test_a_page_says_of_a_fact_what_the_policy_says(html: str, said: str, site: Path) -> None:
    """Its words, with a capital or as the name of a place; an element around other words says nothing itself."""
    (site / "en/north/index.html").write_text(f"<p>{html}</p><table>{html}</table>", encoding="utf-8")
    fact = html.partition('data-fact="')[2].partition('"')[0]
    expected = [f'en/north/index.html says "{said}" of {fact}, and the policy does not'] if said else []
    assert list(agreement.PageAgreement().faults(variant(site))) == expected


# Statements.

STATED: dict[str, tuple[Change, str]] = {
    "other words": (lambda clause: clause["statements"][1].update(text="x"), 'and gives its text as "x"'),
    "no words": (
        lambda clause: clause.update(html='<p><span id="membership/1"></span><span id="membership/2"></span></p>'),
        'shows membership/1 as ""',
    ),
    "another list": (
        lambda clause: clause.update(
            html='<p><span id="membership/1"></span></p><span id="membership/2"></span><ul><li>x</li></ul>'
        ),
        "the text of membership/2",
    ),
    "another number": (lambda clause: clause["statements"][1].update(id="membership/4"), "does not number its"),
    "one too few": (lambda clause: clause["statements"].pop(), "does not show each of its statements once"),
    "another heading": (lambda clause: clause.update(heading="x"), 'has the heading "x", and its first statement says'),
    "another address": (
        lambda clause: clause["statements"][1].update(address=f"{ADDRESS}en/north/notice/#about"),
        "gives membership/1 the address",
    ),
    "a fact that it does not state": (
        lambda clause: clause["statements"][1]["facts"].remove("loans"), "marks loans in membership/1"),
    "plain, with facts": (lambda clause: clause["statements"][1].update(kind="plain"), "calls membership/1 plain"),
    "another title": (
        lambda clause: clause.update(html=clause["html"].replace('title="lending books', 'title="x')),
        'calls what "we keep your Loan Record of the books borrowed" stands on "x',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_a_statement_is_what_the_clause_shows(name: str, site: Path) -> None:
    """In words, order and facts."""
    change, said = STATED[name]
    assert list(statements.faults(variant(site))) == []
    text = json.loads((site / TEXT).read_bytes())
    change(next(each for each in text["clauses"] if each["id"] == "membership"))
    (site / TEXT).write_bytes(jsontext.dump(text))
    found = list(statements.faults(variant(site)))
    assert any(said in fault for fault in found), found


def test_the_policy_leads_to_the_statements_that_state_a_fact(site: Path) -> None:
    """To each of them, and to no other."""
    edit(site, POLICY, put("purposes", "news", "statedIn", value=[f"{ADDRESS}en/north/notice/#about/1"]))
    assert list(statements.faults(variant(site))) == [f"{POLICY} gives other statements for news than the text does"]
    edit(site, POLICY, lambda policy: policy["purposes"].pop("news"))
    assert f"{POLICY} does not know news, which the text states" in list(statements.faults(variant(site)))


# What is like another.


def alike(folder: Path, name: str = "south") -> bool:
    """Whether a supplier is like the one that was found sound."""
    known = fingerprint.VerifiedTemplates()
    north = variant(small())
    known.remember(north, leaks.files_of(north))
    other = variant(folder, name)
    return known.matches(other, leaks.files_of(other))


def test_a_variant_is_like_another_if_it_differs_in_its_own_values_alone(site: Path) -> None:
    """Not a word more, in any of its files, in a file's name, nor in what it says of itself."""
    assert alike(site)
    assert not alike(site, "awkward")
    assert not alike(site, "direct")
    other = variant(site, "south")
    for path in leaks.files_of(other):
        before = (site / path).read_bytes()
        (site / path).write_bytes(before.replace(b"e", b"3", 1))
        try:
            assert not alike(site), path
        except ValueError:
            assert path.endswith(("json", "jsonld")), path
        (site / path).write_bytes(before)
    (site / "en/south/more.txt").write_text("x", encoding="utf-8")
    assert not alike(site)


@pytest.mark.parametrize(
    "change",
    [
        lambda policy: policy["parties"]["supplier"].pop("address"),
        lambda policy: policy["parties"]["supplier"].update(name="Other Books"),
        lambda policy: policy["parties"]["supplier"].update(website="https://www.north.example/"),
        lambda policy: policy["parties"]["office"].update(statedBy="x"),
        lambda policy: policy.update(status="final"),
    ],
)
def test_another_policy_is_not_alike(change: Change, site: Path) -> None:
    """One that says more or less of its supplier, or other than its pages."""
    edit(site, "data/v1/south/policy.jsonld", change)
    assert not alike(site)


def test_what_was_found_sound_is_remembered() -> None:
    """Not before it was learnt; a second of its kind is cut at once; one that has nothing of its own is not kept."""
    known = fingerprint.VerifiedTemplates()
    north, south, direct = (variant(small(), name) for name in ("north", "south", "direct"))
    assert not known.matches(south, leaks.files_of(south))
    known.remember(direct, leaks.files_of(direct))
    assert not known.matches(direct, leaks.files_of(direct))
    known.remember(north, leaks.files_of(north))
    assert known.matches(south, leaks.files_of(south))
    assert known.matches(north, leaks.files_of(north))
    known.remember(south, leaks.files_of(south))
    assert known.matches(north, leaks.files_of(north))


def test_a_known_variant_is_still_checked_by_the_schemas(site: Path) -> None:
    """And what cannot be read is looked at in full."""
    north, south = variant(site), variant(site, "south")
    gate = PageChecker(site, ADDRESS)
    prover = verifier.Verifier(gate, leaks.LeakDetector.of(Site(site).variants()), variant(site, "general").policy)
    assert prover.check(north) is None
    assert prover.check(south) is None
    listed("policy", "bytes", value=1)(site)
    edit(site, CATALOG, lambda c: c["variants"].reverse())
    wrong = prover.check(variant(site))
    assert wrong == ("schema", (f"{CATALOG} gives another digest or size for {POLICY}",))
    (site / POLICY).write_text("{", encoding="utf-8")
    wrong = prover.check(variant(site))
    assert wrong is not None
    assert wrong[0] == "json"


def test_what_is_like_a_sound_variant_is_not_looked_at_twice(site: Path, tmp_path: Path) -> None:
    """The gate is not asked again; of one that is like no other, it is."""
    watch = leaks.LeakDetector.of(Site(site).variants())
    prover = verifier.Verifier(PageChecker(site, ADDRESS), watch, variant(site, "general").policy)
    assert prover.check(variant(site)) is None
    prover.pages = PageChecker(tmp_path / "nowhere", ADDRESS)
    assert prover.check(variant(site, "south")) is None
    wrong = prover.check(variant(site, "awkward"))
    assert wrong is not None
    assert (wrong[0], wrong[1][0]) == ("pages", "en/awkward/index.html is missing")


# The order of the checks.

ORDER: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "the catalogue is no strict JSON": (
        lambda site: reseal(site, CATALOG, (site / CATALOG).read_bytes().replace(b"{", b'{"status": "draft",', 1)),
        "json",
        f'{CATALOG}:4:3: the key "status" stands twice (in strict JSON)',
    ),
    "shared JSON": (
        lambda site: reseal(site, "openapi.json", b'{"a": 1, "a": 2}'),
        "json",
        'openapi.json:1:10: the key "a" stands twice (in strict JSON)',
    ),
    "the catalogue does not fit": (
        lambda site: reseal(site, CATALOG, jsontext.dump(Site(site).catalog | {"status": "x"})),
        "schema",
        f'{CATALOG}:4:13: it does not fit its schema at /status: "x" is not one of "draft" or "final"',
    ),
    "a variant's JSON": (
        lambda site: reseal(site, TEXT, b'{"a": 1, "a": 2}'),
        "json",
        f'{TEXT}:1:10: the key "a" stands twice (in strict JSON)',
    ),
    "a variant's schema": (
        lambda site: reseal(site, TEXT, jsontext.dump(variant(site).texts["en"] | {"variant": "x"})),
        "schema",
        f"{TEXT} is the text of something else: x in en",
    ),
    "the context": (
        lambda site: reseal(site, "data/v1/context.jsonld", b"{}"),
        "context",
        "data/v1/context.jsonld is not the context of this version",
    ),
    "the data in a page": (
        lambda site: reseal(
            site, PAGE, (site / PAGE).read_bytes().replace(b'"noticeVersion":"0.1"', b'"noticeVersion":"0.2"')
        ),
        "pages",
        f'{PAGE} holds data that is not the policy\'s: "noticeVersion"',
    ),
    "a page": (
        lambda site: reseal(site, PAGE, (site / PAGE).read_bytes().replace(b"<h1", b"<h1></h1><h1")),
        "pages",
        f"{PAGE} has 2 main headings",
    ),
    "a shared page": (
        lambda site: reseal(
            site, "404.html", (site / "404.html").read_bytes().replace(b"<body", b"<style></style><body")
        ),
        "pages",
        "404.html holds a style between its tags",
    ),
    "the page of one that is gone": (
        lambda site: reseal(site, "en/gone/index.html", b"<h1></h1>"),
        "pages",
        'en/gone/index.html is marked as "", not "en"',
    ),
    "a leak": (
        lambda site: reseal(site, "en/north/colours.css", b"/* South Old Sons */"),
        "leaks",
        'en/north/colours.css holds "south old sons", which belongs to another supplier',
    ),
    "a mark": (
        lambda site: reseal(site, PAGE, (site / PAGE).read_bytes().replace(b'data-fact="news"', b'data-fact="olds"')),
        "marks",
        f'{PAGE} marks "olds", which the policy does not know',
    ),
    "what a supplier replaced": (
        lambda site: reseal(site, POLICY, jsontext.dump(old_supplier(variant(site).policy))),
        "leaks",
        f"{POLICY} still names reseller in processes/lending-books/processors, where the supplier stands",
    ),
    "a term": (
        lambda site: reseal(site, POLICY, (site / POLICY).read_bytes().replace(b'"dpv:Member"', b'"dpv:Members"')),
        "vocabulary",
        f"{POLICY} uses dpv:Members, which is not in DPV 2.3",
    ),
}


def old_supplier(policy: dict[str, Any]) -> dict[str, Any]:
    """Let a process name the party that stands for suppliers."""
    policy = copy.deepcopy(policy)
    policy["processes"]["lending-books"]["processors"].append(f"{policy['@id']}#reseller")
    return policy


@pytest.mark.parametrize("name", ORDER)
def test_the_first_check_that_finds_a_fault_ends_the_rest(name: str, site: Path) -> None:
    """What follows would rest on it. Whoever changes a site so that the manifests agree is still found out."""
    damage, check, said = ORDER[name]
    damage(site)
    results = list(verifier.verify_core(site))
    assert results[-1].name == check
    assert results[-1].faults[0] == said
    assert [result.name for result in results if result.faults] == [check]
    assert [result.name for result in results] == [
        "manifest",
        *verifier.CORE_CHECKS[1 : verifier.CORE_CHECKS.index(check) + 1],
    ]
    assert [result.name for result in verifier.verify_all(site)] == [result.name for result in results]


def test_every_unsound_variant_is_told(site: Path) -> None:
    """Not the first alone; of one variant, the first check that finds a fault."""
    pages = ("en/direct/notice/index.html", PAGE, "index.html")
    for page in pages:
        reseal(site, page, (site / page).read_bytes().replace(b"<h1", b"<h1></h1><h1"))
    assert verified(site) == [("pages", tuple(f"{page} has 2 main headings" for page in pages))]


# Linked data.


def test_values_that_are_lost_as_linked_data_are_counted(site: Path) -> None:
    """Each value of each fact, whatever holds it."""
    policy = variant(site).policy
    assert linked_data.lost_leaves(policy) == 0
    policy["parties"]["office"]["fax"] = ["1", "2"]
    policy["fax"] = {"en": "3"}
    assert linked_data.lost_leaves(policy) == 3
    (site / POLICY).write_bytes(jsontext.dump(policy))
    assert list(linked_data.CHECKS["coverage"](Site(site))) == [
        f"{POLICY} loses 3 values when it is read as linked data"
    ]


@pytest.mark.parametrize(
    ("policy", "lost"),
    [
        ({"label": {"en": "a", "fr": "b"}}, 0),
        ({"facts": {"one": {"name": "a"}, "two": {"name": ["a", "b"], "fax": "c"}}}, 1),
        ({"@type": ["https://example.org/T", "https://example.org/U"], "@id": "https://example.org/p", "fax": "a"}, 1),
        ({"link": {"@id": "https://example.org/p"}, "name": [{"name": "a", "label": {"en": "b"}}, {"fax": "c"}]}, 1),
        ({"name": {"link": "https://example.org/p", "fax": ["a", {"name": "b"}]}}, 2),
    ],
)
def test_each_value_counts_once(policy: dict[str, Any], lost: int) -> None:
    """In lists, languages and facts; an id says what is spoken of, and a link to one is a value."""
    context = {
        "name": "https://example.org/name",
        "label": {"@id": "https://example.org/label", "@container": "@language"},
        "facts": {"@id": "https://example.org/facts", "@container": "@index"},
        "link": {"@id": "https://example.org/link", "@type": "@id"},
    }
    assert linked_data.lost_leaves({"@context": context, **policy}) == lost


def test_nothing_is_fetched_to_read_a_policy() -> None:
    """A policy that asks for a context elsewhere is refused."""
    with pytest.raises(jsonld.JsonLdError) as refused:
        linked_data.lost_leaves({"@context": "https://context.example/"})
    assert "a policy asks for https://context.example/" in str(refused.value.__cause__)


def alone(site: Path) -> Site:
    """Give a site with one variant."""
    return Site(site, {**Site(site).catalog, "variants": [variant(site).entry]})


def test_a_policy_is_a_graph_of_the_right_shape(site: Path) -> None:
    """A fault is told with the name of the file and of the fact."""
    assert list(linked_data.CHECKS["shapes"](alone(site))) == []
    edit(site, POLICY, lambda policy: policy["processes"]["lending-books"].pop("purposes"))
    faults = list(linked_data.CHECKS["shapes"](alone(site)))
    assert faults
    assert all(fault.startswith(f"{POLICY}: #lending-books") for fault in faults)


def test_a_policy_is_one_graph_to_every_reader(site: Path) -> None:
    """Expanded and compacted, and for two readers."""
    assert list(linked_data.CHECKS["round trip"](alone(site))) == []


# A site as files.


def test_a_variant_is_read_once(site: Path) -> None:
    """What was read stays as it was, until it is asked for again."""
    north = variant(site)
    assert (north.id, north.address, north.homes) == ("north", ADDRESS, {"en": "en/north/"})
    assert north.policy["@id"] == ADDRESS + POLICY
    assert list(north.texts) == ["en"]
    raw, digest, tree = north.bytes(PAGE), north.digest(PAGE), north.tree(PAGE)
    (site / PAGE).write_text("x", encoding="utf-8")
    assert (north.bytes(PAGE), north.digest(PAGE), north.tree(PAGE)) == (raw, digest, tree)
    assert digest == jsontext.digest(raw)
    assert north.policy is north.policy
    again = north.again()
    assert again.bytes(PAGE) == b"x"
    assert (again.id, again.address, again.site) == ("north", ADDRESS, north.site)


def test_what_a_site_says_of_itself(site: Path) -> None:
    """Its address and its variants, from the catalogue; one that is given is not read."""
    whole = Site(site)
    assert whole.address == ADDRESS
    assert [each.id for each in whole.variants()] == ["general", "direct", "awkward", "north", "south"]
    assert (whole.has(PAGE), whole.has("en"), whole.has("x")) == (True, False, False)
    given = Site(site, {"variants": []})
    assert list(given.variants()) == []
    entries = [each["path"] for each in variant(site).listed()]
    assert entries == [POLICY, TEXT, "data/v1/north/fragment.en.html"]
    assert (variant(site).colours, variant(site, "direct").colours) == (["#1a4d8f", "#9cc3ff"], [])


def test_facts_that_are_said_alike_have_one_number(site: Path) -> None:
    """Whatever the variant's own folder; a fact that says something else has another."""
    north, south = variant(site).facts, variant(site, "south").facts
    assert north.keys() - south.keys() == {"north-answers"}
    assert "en" not in north
    assert "variant" not in north
    assert north["news"][0]["label"] == {"en": "sending you the newsletter"}
    assert north["news"][0]["@id"] == f"{ADDRESS}{POLICY}#news"
    assert {name: number for name, (_, number) in north.items() if south.get(name, ({}, 0))[1] != number}.keys() == {
        "supplier", "supplier-support", "north-answers",
    }  # fmt: skip
