"""`notice remove`: a fact is taken away with all that hangs on it, or nothing is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.console.checked import near
from generator.console.options import FOLDER, colour, project
from generator.diagnostics.formats import as_text
from generator.edit import change
from generator.edit.files import UnwritableError
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail, reason
from generator.pipeline import checking

if TYPE_CHECKING:
    from pathlib import Path

    from generator.edit.change import Change


@click.command("remove")
@FOLDER
@click.argument("names", metavar="ID [ID ...]", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Write the change without asking.")
def command(names: tuple[str, ...], *, yes: bool) -> None:
    """Take facts away: their entries, what names them, and the sentences that state nothing else."""
    root = project()
    source, declared = checking.declared(root)
    for name in names:
        if name not in declared.facts:
            fail(f'no fact is called "{name}"; {near(name, declared.facts)}', WRONG_CALL)
    try:
        made = change.removed(root, frozenset(names), source.language)
    except UnwritableError as error:
        fail(str(error), PROBLEMS)
    apply(root, made, yes=yes)


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
