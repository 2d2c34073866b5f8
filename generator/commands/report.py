"""`notice report`: what the law asks and where the notice says it; its sentences; or how hard they are to read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.console.checked import tell
from generator.console.options import FOLDER, FolderPath, format_option, project
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail
from generator.pipeline import checking
from generator.report import gdpr, statements, tables

if TYPE_CHECKING:
    from pathlib import Path


@click.command("report")
@FOLDER
@format_option("table", "markdown", "html", "csv")
@click.option("--language", is_flag=True, help="Report how hard the clauses are to read instead.")
@click.option("--text", is_flag=True, help="Report each sentence with the facts that it states instead.")
@click.option(
    "--since", metavar="DIR", type=FolderPath(file_okay=False),
    help="With --language: a checkout of the last release, to report what changed since.",
)  # fmt: skip
def command(style: str, since: Path | None, *, language: bool, text: bool) -> None:
    """Report what Art. 13 and 14 GDPR ask and where the notice says it, for counsel."""
    if since and not language:
        fail("--since goes with --language; `notice diff --all --with DIR` shows what else changed", WRONG_CALL)
    if text and language:
        fail("--text and --language are two reports; ask for one at a time", WRONG_CALL)
    checked = checking.check(project())
    earlier = checking.check(project(since)) if since else None
    for each in (checked, earlier):
        if each and each.notice is None:
            tell(each)
            sys.exit(PROBLEMS)
    if text:
        made = statements.of_text(checked)
    else:
        made = gdpr.of_language(checked, earlier) if language else gdpr.of_law(checked)
    if style == "html" and checked.notice:
        click.echo(tables.as_html(made, checked.notice.title, checked.notice.languages[0]))
    else:
        click.echo({"table": tables.as_text, "markdown": tables.as_markdown, "csv": tables.as_csv}[style](made))
