"""Disk to values: the one module that reads `notice/` and `mkdocs.yml`.

A file is read only when it is a plain file of UTF-8 text, and is named as something the notice has. Line ends are
read as one kind, so that a checkout with CRLF says the same.
"""

from __future__ import annotations

import difflib
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.formats import characters, yamltext
from generator.source import clauses
from generator.source.disk_store import DiskStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.formats.yamltext import Document, Route

FACT_KINDS = (
    "parties", "definitions", "personal-data", "purposes", "legal-bases", "processes", "recipients", "storage",
    "transfers", "rights", "measures", "commitments", "cookies", "documents",
)  # fmt: skip
REQUIRED_KINDS = ("parties", "personal-data", "purposes", "legal-bases", "processes", "recipients", "rights")

NOTICE = "notice/notice.yaml"
GAPS = "notice/gaps.yaml"
TOMBSTONES = "notice/tombstones.yaml"
MKDOCS_CONFIG = "mkdocs.yml"

MAX_BYTES = 1_048_576
MAX_LINE = 10_000
MAX_FILES = 20_000
MAX_TOTAL = 64 * 1_048_576


def facts_file(kind: str) -> str:
    """Name the file that holds a kind of fact."""
    return f"notice/facts/{kind}.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that was read, by file; names of files are relative to `root`.

    There may be thousands of suppliers, so of each only its value is kept, packed as JSON; `supplier` reads a file
    again where a place in it is needed.
    """

    root: Path
    texts: dict[str, str]
    documents: dict[str, Document]
    clauses: dict[str, clauses.ClauseText]
    packed: DiskStore

    def place(self, file: str, route: Route = ()) -> Place:
        """Turn a file and a route inside it into line and column."""
        if file in self.clauses:
            return self.clauses[file].head.place(route)
        return self.documents[file].place(route) if file in self.documents else Place(file, 1, 1, 1)

    def facts(self, kind: str) -> list[dict[str, object]]:
        """Return the raw facts of a kind, in the order of the file; none where the file is left out."""
        document = self.documents.get(GAPS if kind == "gaps" else facts_file(kind))
        return document.value if document else []  # type: ignore[return-value]

    @property
    def tombstones(self) -> list[dict[str, str]]:
        """The raw records of suppliers that are gone."""
        document = self.documents.get(TOMBSTONES)
        return document.value if document else []  # type: ignore[return-value]

    def suppliers(self) -> Iterator[tuple[str, Any]]:
        """Give the value of each supplier's file, with the name of the file, in the order of the names."""
        for file, packed in self.packed.items():
            yield file, orjson.loads(packed)

    def supplier(self, file: str) -> Document:
        """Read one supplier's file again, with its places. What was read before is read as it was."""
        reader = _Reader(self.root)
        text = reader.read_text(file) or ""
        self.texts[file] = text
        document, _ = yamltext.parse(text, file)
        return document or yamltext.Document(file, orjson.loads(self.packed[file]), {}, {})


@dataclass(slots=True)
class _Reader:
    root: Path
    size: int = 0
    found: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    clauses: dict[str, clauses.ClauseText] = field(default_factory=dict)
    packed: DiskStore = field(default_factory=DiskStore)

    def say(self, name: str, place: Place, message: str, remedy: str) -> None:
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
            if status.st_size > MAX_BYTES:
                size = f"{status.st_size:,} bytes, more than {MAX_BYTES:,}"
                self.say("too-large", start, f"the file holds {size}", "split it into more files")
                return None
            self.size += status.st_size
            if self.size > MAX_TOTAL:
                message = f"with this file, the notice holds more than {MAX_TOTAL:,} bytes"
                self.say("too-large", start, message, "move some of its files out")
                return None
            data = path.read_bytes()
        except FileNotFoundError:
            self.say("missing-file", start, "this file is missing", "add it; `notice init` shows what it holds")
            return None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self.say(
                "unreadable-file", start, f"the file cannot be read: {reason}", "give yourself the right to read it"
            )
            return None
        text = self.decode(data, file)
        if text is None:
            return None
        self.texts[file] = text
        return text if self.check_text(text, file) else None

    def decode(self, data: bytes, file: str) -> str | None:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:2]:
            self.say("not-utf-8", Place(file, 1, 1, 1), "the file is saved as UTF-16", "save it as UTF-8")
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
        before = len(self.found)
        for number, line in enumerate(text.split("\n"), start=1):
            if len(line) > MAX_LINE:
                message = f"the line holds {len(line):,} characters, more than {MAX_LINE:,}"
                self.say("too-large", Place(file, number, 1, 2), message, "break the line")
                return False
        for bad in characters.forbidden(text, most=20):
            self.say("forbidden-character", _at(file, text, bad.offset), f"here stands {bad}", "remove the character")
        offset = characters.first_not_composed(text)
        if offset is not None:
            message = "a letter and its accent stand as two characters here"
            self.say("not-composed", _at(file, text, offset), message, "type the letter anew as one character")
        return len(self.found) == before

    def read_yaml(self, file: str) -> None:
        text = self.read_text(file)
        if text is None:
            return
        document, found = yamltext.parse(text, file)
        self.found.extend(found)
        if document is not None:
            self.documents[file] = document

    def read_supplier(self, file: str) -> None:
        text = self.read_text(file)
        document, found = yamltext.parse(text, file) if text is not None else (None, [])
        self.found.extend(found)
        if document is not None:
            self.packed.add(file, orjson.dumps(document.value))
            if not found:
                del self.texts[file]

    def read_clause(self, file: str) -> None:
        text = self.read_text(file)
        if text is None:
            return
        clause, found = clauses.parse(text, file)
        self.found.extend(found)
        if clause is not None:
            self.clauses[file] = clause

    def names(self, folder: str) -> list[str]:
        """List a folder; editors' own files (.name, name~) are passed over. A missing folder is empty."""
        try:
            if stat.S_ISLNK((self.root / folder).lstat().st_mode):
                self.say("unreadable-file", Place(folder, 1, 1, 1), "this is a link", "put the folder itself here")
                return []
            names = sorted(os.listdir(self.root / folder))  # noqa: PTH208 - names, not paths
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self.say(
                "unreadable-file", Place(folder, 1, 1, 1), f"the folder cannot be read: {reason}", "mend the folder"
            )
            return []
        shown = [name for name in names if not name.startswith(".") and not name.endswith("~")]
        for name in [n for n in shown if not n.isprintable() or not n.isascii()]:
            place = Place(f"{folder}/{ascii(name)[1:-1]}", 1, 1, 1)
            self.say("unknown-file", place, "the name of this file holds unusual characters", "rename the file")
            shown.remove(name)
        return shown

    def unknown(self, file: str, known: list[str]) -> None:
        near = difflib.get_close_matches(file.rsplit("/", 1)[-1], known, 1)
        remedy = f'did you mean "{near[0]}"?' if near else "remove it, or move it out of notice/"
        self.say("unknown-file", Place(file, 1, 1, 1), "the notice has no use for this file", remedy)


def _at(file: str, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Place(file, line, column, column + 1)


def read(root: Path) -> tuple[Source, list[Diagnostic]]:
    """Read the source below a folder that holds `notice/` and `mkdocs.yml`.

    Everything that can be read is read, and everything that cannot is told.
    """
    reader = _Reader(root)
    for file in (MKDOCS_CONFIG, NOTICE):
        reader.read_yaml(file)
    top = reader.names("notice")
    known = ["notice.yaml", "gaps.yaml", "tombstones.yaml", "facts", "clauses", "suppliers"]
    for name in top:
        if name not in known:
            reader.unknown(f"notice/{name}", known)
    for file in (GAPS, TOMBSTONES):
        if file.removeprefix("notice/") in top:
            reader.read_yaml(file)
    _read_facts(reader)
    _read_folder(reader, "notice/clauses", ".md", reader.read_clause)
    if not reader.clauses and not reader.found:
        reader.say(
            "missing-file", Place("notice/clauses", 1, 1, 1), "there is no clause", "write the first clause here"
        )
    _read_folder(reader, "notice/suppliers", ".yaml", reader.read_supplier)
    return Source(root, reader.texts, reader.documents, reader.clauses, reader.packed), reader.found


def _read_facts(reader: _Reader) -> None:
    names = reader.names("notice/facts")
    known = [f"{kind}.yaml" for kind in FACT_KINDS]
    for name in names:
        if name not in known:
            reader.unknown(f"notice/facts/{name}", known)
    for kind in FACT_KINDS:
        if f"{kind}.yaml" in names or kind in REQUIRED_KINDS:
            reader.read_yaml(facts_file(kind))


def _read_folder(reader: _Reader, folder: str, ending: str, read_one: object) -> None:
    names = reader.names(folder)
    if len(names) > MAX_FILES:
        message = f"the folder holds {len(names):,} files, more than {MAX_FILES:,}"
        reader.say("too-large", Place(folder, 1, 1, 1), message, "move some of them out")
        return
    for name in names:
        if reader.size > MAX_TOTAL:
            return
        if name.endswith(ending):
            read_one(f"{folder}/{name}")  # type: ignore[operator]
        else:
            reader.unknown(f"{folder}/{name}", [])
