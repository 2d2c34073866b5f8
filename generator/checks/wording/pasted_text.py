"""What a word processor leaves in a clause: bullets that are letters, and blanks that are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.records import Source

_BULLET = re.compile(r"[ \t\u00a0]*([•·▪◦‣–—])[ \t\u00a0]+")  # noqa: RUF001 - the dashes are what is looked for
_INDENT = re.compile(r"[ \t]*(\u00a0)")


def check(source: Source) -> Iterator[Diagnostic]:
    """Find lines of clauses that begin with a bullet which is no list, or with a no-break blank."""
    for file in source.clauses:
        for number, line in enumerate(source.texts[file].splitlines(), 1):
            if bullet := _BULLET.match(line):
                message = f'"{bullet[1]}" begins this line, and makes no list'
                remedy = (
                    "begin each entry with a hyphen and a blank: `- like this`, with an empty line before the first"
                )
                yield Diagnostic(rule("pasted-list"), Place(file, number, bullet.start(1) + 1), message, remedy)
            elif indent := _INDENT.match(line):
                message = "this line is indented by a no-break blank, which looks like a blank and is none"
                remedy = "delete the blanks at its beginning; a text is not indented"
                yield Diagnostic(rule("pasted-indent"), Place(file, number, indent.start(1) + 1), message, remedy)
