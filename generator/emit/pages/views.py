"""A variant's facts arranged for reading: what the short pages say first, and what each of their tables holds.

A layered notice says the essential first and the whole when wanted. Nothing here adds to the facts: they are grouped,
and what holds for several is said once. Facts are never ordered or chosen by the words of a supplier.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from generator import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = TypeVar("Kind", bound=model.Fact)

NECESSITIES = ("required", "optional", "automatic")
VERDICTS = ("missing", "vague", "contradiction", "superseded", "unclear")

# What makes a recipient one that works for those who decide.
_PROCESSORS = frozenset(["dpv:DataProcessor", "dpv:DataSubProcessor", "dpv:DataImporter"])
# A list of suppliers longer than this is grouped by first letters.
_MAX_UNGROUPED = 20


@dataclass(frozen=True, slots=True)
class DataRow:
    """Kinds of personal data that are treated alike, with what all processes together do with them."""

    data: tuple[model.PersonalData, ...]
    necessities: tuple[str, ...]
    purposes: tuple[model.Fact, ...]
    legal_basis: tuple[model.Fact, ...]
    recipients: tuple[model.Fact, ...]
    storage: tuple[model.Fact, ...]


def of_kind(variant: model.Variant, kind: type[Kind]) -> list[Kind]:
    """Give the facts of a kind, in the order of the source."""
    return [fact for fact in variant.section(kind.kind_of_fact) if isinstance(fact, kind)]


def rows(variant: model.Variant) -> list[DataRow]:
    """Make the rows of the table of data: what you must give first; data that is treated alike shares a row."""
    processes = of_kind(variant, model.Process)
    alike: dict[tuple[Any, ...], list[model.PersonalData]] = {}
    for data in of_kind(variant, model.PersonalData):
        using = [process for process in processes if data.id in {each.id for each in process.personal_data}]
        if using:
            facts = [_union(using, name) for name in ("purposes", "legal_basis", "recipients", "storage")]
            alike.setdefault((_necessities(data, variant), *facts), []).append(data)
    made = [DataRow(tuple(data), *key) for key, data in alike.items()]
    return sorted(made, key=lambda row: [NECESSITIES.index(each) for each in row.necessities])


def shared(every: list[DataRow], name: str) -> tuple[model.Fact, ...]:
    """Give what holds for all rows, to be said once above them."""
    first, *others = [getattr(row, name) for row in every] or [()]
    return tuple(fact for fact in first if others and all(fact in each for each in others))


def _union(using: list[model.Process], name: str) -> tuple[model.Fact, ...]:
    return tuple(dict.fromkeys(fact for process in using for fact in getattr(process, name)))


def _necessities(data: model.PersonalData, variant: model.Variant) -> tuple[str, ...]:
    """Say whether data must be given; a whole has no necessity of its own, but that of its parts."""
    parts = [part for part in of_kind(variant, model.PersonalData) if part.part_of == data.id]
    found = {each.necessity for each in parts or [data]}
    return tuple(each for each in NECESSITIES if each in found)


def whole(data: model.PersonalData, variant: model.Variant) -> model.Fact:
    """Give the data that this is a part of, or itself where it is part of none."""
    return variant.facts.get(data.part_of, data)


def by_necessity(variant: model.Variant) -> dict[str, list[model.PersonalData]]:
    """Group the data that is used by whether it must be given; of a whole only its parts are named."""
    every = of_kind(variant, model.PersonalData)
    used = {data.id for process in of_kind(variant, model.Process) for data in process.personal_data}
    wholes = {data.part_of for data in every}
    return {
        name: [data for data in every if data.necessity == name and data.id in used - wholes] for name in NECESSITIES
    }


def by_basis(variant: model.Variant) -> list[tuple[tuple[model.LegalBasis, ...], list[model.Process]]]:
    """Group what is done by the ground in law that it rests on; what has none stated comes last."""
    groups: dict[tuple[model.LegalBasis, ...], list[model.Process]] = {}
    for process in of_kind(variant, model.Process):
        groups.setdefault(process.legal_basis, []).append(process)
    return sorted(groups.items(), key=lambda group: any(basis.kind == "not-stated" for basis in group[0]))


def recipients(variant: model.Variant) -> dict[str, list[model.Recipient]]:
    """Group who sees the data: those who work for the ones who decide, and everyone else."""
    groups: dict[str, list[model.Recipient]] = {"processors": [], "others": []}
    for recipient in of_kind(variant, model.Recipient):
        working = _PROCESSORS.intersection([*recipient.dpv, *recipient.broader])
        groups["processors" if working else "others"].append(recipient)
    return groups


def officers(variant: model.Variant) -> list[model.Party]:
    """Name the data protection officers to write to: the supplier's own first."""
    own = variant.supplier.data_protection_officer if variant.supplier else None
    publishers = variant.facts.get(variant.notice.publisher.data_protection_officer)
    return list(dict.fromkeys(each for each in (own, publishers) if isinstance(each, model.Party)))


def kept_for(variant: model.Variant) -> list[model.Storage]:
    """Say how long data is kept."""
    return [storage for storage in of_kind(variant, model.Storage) if storage.kind != "location"]


def kept_in(variant: model.Variant) -> list[model.Storage]:
    """Say where data is kept."""
    return [storage for storage in of_kind(variant, model.Storage) if storage.kind == "location"]


def safeguards(variant: model.Variant) -> dict[str, list[model.Measure]]:
    """Say in three lines what protects everything: in technology, in how people work and are bound, and on site."""
    groups: dict[str, list[model.Measure]] = {"technical": [], "organisational": [], "physical": []}
    for measure in of_kind(variant, model.Measure):
        if measure.everywhere:
            groups[measure.kind if measure.kind in groups else "organisational"].append(measure)
    return {kind: measures for kind, measures in groups.items() if measures}


def gaps(variant: model.Variant) -> dict[str, list[model.Gap]]:
    """Group what the notice does not say, or does not say well, by what is wrong with it."""
    public = [gap for gap in of_kind(variant, model.Gap) if gap.public]
    groups = {verdict: [gap for gap in public if gap.verdict == verdict] for verdict in VERDICTS}
    return {verdict: found for verdict, found in groups.items() if found}


@dataclass(frozen=True, slots=True)
class Entry:
    """A supplier on the front page: its name, and the folder of its pages."""

    label: str
    path: str


def by_letter(suppliers: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Group suppliers by the first letter of their names; a short list is one group without a letter."""
    ordered = sorted(suppliers, key=lambda entry: (_plain(entry.label), entry.path))
    groups: dict[str, list[Entry]] = {}
    for entry in ordered:
        letter = next((each for each in _plain(entry.label) if each.isalpha()), "#").upper()
        groups.setdefault(letter if len(ordered) > _MAX_UNGROUPED else "", []).append(entry)
    yield from sorted(groups.items())


def _plain(label: str) -> str:
    """Write a name without accents and capitals, as names are looked up."""
    letters = unicodedata.normalize("NFKD", label.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))
