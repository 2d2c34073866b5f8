"""What is checked of a site holds of any renderer's: the protocol and the contract of a published site are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.export import pdf
from generator.published.layout import PAGES
from generator.verify import verifier

if TYPE_CHECKING:
    from pathlib import Path


def test_the_site_of_a_plain_renderer_is_verified(plain_site: Path) -> None:
    """Every check is made, those of linked data included, and none finds anything."""
    results = list(verifier.verify_all(plain_site))
    assert [(result.name, result.faults, result.left_out) for result in results] == [
        (result.name, (), "") for result in results
    ]


def test_renderers_differ_in_what_they_frame_alone(site: Path, plain_site: Path) -> None:
    """Data, texts and settings of servers are the same bytes; of the pages each has the same ones."""
    own, plain = (
        {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for folder in (site, plain_site)
    )
    pages = {path for path in own if path.endswith(".html") and not path.startswith("data/")}
    assert pages == {path for path in plain if path.endswith(".html") and not path.startswith("data/")}
    manifests = {path for path in own if path.endswith("manifest.json")}  # of the pages too
    same = plain.keys() - pages - manifests
    assert len(same) > len(PAGES)
    for path in same:
        assert plain[path].read_bytes() == own[path].read_bytes(), path


def test_a_notice_is_printed_alike_from_any_page_of_it(site: Path, plain_site: Path) -> None:
    """A PDF is made of what a page says, and not of its frame."""
    first, second = (
        pdf.document((folder / "en/general/notice/index.html").read_bytes(), "") for folder in (site, plain_site)
    )
    assert second.html.split() == first.html.split()
