"""A change of many files at once: what each is to hold, what the checks would say of it, and all of it or nothing."""

from __future__ import annotations

import difflib
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.edit import files, mentions
from generator.edit.walk import GONE, Walk
from generator.pipeline import checking
from generator.published.schemas import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics.records import Diagnostic

Change = dict[str, tuple[bytes, bytes]]  # what each file holds, and what it is to hold


def renamed(root: Path, names: dict[str, str]) -> Change:
    """Give facts or terms other names, wherever they are named. Raises `UnwritableError`."""

    def text(written: str) -> str:
        return names.get(written, mentions.renamed(written, names))

    def name(written: str) -> str:
        return names.get(written, written)

    return _changed(root, Walk(name, text), lambda body: mentions.renamed(body, names))


def removed(root: Path, gone: frozenset[str], language: str) -> Change:
    """Take facts away, where they are declared, referred to and stated. Raises `UnwritableError`."""

    def name(written: str) -> object:
        return GONE if written in gone else written

    walk = Walk(name, lambda written: written)
    return _changed(root, walk, lambda body: mentions.without(body, gone, language))


def _changed(root: Path, walk: Walk, body: Any) -> Change:
    made: Change = {}
    for file in files.listed(root):
        old = files.data(root, file)
        value = files.value(file, old)
        if value is None:
            continue
        text = value.pop(files.BODY, "") if file.endswith(".md") and isinstance(value, dict) else None
        new = walk.through(load(str(files.schema_of(file))), value)
        if text is not None and isinstance(new, dict):
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
    held = {(each.rule.code, each.message) for each in checking.check(root).diagnostics if each.is_error}
    with tempfile.TemporaryDirectory(prefix="notice-change-") as scratch:
        copy = Path(scratch) / "project"
        shutil.copytree(root / "notice", copy / "notice", symlinks=True)
        for name in ("mkdocs.yml",):
            if (root / name).is_file():
                shutil.copyfile(root / name, copy / name)
        for file, (_, new) in change.items():
            (copy / file).write_bytes(new)
        after = checking.check(copy).diagnostics
    return [each for each in after if each.is_error and (each.rule.code, each.message) not in held]


def write(root: Path, change: Change) -> None:
    """Write a change; where one file cannot be written, those before it are put back. Raises `OSError`."""
    done: list[str] = []
    try:
        for file, (_, new) in change.items():
            files.write(root, file, new)
            done.append(file)
    except OSError:
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
