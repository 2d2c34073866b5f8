"""`notice matrix`: what each supplier sets."""

from __future__ import annotations

import click

from generator.console.checked import clean
from generator.console.options import FOLDER, format_option, project
from generator.report import supplier_matrix


@click.command("matrix")
@FOLDER
@format_option("table", "csv")
def command(style: str) -> None:
    """Show what each supplier sets."""
    source, notice = clean(project())
    if not source.packed:
        click.echo("notice: there are no suppliers yet; start with: notice new supplier ID", err=True)
    for line in (supplier_matrix.as_csv if style == "csv" else supplier_matrix.as_table)(source, notice):
        click.echo(line)
