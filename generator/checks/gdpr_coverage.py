"""Whether a notice tells what Art. 13 and 14 GDPR ask for: stated, vague, acknowledged as a gap, or missing.

The duty to inform is the controller's. In `controller` mode the notice is what informs, so an item that is missing
there is an error. In `processor` mode the customer informs, in a notice of its own, and ours supports it: the customer
cannot be named in it, and items are assessed for the report and are no errors. Art. 14 is owed only where data comes
from someone else than the person or the controller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator import model
from generator.checks import named
from generator.checks.gdpr_items import ITEMS, Item
from generator.checks.mode_view import ModeView
from generator.diagnostics.records import Diagnostic
from generator.diagnostics.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.yamltext import Document

Verdict = Literal["stated", "vague", "acknowledged", "missing", "not owed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a variant tells people of one mode about an item, and by which facts; `gaps` are what it lacks."""

    item: Item
    variant: model.Variant
    mode: model.Mode
    verdict: Verdict
    facts: tuple[model.Fact, ...]
    gaps: tuple[model.Gap, ...]


def assess(variant: model.Variant) -> Iterator[Finding]:
    """Assess every item for each mode of a variant."""
    for mode in variant.modes:
        told = ModeView(variant, mode)
        for item in ITEMS:
            facts, gaps = item.facts(told), item.gaps(told)
            yield Finding(item, variant, mode, _verdict(item, told, facts, gaps), facts, gaps)


def _verdict(item: Item, told: ModeView, facts: tuple[model.Fact, ...], gaps: tuple[model.Gap, ...]) -> Verdict:
    if any(gap.verdict != "missing" for gap in gaps) or (facts and (gaps or any(map(item.loose, facts)))):
        return "vague"
    if facts or gaps:
        return "stated" if facts else "acknowledged"
    return "missing" if item.owed(told) else "not owed"


def gaps(notice: model.Notice) -> list[model.Gap]:
    """Return every gap that a notice admits, whatever it is about."""
    return [each for each in notice.sections["gaps"] if isinstance(each, model.Gap)]


def check(variants: list[model.Variant], notice: Document) -> Iterator[Diagnostic]:
    """Find the items that a notice owes, as controller, and neither states nor names as a gap."""
    silent: dict[Item, list[str]] = {}
    for variant in variants:
        for each in assess(variant) if "controller" in variant.modes else ():
            if each.verdict == "missing" and each.mode == "controller" and each.item.rule:
                silent.setdefault(each.item, []).append(variant.id)
    for item, where in silent.items():
        message = f"the notice for {named(where)} leaves out {item.asks}"
        articles = ", ".join([item.articles[0], *([item.behind] if item.behind else [])])
        remedy = f"{item.remedy}; or admit it in notice/gaps.yaml, with `articles: [{articles}]`"
        yield Diagnostic(rule(item.rule), notice.place(("modes", "controller")), message, remedy)
