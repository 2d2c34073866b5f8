"""`notice check`: what is wrong with the source, where, and what to type instead; with --watch, at every save.

When it watches, each round prints a line that it begins with, the diagnostics, and a line that counts them: an editor
knows from the first and the last when its list of problems is whole (`.vscode/tasks.json`).
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from generator.console.checked import tell
from generator.console.options import FOLDER, format_option, project
from generator.diagnostics.formats import MACHINE_FORMATS
from generator.exit_codes import CLEAN, PROBLEMS, WRONG_CALL, fail
from generator.pipeline import checking
from generator.serve import watch as watching

if TYPE_CHECKING:
    from pathlib import Path


@click.command("check")
@FOLDER
@format_option("text", *MACHINE_FORMATS)
@click.option("--watch", is_flag=True, help="Check again at every save, until you press Ctrl+C.")
def command(style: str, *, watch: bool) -> None:
    """Check the source and say what is wrong, where, and what to type instead."""
    if watch and style != "text":
        fail("--watch shows its reports as text; leave --format out", WRONG_CALL)
    if watch:
        _watch(project())
    checked = checking.check(project())
    if style == "text":
        tell(checked)
    else:
        click.echo(MACHINE_FORMATS[style](checked.diagnostics))
    sys.exit(CLEAN if checked.ok else PROBLEMS)


def _watch(root: Path) -> None:
    with suppress(KeyboardInterrupt):
        for _ in watching.changes(root, watching.until_interrupted()):
            click.clear()  # on a terminal alone
            click.echo("checking notice/ at every save, until you press Ctrl+C")
            tell(checking.check(root))
    sys.exit(CLEAN)
