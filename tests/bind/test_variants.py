"""Binding and resolving: ids become facts, and a reader's variant holds what holds for them and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator import model
from generator.bind import notices, statements, variants
from generator.diagnostics.records import Place
from generator.formats import private_use
from generator.model.text import Placeholder, Text
from generator.source import reader
from tests.helpers import CASES, overlay

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.text import PlaceholderKind

HERE = Place("notice/clauses/x.md", 1, 1, 2)


def printing(*placeholders: tuple[PlaceholderKind, str]) -> Text:
    """Make a text that prints something."""
    made = tuple(Placeholder(kind, tuple(path.split(".")), HERE) for kind, path in placeholders)
    return Text("", "", "", made)


def clause(name: str, when: str | None = None, states: tuple[str, ...] = (), body: Text | None = None) -> model.Clause:
    """Make a clause."""
    text = body or printing()
    words = "".join(private_use.placeholder(number) for number, _ in enumerate(text.placeholders))
    said = (model.Statement(name, "title", name.title(), ()), model.Statement(f"{name}/1", "bound", words, states))
    return model.Clause(name, name.title(), "", 1, when, said, text)


def clauses_of(variant: model.Variant) -> dict[str, tuple[str, ...]]:
    """Name the clauses that state each fact."""
    return {fact: tuple(each.clause for each in said) for fact, said in variant.stated_in.items()}


def party(name: str, **more: Any) -> model.Party:
    """Make a party."""
    return model.Party(id=name, label=name.title(), kind="organisation", **more)


PUBLISHER, HOST, SCHOOL, RESELLER = party("publisher"), party("host"), party("school"), party("reseller")
MEMBER, PUPIL = party("member"), party("pupil", applies_when="processor")
SHOP = party("supplier", own=True)
SUPPORT = party("supplier-support", own=True)
NEWS = model.Purpose(id="news", label="news", applies_when="controller")
TEACHING = model.Purpose(id="teaching", label="teaching", applies_when="processor")
LENDING = model.Purpose(id="lending", label="lending")
EMAIL = model.PersonalData(id="email", label="e-mail", necessity="required", sources=(), subjects=(PUPIL, MEMBER))
HOSTING = model.Recipient(id="hosting", label="hosting", party=PUPIL)
LOCKS = model.Measure(id="locks", label="locks", kind="physical")
ENCRYPTION = model.Measure(id="encryption", label="encryption", kind="technical", everywhere=True)
BACKUPS = model.Measure(id="backups", label="backups", kind="technical", everywhere=True, suppliers="removable")
YEAR = model.Storage(id="a-year", label="a year", kind="duration", everywhere=True, measures=(LOCKS, BACKUPS))
SILENCE = model.Commitment(id="silence", label="silence", kind="prohibition", everywhere=True)
PROMISE = model.Commitment(
    id="soon", label="soon", kind="obligation", holder=SHOP, about=("silence",), removes=("backups",), own=True
)
PRINTER = model.Recipient(id="printer", label="printer", own=True)
LEND = model.Process(
    id="lend", label="lend", processing=(), purposes=(NEWS, LENDING, TEACHING), personal_data=(EMAIL,),
    recipients=(HOSTING,), measures=(LOCKS, ENCRYPTION), subjects=(MEMBER,),
)  # fmt: skip
BILL = model.Process(id="bill", label="bill", processing=(), controller=PUBLISHER)
TEACH = model.Process(id="teach", label="teach", processing=(), purposes=(TEACHING,), applies_when="processor")
MEMBERSHIP = model.Roles(
    label="You are a member", controller=PUBLISHER, processors=(HOST, PUBLISHER), subjects=(MEMBER,)
)
THROUGH = model.Roles(
    label="You come through a school", controller=SCHOOL, processors=(RESELLER, PUBLISHER, HOST), supplier=RESELLER,
    subjects=(PUPIL, MEMBER),
)  # fmt: skip
NOTICE = model.Notice(
    id="example", title="Example", version="1", status="draft", languages=("en",), address="https://example.org/",
    publisher=PUBLISHER, modes={"controller": MEMBERSHIP, "processor": THROUGH}, terms={}, contact=(PUPIL, PUBLISHER),
    service=model.Service(
        name="Example Library", description="books", provider=PUPIL, suppliers=(RESELLER, HOST),
        purposes=(NEWS, LENDING),
    ),
    sections={
        "parties": (PUBLISHER, HOST, SCHOOL, RESELLER, MEMBER, PUPIL), "purposes": (NEWS, LENDING, TEACHING),
        "personal-data": (EMAIL,), "recipients": (HOSTING,), "measures": (LOCKS, ENCRYPTION, BACKUPS),
        "storage": (YEAR,), "commitments": (SILENCE,), "processes": (LEND, BILL, TEACH),
    },
    clauses=(
        clause("all", states=("lending", "news", "lending")),
        clause("members", "controller", ("news",)),
        clause("schools", "processor", ("teaching", "lending")),
        clause("backups", states=("backups", "locks")),
        clause("supplier", "supplier", (), printing(("value", "supplier"), ("value", "supplier.support.email"))),
        clause("promises", "supplier.promises", (), printing(("list", "supplier.promises"), ("value", "lending"))),
        clause("terms", "supplier.terms", (), printing(("value", "supplier.terms"))),
        clause("sub", None, (), printing(("value", "supplier.region"), ("list", "supplier.sub_processors"))),
    ),
)  # fmt: skip
SUPPLIER = model.Supplier(id="shop", party=SHOP, support=SUPPORT, breach=SUPPORT, region="here", promises=(PROMISE,))


def ids(facts: tuple[Any, ...]) -> list[str]:
    """Name facts, or clauses."""
    return [fact.id for fact in facts]


def process(variant: model.Variant, name: str) -> model.Process:
    """Find a process of a variant."""
    found = variant.facts[name]
    assert isinstance(found, model.Process)
    return found


def test_the_variants_that_need_no_supplier() -> None:
    """The direct one is there where people sign up themselves."""
    assert variants.names(NOTICE) == ["general", "direct"]
    assert variants.names(replace(NOTICE, modes={"processor": THROUGH})) == ["general"]


def resolved(name: str) -> model.Variant:
    """Resolve a variant of the notice: `shop` is a supplier that promises something, `plain` one that does not."""
    if name in ("general", "direct"):
        return variants.resolve(NOTICE, name, "en" if name == "general" else "fr")
    supplier = SUPPLIER if name == "shop" else replace(SUPPLIER, promises=(), region="")
    return variants.resolve_supplier(NOTICE, supplier, "de")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("general", ("general", "general", "Example Library", ("controller", "processor"), "en", None)),
        ("direct", ("direct", "direct", "You are a member", ("controller",), "fr", None)),
        ("shop", ("shop", "supplier", "Supplier", ("processor",), "de", SUPPLIER)),
    ],
)
def test_a_variant_says_for_whom_it_is(name: str, said: tuple[object, ...]) -> None:
    """Its name, kind and label; its modes, language and supplier."""
    variant = resolved(name)
    found = (variant.id, variant.kind, variant.label, variant.modes, variant.language, variant.supplier)
    assert found == said
    assert list(variant.notice.modes) == list(variant.modes)


@pytest.mark.parametrize(
    ("name", "purposes", "processes", "clauses"),
    [
        ("general", "news lending teaching", "lend bill teach", "all members schools backups sub"),
        ("direct", "news lending", "lend bill", "all members backups sub"),
        ("shop", "lending teaching", "lend bill teach", "all schools supplier promises sub"),
        ("plain", "lending teaching", "lend bill teach", "all schools backups supplier sub"),
    ],
)
def test_a_variant_keeps_what_holds_in_its_modes(name: str, purposes: str, processes: str, clauses: str) -> None:
    """Facts and clauses, in their order; a clause that states what the supplier took away is gone with it."""
    variant = resolved(name)
    assert ids(variant.section("purposes")) == purposes.split()
    assert ids(variant.section("processes")) == processes.split()
    assert ids(variant.notice.clauses) == clauses.split()
    assert set(variant.facts) == {fact.id for section in variant.notice.sections.values() for fact in section}


def test_nothing_refers_to_what_does_not_hold() -> None:
    """Not a fact, a role, the service or the notice; and what is referred to is the very fact of the variant."""
    general, direct, shop = resolved("general"), resolved("direct"), resolved("shop")
    lend = process(direct, "lend")
    assert ids(lend.purposes) == ["news", "lending"]
    assert lend.personal_data[0] is direct.facts["email"]
    assert ids(lend.personal_data[0].subjects) == ["member"]
    assert lend.recipients[0].party is None
    assert direct.notice.service.provider is None
    assert ids(direct.notice.service.suppliers) == ["reseller", "host"]
    assert ids(direct.notice.contact) == ["publisher"]
    assert general.notice.service.provider is general.facts["pupil"]
    assert ids(shop.notice.service.purposes) == ["lending"]
    assert shop.section("storage")[0].measures == (LOCKS,)  # type: ignore[attr-defined]
    assert general.section("storage")[0].measures == (LOCKS, BACKUPS)  # type: ignore[attr-defined]
    assert shop.notice.modes["processor"].subjects == (shop.facts["pupil"], shop.facts["member"])


@pytest.mark.parametrize(
    ("name", "kind", "facts"),
    [
        ("shop", "parties", "publisher host school reseller member pupil supplier supplier-support"),
        ("shop", "commitments", "silence soon"),
        ("shop", "measures", "locks encryption"),
        ("plain", "commitments", "silence"),
        ("plain", "measures", "locks encryption backups"),
        ("general", "measures", "locks encryption backups"),
    ],
)
def test_a_supplier_adds_its_own_and_takes_away_what_it_may(name: str, kind: str, facts: str) -> None:
    """What it adds comes after what the notice says."""
    assert ids(resolved(name).section(kind)) == facts.split()


def test_a_supplier_stands_where_the_notice_speaks_of_suppliers() -> None:
    """In the roles, the service and the processes; once, where it was named there before."""
    shop = resolved("shop")
    roles = shop.notice.modes["processor"]
    assert (roles.supplier, roles.processors) == (SHOP, (SHOP, PUBLISHER, HOST))
    assert shop.notice.service.suppliers == (SHOP, HOST)
    again = variants.resolve_supplier(NOTICE, replace(SUPPLIER, party=HOST), "en")
    assert again.notice.modes["processor"].processors == (HOST, PUBLISHER)
    assert resolved("general").notice.modes["processor"] == THROUGH
    nobody = replace(NOTICE, modes={"processor": replace(THROUGH, supplier=None)})
    assert variants.resolve_supplier(nobody, SUPPLIER, "en").notice.modes["processor"].processors == THROUGH.processors


@pytest.mark.parametrize(
    ("name", "what", "controllers", "processors", "subjects"),
    [
        ("general", "lend", "publisher school", "host reseller publisher", "member"),
        ("general", "bill", "publisher", "host reseller", "member pupil"),
        ("direct", "lend", "publisher", "host", "member"),
        ("shop", "lend", "school", "supplier publisher host", "member"),
        ("shop", "bill", "publisher", "supplier host", "pupil member"),
    ],
)
def test_a_process_names_who_decides_who_helps_and_whom_it_is_about(
    name: str, what: str, controllers: str, processors: str, subjects: str
) -> None:
    """Its own words come first; then the roles of the variant's modes, each once, and nobody helps themselves."""
    found = process(resolved(name), what)
    assert ids(found.controllers) == controllers.split()
    assert ids(found.processors) == processors.split()
    assert ids(found.subjects) == subjects.split()


def test_what_holds_everywhere_holds_for_each_process() -> None:
    """After what the process says itself, and once."""
    general, shop = resolved("general"), resolved("shop")
    assert ids(process(general, "lend").measures) == ["locks", "encryption", "backups"]
    assert ids(process(general, "bill").measures) == ["encryption", "backups"]
    assert ids(process(shop, "bill").measures) == ["encryption"]
    assert ids(process(shop, "bill").storage) == ["a-year"]
    assert ids(process(shop, "bill").commitments) == ["silence"]
    helped = variants.resolve_supplier(NOTICE, replace(SUPPLIER, sub_processors=(PRINTER,)), "en")
    assert ids(process(helped, "lend").recipients) == ["hosting", "printer"]
    assert ids(process(shop, "lend").recipients) == ["hosting"]


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        (
            "general",
            {
                "lending": ("all", "schools"),
                "news": ("all", "members"),
                "teaching": ("schools",),
                "backups": ("backups",),
            }
            | {"locks": ("backups",)},
        ),
        ("direct", {"lending": ("all",), "news": ("all", "members"), "backups": ("backups",), "locks": ("backups",)}),
        (
            "shop",
            {"lending": ("all", "schools", "promises"), "teaching": ("schools",), "supplier": ("supplier",)}
            | {"supplier-support": ("supplier",), "soon": ("promises",)},
        ),
    ],
)
def test_a_fact_knows_the_statements_that_state_it(name: str, stated: dict[str, tuple[str, ...]]) -> None:
    """In the order of the clauses, each once; a supplier's own facts are stated where they are printed."""
    assert clauses_of(resolved(name)) == stated


def test_a_supplier_that_helps_itself_is_stated_where_its_helpers_are_printed() -> None:
    """A list states every one of its facts, and a text states none."""
    helped = variants.resolve_supplier(NOTICE, replace(SUPPLIER, sub_processors=(PRINTER,)), "en")
    assert clauses_of(helped)["printer"] == ("sub",)
    named = replace(NOTICE, clauses=(clause("terms", None, (), printing(("value", "supplier.terms.url"))),))
    assert variants.resolve_supplier(named, SUPPLIER, "en").stated_in == {}


FACTS: dict[str, model.Fact] = {
    fact.id: fact
    for fact in (PUBLISHER, replace(HOST, member_of=("publisher", "gone")), NEWS, LENDING, LEND, HOSTING, PUPIL)
}


NAMES = statements.Names(
    {"Loan Record": "loan"}, FACTS, {"title": "x", "contact": ["host", "pupil"], "service": {"name": "y"}}
)


@pytest.mark.parametrize(
    ("kind", "path", "facts"),
    [
        ("term", "Loan Record", ["loan"]),
        ("clause", "host", []),
        ("value", "notice.title", []),
        ("value", "notice.contact", ["host", "pupil"]),
        ("value", "supplier", []),
        ("value", "service.name", []),
        ("list", "purposes", ["news", "lending"]),
        ("value", "lend", ["lend"]),
        ("value", "lend.purposes", ["lend", "news", "lending", "teaching"]),
        ("value", "lend.label", ["lend"]),
        ("value", "hosting.party", ["hosting", "pupil"]),
        ("value", "hosting.party.label", ["hosting", "pupil"]),
        ("value", "host.member_of", ["host", "publisher"]),
        ("list", "host", ["host"]),
        ("contact", "host", ["host"]),
    ],
)
def test_a_placeholder_states_what_it_prints(kind: PlaceholderKind, path: str, facts: list[str]) -> None:
    """The fact itself, and those in the property that it names."""
    placeholder = printing((kind, path)).placeholders[0]
    assert statements.printed_by(placeholder, NAMES) == facts


def change(project: Path, file: str, **changes: Any) -> None:
    """Change the top of a file of YAML."""
    path = project / "notice" / file
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(value | changes, sort_keys=False), encoding="utf-8")


def bound(project: Path) -> model.Notice:
    """Read a project and bind it."""
    read, found = reader.read(project)
    assert found == []
    return notices.bind(read)


def test_ids_become_the_facts_they_name(project: Path) -> None:
    """In facts, in the notice, in its service and its roles; lists stay lists in their order."""
    overlay(CASES / "accepted/awkward-supplier", project)
    stone = "- id: gone\n  reason: It is gone.\n  moved_to: awkward\n- id: lost\n  reason: It is lost.\n"
    (project / "notice/tombstones.yaml").write_text(stone, encoding="utf-8")
    notice = bound(project)
    facts = {fact.id: fact for section in notice.sections.values() for fact in section}
    lending = facts["lending-books"]
    assert isinstance(lending, model.Process)
    assert lending.personal_data == (facts["member-name"], facts["loans"])
    assert lending.processing == ("dpv:Collect", "dpv:Store", "dpv:Use")
    assert lending.controller is None
    assert facts["catalogue-company"].party is facts["catalogue-host"]  # type: ignore[attr-defined]
    assert notice.publisher is notice.service.provider is facts["example-library-association"]
    assert (notice.service.name, notice.title) == ("Example Library", "Example Library privacy notice")
    assert notice.contact == (facts["office"],)
    assert list(notice.modes) == ["processor", "controller"]
    assert notice.modes["processor"].supplier is facts["reseller"]
    assert notice.modes["controller"].label == "You are a member"
    assert notice.terms == {"Loan Record": "loan-record", "Loan Records": "loan-record"}
    assert notice.tombstones == (
        model.Tombstone("gone", "It is gone.", "awkward"),
        model.Tombstone("lost", "It is lost."),
    )
    assert list(notice.sections) == [kind.kind_of_fact for kind in model.FACTS]


def test_a_definition_is_read_as_text(project: Path) -> None:
    """Its placeholders know where the definition stands."""
    file = project / "notice/facts/definitions.yaml"
    more = "- id: late\n  label: Late\n  text: a {{ Loan Record }} that is over\n  broader: [dpv:PersonalData]\n"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    definition = bound(project).sections["definitions"][1]
    assert isinstance(definition, model.Definition)
    assert definition.text.plain == "a \ue000 that is over"
    placeholder = definition.text.placeholders[0]
    assert (placeholder.path, placeholder.place.file, placeholder.place.line) == (
        ("Loan Record",),
        "notice/facts/definitions.yaml",
        9,
    )


def test_clauses_are_numbered_on_the_way_down(project: Path) -> None:
    """A, A.1, A.1.1; one without a number takes none; after Z comes AA. Its head and its words say what it states."""
    tops: list[dict[str, Any]] = []
    for number in range(53):
        name = f"clause-{number}"
        head = f"---\nid: {name}\nheading: Clause {number}\n"
        (project / f"notice/clauses/{name}.md").write_text(f"{head}---\n\nWords.\n", encoding="utf-8")
        tops.append({"clause": name})
    tops[0]["clauses"] = [{"clause": "about", "clauses": [{"clause": "definitions"}]}, {"clause": "membership"}]
    tops[1]["numbered"] = False
    tops[2]["clauses"] = [{"clause": "newsletter", "numbered": False}, {"clause": "how-long", "numbered": True}]
    (project / "notice/clauses/newsletter.md").write_text(
        "---\nid: newsletter\nheading: The newsletter\napplies_when: controller\n"
        "---\n\n[We write {{ news }} to](fact:sending-news) {{ office }}, "
        "and put it in your {{ Loan Record }}; {{ office }} answers.\n",
        encoding="utf-8",
    )
    change(project, "notice.yaml", clauses=tops)
    found = {each.id: each for each in bound(project).clauses}
    order = ["clause-0", "about", "definitions", "membership", "clause-1", "clause-2", "newsletter", "how-long"]
    assert list(found)[:8] == order
    assert [found[name].number for name in order] == ["A", "A.1", "A.1.1", "A.2", "", "B", "", "B.1"]
    assert [found[name].level for name in order] == [1, 2, 3, 2, 1, 1, 2, 2]
    assert [found[f"clause-{number}"].number for number in (26, 27, 28, 52)] == ["Z", "AA", "BB", "ZZ"]
    news = found["newsletter"]
    assert (news.heading, news.applies_when) == ("The newsletter", "controller")
    assert news.states == ("news", "office", "loan-record", "sending-news")
    assert news.body.plain.startswith("We write \ue000 to \ue001")
    assert found["clause-0"].applies_when is None


def test_a_supplier_answers_first_only_where_the_notice_lets_it_say_more() -> None:
    """A complaint goes to the authority, whoever sold the service; so page and policy name the same contacts."""
    authority = party("authority")
    complaint = model.Right(id="complaint", label="complain", exercised_at=(authority,))
    access = model.Right(id="access", label="see", exercised_at=(authority, SUPPORT), suppliers="open")
    notice = replace(NOTICE, sections={**NOTICE.sections, "rights": (complaint, access)})
    shop = variants.resolve_supplier(notice, SUPPLIER, "en")
    assert [ids(right.exercised_at) for right in shop.section("rights") if isinstance(right, model.Right)] == [
        ["authority"],
        ["supplier-support", "authority"],
    ]
    assert variants.resolve(notice, "general", "en").facts["access"] == access
