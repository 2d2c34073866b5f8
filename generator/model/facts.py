"""The kinds of fact, as frozen records: who and what a notice speaks of.

A field made by `of_one` or `of_many` holds other facts, which `bind` finds by the ids of the source. Names
of fields are the keys of the source. Made of schema/kinds.yaml by `python -m schema.generate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.model.fact import Fact, of_many, of_one

if TYPE_CHECKING:
    from generator.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Fact):
    """What the law asks and the notice does not say, or says in two ways. `facts` are ids."""

    kind_of_fact: ClassVar[str] = "gaps"

    articles: tuple[str, ...]
    verdict: str
    missing: str
    said: str = ""
    why: str
    decides: str
    facts: tuple[str, ...] = ()
    public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Fact):
    """A company, group, category, office or officer, or the people whom the data is about."""

    kind_of_fact: ClassVar[str] = "parties"

    kind: str
    aliases: tuple[str, ...] = ()
    legal_form: str = ""
    country: str = ""
    location: str = ""
    address: str = ""
    registry: str = ""
    registration_number: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    reached_through: str = ""
    member_of: tuple[str, ...] = ()
    data_protection_officer: str = ""
    serves: str = ""


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

    forms: tuple[str, ...] = ()
    text: Text
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData(Fact):
    """A kind of personal data."""

    kind_of_fact: ClassVar[str] = "personal-data"

    necessity: str
    origin: str = ""
    sources: tuple[str, ...]
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

    party: Party | None = of_one("parties")
    location: str = ""
    website: str = ""
    data: tuple[PersonalData, ...] = of_many("personal-data")
    gap: Gap | None = of_one("gaps")
