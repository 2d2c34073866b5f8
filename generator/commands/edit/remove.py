"""`notice remove`: a fact is taken away with all that hangs on it, or nothing is."""

from __future__ import annotations

import click

from generator.console.agreed import apply
from generator.console.checked import near
from generator.console.options import FOLDER, project
from generator.edit import change
from generator.edit.files import UnwritableError
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail
from generator.pipeline import checking


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
