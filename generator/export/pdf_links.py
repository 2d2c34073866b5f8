"""PDF files beside a published site, and the site published once more with them and with links to them.

A build makes no PDF, so it waits for none, and the site that it publishes links to none. The files are kept beside the
site too: from there, what did not change is taken the next time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator import resources
from generator.export import pdf
from generator.publish import swap
from generator.published.layout import SIGNATURE
from generator.published.markup import PDF_PLACE
from generator.verify import verifier

if TYPE_CHECKING:
    from pathlib import Path

_MAX_FAULTS = 5  # told of a site


def name_of(variant: str, language: str) -> str:
    """Name the PDF file of a variant in a language."""
    return f"{variant}.{language}.pdf"


def make(page: Path, file: Path) -> bool:
    """Print the page of a whole notice into a file, in one step, unless the file is of this very text.

    Returns whether it was printed. Raises `pdf.PrintError`.
    """
    try:
        printed = pdf.document(page.read_bytes(), _style())
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


def _style() -> str:
    return (resources.folder("site_templates") / "print/notice.css").read_text(encoding="utf-8")


def link(site: Path, target: Path, pages: list[tuple[str, str]]) -> bool:
    """Publish a site once more, with the PDF files of some pages and links to them. Returns whether it was signed.

    `pages` are pairs of variant and language; their files stand in `target`. Raises `swap.PublishError`, also when a
    page is not the one that its PDF was made of, and `swap.BusyError`.
    """
    style = _style()
    with swap.staged(site) as stage:
        stage.copy_live_site()
        for variant in dict.fromkeys(variant for variant, _ in pages):
            made = {}
            for language in (language for name, language in pages if name == variant):
                home = f"{language}/{variant}/"
                page = (stage.folder / home / "notice/index.html").read_bytes()
                printed = made[f"{home}notice.pdf"] = (target / name_of(variant, language)).read_bytes()
                if not pdf.is_of(printed, pdf.document(page, style)):
                    message = f"{site} was published anew while PDFs were made of it; run this once more"
                    raise swap.PublishError(message)
                made[f"{home}notice/index.html"] = PDF_PLACE.sub(rb'<p class="notice-pdf">\1</p>', page)
            stage.change(variant, made)
        signed = (stage.folder / SIGNATURE).is_file()
        (stage.folder / SIGNATURE).unlink(missing_ok=True)
        stage.seal()
        faults = [fault for result in verifier.verify_core(stage.folder) for fault in result.faults]
        if faults:
            message = f"{site} is not what a build made, so nothing was added to it: {'; '.join(faults[:_MAX_FAULTS])}"
            raise swap.PublishError(message)
    return signed
