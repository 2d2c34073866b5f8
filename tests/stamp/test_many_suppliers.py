"""Fleets of suppliers: what is not changed is not written, what is gone answers, and nobody's values leak."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from typing import TYPE_CHECKING

import pytest

from generator.checks.suppliers.identity_index import of_source
from generator.formats import jsontext
from generator.formats.identity_marks import Index, words
from generator.pipeline import building, checking
from generator.publish import swap
from generator.published.site import Site
from generator.source.disk_store import DiskStore
from generator.verify import verifier
from generator.verify.leaks import LeakDetector, files_of, of_policy, replaced_faults
from tests.helpers import CASES, CLASSROOM, faults, make, notice, overlay, reseal, tree

if TYPE_CHECKING:
    from pathlib import Path

MANY = 30
SUPPLIER = """\
id: {id}
name: {name} (fictitious)
website: https://www.{id}.example/
contacts:
  support:
    email: help@{id}.example
"""


@pytest.fixture
def fleet(project: Path) -> Path:
    """Give a project with some suppliers of two shapes."""
    overlay(CASES / "accepted/awkward-supplier", project)
    for number in range(MANY):
        name = f"reseller-{number:02}"
        text = SUPPLIER.format(id=name, name=f"Reseller {number:02} & Söhne")
        if number % 2:
            text += f'logo:\n  box: "0 0 24 24"\n  path: "M{number} 28V4h8l8 14V4h8v24h-8L12 14v14z"\n'
            text += f"promises:\n  - id: soon\n    label: soon\n    text: Reseller {number:02} answers soon.\n"
        (project / f"notice/suppliers/{name}.yaml").write_text(text, encoding="utf-8")
    return project


def times(site: Path) -> dict[str, tuple[int, int]]:
    """Give the file number and the time of each file of a site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_one_edited_supplier_is_written_and_no_other(fleet: Path) -> None:
    """The files of the others are the very same files, and the site is what a build from nothing makes."""
    assert notice("build", "-C", fleet).returncode == 0
    before = times(fleet / "site")
    file = fleet / "notice/suppliers/reseller-07.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Reseller 07 & Söhne", "Reseller 07 GmbH"), encoding="utf-8"
    )
    again = notice("build", "-C", fleet)
    assert f"{MANY} of {MANY + 1} suppliers as before" in again.stderr
    after = times(fleet / "site")
    changed = {path for path in after if before.get(path) != after[path] and "/sha256/" not in path}
    own = {path for path in after if "/reseller-07/" in path}
    shared = {
        "index.html",
        "search/search_index.json",
        "llms.txt",
        "manifest.json",
        "openapi.json",
        "data/v1/catalog.json",
    }
    assert {path for path in changed if "/reseller-" in path} <= own
    assert changed - own <= shared
    assert notice("build", "-C", fleet, "-o", fleet / "anew", "--jobs", 1).returncode == 0
    assert tree(fleet / "site") == tree(fleet / "anew")


def test_a_live_file_that_was_tampered_with_is_made_anew(fleet: Path) -> None:
    """What is taken over is what its manifest says, whatever the record of the last build."""
    assert notice("build", "-C", fleet).returncode == 0
    good = tree(fleet / "site")
    (fleet / "site/en/reseller-03/index.html").write_text("<p>something else", encoding="utf-8")
    assert notice("build", "-C", fleet).returncode == 0
    assert tree(fleet / "site") == good


def test_a_supplier_that_is_gone_needs_a_tombstone_which_then_answers(fleet: Path) -> None:
    """Neither people nor programs that kept the address are left without a word."""
    assert notice("build", "-C", fleet).returncode == 0
    (fleet / "notice/suppliers/reseller-07.yaml").unlink()
    refused = notice("build", "-C", fleet)
    assert refused.returncode == 1
    assert "error[no-tombstone]" in refused.stdout
    assert (fleet / "site/en/reseller-07/index.html").is_file()
    stone = "- id: reseller-07\n  reason: Reseller 07 was taken over.\n  moved_to: reseller-08\n"
    (fleet / "notice/tombstones.yaml").write_text(stone, encoding="utf-8")
    built = notice("build", "-C", fleet)
    assert built.returncode == 0, built.stdout + built.stderr
    site = fleet / "site"
    for page in ("", "notice/", "data/", "machine-readable/"):
        html = (site / f"en/reseller-07/{page}index.html").read_text(encoding="utf-8")
        assert "Reseller 07 was taken over." in html
        assert f'href="{"../" * (2 + bool(page))}en/reseller-08/"' in html
    for name in ("policy.jsonld", "notice.en.json"):
        said = json.loads((site / f"data/v1/reseller-07/{name}").read_text(encoding="utf-8"))
        assert (said["status"], said["movedTo"]["id"]) == ("withdrawn", "reseller-08")
    assert [result.faults for result in verifier.verify_core(site) if result.faults] == []
    assert not list(site.glob("en/reseller-07/search"))


@pytest.fixture
def built(fleet: Path) -> Path:
    """Build the fleet."""
    make(checking.check(fleet), fleet / "out")
    return fleet / "out"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("en/reseller-04/notice/index.html", "</article>"),
        ("en/reseller-04/index.html", "</title>"),
        ("en/reseller-04/data/index.html", '<meta name="description" content="'),
        ("en/reseller-04/search/search_index.json", '"text":"'),
        ("data/v1/reseller-04/notice.en.json", '"title": "'),
        ("data/v1/reseller-04/policy.jsonld", '"address": "'),
        ("data/v1/reseller-04/fragment.en.html", "</article>"),
        ("en/general/notice/index.html", "</article>"),
    ],
)
@pytest.mark.parametrize(
    "leak",
    [
        "Reseller 05 &amp; S\u00f6hne (fictitious)",
        "help@reseller-05.example",
        "www.RESELLER-05.example",
        "M5 28V4h8l8 14V4h8v24h-8L12 14v14z",
    ],
)
def test_what_belongs_to_another_supplier_is_found_wherever_it_stands(
    built: Path, path: str, place: str, leak: str
) -> None:
    """In pages, titles, descriptions, search, texts, policies and fragments, whatever its case."""
    text = (built / path).read_text(encoding="utf-8")
    before, found, after = text.partition(place)
    if not found:
        place = '"label": "'  # a policy without an address
        before, found, after = text.partition('"en": "')
    inside = f"{before} {leak}{found}{after}" if place.startswith("</") else before + found + leak + " " + after
    reseal(built, path, inside.encode() if not path.endswith(".jsonld") else inside.replace("&amp;", "&").encode())
    said = " ".join(words(leak)[-3:])
    assert any(fault.startswith(path) and "belongs to another supplier" in fault for fault in everything(built)), said


def everything(folder: Path) -> list[str]:
    """Watch every variant, whatever other checks say."""
    good = LeakDetector.of(Site(folder).variants())
    return [fault for variant in Site(folder).variants() for fault in good.faults(variant, files_of(variant))]


def test_nothing_leaks_in_a_sound_site(built: Path) -> None:
    """A check that always finds something finds nothing."""
    assert everything(built) == []
    assert faults(built) == []


def test_what_a_supplier_replaced_is_gone_from_its_own_policy(built: Path) -> None:
    """The party that stands for suppliers must not stand beside the supplier itself."""
    path = "data/v1/reseller-04/policy.jsonld"
    value = json.loads((built / path).read_bytes())
    value["roles"]["processor"]["processors"].append(f"{value['@id']}#reseller")
    reseal(built, path, jsontext.dump(value))
    general = json.loads((built / "data/v1/general/policy.jsonld").read_bytes())
    variant = next(each for each in Site(built).variants() if each.id == "reseller-04")
    assert any("still names reseller in roles/processor/processors" in f for f in replaced_faults(variant, general))


def test_an_alike_variant_is_trusted_for_no_more_than_its_own_values(built: Path) -> None:
    """One changed word in one of many suppliers' pages is found, though its like was found sound before."""
    path = "en/reseller-20/notice/index.html"
    html = (built / path).read_text(encoding="utf-8")
    spot = re.search(r'<span data-fact="[^"]*">([^<]+)</span>', html)
    assert spot is not None
    reseal(built, path, html.replace(spot[0], spot[0].replace(spot[1], "something else")).encode())
    found = faults(built)
    assert any(fault.startswith(path) for fault in found), found


def test_source_and_policy_give_the_same_marks_of_identity(fleet: Path, built: Path) -> None:
    """Whoever checks the published site looks for what the build looked for."""
    variants = {each.id: each for each in Site(built).variants()}
    for file, raw in checking.check(fleet).source.suppliers():
        if "reseller" in file:
            published = variants[raw["id"]]
            assert set(of_source(raw)) == {*of_policy(published.policy), *published.logo[:1]}, file


def test_a_mark_of_two_owners_tells_neither_apart() -> None:
    """Two branches of one company share its domain."""
    index = Index([(0, "shared.example"), (1, "shared.example"), (1, "Own Name")])
    assert list(index.find(words("see shared.example and OWN   name"))) == [(1, "own name")]


def test_no_more_than_a_batch_is_held(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fleet of many shapes is rendered in batches, and comes out the same."""
    overlay(CASES / "accepted/awkward-supplier", project)
    for number in range(5):
        text = SUPPLIER.format(id=f"reseller-{number}", name=f"Reseller {number}")
        keys = (
            "legal_form: Company",
            "address: 1 Street",
            "registry: Register",
            "country: loc:FR",
            "registration_number: '7'",
        )
        text = "\n".join(keys[: number + 1]) + "\n" + text
        (project / f"notice/suppliers/reseller-{number}.yaml").write_text(text, encoding="utf-8")
    checked = checking.check(project)
    make(checked, project / "whole")
    monkeypatch.setattr(building, "_BATCH", 2)
    make(checked, project / "parts")
    assert tree(project / "whole") == tree(project / "parts")


def test_a_notice_comes_out_the_same_with_any_number_of_jobs(tmp_path: Path) -> None:
    """Who stamps which supplier is of no consequence."""
    for jobs in (1, 3):
        with swap.staged(tmp_path / f"{jobs}", CLASSROOM) as stage:
            for _ in building.build(checking.check(CLASSROOM), stage, jobs):
                pass
    assert tree(tmp_path / "1") == tree(tmp_path / "3")
    shutil.rmtree(tmp_path / "1")


def test_a_disk_that_takes_nothing_is_no_reason_to_forget(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was set aside is there, whether or not there is room for it on the disk."""
    first = DiskStore()
    first.add("a", b"one")
    first.add("b", b"")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    second = DiskStore()
    second.add("a", b"one")
    second.add("b", b"")
    assert dict(first) == dict(second) == {"a": b"one", "b": b""}
