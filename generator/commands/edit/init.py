"""`notice init`: a small complete notice to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.console.options import FolderPath
from generator.exit_codes import PROBLEMS, fail, reason
from generator.scaffold import project

if TYPE_CHECKING:
    from pathlib import Path


@click.command("init")
@click.argument("target", metavar="DIR", type=FolderPath(file_okay=False))
def command(target: Path) -> None:
    """Write a small complete notice of a made-up organisation into DIR."""
    try:
        written = project.write(target)
    except FileExistsError as error:
        fail(f"{error} is there already; choose an empty folder", PROBLEMS)
    except OSError as error:
        fail(f"{error.filename}: {reason(error)}", PROBLEMS)
    for name in written:
        click.echo(f"wrote {target / name}")
    click.echo(f"\nNext: notice check -C {target}   then: notice serve -C {target}")
