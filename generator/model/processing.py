"""The kinds of fact, as frozen records: what is done, how and for how long.

A field made by `of_one` or `of_many` holds other facts, which `bind` finds by the ids of the source. Names
of fields are the keys of the source. Made of schema/kinds.yaml by `python -m schema.generate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.model.fact import Fact, of_many, of_one
from generator.model.facts import Definition, Document, Gap, LegalBasis, Party, PersonalData, Purpose, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A safeguard."""

    kind_of_fact: ClassVar[str] = "measures"

    kind: str
    duration: str = ""
    frequency: str = ""
    everywhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """What someone must, must not or may do, or is told; `kind` says which.

    A supplier's own promise names the facts it adds to (`about`) and those it takes away (`removes`), by their ids.
    """

    kind_of_fact: ClassVar[str] = "commitments"

    kind: str
    holder: Party | None = of_one("parties")
    towards: tuple[Party, ...] = of_many("parties")
    limit: str = ""
    everywhere: bool = False
    about: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage(Fact):
    """How long and where data is kept. `duration` is ISO 8601; `until` an event."""

    kind_of_fact: ClassVar[str] = "storage"

    kind: str
    duration: str = ""
    until: str = ""
    locations: tuple[str, ...] = ()
    everywhere: bool = False
    measures: tuple[Measure, ...] = of_many("measures")
    gap: Gap | None = of_one("gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Fact):
    """A right of the people whom the data is about; `dpv` names the article's term."""

    kind_of_fact: ClassVar[str] = "rights"

    exercised_at: tuple[Party, ...] = of_many("parties")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie(Fact):
    """A use of cookies, log files or similar means. `lifetime` is ISO 8601."""

    kind_of_fact: ClassVar[str] = "cookies"

    purposes: tuple[Purpose, ...] = of_many("purposes")
    personal_data: tuple[PersonalData, ...] = of_many("personal-data")
    technologies: tuple[str, ...]
    lifetime: str = ""
    gap: Gap | None = of_one("gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Fact):
    """A transfer out of the protected area (Chapter V GDPR). `from_` and `to` are DPV locations."""

    kind_of_fact: ClassVar[str] = "transfers"

    from_: tuple[str, ...]
    to: tuple[str, ...]
    purposes: tuple[Purpose, ...] = of_many("purposes")
    processing: tuple[str, ...]
    legal_basis: tuple[str, ...]
    exporter: Party | None = of_one("parties")
    importers: tuple[Recipient, ...] = of_many("recipients")
    documents: tuple[Document, ...] = of_many("documents")
    measures: tuple[Measure, ...] = of_many("measures")
    commitments: tuple[Commitment, ...] = of_many("commitments")
    gap: Gap | None = of_one("gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Fact):
    """One thing that is done with personal data.

    `controllers`, `processors` and `subjects` are filled in for a variant; so is what holds for every process.
    """

    kind_of_fact: ClassVar[str] = "processes"

    controller: Party | None = of_one("parties")
    purposes: tuple[Purpose, ...] = of_many("purposes")
    processing: tuple[str, ...]
    personal_data: tuple[PersonalData, ...] = of_many("personal-data")
    subjects: tuple[Party, ...] = of_many("parties")
    legal_basis: tuple[LegalBasis, ...] = of_many("legal-bases")
    recipients: tuple[Recipient, ...] = of_many("recipients")
    storage: tuple[Storage, ...] = of_many("storage")
    transfers: tuple[Transfer, ...] = of_many("transfers")
    rights: tuple[Right, ...] = of_many("rights")
    measures: tuple[Measure, ...] = of_many("measures")
    commitments: tuple[Commitment, ...] = of_many("commitments")
    cookies: tuple[Cookie, ...] = of_many("cookies")
    documents: tuple[Document, ...] = of_many("documents")
    events: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    controllers: tuple[Party, ...] = of_many("parties")
    processors: tuple[Party, ...] = of_many("parties")


# In the order they are bound: each refers only to those before it.
FACTS: tuple[type[Fact], ...] = (
    Gap,
    Party,
    Document,
    Definition,
    PersonalData,
    Purpose,
    LegalBasis,
    Recipient,
    Measure,
    Commitment,
    Storage,
    Right,
    Cookie,
    Transfer,
    Process,
)
