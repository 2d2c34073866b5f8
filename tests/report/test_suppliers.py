"""Who may change what: origins of values, suppliers by what they set, differences, and the law that nothing is lost."""

from __future__ import annotations

import csv
import http.client
import io
import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import model
from generator.bind import lookup, suppliers, variants
from generator.emit import clause_text, inline, policy
from generator.pipeline import checking
from generator.report import diff, diff_formats, origins, supplier_matrix
from tests.drawn import SUPPLIER
from tests.helpers import CLASSROOM, ROOT, preview, tree
from tests.helpers import notice as command

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from generator.diagnostics.records import Place

CHECKED = checking.check(CLASSROOM)
SOURCE = CHECKED.source
assert CHECKED.notice is not None, CHECKED.diagnostics
NOTICE = CHECKED.notice
ALL = lookup.names(SOURCE, NOTICE)


def variant(name: str) -> model.Variant:
    """Resolve a variant of the real notice."""
    found = lookup.variant(SOURCE, NOTICE, name)
    assert found is not None
    return found


def trace(value: str, name: str) -> origins.Answer:
    """Ask where a value of a variant comes from."""
    answer = origins.trace(SOURCE, NOTICE, variant(name), value)
    assert answer is not None
    return answer


def text_at(place: Place | None) -> str:
    """Read the source from a place to the end of its line."""
    assert place is not None
    line = (CLASSROOM / place.file).read_text(encoding="utf-8").split("\n")[place.line - 1]
    return line[place.column - 1 :]


# origin


def test_the_supplier_stands_in_the_place_of_the_party_that_stands_for_suppliers() -> None:
    """Each processor with the line that names it; the replaced one with what it replaced."""
    supplier, publisher, others = trace("processes/giving-lessons/processors", "harbour-media").origins
    assert (supplier.fact, supplier.how) == ("supplier", "replaced")
    assert text_at(supplier.place) == "Harbour Media"
    assert supplier.note.startswith('in the place of dealer "your dealer" at notice/notice.yaml:')
    assert text_at(publisher.place).startswith("classroom-ltd, host]")
    assert (others.fact, others.how) == ("host", "as written")


def test_what_a_supplier_adds_to_a_process_is_told_as_added() -> None:
    """Its own processors, and what holds for every process."""
    by_fact = {each.fact: each for each in trace("processes/giving-lessons", "harbour-media").origins if each.fact}
    assert by_fact["bill-printers"].how == "added"
    assert text_at(by_fact["bill-printers"].place).startswith("id: bill-printers")
    assert by_fact["encryption"].note == "it holds for every process"
    assert by_fact["hosting-company"].how == "as written"


def test_what_does_not_hold_in_the_variant_is_told_as_left_out() -> None:
    """A reference of another mode names the mode; the rest of the list stands."""
    answer = trace("processes/giving-lessons/commitments", "direct")
    gone = [each for each in answer.origins if each.how == "left out"]
    assert [each.fact for each in gone] == ["orders-of-school"]
    assert gone[0].note.startswith("it holds in processor mode alone: notice/facts/commitments.yaml:")


def test_a_removed_fact_names_the_promise_that_removes_it() -> None:
    """And the clause that told it goes with it, for the same reason."""
    for value in ("school-offers", "offers"):
        answer = trace(value, "harbour-media")
        assert answer.origins == ()
        assert "left out of this variant" in answer.notes[-1]
        assert "no-offers" in answer.notes[-1]
        assert "notice/suppliers/harbour-media.yaml:25:15" in answer.notes[-1]
    assert trace("school-offers", "southern-networks").origins


def test_a_fact_says_what_suppliers_may_do_to_it() -> None:
    """And what this one does."""
    told = trace("see", "harbour-media").notes
    assert told[1].startswith("suppliers: open;")
    assert "within-ten-days" in told[2]
    assert trace("giving-lessons", "harbour-media").notes[1].startswith("suppliers: locked;")
    assert trace("dealer", "harbour-media").notes[1].startswith("suppliers: required;")


def test_the_suppliers_own_facts_lead_to_lines_of_its_file() -> None:
    """By their fixed ids; one that this supplier does not set says so."""
    legal_form = trace("supplier/legal_form", "harbour-media").origins[0]
    assert text_at(legal_form.place) == "Limited company"
    mailbox = trace("supplier-breach/email", "harbour-media").origins[0]
    assert text_at(mailbox.place) == "alarm@harbour.example.org"
    assert "sets no data_protection_officer" in trace("supplier-dpo", "harbour-media").notes[0]
    assert "it has no supplier" in trace("supplier", "general").notes[0]
    assert "names classroom-ltd as its party" in trace("supplier", "classroom").notes[0]
    assert "so supplier-support serves" in trace("supplier-breach", "southern-networks").notes[0]


def test_a_clause_says_what_each_placeholder_prints_and_where_that_stands() -> None:
    """Of the notice and of the supplier alike."""
    by_name = {each.property: each for each in trace("supplier", "southern-networks").origins}
    assert "label" in by_name
    clause = trace("clauses/your-supplier", "southern-networks")
    assert clause.title == 'clause your-supplier "G Your supplier"'
    by_name = {each.property: each for each in clause.origins}
    printed = by_name["{{ supplier.support.email }}"]
    assert (printed.value, text_at(printed.place)) == ("help@south.example.net", "help@south.example.net")
    assert text_at(by_name["{{ service.name }}"].place) == "Example Classroom"
    assert by_name["{{ clause(rights) }}"].value == "E Your rights"
    assert text_at(by_name["number"].place) == "your-supplier"


@pytest.mark.parametrize("name", ALL)
def test_origins_of_every_fact_are_the_values_of_the_variant(name: str) -> None:
    """What origin tells of references is what the variant has, no more and no less."""
    shown = variant(name)
    for fact in shown.facts.values():
        told: dict[str, set[str]] = {}
        for each in trace(f"{fact.kind_of_fact}/{fact.id}", name).origins:
            assert each.place or each.note, each
            if each.fact and each.how != "left out":
                told.setdefault(each.property, set()).add(each.fact)
        for part in fields(fact):
            value = getattr(fact, part.name)
            inner = value if isinstance(value, tuple) else (value,)
            wanted = {one.id for one in inner if isinstance(one, model.Fact)}
            if wanted:
                assert told.get(part.name.rstrip("_"), set()) == wanted, (fact.id, part.name)


@pytest.mark.parametrize("name", ALL)
def test_origins_of_every_clause_print_what_the_variant_prints(name: str) -> None:
    """Each printed value with a line that it is written in; a clause that is not printed says why."""
    shown = variant(name)
    for clause in NOTICE.clauses:
        answer = trace(f"clauses/{clause.id}", name)
        printed = [each for each in answer.origins if each.property.startswith("{{")]
        if clause.id not in {each.id for each in shown.notice.clauses}:
            assert "left out of this variant" in answer.notes[-1]
            continue
        assert [each.value for each in printed] == [inline.printed(p, shown).plain for p in clause.body.placeholders]
        assert all(each.place and (CLASSROOM / each.place.file).is_file() for each in printed), clause.id


def test_origin_as_a_user_runs_it() -> None:
    """File, line and column; a mistyped name or variant names the nearest."""
    ran = command("origin", "processes/giving-lessons/processors", "--variant", "harbour-media", "-C", CLASSROOM)
    assert ran.returncode == 0
    assert '~ supplier "Harbour Media"\n      notice/suppliers/harbour-media.yaml:3:7' in ran.stdout
    for arguments, near in [
        (("giving-lesons", "--variant", "general"), 'did you mean "giving-lessons"'),
        (("giving-lessons/recipent", "--variant", "general"), '"giving-lessons/recipients"'),
        (("officer", "--variant", "harbour-medi"), 'did you mean "harbour-media"?'),
        (("", "--variant", "general"), "ask for the id"),
        (("roles/nobody/supplier/x", "--variant", "general"), "general has no"),
    ]:
        ran = command("origin", *arguments, "-C", CLASSROOM)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert near in ran.stderr


# matrix


def test_the_matrix_is_what_the_files_set() -> None:
    """Every supplier, and every key of its file."""
    ran = command("matrix", "--format", "csv", "-C", CLASSROOM)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(ran.stdout))}
    files = sorted((CLASSROOM / "notice/suppliers").glob("*.yaml"))
    assert list(rows) == [file.stem for file in files]
    for file in files:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
        promises = raw.get("promises", [])
        counts = {
            "promises": len(promises),
            "sub_processors": len(raw.get("sub_processors", [])),
            "removes": sum(len(each.get("removes", [])) for each in promises),
        }
        for column in supplier_matrix.COLUMNS:
            cell = rows[file.stem][column]
            if column in counts:
                assert cell == (str(counts[column]) if counts[column] else "")
            elif column == "contacts.breach":
                assert bool(cell) == ("breach" in raw["contacts"])
            elif column in ("country", "region", "billing", "party"):
                assert cell == raw.get(column, "")
            else:
                assert bool(cell) == (column in raw)


def test_the_matrix_has_a_column_for_whatever_a_supplier_may_set() -> None:
    """A new key of the schema is governed too."""
    schema = json.loads((ROOT / "schema/supplier.schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]) - {"id", "name", "contacts"} <= set(supplier_matrix.COLUMNS)


def test_the_table_fits_a_terminal() -> None:
    """Eighty columns, with what the letters mean below."""
    ran = command("matrix", "-C", CLASSROOM)
    lines = ran.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "co  country                  set by 3 of 4" in lines


def test_a_name_is_no_formula_in_a_spreadsheet(classroom: Path) -> None:
    """The file is from a third party: nothing of it runs where the matrix is opened."""
    file = classroom / "notice/suppliers/northern-books.yaml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("name: Northern Books", 'name: "=HYPERLINK(1)"'), encoding="utf-8")
    ran = command("matrix", "--format", "csv", "-C", classroom)
    assert "\nnorthern-books,'=HYPERLINK(1)," in ran.stdout


def test_the_preview_shows_the_matrix_and_no_page_leads_there(classroom: Path) -> None:
    """For whoever governs suppliers, not for readers; names are shown as they are typed."""
    file = classroom / "notice/suppliers/northern-books.yaml"
    odd = "name: <b>Odd</b> & Partners"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("name: Northern Books", odd), encoding="utf-8")
    with preview(classroom, "--variant", "northern-books") as said:
        connection = http.client.HTTPConnection(urlsplit(said.split(" at ")[1].split(" ")[0]).netloc)
        pages = []
        for path in ("/__preview/matrix", "/en/northern-books/"):
            connection.request("GET", path)
            pages.append(connection.getresponse().read().decode())
        connection.close()
    page, overview = pages
    assert page.count('<th scope="row">') == len(list((classroom / "notice/suppliers").iterdir()))
    assert "<bdi>&lt;b&gt;Odd&lt;/b&gt; &amp; Partners</bdi>" in page
    assert "&lt;b&gt;Odd&lt;/b&gt; &amp; Partners" in overview
    assert "matrix" not in overview


# diff


@pytest.mark.parametrize("name", ALL)
def test_a_variant_does_not_differ_from_itself(name: str) -> None:
    """Nothing is found where nothing is."""
    assert diff.compare(variant(name), variant(name), (name, name)).is_empty


def test_addresses_of_a_variant_are_no_difference() -> None:
    """Two suppliers who set the same things differ in no fact at all."""
    raw = {"name": "Same Ltd", "contacts": {"support": {"email": "same@example.com"}}}
    two = [
        variants.resolve_supplier(NOTICE, suppliers.bind({"id": name, **raw}, NOTICE), "en") for name in ("one", "two")
    ]
    assert diff.compare(two[0], two[1], ("one", "two")).is_empty


def test_two_suppliers_differ_in_what_they_set() -> None:
    """Fact by fact and clause by clause, for programs."""
    ran = command("diff", "harbour-media", "southern-networks", "--format", "json", "-C", CLASSROOM)
    assert ran.returncode == 0
    found = json.loads(ran.stdout)
    facts = {(each["section"], each["id"]): each for each in found["facts"]}
    assert facts["documents", "supplier-terms"]["how"] == "added"
    assert facts["recipients", "bill-printers"]["how"] == "removed"
    assert facts["processes", "school-offers"]["how"] == "added"
    country = next(each for each in facts["parties", "supplier"]["changes"] if each["property"] == "country")
    assert country == {"property": "country", "before": "loc:IE", "after": "loc:PT"}
    assert ("parties", "officer") not in facts
    clauses = {each["id"]: each["how"] for each in found["clauses"]}
    assert clauses["your-supplier"] == "changed"
    assert clauses["supplier-promises"] == "removed"
    assert clauses["offers"] == "added"
    assert "cookies" not in clauses


def test_a_changed_clause_and_fact_of_another_checkout_are_told_word_by_word(classroom: Path) -> None:
    """What a reviewer reads before a release."""
    clause = classroom / "notice/clauses/how-long.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\n[This sentence is new.](fact:none)\n", encoding="utf-8")
    preamble = classroom / "notice/clauses/about.md"
    whole = preamble.read_text(encoding="utf-8")
    assert "apply as well" in whole
    preamble.write_text(whole.replace("apply as well", "apply too"), encoding="utf-8")
    notice = classroom / "notice/notice.yaml"
    notice.write_text(notice.read_text(encoding="utf-8").replace('version: "2.1"', 'version: "2.2"'), encoding="utf-8")
    ran = command("diff", "direct", "direct", "-C", CLASSROOM, "--with", classroom)
    assert ran.returncode == 0
    assert "\n    + This sentence is new.\n" in ran.stdout
    assert "apply [-as well.-] {+too.+}" in ran.stdout
    assert "\n    noticeVersion: 2.1 -> 2.2\n" in ran.stdout
    assert "Clauses: 2 changed" in ran.stdout
    assert command("diff", "direct", "direct", "-C", CLASSROOM, "--with", classroom / "none").returncode == 2


def test_all_variants_are_compared_and_those_that_differ_alike_are_told_as_one(classroom: Path) -> None:
    """A reviewer reads each change once, and which notices it reaches."""
    (classroom / "notice/suppliers/southern-networks.yaml").rename(classroom / "notice/suppliers/other-networks.yaml")
    other = classroom / "notice/suppliers/other-networks.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("id: southern-networks", "id: other-networks"), "utf-8")
    clause = classroom / "notice/clauses/how-long.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\n[This sentence is new.](fact:none)\n", encoding="utf-8")
    ran = command("diff", "--all", "-C", CLASSROOM, "--with", classroom, "--format", "json")
    assert ran.returncode == 0, ran.stderr
    listed, *changed = json.loads(ran.stdout)
    assert {(each["how"], each["id"]) for each in listed["facts"]} == {
        ("added", "other-networks"),
        ("removed", "southern-networks"),
    }
    assert [each["before"] for each in changed] == ["general, direct, classroom and 2 more"]
    assert [(each["how"], each["id"]) for each in changed[0]["clauses"]] == [("changed", "how-long")]
    for style, words in (("text", "+ This sentence is new."), ("html", "<ins>This sentence is new.</ins>")):
        assert words in command("diff", "--all", "-C", CLASSROOM, "--with", classroom, "--format", style).stdout


def test_what_is_to_be_compared_is_asked_for_in_a_sentence(classroom: Path) -> None:
    """Exit 2, and what to type."""
    for wrong in (("direct",), ("--all",), ("--all", "direct", "--with", classroom), ()):
        ran = command("diff", *wrong, "-C", classroom)
        assert ran.returncode == 2, wrong
        assert "--all" in ran.stderr
    assert command("diff", "--all", "-C", classroom, "--with", classroom).stdout == "no differences\n"


def test_the_page_of_differences_loads_and_runs_nothing() -> None:
    """Values of a third party are shown as they are typed."""
    raw = {
        "id": "odd",
        "name": '<script>alert(1)</script> & "Co"',
        "contacts": {"support": {"email": "odd@example.com"}},
    }
    odd = variants.resolve_supplier(NOTICE, suppliers.bind(raw, NOTICE), "en")
    page = diff_formats.as_html([diff.compare(variant("northern-books"), odd, ("northern-books", "odd"))])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;Co&#34;" in page
    for forbidden in ("<script", "src=", "href=", "url(", "@import"):
        assert forbidden not in page


# new supplier

GIVEN = ("--name", 'Nouveau: "Réseau" #1 & Fils', "--country", "FR", "--website", "https://nouveau.example/")
MAILBOX = ("--support", "aide@nouveau.example")


def test_a_new_supplier_checks_clean_and_has_a_variant(classroom: Path) -> None:
    """Awkward values stand as they were given."""
    ran = command("new", "supplier", "nouveau", "-C", classroom, *GIVEN, *MAILBOX, "--breach", "vite@nouveau.example")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    file = classroom / "notice/suppliers/nouveau.yaml"
    assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../../schema/supplier")
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == {
        "id": "nouveau",
        "name": 'Nouveau: "Réseau" #1 & Fils',
        "country": "loc:FR",
        "website": "https://nouveau.example/",
        "contacts": {"support": {"email": "aide@nouveau.example"}, "breach": {"email": "vite@nouveau.example"}},
    }
    assert command("check", "-C", classroom).stdout == "no problems found\n"
    assert "nouveau" in command("matrix", "-C", classroom).stdout


def test_what_no_option_gives_is_asked_for(classroom: Path) -> None:
    """In a terminal, nobody needs to know the options."""
    ran = command("new", "supplier", "nouveau", "-C", classroom, *GIVEN, typed="aide@nouveau.example\n\n")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    written = (classroom / "notice/suppliers/nouveau.yaml").read_text(encoding="utf-8")
    assert 'email: "aide@nouveau.example"' in written
    assert "breach" not in written


def test_a_supplier_that_does_not_check_clean_is_not_kept(classroom: Path) -> None:
    """The diagnostic says why, and the source is as it was."""
    before = tree(classroom)
    bad = [each if each != "FR" else "Frankreich" for each in GIVEN]
    ran = command("new", "supplier", "nouveau", "-C", classroom, *bad, *MAILBOX)
    assert ran.returncode == 1
    assert "notice/suppliers/nouveau.yaml:4:10: error[unknown-dpv-term]" in ran.stdout
    assert "was not kept" in ran.stderr
    assert command("new", "supplier", "general", "-C", classroom, *GIVEN, *MAILBOX).returncode == 1
    for name in ("../nouveau", "Nouveau", "a/b", ""):
        assert command("new", "supplier", name, "-C", classroom, *GIVEN, *MAILBOX).returncode == 2
    assert tree(classroom) == before


def test_a_supplier_that_is_there_is_never_overwritten(classroom: Path) -> None:
    """Nothing is asked, nothing is changed."""
    before = tree(classroom)
    ran = command("new", "supplier", "northern-books", "-C", classroom)
    assert ran.returncode == 1
    assert "is there already" in ran.stderr
    assert tree(classroom) == before


def test_a_notice_without_suppliers_says_so_before_it_asks(project: Path) -> None:
    """Nobody types five answers for nothing."""
    ran = command("new", "supplier", "nouveau", "-C", project)
    assert ran.returncode == 1
    assert "add `processor` to `modes`" in ran.stderr
    assert not (project / "notice/suppliers").exists()
    assert "no suppliers yet" in command("matrix", "-C", project).stderr


# The law: a variant less the supplier's own parts equals the base.

STANDS_FOR = NOTICE.modes["processor"].supplier
REMOVABLE = [["school-offers", "school-offer"]]
HELD = [fact for section in NOTICE.sections.values() for fact in section if fact.applies_when in (None, "processor")]
OPEN = [fact.id for fact in HELD if fact.suppliers == "open"]


@st.composite
def governed(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a supplier whose promises are about facts that are open to it, and may take away what is removable."""
    raw: dict[str, Any] = draw(SUPPLIER)
    for promise in raw.get("promises", []):
        if about := draw(st.lists(st.sampled_from(OPEN), max_size=3, unique=True)):
            promise["about"] = about
    if raw.get("promises") and draw(st.booleans()):
        raw["promises"][0]["removes"] = draw(st.sampled_from(REMOVABLE))
    return raw


def base(raw: dict[str, Any]) -> model.Variant:
    """Resolve the notice for those who come through a supplier, without one, by the same name."""
    return variants._variant(NOTICE, raw["id"], "supplier", raw["name"], ("processor",), "en", None)


def less(value: Any, gone: frozenset[str]) -> Any:
    """Take references out of the lists of a policy, and the keys that are left empty."""
    if isinstance(value, dict):
        kept = {key: less(each, gone) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ([], {})}
    if isinstance(value, list):
        return [less(each, gone) for each in value if not (isinstance(each, str) and each in gone)]
    return value


def renamed(value: Any, old: str, new: str) -> Any:
    """Put one reference in the place of another."""
    if isinstance(value, dict):
        return {key: renamed(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, old, new) for each in value]
    return new if value == old else value


def without_own(shown: model.Variant, standing: model.Variant) -> dict[str, Any]:
    """Take the supplier's own parts out of a policy; its role goes back to the party that stands for suppliers."""
    assert shown.supplier is not None
    assert STANDS_FOR is not None
    at = policy.address(shown)
    made = policy.emit(shown)
    own = {fact.id for fact in shown.supplier.own}
    keys = [policy.section_key(kind) for kind in NOTICE.sections]
    stated = {name for key in keys for name, entry in made.get(key, {}).items() if "statedBy" in entry}
    assert stated == own, "what the supplier adds is shown as its own, and nothing else is"
    role = "dpv:DataProcessor"
    assert role in made["parties"]["supplier"]["@type"]
    for key in keys:
        made[key] = {name: entry for name, entry in made.get(key, {}).items() if name not in own}
    made = renamed(made, f"{at}#supplier", f"{at}#{STANDS_FOR.id}")
    entry = made["parties"][STANDS_FOR.id]
    entry["@type"] = list(dict.fromkeys([*entry["@type"], role]))
    kept = {clause.id for clause in standing.notice.clauses}
    pages = f"{NOTICE.address}{shown.path}notice/#"
    added = {
        f"{pages}{said.id}" for clause in shown.notice.clauses if clause.id not in kept for said in clause.statements
    }
    return dict(less(made, frozenset({f"{at}#{name}" for name in own} | added)))


def without_removed(standing: model.Variant, removed: frozenset[str]) -> dict[str, Any]:
    """Take the facts that a supplier removes out of the base, and what refers to them."""
    at, pages = policy.address(standing), f"{NOTICE.address}{standing.path}notice/#"
    made = policy.emit(standing)
    for kind in NOTICE.sections:
        key = policy.section_key(kind)
        made[key] = {name: entry for name, entry in made.get(key, {}).items() if name not in removed}
    clauses = {
        f"{pages}{said.id}"
        for clause in standing.notice.clauses
        if removed & set(clause.states)
        for said in clause.statements
    }
    return dict(less(made, frozenset({f"{at}#{name}" for name in removed} | clauses)))


LAW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


@given(governed())
@LAW
def test_a_policy_less_the_suppliers_own_parts_is_the_base_less_what_may_be_removed(raw: dict[str, Any]) -> None:
    """Whatever a supplier writes, programs read every fact of the notice as it is."""
    shown = variants.resolve_supplier(NOTICE, suppliers.bind(raw, NOTICE), "en")
    assert shown.supplier is not None
    standing = base(raw)
    assert without_own(shown, standing) == without_removed(standing, shown.supplier.removes)


def without_facts(clause: dict[str, Any], facts: AbstractSet[str]) -> dict[str, Any]:
    """Take some facts out of the statements of a clause."""
    said = [each | {"facts": [name for name in each["facts"] if name not in facts]} for each in clause["statements"]]
    return clause | {"statements": said}


@given(governed())
@LAW
def test_every_clause_of_the_base_stands_unchanged_in_a_suppliers_variant(raw: dict[str, Any]) -> None:
    """Whatever a supplier writes, people read every sentence of the notice as it is, in the same order."""
    shown = variants.resolve_supplier(NOTICE, suppliers.bind(raw, NOTICE), "en")
    assert shown.supplier is not None
    removed, own = shown.supplier.removes, {fact.id for fact in shown.supplier.own}
    expected = [
        without_facts(each, removed)
        for each in clause_text.emit(base(raw))["clauses"]
        if not any(removed & set(said["facts"]) for said in each["statements"])
    ]
    names = {each["id"] for each in expected}
    found = [without_facts(each, own) for each in clause_text.emit(shown)["clauses"] if each["id"] in names]
    assert found == expected


def test_the_law_is_broken_by_a_supplier_that_weakens() -> None:
    """The law would notice: a fact that goes without a promise, or says something else."""
    raw = {"id": "weak", "name": "Weak Ltd", "contacts": {"support": {"email": "weak@example.com"}}}
    bound = suppliers.bind(raw, NOTICE)
    processes = NOTICE.sections["processes"]
    for changed in (processes[1:], (replace(processes[0], label="something else"), *processes[1:])):
        other = replace(NOTICE, sections={**NOTICE.sections, "processes": changed})
        shown = variants.resolve_supplier(other, bound, "en")
        assert without_own(shown, base(raw)) != without_removed(base(raw), bound.removes)
