"""Disk to values: the one module that reads `notice/` and the settings beside it.

A file is read only when it is a plain file of UTF-8 text, and is named as something the notice has. Line ends are
read as one kind, so that a checkout with CRLF says the same.
"""

from __future__ import annotations

import difflib
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from generator.diagnostics.records import Diagnostic, Place
from generator.exit_codes import reason
from generator.formats import portable_names, yamltext
from generator.source import clauses
from generator.source.disk_store import DiskStore
from generator.source.files import FACT_KINDS, GAPS, NOTICE, REQUIRED_KINDS, TOMBSTONES, facts_file
from generator.source.records import Source, language_of
from generator.source.text_reader import MAX_TOTAL_BYTES, TextReader

if TYPE_CHECKING:
    from pathlib import Path

    from generator.formats.yamltext import Document

MAX_FILES = 20_000  # in a folder


@dataclass(slots=True)
class _Reader(TextReader):
    documents: dict[str, Document] = field(default_factory=dict)
    clauses: dict[str, clauses.ClauseText] = field(default_factory=dict)
    packed: DiskStore = field(default_factory=DiskStore)

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
        clause, found = clauses.parse(text, file, language_of(self.documents.get(NOTICE)))
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
            why = reason(error)
            self.say("unreadable-file", Place(folder, 1, 1, 1), f"the folder cannot be read: {why}", "mend the folder")
            return []
        shown = [name for name in names if not name.startswith(".") and not name.endswith("~")]
        for name in [n for n in shown if not n.isprintable() or not n.isascii()]:
            place = Place(f"{folder}/{ascii(name)[1:-1]}", 1, 1, 1)
            self.say("unknown-file", place, "the name of this file holds unusual characters", "rename the file")
            shown.remove(name)
        faults = portable_names.faults(shown)
        for name, why in faults.items():
            self.say("unportable-name", Place(f"{folder}/{name}", 1, 1, 1), f'"{name}" {why}', "rename the file")
        return [name for name in shown if name not in faults]

    def unknown(self, file: str, known: list[str]) -> None:
        near = difflib.get_close_matches(file.rsplit("/", 1)[-1], known, 1)
        remedy = f'did you mean "{near[0]}"?' if near else "remove it, or move it out of notice/"
        self.say("unknown-file", Place(file, 1, 1, 1), "the notice has no use for this file", remedy)


def read(root: Path, settings: str = "") -> tuple[Source, list[Diagnostic]]:
    """Read the source below a folder that holds `notice/` and, where it is named, a file of settings.

    Everything that can be read is read, and everything that cannot is told.
    """
    reader = _Reader(root)
    for file in filter(None, (settings, NOTICE)):
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
        if reader.size > MAX_TOTAL_BYTES:
            return
        if name.endswith(ending):
            read_one(f"{folder}/{name}")  # type: ignore[operator]
        else:
            reader.unknown(f"{folder}/{name}", [])
