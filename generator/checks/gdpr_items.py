"""What Art. 13 and 14 GDPR ask a notice to tell: a table of items, and which facts state each.

Where both articles ask for the same, they share an item. A paragraph that asks for several things has an item for each,
told apart by the article `behind` it: the right to data portability is Art. 13(2)(b) with Art. 20. The text of the
Regulation is at https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.checks.mode_view import (
    ModeView,
    keeps,
    reachable,
    terms,
    without_country,
    without_reason,
    without_safeguard,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator import model

_OPENNESS = frozenset({"dpv:PublicDataSource", "dpv:NonPublicDataSource"})
_AUTOMATED = ("dpv:AutomatedDecisionMaking", "dpv:Profiling", "eu-gdpr:A22")
# Kinds of fact that may state an item in words, by naming its article under `reference`.
_IN_WORDS = ("commitments", "measures", "documents")


def _always(_: ModeView) -> bool:
    return True


def _nowhere(_: model.Fact) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must be told. `asks` completes "the notice leaves out …".

    `rule` speaks where it is missing; an item without one is reported only, or a rule about single facts speaks.
    `loose` says that a fact states it only in part.
    """

    articles: tuple[str, ...]
    asks: str
    states: Callable[[ModeView], Iterable[model.Fact]]
    rule: str = ""
    remedy: str = ""
    behind: str = ""
    owed: Callable[[ModeView], bool] = _always
    loose: Callable[[model.Fact], bool] = _nowhere

    def facts(self, told: ModeView) -> tuple[model.Fact, ...]:
        """Find the facts that state the item, by what they are or by the article they name."""
        wanted = {self.behind} if self.behind else set(self.articles)
        named = [fact for kind in _IN_WORDS for fact in told.facts(kind) if wanted & set(fact.reference)]
        return tuple({fact.id: fact for fact in (*self.states(told), *named)}.values())

    def gaps(self, told: ModeView) -> tuple[model.Gap, ...]:
        """Find the gaps that name the item's article, and the article behind it where there is one."""
        apart = {other.behind for other in ITEMS if other.articles == self.articles} - {"", self.behind}

        def bears(gap: model.Gap) -> bool:
            named = set(gap.articles)
            return bool(named & set(self.articles)) and (
                self.behind in named if self.behind else not any(each in named for each in apart)
            )

        return tuple(gap for gap in told.facts("gaps") if bears(gap))


def _controllers(told: ModeView) -> list[model.Fact]:
    party = told.variant.notice.modes[told.mode].controller
    return [party] if party.kind != "category" and reachable(party) else []


def _officers(told: ModeView) -> list[model.Party]:
    named = "dpv:DataProtectionOfficer"
    return [party for party in told.facts("parties") if named in terms(party) and reachable(party)]


def _right(article: str) -> Callable[[ModeView], list[model.Fact]]:
    term = f"eu-gdpr:A{article}"

    def states(told: ModeView) -> list[model.Fact]:
        return [
            right for right in told.facts("rights") if any(t == term or t.startswith(f"{term}-") for t in right.dpv)
        ]

    return states


def _provision(told: ModeView) -> list[model.Fact]:
    """Find what says what happens without required data; where none is required, the data says so itself."""
    data = told.facts("personal-data")
    if any(each.necessity == "required" for each in data):
        return [each for each in told.facts("commitments") if each.kind == "consequence"]
    return data


def _automated(told: ModeView) -> list[model.Fact]:
    return [
        each
        for each in told.facts("processes")
        if any(term.startswith(_AUTOMATED) for term in (*each.processing, *each.technologies))
    ]


def _moved_by_interest(told: ModeView) -> bool:
    """Whether there is something to object to: an interest, a public task, a basis not stated, or marketing."""
    marketing = any("Marketing" in term for each in told.facts("purposes") for term in terms(each))
    return marketing or bool(told.bases("legitimate-interest", "public-task", "not-stated"))


def _nothing(_: ModeView) -> list[model.Fact]:
    return []


def _gdpr(*numbers: str) -> tuple[str, ...]:
    return tuple(f"GDPR Art. {number}" for number in numbers)


def _of_right(number: str, name: str, owed: Callable[[ModeView], bool] = _always) -> Item:
    return Item(
        _gdpr("13(2)(b)", "14(2)(c)"), f"the right {name}", _right(number), rule="right-not-told",
        remedy=f"add a right with `dpv: [eu-gdpr:A{number}]` to notice/facts/rights.yaml",
        behind=f"GDPR Art. {number}", owed=owed,
    )  # fmt: skip


_WORDS = "add a commitment that says it, with `reference: [{}]`, to notice/facts/commitments.yaml"

ITEMS: tuple[Item, ...] = (
    Item(
        _gdpr("13(1)(a)", "14(1)(a)"), "who the controller is, and how to reach it", _controllers,
        rule="controller-not-told", remedy="give the controller an address or a mailbox in notice/facts/parties.yaml",
    ),
    Item(
        _gdpr("13(1)(b)", "14(1)(b)"), "how to reach the data protection officer", _officers, rule="officer-not-told",
        remedy="add the officer, with `dpv: [dpv:DataProtectionOfficer]` and an email, to notice/facts/parties.yaml",
    ),
    Item(
        _gdpr("13(1)(c)", "14(1)(c)"), "the purposes", lambda told: told.facts("purposes"),
    ),
    Item(
        _gdpr("13(1)(c)", "14(1)(c)"), "the legal basis", behind="GDPR Art. 6(1)",
        states=lambda told: [each for each in told.facts("legal-bases") if each.kind != "not-stated"],
    ),
    Item(
        _gdpr("13(1)(d)", "14(2)(b)"), "the legitimate interest, and whose it is",
        lambda told: told.bases("legitimate-interest"), loose=without_reason,
        owed=lambda told: bool(told.bases("legitimate-interest")),
    ),
    Item(
        _gdpr("13(1)(e)", "14(1)(e)"), "the recipients, or categories of them", lambda told: told.facts("recipients"),
    ),
    Item(
        _gdpr("13(1)(f)", "14(1)(f)"), "transfers out of the area, and what protects them",
        lambda told: told.facts("transfers"), owed=lambda told: bool(told.facts("transfers")),
        loose=lambda fact: without_country(fact) or without_safeguard(fact),
    ),
    Item(
        _gdpr("13(2)(a)", "14(2)(a)"), "how long data is kept",
        lambda told: [each for each in told.facts("storage") if keeps(each)],
    ),
    _of_right("15", "of access"),
    _of_right("16", "to have data corrected"),
    _of_right("17", "to have data deleted"),
    _of_right("18", "to have processing restricted"),
    _of_right("21", "to object", _moved_by_interest),
    _of_right("20", "to take data along", lambda told: bool(told.bases("consent", "contract", "not-stated"))),
    Item(
        _gdpr("13(2)(c)", "14(2)(d)"), "how to take consent back",
        lambda told: [each for each in told.bases("consent") if each.withdrawal],
        owed=lambda told: bool(told.bases("consent")),
    ),
    Item(
        _gdpr("13(2)(d)", "14(2)(e)"), "the right to complain to an authority", _right("77"), rule="complaint-not-told",
        remedy="add a right with `dpv: [eu-gdpr:A77]` to notice/facts/rights.yaml",
    ),
    Item(
        _gdpr("13(2)(e)"), "whether data must be given, and what follows if it is not", _provision,
        rule="necessity-not-told", remedy="add a commitment of `kind: consequence` to notice/facts/commitments.yaml",
    ),
    Item(
        _gdpr("13(2)(f)", "14(2)(g)"), "whether there are automated decisions, or none", _automated,
        rule="automation-not-told", remedy=_WORDS.format("GDPR Art. 13(2)(f)"),
    ),
    Item(
        _gdpr("13(3)", "14(4)"), "that people are told before data serves a new purpose", _nothing,
        rule="new-purpose-not-told", remedy=_WORDS.format("GDPR Art. 13(3)"),
    ),
    Item(
        _gdpr("14(1)(d)"), "which kinds of data come from others", ModeView.indirect,
        owed=lambda told: bool(told.indirect()),
    ),
    Item(
        _gdpr("14(2)(f)"), "from which source data comes, and whether it is public",
        lambda told: [each for each in told.indirect() if set(each.sources) & _OPENNESS], rule="source-not-told",
        remedy="name dpv:PublicDataSource or dpv:NonPublicDataSource under `sources` of the data",
        owed=lambda told: bool(told.indirect()),
    ),
    Item(
        _gdpr("14(3)", "14(5)"), "when those are told whose data comes from others, or why not", _nothing,
        owed=lambda told: bool(told.indirect()),
    ),
)  # fmt: skip
