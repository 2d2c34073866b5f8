"""Lists that a clause leaves open in words where the facts close them.

The facts name one by one what is collected, what for and who sees it, and programs read that as all there is. A purpose
with `open_ended: true` and a fact with a `gap` admit that there is more; what stands around those may say so too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import model
from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.model import paths
from generator.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.text import Placeholder
    from generator.source.records import Source
    from generator.vocabulary.languages import TextPatterns

_NEAR = 200  # characters before and after a placeholder that are looked at
_ONE_BY_ONE = (model.PersonalData, model.Purpose, model.Recipient)


def check(source: Source, notice: model.Notice) -> Iterator[Diagnostic]:
    """Find the words that leave a printed list open, in every clause."""
    known = languages.patterns(notice.languages[0])
    if known is None:
        return
    facts = {fact.id: fact for kind in notice.sections.values() for fact in kind}
    heads = {"notice": notice, "service": notice.service, **facts, **notice.sections}
    for file, read in source.clauses.items():
        lines = source.texts[file].split("\n")
        for placeholder in read.body.placeholders:
            if _is_closed(_listed(placeholder, heads, facts)):
                for place, words in _opening(lines, placeholder.place, known):
                    message = f'"{words}" leaves open what else there is, and the facts name no more'
                    remedy = "leave these words out; or, if there is more, add it to the facts"
                    yield Diagnostic(rule("open-list"), place, message, remedy)


def _listed(placeholder: Placeholder, heads: dict[str, Any], facts: dict[str, model.Fact]) -> tuple[Any, ...]:
    """Return what a placeholder enumerates: a list of facts, or one of those that are listed one by one."""
    head, *rest = placeholder.path
    if placeholder.kind not in ("value", "list") or head == "supplier":
        return ()
    value = heads[head]
    for step in rest:
        value = paths.follow(value, step, facts)
    if isinstance(value, _ONE_BY_ONE):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _is_closed(listed: tuple[Any, ...]) -> bool:
    return bool(listed) and not any(getattr(each, "open_ended", False) or getattr(each, "gap", None) for each in listed)


def _opening(lines: list[str], place: Place, known: TextPatterns) -> Iterator[tuple[Place, str]]:
    """Find the words around a placeholder that open its list, each with its place."""
    before = "\n".join([*lines[: place.line - 1], lines[place.line - 1][: place.column - 1]])
    after = "\n".join([lines[place.line - 1][place.end_column - 1 :], *lines[place.line :]])
    start = max(0, len(before) - _NEAR)
    found = known.opens_list_before.search(before, start)
    if found:
        yield _place(place.file, before, *found.span(1)), " ".join(found[1].split())
    found = known.opens_list_after.match(after[:_NEAR])
    if found:
        whole = "\n".join(lines)
        offset = len(whole) - len(after)
        yield _place(place.file, whole, offset + found.start(1), offset + found.end(1)), " ".join(found[1].split())


def _place(file: str, text: str, start: int, end: int) -> Place:
    """Turn a stretch of a text into its place; where it runs over a line, into its first line."""
    column = start - text.rfind("\n", 0, start)
    stop = text.find("\n", start, end)
    return Place(file, text.count("\n", 0, start) + 1, column, column + (end if stop < 0 else stop) - start)
