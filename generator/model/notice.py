"""The notice with its service, roles and clauses; a supplier; and the variant that holds for one kind of reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.model.fact import Fact, Mode, of_many, of_one

if TYPE_CHECKING:
    from generator.model.facts import Document, Party, Purpose, Recipient
    from generator.model.processing import Commitment, Measure, Storage
    from generator.model.text import Text

VariantKind = Literal["general", "direct", "supplier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The service that the notice is about."""

    name: str
    description: str
    brand: str = ""
    provider: Party | None = of_one("parties")
    suppliers: tuple[Party, ...] = of_many("parties")
    consumers: tuple[Party, ...] = of_many("parties")
    implemented_by: tuple[Party, ...] = of_many("parties")
    purposes: tuple[Purpose, ...] = of_many("purposes")
    technologies: tuple[str, ...] = ()
    storage: tuple[Storage, ...] = of_many("storage")
    measures: tuple[Measure, ...] = of_many("measures")
    documents: tuple[Document, ...] = of_many("documents")
    applicable_law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who plays which part in one mode."""

    label: str
    controller: Party = of_one("parties")
    processors: tuple[Party, ...] = of_many("parties")
    supplier: Party | None = of_one("parties")
    subjects: tuple[Party, ...] = of_many("parties")


StatementKind = Literal["bound", "plain", "title"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, a list or a title of a clause, in the order in which they stand.

    `id` is its address below that of the page: the clause's own for the heading, `clause-id/3` for the third after it.
    `words` is plain text with the characters of placeholders; `facts` are the ids of the facts that it states.
    """

    id: str
    kind: StatementKind
    words: str
    facts: tuple[str, ...]

    @property
    def clause(self) -> str:
        """The id of the clause that it stands in."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `level` is 1 for the top of the tree; `number` is empty where it has none."""

    id: str
    heading: str
    number: str
    level: int
    applies_when: str | None
    statements: tuple[Statement, ...]
    body: Text

    @property
    def states(self) -> tuple[str, ...]:
        """The ids of the facts that it states: those it prints, and those its words are bound to."""
        return tuple(dict.fromkeys(name for statement in self.statements for name in statement.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """One supplier: who they are, and the facts it adds. `offers` names what it set (`terms`, `promises`, …).

    `light` and `dark` are its colour on light and on dark pages, `#rrggbb`, or empty.
    """

    id: str
    party: Party
    support: Party
    breach: Party
    data_protection_officer: Party | None = None
    authority: Party | None = None
    terms: Document | None = None
    region: str = ""
    billing: str = ""
    light: str = ""
    dark: str = ""
    logo_box: str = ""
    logo: str = ""
    promises: tuple[Commitment, ...] = ()
    sub_processors: tuple[Recipient, ...] = ()

    @property
    def offers(self) -> frozenset[str]:
        """What the supplier set, as a clause's `applies_when` names it."""
        parts = ("data_protection_officer", "authority", "terms", "region", "billing", "promises", "sub_processors")
        return frozenset(["supplier", *(f"supplier.{part}" for part in parts if getattr(self, part))])

    @property
    def removes(self) -> frozenset[str]:
        """The ids of the facts that the supplier takes away, each by a promise that gives the reason."""
        return frozenset(name for promise in self.promises for name in promise.removes)

    @property
    def own(self) -> tuple[Fact, ...]:
        """The facts that the supplier adds to the notice."""
        parties = (self.party, self.support, self.breach, self.data_protection_officer, self.authority)
        facts = (*parties, self.terms, *self.promises, *self.sub_processors)
        unique = {fact.id: fact for fact in facts if fact is not None and fact.own}
        return tuple(unique.values())


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A supplier whose notice was published and is gone; `moved_to` is the supplier that holds now, or empty."""

    id: str
    reason: str
    moved_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The whole notice. `sections` holds the facts by kind, in the order of the source."""

    id: str
    title: str
    version: str
    status: str
    languages: tuple[str, ...]
    address: str
    publisher: Party = of_one("parties")
    service: Service
    modes: dict[Mode, Roles]
    clauses: tuple[Clause, ...]
    sections: dict[str, tuple[Fact, ...]]
    terms: dict[str, str]
    tombstones: tuple[Tombstone, ...] = ()
    summary: str = ""
    effective: str = ""
    contact: tuple[Party, ...] = of_many("parties")
    jurisdictions: tuple[str, ...] = ()
    applicable_law: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = of_many("measures")
    commitments: tuple[Commitment, ...] = of_many("commitments")
    complements: tuple[Document, ...] = of_many("documents")
    documents: tuple[Document, ...] = of_many("documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The notice as it holds for one kind of reader, in one language.

    `notice` is narrowed to the variant; `facts` finds a fact by its id; `stated_in` gives the statements that state a
    fact.
    """

    id: str
    kind: VariantKind
    label: str
    modes: tuple[Mode, ...]
    language: str
    notice: Notice
    supplier: Supplier | None
    facts: dict[str, Fact]
    stated_in: dict[str, tuple[Statement, ...]]

    @property
    def path(self) -> str:
        """The folder of the variant's pages, below the site's address."""
        return f"{self.language}/{self.id}/"

    @property
    def data_path(self) -> str:
        """The folder of the variant's data, below the site's address."""
        return f"data/v1/{self.id}/"

    def section(self, kind: str) -> tuple[Fact, ...]:
        """Return the facts of a kind, in the order of the source."""
        return self.notice.sections[kind]
