"""What libyaml finds wrong, in the words of someone who types a list of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule

if TYPE_CHECKING:
    import yaml


def syntax_fault(error: yaml.MarkedYAMLError, text: str, file: str, line_offset: int) -> Diagnostic:
    """Put libyaml's words in those of someone who types a list of facts."""
    quoted = "quoted scalar" in (error.context or "") and "unexpected" in (error.problem or "")
    mark = mark_of((error.context_mark if quoted else None) or error.problem_mark or error.context_mark)
    place = Place(file, mark.line + 1 + line_offset, mark.column + 1, mark.column + 2)
    problem = (error.problem or "the line cannot be read").replace("found character", "found a character")
    if quoted:
        message, remedy = (
            "a quotation mark is opened here and never closed",
            "close it with the same mark: \"…\" or '…'",
        )
    elif "escape" in problem or "hexdecimal" in problem:
        message = "the text holds an escape (\\…) that stands for no character"
        remedy = "type the character itself, or put the text in single quotes: '…'"
    elif "could not find expected ':'" in problem:
        message, remedy = (
            "the line before this one is neither a `name: value` nor an item of a list",
            "put a colon after the name",
        )
    elif "tab" in problem or "cannot start any token" in problem:
        message = "the line starts with a character that YAML does not allow here, often a tab"
        remedy = "indent with spaces; put texts that start with @, `, % or a bracket in quotes"
    elif "mapping values are not allowed" in problem and ": " not in text.split("\n")[mark.line][: mark.column]:
        message, remedy = _UNALIGNED
    elif "mapping values are not allowed" in problem:
        message, remedy = "a second colon stands on this line", "put the whole text after the first colon in quotes"
    elif "block" in problem or "expected <block end>" in problem:
        message, remedy = _UNALIGNED
    else:
        message, remedy = f"the line cannot be read: {problem}", "compare it with the lines around it"
    return Diagnostic(rule("yaml-syntax"), place, message, remedy)


_UNALIGNED = ("the line does not line up with the lines before it", "give it the same indentation as its neighbours")


def mark_of(mark: Any) -> yaml.Mark:
    """Give libyaml's mark, which it always sets though its types do not say so."""
    if mark is None:
        message = "libyaml gave no place"
        raise ValueError(message)
    return mark  # type: ignore[no-any-return]
