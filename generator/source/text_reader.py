"""One file to text, where it is a plain file of UTF-8 text within its limits and holds no character that hides.

Line ends are read as one kind, so that a checkout with CRLF says the same.
"""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.exit_codes import reason
from generator.formats import characters

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 1024 * 1024
MAX_LINE_CHARACTERS = 10_000
_MAX_TOLD = 20  # forbidden characters of one file; taking these away shows the rest
MAX_TOTAL_BYTES = 64 * MAX_FILE_BYTES  # of a whole notice


@dataclass(slots=True)
class TextReader:
    """Reads files below `root`: `texts` are the ones that were read, `found` what is wrong, `size` their bytes."""

    root: Path
    size: int = 0
    found: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def say(self, name: str, place: Place, message: str, remedy: str) -> None:
        """Add a diagnostic."""
        self.found.append(Diagnostic(rule(name), place, message, remedy))

    def read_text(self, file: str) -> str | None:
        """Read one file as text, or say why it cannot be."""
        start = Place(file, 1, 1, 1)
        path = self.root / file
        try:
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode):
                what = "a link" if stat.S_ISLNK(status.st_mode) else "no plain file"
                self.say("unreadable-file", start, f"this is {what}", "put the file itself here")
                return None
            if status.st_size > MAX_FILE_BYTES:
                size = f"{status.st_size:,} bytes, more than {MAX_FILE_BYTES:,}"
                self.say("too-large", start, f"the file holds {size}", "split it into more files")
                return None
            self.size += status.st_size
            if self.size > MAX_TOTAL_BYTES:
                message = f"with this file, the notice holds more than {MAX_TOTAL_BYTES:,} bytes"
                self.say("too-large", start, message, "move some of its files out")
                return None
            data = path.read_bytes()
        except FileNotFoundError:
            self.say("missing-file", start, "this file is missing", "add it; `notice init` shows what it holds")
            return None
        except OSError as error:
            why = reason(error)
            self.say("unreadable-file", start, f"the file cannot be read: {why}", "give yourself the right to read it")
            return None
        text = self.decode(data, file)
        if text is None:
            return None
        self.texts[file] = text
        return text if self.check_text(text, file) else None

    def decode(self, data: bytes, file: str) -> str | None:
        """Decode a file as UTF-8, or say what it is instead."""
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:2]:
            saved = "UTF-32" if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else "UTF-16"
            self.say("not-utf-8", Place(file, 1, 1, 1), f"the file is saved as {saved}", "save it as UTF-8")
            return None
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            return data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            guess = data[error.start : error.start + 1].decode("cp1252", errors="replace")
            message = f'a character here is not UTF-8; it looks like "{guess}" of an older encoding'
            self.say("not-utf-8", Place(file, line, column, column + 1), message, "save the file as UTF-8")
            return None

    def check_text(self, text: str, file: str) -> bool:
        """Say which characters and lines may not stand in a source. Returns whether there are none."""
        before = len(self.found)
        for number, line in enumerate(text.split("\n"), start=1):
            if len(line) > MAX_LINE_CHARACTERS:
                message = f"the line holds {len(line):,} characters, more than {MAX_LINE_CHARACTERS:,}"
                self.say("too-large", Place(file, number, 1, 2), message, "break the line")
                return False
        for bad in characters.forbidden(text, most=_MAX_TOLD):
            self.say("forbidden-character", _at(file, text, bad.offset), f"here stands {bad}", "remove the character")
        offset = characters.first_not_composed(text)
        if offset is not None:
            message = "a letter and its accent stand as two characters here"
            self.say("not-composed", _at(file, text, offset), message, "type the letter anew as one character")
        return len(self.found) == before


def _at(file: str, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Place(file, line, column, column + 1)
