"""Values written as YAML, the way people write the notice: plain where that is safe, on one line where it fits."""

from __future__ import annotations

import difflib
import json
import textwrap
from typing import Any

from generator.formats import yamltext

# How long a line that is written anew may be, and how long one that is there already may grow.
WIDTH = 120  # characters: a text is folded to lines of this width
LONGEST = 160  # characters of a line that is left as one


def inline(value: Any, *, inside: bool = False) -> str:
    """Write a value on one line; `inside` a list or map in brackets, where fewer texts can stand plain."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(inline(each, inside=True) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {inline(each, inside=True)}' for key, each in value.items())}}}"
    if isinstance(value, str) and not _reads_as(f"- [{value}]\n" if inside else f"- {value}\n", value, inside=inside):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def quoted(value: str, mark: str) -> str:
    """Write a text in the quotation marks that its line already has."""
    if mark == "'" and "\n" not in value:
        return f"'{value.replace(mark, mark * 2)}'"
    return json.dumps(value, ensure_ascii=False)


def entry(key: str, value: Any, column: int) -> str:
    """Write one entry of a map whose keys stand at a column (from 0): `key: value`, without the first indentation."""
    return f"{key}:{after(value, column, used=column + len(key) + 1)}"


def item(value: Any, column: int) -> str:
    """Write one item of a list whose dashes stand at a column, without the first indentation."""
    return f"- {_mapping(value, column + 2)}" if isinstance(value, dict) and value else f"- {inline(value)}"


def after(value: Any, column: int, used: int) -> str:
    """Write what follows `key:` in a map at a column, on a line of which so much is `used`."""
    line = f" {inline(value)}"
    if used + len(line) <= WIDTH and not _holds_maps(value):
        return line
    indent = " " * (column + 2)
    if isinstance(value, dict):
        return f"\n{indent}{_mapping(value, column + 2)}"
    if isinstance(value, list):
        return "".join(f"\n{indent}{item(each, column + 2)}" for each in value)
    folded = textwrap.wrap(str(value), WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    text = " >-" + "".join(f"\n{indent}{each}" for each in folded)
    return text if _reads_as(f"- k:{text}\n".replace(f"\n{indent}", "\n      "), {"k": value}) else line


def _mapping(value: dict[str, Any], column: int) -> str:
    return f"\n{' ' * column}".join(entry(key, each, column) for key, each in value.items())


def _holds_maps(value: Any) -> bool:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return isinstance(value, dict) or any(isinstance(each, dict) for each in inner)


def _reads_as(text: str, value: Any, *, inside: bool = False) -> bool:
    """Whether a list of one item reads back as a value, without a fault."""
    document, found = yamltext.parse(text, "")
    return not found and document is not None and document.value == [[value] if inside else value]


def refolded(lines: list[str], words: list[str], indent: int) -> list[str]:
    """Lay new words into the lines of a folded text: a line whose words stay is not touched."""
    before = [(word, number) for number, line in enumerate(lines) for word in line.split(" ")]
    laid: list[list[str]] = [[] for _ in lines]
    matcher = difflib.SequenceMatcher(a=[word for word, _ in before], b=words, autojunk=False)
    for what, first, last, new_first, new_last in matcher.get_opcodes():
        for offset, word in enumerate(words[new_first:new_last]):
            near = max(first - 1, 0) if what == "insert" else min(first + offset, last - 1)
            laid[before[near][1]].append(word)
    made: list[str] = []
    for old, new in zip(lines, (" ".join(each) for each in laid), strict=True):
        if indent + len(new) > max(LONGEST, indent + len(old)):
            made += textwrap.wrap(new, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        elif new:
            made.append(new)
    return made
