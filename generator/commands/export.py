"""`notice export pdf`: the notices of a finished site as PDF files, which its pages then link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from generator.console import progress
from generator.console.checked import near
from generator.console.options import FOLDER, FolderPath, folder
from generator.exit_codes import BUSY, PROBLEMS, WRONG_CALL, fail, reason
from generator.export import pdf, pdf_links
from generator.publish import swap
from generator.published.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NAME = re.compile("[A-Za-z0-9-]+")  # of a variant or a language: no folder but its own can be meant


@click.group("export")
def command() -> None:
    """Make other forms of a finished site."""


@command.command("pdf")
@FOLDER
@click.option("--site", metavar="SITE", type=FolderPath(), help="The finished site; site/ by default.")
@click.option("--variant", multiple=True, metavar="ID", help="Of this variant alone; may be given more than once.")
@click.option("-o", "--output", metavar="FOLDER", type=FolderPath(), help="Where they go; pdf/ by default.")
def export_pdf(site: Path | None, variant: tuple[str, ...], output: Path | None) -> None:
    """Make a PDF of each whole notice whose text changed, and link the pages to it."""
    finished, target = site or folder() / "site", output or folder() / "pdf"
    known = _pages(finished)
    names = list(dict.fromkeys(name for name, _ in known))
    for name in variant:
        if name not in names:
            fail(f'the site has no variant "{name}"; {near(name, names)}', WRONG_CALL)
    pages = [each for each in known if not variant or each[0] in variant]
    made: list[str] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        progress.follow(_print(finished, target, pages, made), len(pages), "printing")
        signed = pdf_links.link(finished, target, pages)
    except (pdf.PrintError, swap.PublishError) as error:
        fail(str(error), PROBLEMS)
    except swap.BusyError as error:
        fail(str(error), BUSY)
    except OSError as error:
        fail(f"{error.filename or target}: {reason(error)}", PROBLEMS)
    if not variant:
        _tell_of_others({pdf_links.name_of(*each) for each in known}, target)
    summary = f"{len(made)} made, {len(pages) - len(made)} as before; the pages of {finished} link to them"
    click.echo(f"{target}: {summary}", err=True)
    if signed:
        click.echo(f"notice: {finished} has changed, so its signature is gone; sign it again", err=True)


def _pages(site: Path) -> list[tuple[str, str]]:
    """List the notices of a site, each by variant and language."""
    try:
        found = [(variant.id, language) for variant in Site(site).variants() for language in variant.homes]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found = []
    if not found or not all(_NAME.fullmatch(name) for pair in found for name in pair):
        fail(f"{site} is not a finished site; make one with notice build, or name it with --site", WRONG_CALL)
    return found


def _print(site: Path, target: Path, pages: list[tuple[str, str]], made: list[str]) -> Iterator[str]:
    """Make what is to be made, and say of each file whether it was; what was made is added to `made`."""
    for variant, language in pages:
        name = pdf_links.name_of(variant, language)
        is_new = pdf_links.make(site / language / variant / "notice/index.html", target / name)
        made += [name] if is_new else []
        yield f"{name} {'made' if is_new else 'as before'}"


def _tell_of_others(expected: Iterable[str], target: Path) -> None:
    """Point out PDF files that are of no variant any more: whoever publishes the folder would publish them too."""
    for name in sorted({path.name for path in target.glob("*.pdf")} - set(expected)):
        message = f"{target / name} is of no variant of this site; remove it before the folder is published"
        click.echo(f"notice: {message}", err=True)
