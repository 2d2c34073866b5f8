"""What counsel reads: what Art. 13 and 14 GDPR ask, where each variant says it, what is missing and who decides.

A report is of a checked source, errors or not: what is missing is shown in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bind import variants
from generator.checks import gdpr_coverage
from generator.emit import inline
from generator.report import readability
from generator.report.tables import Table
from generator.validate import symbols
from generator.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator import model
    from generator.checks.gdpr_coverage import Finding
    from generator.diagnostics.records import Place
    from generator.pipeline.checking import Checked
    from generator.stamp import groups

_ABOUT = (
    "Stated: the notice says it. Vague: it says it in part, in two ways, or resting on law that was replaced. "
    "Acknowledged: it does not say it, and a gap admits that. Missing: it neither says nor admits it. Not owed: there "
    "is nothing to tell. In processor mode the customer informs people; the notice supports that, and owes nothing."
)


_ABOUT_LANGUAGE = (
    "Nothing here stops a build. Sentences beyond 25 words and a reading index (LIX) beyond 50 are worth a look: "
    "40 to 50 reads like a newspaper, 50 to 60 like an official text, and above 60 is hard."
)
_UNKNOWN_LANGUAGE = (
    ' No file says what to look for in texts in "{language}": loose references, open lists and sentences in the passive'
    " are found in none of them, by checks either."
)
_WHOLE = ""  # stands for the whole notice where clauses stand by their ids


@dataclass(frozen=True, slots=True)
class _Scale:
    """One thing that is measured of a clause, and how it is written."""

    name: str
    of: Callable[[readability.Readability], float | None]
    decimals: int = 0
    unit: str = ""
    has_trend: bool = True

    def shown(self, measure: readability.Readability | None) -> str:
        """Write the value; a dash where there is none."""
        value = self.of(measure) if measure else None
        return "-" if value is None else f"{value:.{self.decimals}f}{self.unit}"

    def change(self, before: readability.Readability | None, after: readability.Readability | None) -> str:
        """Write by how much the value went up or down, in its own unit; of a share, in percentage points."""
        if before is None or after is None:
            return "new" if after else "gone"
        was, now = self.of(before), self.of(after)
        if was is None or now is None:
            return "-"
        change = f"{now - was:+.{self.decimals}f}"
        return change if float(change) else "0"


_SCALES = (
    _Scale("Words", lambda each: each.words),
    _Scale("Sentences", lambda each: each.sentences, has_trend=False),
    _Scale("Words a sentence", lambda each: each.average, decimals=1),
    _Scale("Longest", lambda each: each.longest, has_trend=False),
    _Scale("Passive", lambda each: None if each.passive is None else 100 * each.passive, unit="%"),
    _Scale("LIX", lambda each: each.lix),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """The findings of one mode of a variant, or of all suppliers that fare alike."""

    name: str
    findings: tuple[Finding, ...]


def of_law(checked: Checked) -> list[Table]:
    """Tell for every item of Art. 13 and 14 where it stands, and list the gaps."""
    notice, whole = checked.notice, checked.suppliers
    if notice is None or whole is None:
        return []
    every = resolved(notice, whole)
    places = {name: declared.place for name, declared in symbols.collect(checked.source, set()).facts.items()}
    return [_items(_columns(every), every, places), _gaps(notice, places)]


def of_language(checked: Checked, earlier: Checked | None = None) -> list[Table]:
    """Measure the language of every clause, as the first variant that has the clause prints it.

    `earlier` is the notice as it was, such as at the last release: then the report says what changed since.
    """
    now, was = _measures(checked), _measures(earlier) if earlier else {}
    names = [*(name for name in {**now, **was} if name != _WHOLE), _WHOLE]
    header = ["Clause"]
    rows = [[(now.get(name) or was[name])[0]] for name in names]
    for scale in _SCALES:
        trend = earlier is not None and scale.has_trend
        header += [scale.name, f"{scale.name}, change"] if trend else [scale.name]
        for name, row in zip(names, rows, strict=True):
            after, before = (each[name][1] if name in each else None for each in (now, was))
            row.extend([scale.shown(after), scale.change(before, after)] if trend else [scale.shown(after)])
    cells = tuple(tuple((cell,) for cell in row) for row in rows)
    language = checked.notice.languages[0] if checked.notice else ""
    unknown = "" if languages.patterns(language) else _UNKNOWN_LANGUAGE.format(language=language)
    return [Table("Language of the clauses", _ABOUT_LANGUAGE + unknown, tuple(header), cells)]


def _measures(checked: Checked) -> dict[str, tuple[str, readability.Readability]]:
    """Give title and measure of every clause by its id, and of the whole notice."""
    notice, whole = checked.notice, checked.suppliers
    if notice is None or whole is None:
        return {}
    printed: dict[str, str] = {}
    for variant in resolved(notice, whole):
        for clause in variant.notice.clauses:
            if clause.id not in printed:
                printed[clause.id] = inline.plain(clause.body, variant)
    first = notice.languages[0]
    shown = [clause for clause in notice.clauses if clause.id in printed]
    measures = {clause.id: (_numbered(clause), readability.measure(printed[clause.id], first)) for clause in shown}
    text = "\n".join(printed[clause.id] for clause in shown)
    return {**measures, _WHOLE: ("The whole notice", readability.measure(text, first))}


def resolved(notice: model.Notice, whole: groups.SupplierGroups) -> list[model.Variant]:
    """Resolve the variants of the notice, and one of each group of suppliers."""
    first = notice.languages[0]
    resolved = [variants.resolve(notice, name, first) for name in variants.names(notice)]
    return resolved + [variants.resolve_supplier(notice, group.example, first) for group in whole.groups]


def _columns(resolved: Iterable[model.Variant]) -> list[_Column]:
    """Make a column for each mode of a variant. Suppliers with the same verdicts share one."""
    columns: list[_Column] = []
    alike: dict[tuple[str, ...], list[_Column]] = {}
    for variant in resolved:
        findings = list(gdpr_coverage.assess(variant))
        for mode in variant.modes:
            own = tuple(each for each in findings if each.mode == mode)
            name = f"{variant.id}, {mode}" if len(variant.modes) > 1 else variant.id
            if variant.kind == "supplier":
                alike.setdefault(tuple(each.verdict for each in own), []).append(_Column(name, own))
            else:
                columns.append(_Column(name, own))
    for group in alike.values():
        name = "suppliers" if len(alike) == 1 else f"suppliers like {group[0].name}"
        columns.append(_Column(name, group[0].findings))
    return columns


def _items(columns: list[_Column], resolved: list[model.Variant], places: dict[str, Place]) -> Table:
    header = ("Articles", "What must be told", *(column.name for column in columns))
    rows = []
    for findings in zip(*(column.findings for column in columns), strict=True):
        item = findings[0].item
        facts = list(dict.fromkeys(fact.id for each in findings for fact in each.facts))
        gaps = {gap.id: gap.decides for each in findings for gap in each.gaps}
        rows.append(
            (
                tuple(_short(each) for each in item.articles),
                (item.asks,),
                *((each.verdict,) for each in findings),
                tuple(facts),
                _clauses(facts, resolved),
                tuple(_where(places[name]) for name in facts if name in places),
                tuple(gaps),
                tuple(dict.fromkeys(gaps.values())),
            )
        )
    header = (*header, "Facts", "Clauses", "Places", "Gaps", "Who decides")
    return Table("What Art. 13 and 14 GDPR ask", _ABOUT, header, tuple(rows))


def _clauses(facts: list[str], resolved: list[model.Variant]) -> tuple[str, ...]:
    """Name the clauses that state some facts, in any variant, in the order of the notice."""
    found: dict[str, str] = {}
    for variant in resolved:
        stating = {each.clause for name in facts for each in variant.stated_in.get(name, ())}
        found |= {clause.id: _numbered(clause) for clause in variant.notice.clauses if clause.id in stating}
    return tuple(found.values())


def _gaps(notice: model.Notice, places: dict[str, Place]) -> Table:
    header = ("Gap", "Articles", "Verdict", "What is not told", "Facts", "Places", "Who decides")
    rows = tuple(
        (
            (gap.label,),
            gap.articles,
            (gap.verdict,),
            (gap.missing,),
            gap.facts,
            (_where(places[gap.id]),),
            (gap.decides,),
        )
        for gap in gdpr_coverage.gaps(notice)
    )
    return Table("Gaps that the notice admits", "Each has someone who must decide.", header, rows)


def _numbered(clause: model.Clause) -> str:
    return f"{clause.number} {clause.heading}".strip()


def _short(article: str) -> str:
    return article.removeprefix("GDPR ")


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}"
