"""The command `export pdf`: the notices of a finished site as PDF files, which its pages then link to.

A build makes no PDF, so it waits for none, and the site that it publishes links to none. The files are kept beside the
site too: from there, what did not change is taken the next time.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from generator import resources
from generator.exit_codes import BUSY, PROBLEMS, WRONG_CALL, fail
from generator.export import pdf
from generator.publish import swap
from generator.publish.signing import SIGNATURE
from generator.published.site import Site
from generator.verify import verifier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LINES = 20  # of progress where there is no terminal
_PLACE = re.compile(rb'<template class="notice-pdf">(.*?)</template>')
_NAME = re.compile("[A-Za-z0-9-]+")  # of a variant or a language: no folder but its own can be meant


def run(folder: Path, target: Path, chosen: tuple[str, ...]) -> None:
    """Make the PDF files of a site that are not there or say something else, and publish the site with them.

    With nothing chosen, all variants are meant; then a PDF that belongs to none of them is pointed out, and kept. Exits
    with the command's codes.
    """
    known = _pages(folder)
    names = list(dict.fromkeys(variant for variant, _ in known))
    for name in chosen:
        if name not in names:
            fail(f'the site has no variant "{name}"; {_near(name, names)}', WRONG_CALL)
    pages = [each for each in known if not chosen or each[0] in chosen]
    try:
        target.mkdir(parents=True, exist_ok=True)
        made = _export(folder, target, pages)
        signed = link(folder, target, pages)
    except (pdf.PrintError, swap.PublishError) as error:
        fail(str(error), PROBLEMS)
    except swap.BusyError as error:
        fail(str(error), BUSY)
    except OSError as error:
        fail(f"{error.filename or target}: {(error.strerror or str(error)).lower()}", PROBLEMS)
    if not chosen:
        _tell_of_others({_file(*each) for each in known}, target)
    click.echo(f"{target}: {made} made, {len(pages) - made} as before; the pages of {folder} link to them", err=True)
    if signed:
        click.echo(f"notice: {folder} has changed, so its signature is gone; sign it again", err=True)


def _pages(folder: Path) -> list[tuple[str, str]]:
    """List the notices of a site, each by variant and language."""
    try:
        found = [(variant.id, language) for variant in Site(folder).variants() for language in variant.homes]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found = []
    if not found or not all(_NAME.fullmatch(name) for pair in found for name in pair):
        fail(f"{folder} is not a finished site; make one with notice build, or name it with --site", WRONG_CALL)
    return found


def _near(name: str, names: list[str]) -> str:
    close = [each for each in names if name and name in each][:3] or difflib.get_close_matches(name, names, 3)
    quoted = " or ".join(f'"{each}"' for each in close)
    return f"did you mean {quoted}?" if close else f"the first are: {', '.join(names[:5])}"


def _file(variant: str, language: str) -> str:
    return f"{variant}.{language}.pdf"


def _export(folder: Path, target: Path, pages: list[tuple[str, str]]) -> int:
    """Make what is to be made, with a bar on a terminal and plain lines elsewhere. Returns how many were made."""
    style = _style()
    bar = click.progressbar(length=len(pages), label="printing", file=sys.stderr) if sys.stderr.isatty() else None
    made = 0
    with bar or nullcontext():
        for number, (variant, language) in enumerate(pages, start=1):
            page = folder / language / variant / "notice/index.html"
            is_new = _print(page, target / _file(variant, language), style)
            made += is_new
            if bar:
                bar.update(1)
            elif len(pages) <= _LINES or number % -(-len(pages) // _LINES) == 0 or number == len(pages):
                how = "made" if is_new else "as before"
                click.echo(f"  {number} of {len(pages)}: {_file(variant, language)} {how}", err=True)
    return made


def _style() -> str:
    return (resources.folder("site_templates") / "print/notice.css").read_text(encoding="utf-8")


def _print(page: Path, file: Path, style: str) -> bool:
    """Print a page into a file, in one step, unless the file is of this very text. Returns whether it was printed."""
    try:
        printed = pdf.document(page.read_bytes(), style)
        if file.is_file() and pdf.is_of(file.read_bytes(), printed):
            return False
        made = pdf.make(printed)
    except pdf.PageError as error:
        message = f"{page}: {error}"
        raise pdf.PrintError(message) from error
    new = file.with_suffix(".new")
    new.write_bytes(made)
    os.replace(new, file)  # noqa: PTH105 - one step
    return True


def link(folder: Path, target: Path, pages: list[tuple[str, str]]) -> bool:
    """Publish a site once more, with the PDF files of some pages and links to them. Returns whether it was signed.

    Raises `publish.PublishError`, also when a page is not the one that its PDF was made of.
    """
    style = _style()
    with swap.staged(folder) as stage:
        stage.keep()
        for variant in dict.fromkeys(variant for variant, _ in pages):
            made = {}
            for language in (language for name, language in pages if name == variant):
                home = f"{language}/{variant}/"
                page = (stage.folder / home / "notice/index.html").read_bytes()
                printed = made[f"{home}notice.pdf"] = (target / _file(variant, language)).read_bytes()
                if not pdf.is_of(printed, pdf.document(page, style)):
                    message = f"{folder} was published anew while PDFs were made of it; run this once more"
                    raise swap.PublishError(message)
                made[f"{home}notice/index.html"] = _PLACE.sub(rb'<p class="notice-pdf">\1</p>', page)
            stage.change(variant, made)
        signed = (stage.folder / SIGNATURE).is_file()
        (stage.folder / SIGNATURE).unlink(missing_ok=True)
        stage.seal()
        faults = [fault for result in verifier.verify_core(stage.folder) for fault in result.faults]
        if faults:
            message = f"{folder} is not what a build made, so nothing was added to it: {'; '.join(faults[:5])}"
            raise swap.PublishError(message)
    return signed


def _tell_of_others(expected: Iterable[str], target: Path) -> None:
    """Point out PDF files that are of no variant any more: whoever publishes the folder would publish them too."""
    for name in sorted({path.name for path in target.glob("*.pdf")} - set(expected)):
        click.echo(
            f"notice: {target / name} is of no variant of this site; remove it before the folder is published", err=True
        )
