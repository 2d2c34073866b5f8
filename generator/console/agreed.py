"""A change of a notice's files: shown first, and made when nothing would be wrong after it and a person agrees."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.console.options import colour
from generator.diagnostics.formats import as_text
from generator.edit import change
from generator.edit.files import UnwritableError
from generator.exit_codes import PROBLEMS, fail, reason

if TYPE_CHECKING:
    from pathlib import Path

    from generator.edit.change import Change


def apply(root: Path, made: Change, *, yes: bool) -> None:
    """Show a change, say what would be wrong after it, and write it if nothing would be and the person agrees."""
    for line in change.shown(made):
        click.echo(line)
    found = change.faults(root, made)
    if found:
        texts = {file: new.decode() for file, (_, new) in made.items()}
        click.echo("\nNothing was changed. After this, the notice would not check clean:\n")
        click.echo(as_text(found, texts, colour=colour()))
        sys.exit(PROBLEMS)
    if not yes and not (sys.stdin.isatty() and click.confirm("Write this?", err=True)):
        click.echo("Nothing was changed. `--yes` writes it.", err=True)
        sys.exit(0 if sys.stdin.isatty() else PROBLEMS)
    try:
        change.write(root, made)
    except (OSError, UnwritableError) as error:
        fail(f"nothing was changed: {reason(error) if isinstance(error, OSError) else error}", PROBLEMS)
    click.echo(f"changed {len(made)} file{'s' if len(made) != 1 else ''}")
