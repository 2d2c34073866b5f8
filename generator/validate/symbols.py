"""Every name a source declares: ids of facts, gaps, clauses and suppliers, and the written forms of terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.diagnostics.records import Diagnostic, Note, Place
from generator.diagnostics.rules import rule
from generator.formats.strict_json import PROTOTYPE
from generator.source.files import FACT_KINDS, GAPS, facts_file

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from generator.source.records import Source

NOUNS = {
    "parties": "party", "definitions": "definition", "personal-data": "kind of personal data", "purposes": "purpose",
    "legal-bases": "legal basis", "processes": "process", "recipients": "recipient", "storage": "storage condition",
    "transfers": "transfer", "rights": "right", "measures": "measure", "commitments": "commitment", "cookies": "cookie",
    "documents": "document", "gaps": "gap", "clauses": "clause", "facts": "fact",
}  # fmt: skip
_PLURALS = {
    "personal-data": "kinds of personal data", "legal-bases": "legal bases", "storage": "storage conditions",
}  # fmt: skip

# Ids that mean something else in a placeholder or to programs, or that a supplier's own facts are given.
RESERVED = (
    "supplier", "supplier-support", "supplier-breach", "supplier-dpo", "supplier-terms", "supplier-authority",
    "notice", "service", "this", "none", *FACT_KINDS, "gaps", *PROTOTYPE,
)  # fmt: skip

# The lists of a supplier's file whose entries are facts with ids.
_OWN = ("promises", "sub_processors")

# Folders that every notice has; no supplier may be called so.
VARIANTS = ("general", "direct", "profile")


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared id: what kind of thing it names, its raw fact, and where it stands."""

    kind: str
    fact: dict[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class SymbolTable:
    """What is declared, for whoever looks a name up."""

    facts: dict[str, Declared]
    clauses: dict[str, Declared]
    terms: dict[str, str]
    faults: tuple[Diagnostic, ...]
    unsure: frozenset[str] = frozenset()

    def knows(self, name: str, kinds: list[str]) -> bool:
        """Whether a name is declared as one of these kinds; `facts` stands for any kind of fact.

        Every name may be one of the kinds that are `unsure`: their files were read with faults.
        """
        if self.unsure & set(kinds) or (kinds == ["facts"] and self.unsure - {"clauses"}):
            return True
        if kinds == ["clauses"]:
            return name in self.clauses
        return name in self.facts and (kinds == ["facts"] or self.facts[name].kind in kinds)

    def kind_of(self, name: str) -> str | None:
        """Which kind of fact a name is declared as."""
        return self.facts[name].kind if name in self.facts else None

    def of_kinds(self, kinds: list[str]) -> dict[str, Declared]:
        """Return the declared names of these kinds."""
        if kinds == ["clauses"]:
            return self.clauses
        return {name: d for name, d in self.facts.items() if d.kind in kinds or kinds == ["facts"]}

    def noun(self, kinds: list[str]) -> str:
        """Name the kinds in the singular."""
        return " or ".join(NOUNS[kind] for kind in kinds)

    def where(self, kinds: list[str]) -> str:
        """Name the files that declare these kinds."""
        folders = {"clauses": "notice/clauses/", "facts": "notice/facts/", "gaps": GAPS}
        return " and ".join(folders.get(kind) or facts_file(kind) for kind in kinds)

    def notes(self, kinds: list[str]) -> tuple[Note, ...]:
        """Say where these kinds are declared."""
        if len(kinds) != 1 or kinds[0] not in FACT_KINDS:
            return ()
        plural = _PLURALS.get(kinds[0], kinds[0])
        return (Note(f"{plural} are declared here", Place(facts_file(kinds[0]), 1, 1, 1)),)


def collect(source: Source, faulty: AbstractSet[str]) -> SymbolTable:
    """Collect what a source declares, and say which ids are declared twice or do not fit their file.

    `faulty` are the files that were read with faults.
    """
    faults: list[Diagnostic] = []
    facts: dict[str, Declared] = {}
    clauses: dict[str, Declared] = {}
    terms: dict[str, str] = {}

    def declare(table: dict[str, Declared], name: object, declared: Declared) -> None:
        if not isinstance(name, str):
            return
        if name in RESERVED and table is facts:
            remedy = f"call it something else, such as {name}-party"
            faults.append(Diagnostic(rule("reserved-id"), declared.place, f'the id "{name}" is reserved', remedy))
        elif name in table:
            note = Note("it stands here first", table[name].place)
            message, remedy = f'the id "{name}" is used twice', "give one of the two another id"
            faults.append(Diagnostic(rule("duplicate-id"), declared.place, message, remedy, (note,)))
        else:
            table[name] = declared

    for kind in (*FACT_KINDS, "gaps"):
        file = GAPS if kind == "gaps" else facts_file(kind)
        raw = source.facts(kind)
        for index, fact in enumerate(raw if isinstance(raw, list) else []):
            if isinstance(fact, dict):
                declare(facts, fact.get("id"), Declared(kind, fact, source.place(file, (index, "id"))))
    for file, clause in source.clauses.items():
        head = clause.head.value if isinstance(clause.head.value, dict) else {}
        declare(clauses, head.get("id"), Declared("clauses", head, clause.head.place(("id",))))
        _same_as_file(faults, head.get("id"), file, clause.head.place(("id",)))
    for file, value in source.suppliers():
        supplier = value if isinstance(value, dict) else {}
        if supplier.get("id") != _stem(file):
            _same_as_file(faults, supplier.get("id"), file, source.supplier(file).place(("id",)))
        if supplier.get("id") in VARIANTS or not _own_ids_are_free(supplier, facts):
            _supplier_ids(faults, source.supplier(file), facts)
    _collect_terms(source, terms, faults)
    unsure = {kind for kind in FACT_KINDS if facts_file(kind) in faulty} | ({"gaps"} if GAPS in faulty else set())
    unsure |= {"clauses"} if any(file.startswith("notice/clauses") for file in faulty) else set()
    return SymbolTable(facts, clauses, terms, tuple(faults), frozenset(unsure))


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _own_ids_are_free(supplier: dict[str, Any], facts: dict[str, Declared]) -> bool:
    listed = [supplier.get(key, []) for key in _OWN]
    own = [
        each.get("id") for entries in listed if isinstance(entries, list) for each in entries if isinstance(each, dict)
    ]
    return len(set(map(str, own))) == len(own) and not any(name in facts or name in RESERVED for name in own)


def _same_as_file(faults: list[Diagnostic], name: object, file: str, place: Place) -> None:
    stem = _stem(file)
    if isinstance(name, str) and name != stem:
        message = f'the id "{name}" is not the name of the file, "{stem}"'
        faults.append(Diagnostic(rule("id-not-file"), place, message, f'write "{stem}", or rename the file'))


def _supplier_ids(faults: list[Diagnostic], document: Any, facts: dict[str, Declared]) -> None:
    """Say which of a supplier's id and the ids of its own facts are not free: they join those of the notice."""
    supplier = document.value if isinstance(document.value, dict) else {}
    if supplier.get("id") in VARIANTS:
        message = f'the id "{supplier["id"]}" is reserved for a part of the notice itself'
        place = document.place(("id",))
        faults.append(Diagnostic(rule("reserved-id"), place, message, "call the supplier something else"))
    for key in _OWN:
        entries = supplier.get(key)
        seen: set[str] = set()
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            name = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(name, str):
                continue
            place = document.place((key, index, "id"))
            if name in facts or name in RESERVED or name in seen:
                note = (Note("it stands here first", facts[name].place),) if name in facts else ()
                message, remedy = f'the id "{name}" is used already', f"write {document.value.get('id')}-{name}"
                faults.append(Diagnostic(rule("duplicate-id"), place, message, remedy, note))
            seen.add(name)


def _collect_terms(source: Source, terms: dict[str, str], faults: list[Diagnostic]) -> None:
    raw = source.facts("definitions")
    for index, definition in enumerate(raw if isinstance(raw, list) else []):
        if not isinstance(definition, dict) or not isinstance(definition.get("id"), str):
            continue
        forms = definition.get("forms", [])
        for form in [definition.get("label"), *(forms if isinstance(forms, list) else [])]:
            if not isinstance(form, str):
                continue
            if form in terms:
                place = source.place(facts_file("definitions"), (index, "label"))
                message = f'"{form}" is also a form of the term "{terms[form]}"'
                faults.append(Diagnostic(rule("duplicate-id"), place, message, "give each form to one term"))
            terms[form] = str(definition["id"])
