"""A project that checked clean, and its variants by name, for the commands that need them."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING

import click

from generator.bind import lookup
from generator.console.options import colour
from generator.diagnostics.formats import as_text
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail
from generator.pipeline import checking

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator import model
    from generator.pipeline.checking import Checked
    from generator.source.records import Source

_MAX_NEAR, _MAX_FIRST = 3, 5  # names that are offered: near a mistyped one, or simply the first


def tell(checked: Checked) -> None:
    """Print the diagnostics of a project for people."""
    click.echo(as_text(checked.diagnostics, checked.source.texts, colour=colour()))


def clean(root: Path) -> tuple[Source, model.Notice]:
    """Check a project; one with errors ends the command with their diagnostics."""
    checked = checking.check(root)
    if not checked.ok or checked.notice is None:
        tell(checked)
        sys.exit(PROBLEMS)
    return checked.source, checked.notice


def variant(source: Source, notice: model.Notice, name: str) -> model.Variant:
    """Find a variant by its name; a name of none ends the command with the names that are near."""
    found = lookup.variant(source, notice, name)
    if found is None:
        fail(f'there is no variant "{name}"; {near(name, lookup.names(source, notice))}', WRONG_CALL)
    return found


def near(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Say which names a mistyped one may have meant. Where none is near: `otherwise`, or the first few that are."""
    names = list(dict.fromkeys(known))
    close = [each for each in names if name and name in each][:_MAX_NEAR] or difflib.get_close_matches(
        name, names, _MAX_NEAR
    )
    quoted = " or ".join(f'"{each}"' for each in close)
    return f"did you mean {quoted}?" if close else otherwise or f"the first are: {', '.join(names[:_MAX_FIRST])}"
