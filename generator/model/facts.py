"""The kinds of fact, as frozen records.

A field made by `of_one` or `of_many` holds other facts; `binding` turns the ids of the source into them. Names of
fields are the keys of the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.model.fact import Fact, Gap, of_many, of_one

if TYPE_CHECKING:
    from generator.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Fact):
    """A company, group, category, office or officer, or the people whom the data is about."""

    kind_of_fact: ClassVar[str] = "parties"

    kind: str
    aliases: tuple[str, ...] = ()
    legal_form: str = ""
    country: str = ""
    location: str = ""
    serves: str = ""
    address: str = ""
    registry: str = ""
    registration_number: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    reached_through: str = ""
    member_of: tuple[str, ...] = ()
    data_protection_officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Fact):
    """A policy, contract or decision that the notice mentions."""

    kind_of_fact: ClassVar[str] = "documents"

    publisher: Party | None = of_one("parties")
    url: str = ""
    date: str = ""
    number: str = ""
    superseded_by: str = ""
    gap: Gap | None = of_one("gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Fact):
    """A term with a fixed meaning; `label` and `forms` are its written forms."""

    kind_of_fact: ClassVar[str] = "definitions"

    text: Text
    forms: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData(Fact):
    """A kind of personal data."""

    kind_of_fact: ClassVar[str] = "personal-data"

    necessity: str
    sources: tuple[str, ...]
    origin: str = ""
    subjects: tuple[Party, ...] = of_many("parties")
    part_of: str = ""
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose(Fact):
    """What personal data is used for."""

    kind_of_fact: ClassVar[str] = "purposes"

    importance: str = ""
    open_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Fact):
    """A ground in law (Art. 6 GDPR).

    `holder` is whose legitimate interest it is; the controller's where it is left out.
    """

    kind_of_fact: ClassVar[str] = "legal-bases"

    kind: str
    holder: Party | None = of_one("parties")
    justification: str = ""
    withdrawal: str = ""
    gap: Gap | None = of_one("gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Fact):
    """Who gets to see personal data."""

    kind_of_fact: ClassVar[str] = "recipients"

    location: str = ""
    website: str = ""
    party: Party | None = of_one("parties")
    data: tuple[PersonalData, ...] = of_many("personal-data")
    gap: Gap | None = of_one("gaps")


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
    processing: tuple[str, ...]
    legal_basis: tuple[str, ...]
    purposes: tuple[Purpose, ...] = of_many("purposes")
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
    controllers: tuple[Party, ...] = ()
    processors: tuple[Party, ...] = ()


# Kinds of fact in the order they are bound: each refers only to those before it.
FACTS: tuple[type[Fact], ...] = (
    Gap, Party, Document, Definition, PersonalData, Purpose, LegalBasis, Recipient, Measure, Commitment, Storage, Right,
    Cookie, Transfer, Process,
)  # fmt: skip
