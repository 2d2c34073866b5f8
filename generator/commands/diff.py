"""`notice diff`: what differs between two variants, or between every variant of two checkouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.bind import lookup
from generator.console.checked import clean, variant
from generator.console.options import FOLDER, FolderPath, colour, format_option, project
from generator.exit_codes import WRONG_CALL, fail
from generator.report import diff, diff_formats

if TYPE_CHECKING:
    from pathlib import Path


@click.command("diff")
@FOLDER
@click.argument("names", metavar="[X Y]", nargs=-1)
@click.option("--all", "everyone", is_flag=True, help="Compare every variant with the same of DIR, instead of X and Y.")
@click.option(
    "--with", "other", metavar="DIR", type=FolderPath(file_okay=False),
    help="Another checkout of the project, to take Y from.",
)  # fmt: skip
@format_option("text", "markdown", "json", "html")
def command(names: tuple[str, ...], other: Path | None, style: str, *, everyone: bool) -> None:
    """Show what differs between the variants X and Y, fact by fact and clause by clause."""
    if everyone and (names or not other):
        fail("--all compares every variant: name none, and name the other checkout with --with DIR", WRONG_CALL)
    if not everyone and len(names) != 2:  # noqa: PLR2004 - X and Y
        fail("name two variants, such as: notice diff general direct; or take all of them with --all", WRONG_CALL)
    if everyone and other:
        comparisons = _every(project(), project(other))
        click.echo(diff_formats.as_json(comparisons)) if style == "json" else _show(comparisons, style)
        return
    first, second = names
    comparison = _two(project(), first, second, project(other) if other else None)
    click.echo(diff_formats.as_json(comparison)) if style == "json" else _show([comparison], style)


def _two(root: Path, first: str, second: str, other: Path | None) -> diff.Comparison:
    checked = clean(root)
    others = clean(other) if other else checked
    before, after = variant(*checked, first), variant(*others, second)
    return diff.compare(before, after, (first, f"{second} of {other}" if other else second))


def _every(root: Path, other: Path) -> list[diff.Comparison]:
    before, after = clean(root), clean(other)
    names = dict.fromkeys([*lookup.names(*after), *lookup.names(*before)])
    return diff.compare_all((name, lookup.variant(*before, name), lookup.variant(*after, name)) for name in names)


def _show(comparisons: list[diff.Comparison], style: str) -> None:
    if style == "html":
        click.echo(diff_formats.as_html(comparisons))
    elif style == "markdown":
        for line in diff_formats.as_markdown(comparisons):
            click.echo(line)
    else:
        texts = ["\n".join(diff_formats.as_text(each, colour=colour())) for each in comparisons]
        click.echo("\n\n".join(texts) or "no differences")
