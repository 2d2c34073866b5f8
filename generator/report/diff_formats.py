"""Comparisons as text for terminals, Markdown for comments, JSON for programs, and one HTML page without script."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import jinja2

from generator import resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.report.diff import Change, Comparison

_WORD = re.compile(r"\S+\s*|\s+")
_ALIKE = 0.5  # below this, two paragraphs are told as one that went and one that came
_MARKS = {"added": "+", "removed": "-", "changed": "~"}


class Piece(NamedTuple):
    """A stretch of text that stayed, went or came."""

    how: Literal["same", "removed", "added"]
    text: str


def lines(before: str, after: str) -> list[list[Piece]]:
    """Tell two texts apart line by line, and within a line word by word. Lines that stayed are passed over."""
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    found: list[list[Piece]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        removed, added = old[i1:i2], new[j1:j2]
        while removed and added:
            found += _words(removed.pop(0), added.pop(0))
        found += [[Piece("removed", line)] for line in removed if line]
        found += [[Piece("added", line)] for line in added if line]
    return found


def _words(before: str, after: str) -> list[list[Piece]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [[Piece(how, text)] for how, text in (("removed", before), ("added", after)) if text]  # type: ignore[arg-type]
    pieces = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        pieces += [Piece("removed", "".join(old[i1:i2]))] if i2 > i1 else []
        pieces += [Piece("added", "".join(new[j1:j2]))] if j2 > j1 else []
    return [pieces]


def shown(value: Any) -> str:
    """Write one value of a policy on a line: a text in the first language, an address as it is."""
    if value is None:
        return "(not set)"
    if isinstance(value, list):
        return ", ".join(shown(each) for each in value)
    if isinstance(value, dict):
        if len(value) == 1:
            return shown(next(iter(value.values())))
        return "; ".join(f"{key}: {shown(each)}" for key, each in value.items())
    return str(value).removeprefix("#")


def items(change: Change) -> tuple[list[str], list[str]] | None:
    """Give what went from a list and what came to it; nothing where the values are no lists, or their order differs."""
    if not all(isinstance(each, list) for each in (change.before, change.after)):
        return None
    went = [shown(each) for each in change.before if each not in change.after]
    came = [shown(each) for each in change.after if each not in change.before]
    return (went, came) if went or came else None


def as_text(comparison: Comparison, *, colour: bool) -> Iterator[str]:
    """Write a comparison for a terminal, a line at a time."""

    def tinted(how: str, text: str) -> str:
        code = {"added": "32", "removed": "31"}.get(how)
        return f"\x1b[{code}m{text}\x1b[0m" if colour and code else text

    yield comparison.title
    if comparison.is_empty:
        yield "no differences"
    for title, found in (("Facts", comparison.facts), ("Clauses", comparison.clauses)):
        if found:
            count = ", ".join(f"{n} {how}" for how in _MARKS if (n := sum(each.how == how for each in found)))
            yield f"\n{title}: {count}\n"
        for each in found:
            name = f'{each.section}/{each.id} "{each.label}"' if title == "Facts" else f'{each.id} "{each.heading}"'  # type: ignore[union-attr]
            yield tinted(each.how, f"{_MARKS[each.how]} {name}")
            for change in each.changes:
                yield from (f"    {line}" for line in _change(change, each.how))
            for line in lines(each.before, each.after) if title == "Clauses" else ():  # type: ignore[union-attr]
                yield "    " + "".join(tinted(piece.how, _marked(piece, line)) for piece in line)


def _change(change: Change, how: str) -> Iterator[str]:
    if how != "changed":
        yield f"{change.property}: {shown(change.after if how == 'added' else change.before)}"
        return
    listed = items(change)
    if listed is None:
        yield f"{change.property}: {shown(change.before)} -> {shown(change.after)}"
        return
    yield f"{change.property}:"
    yield from (f"  - {each}" for each in listed[0])
    yield from (f"  + {each}" for each in listed[1])


def _marked(piece: Piece, line: list[Piece]) -> str:
    """Write a stretch so that it is told apart without colour too."""
    if len(line) == 1:
        return {"added": "+ ", "removed": "- "}.get(piece.how, "") + piece.text
    text = piece.text.rstrip()
    start, end = {"added": ("{+", "+}"), "removed": ("[-", "-]")}.get(piece.how, ("", ""))
    return start + text + end + piece.text[len(text) :]


def as_markdown(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """Write comparisons for a comment on a change, a line at a time.

    What a notice says stands in blocks of code alone, where it is neither markup nor the mention of someone.
    """
    if all(each.is_empty for each in comparisons):
        yield "No differences."
    for each in comparisons:
        code = [re.sub(r"\s", " ", line) for line in _code(each)]
        longest = max((len(run) for line in code for run in re.findall("`+", line)), default=0)
        fence = "`" * max(3, longest + 1)
        yield from (f"#### `{each.title}`", "", f"{fence}diff", *code, fence, "") if code else ()


def _code(comparison: Comparison) -> Iterator[str]:
    for fact in comparison.facts:
        yield f'@@ {fact.how}: {fact.section}/{fact.id} "{fact.label}" @@'
        yield from _sides(fact.changes)
    for clause in comparison.clauses:
        yield f'@@ {clause.how}: clause {clause.id} "{clause.heading}" @@'
        yield from _sides(clause.changes)
        for line in lines(clause.before, clause.after):
            for how, mark in (("removed", "-"), ("added", "+")):
                if len(line) > 1 or line[0].how == how:
                    yield f"{mark} {''.join(piece.text for piece in line if piece.how in ('same', how))}"


def _sides(changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        went, came = items(change) or ([shown(change.before)], [shown(change.after)])
        yield from (f"- {change.property}: {each}" for each in went if change.before is not None)
        yield from (f"+ {change.property}: {each}" for each in came if change.after is not None)


def as_json(comparisons: Comparison | list[Comparison]) -> str:
    """Write comparisons for programs: one as it is, more as a list."""
    made = [asdict(each) for each in comparisons] if isinstance(comparisons, list) else asdict(comparisons)
    return json.dumps(made, ensure_ascii=False, indent=2)


def as_html(comparisons: Sequence[Comparison]) -> str:
    """Write comparisons as one page that needs nothing else."""
    loader = jinja2.FileSystemLoader(resources.folder("site_templates") / "reports")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("differences.html.j2")
    return page.render(comparisons=comparisons, lines=lines, shown=shown, items=items)
