"""A change of many files at once: what each is to hold, what the checks would say of it, and all of it or nothing."""

from __future__ import annotations

import difflib
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.edit import files, mentions
from generator.edit.files import UnwritableError
from generator.edit.walk import GONE, Walk
from generator.pipeline import checking
from generator.published.schemas import load
from generator.source.files import FACT_KINDS, GAPS, facts_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.diagnostics.records import Diagnostic

_DEFINITIONS = facts_file("definitions")
_OF_FACTS = frozenset((GAPS, *map(facts_file, FACT_KINDS)))

Change = dict[str, tuple[bytes, bytes]]  # what each file holds, and what it is to hold


def renamed(root: Path, facts: dict[str, str], terms: dict[str, str]) -> Change:
    """Give facts and terms other names, wherever they are named. Raises `UnwritableError`."""
    names = facts | terms

    def walk(file: str) -> Walk:
        declared = terms if file == _DEFINITIONS else {}
        return Walk(
            lambda written: facts.get(written, written),
            lambda written: declared.get(written, mentions.renamed(written, names)),
            file in _OF_FACTS,
        )

    return _changed(root, walk, lambda body: mentions.renamed(body, names))


def removed(root: Path, gone: frozenset[str], language: str) -> Change:
    """Take facts away, where they are declared, referred to and stated. Raises `UnwritableError`."""

    def walk(file: str) -> Walk:
        return Walk(lambda written: GONE if written in gone else written, lambda written: written, file in _OF_FACTS)

    return _changed(root, walk, lambda body: mentions.without(body, gone, language))


def _changed(root: Path, walk: Callable[[str], Walk], body: Callable[[str], str]) -> Change:
    made: Change = {}
    for file in files.listed(root):
        old = files.data(root, file)
        value = files.value(file, old)
        if value is None:
            continue
        text = value.pop(files.BODY, "") if file.endswith(".md") and isinstance(value, dict) else None
        new: Any = walk(file).through(load(str(files.schema_of(file))), value)
        if text is not None:
            new[files.BODY] = body(text)
        content = files.changed(file, old, [] if new is GONE else new)
        if content != old:
            made[file] = (old, content)
    return made


def shown(change: Change) -> Iterator[str]:
    """Show a change as the lines that go and the lines that come."""
    for file, (old, new) in change.items():
        before, after = old.decode().splitlines(), new.decode().splitlines()
        yield from difflib.unified_diff(before, after, file, file, lineterm="", n=1)


def faults(root: Path, change: Change) -> list[Diagnostic]:
    """Say which errors a project would have after a change that it has not now."""
    checked = checking.check(root)
    held = {(each.rule.code, each.message) for each in checked.diagnostics if each.is_error}
    settings = checked.renderer.settings_file
    with tempfile.TemporaryDirectory(prefix="notice-change-") as scratch:
        copy = Path(scratch) / "project"
        shutil.copytree(root / "notice", copy / "notice", symlinks=True)
        if settings and (root / settings).is_file():
            shutil.copyfile(root / settings, copy / settings)
        for file, (_, new) in change.items():
            (copy / file).write_bytes(new)
        after = checking.check(copy).diagnostics
    return [each for each in after if each.is_error and (each.rule.code, each.message) not in held]


def write(root: Path, change: Change) -> None:
    """Write a change; where one file cannot be written, those before it are put back.

    Raises `OSError` or `UnwritableError`.
    """
    done: list[str] = []
    try:
        for file, (_, new) in change.items():
            files.write(root, file, new)
            done.append(file)
    except (OSError, UnwritableError):
        for file in done:
            files.write(root, file, change[file][0])
        raise


def still_typed(root: Path, terms: list[str]) -> Iterator[tuple[str, str]]:
    """Find where terms are typed as plain words: place and line."""
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, terms)) or '(?!)'})(?![\w-])")
    for file in files.listed(root):
        for number, line in enumerate(files.data(root, file).decode().splitlines(), 1):
            if found := word.search(line):
                yield f"{file}:{number}:{found.start() + 1}", line.strip()
