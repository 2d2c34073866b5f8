"""The published pages in a real browser."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from generator.checks.suppliers import contrast
from generator.checks.suppliers.contrast import DARK, LIGHT, MIN_CONTRAST
from tests.helpers import ROOT, gate_faults

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


def test_the_gate_finds_nothing_in_the_real_site(any_site: Path) -> None:
    """Every page is there, and no link is dead."""
    assert gate_faults(any_site) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (('<html lang="en"', '<html lang="fr"'), 'marked as "fr"'),
        (('"status":"draft"', '"status":"final"'), 'not the policy\'s: "status"'),
        (('application/ld+json">{', 'application/ld+json">{['), "does not hold the data"),
        (("<h1 ", "<h1 ></h1><h1 "), "2 main headings"),
        (("</article>", "<a href='../nowhere/'>x</a></article>"), "which is not there"),
        (("</article>", "<a href='#nowhere'>x</a></article>"), "no such anchor"),
        (("</article>", "\ue000</article>"), "left-over placeholder"),
        (("</head>", "<script src='https://cdn.example.net/x.js'></script></head>"), "another host"),
        (("</article>", "<p id='your-rights'></p><p id='your-rights'></p></article>"), "twice"),
    ],
)  # fmt: skip
def test_the_gate_finds_what_is_wrong(site: Path, tmp_path: Path, damage: tuple[str, str], said: str) -> None:
    """Each kind of fault is seen in the output itself."""
    import shutil  # noqa: PLC0415 - here alone

    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    page = broken / "en/general/notice/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(*damage, 1), encoding="utf-8")
    assert any(said in fault for fault in gate_faults(broken))


def test_a_reader_gets_from_the_front_page_to_the_clause_and_the_data(any_address: str, page: Page) -> None:
    """The four pages of a variant lead to one another."""
    address = any_address
    page.goto(address)
    page.get_by_role("link", name="I signed up myself").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Read the whole notice").click()
    expect(page).to_have_url(f"{address}en/direct/notice/")
    page.goto(f"{address}en/direct/machine-readable/")
    link = page.get_by_role("link", name="policy.jsonld")
    policy = page.request.get(f"{address}en/direct/machine-readable/{link.get_attribute('href')}")
    assert policy.json()["variant"]["id"] == "direct"


def test_search_finds_the_pages_of_the_own_variant_and_no_other(address: str, page: Page, site: Path) -> None:
    """A reader of one variant is never led to another's."""
    page.goto(f"{address}en/direct/data/")
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially("officer")
    links = page.locator(".md-search-result__link")
    expect(links.first).to_be_visible(timeout=15_000)
    found = links.evaluate_all("all => all.map((link) => link.href)")  # at one moment: each letter makes a new list
    assert [address for address in found if "/en/direct/" not in address] == []
    index = json.loads((site / "en/direct/search/search_index.json").read_text(encoding="utf-8"))
    assert {entry["location"].split("#")[0] for entry in index["docs"]} == {"notice/"}


@pytest.mark.parametrize(
    "path", ["", "en/general/", "en/general/notice/", "en/direct/data/", "en/direct/machine-readable/"]
)
def test_a_page_asks_no_other_host_and_makes_no_error(any_address: str, page: Page, path: str) -> None:
    """No request leaves the site, and the console stays empty."""
    address = any_address
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}{path}", wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert errors == []


def test_a_supplier_has_its_colour_on_its_pages_and_on_no_others(address: str, page: Page) -> None:
    """Links are in the supplier's colour, by a style sheet of its own, in the light and in the dark."""
    for scheme, own in (("light", "rgb(109, 32, 119)"), ("dark", "rgb(226, 182, 234)")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{address}en/reseau-exemple/")
        assert page.locator("article p a").first.evaluate("e => getComputedStyle(e).color") == own
        page.goto(f"{address}en/sample-networks/")
        assert page.locator("article p a").first.evaluate("e => getComputedStyle(e).color") != own


def test_contrast_is_measured_against_the_colours_that_the_pages_have() -> None:
    """The check and the style sheet speak of the same pages."""
    css = (ROOT / "site_templates/theme/assets/stylesheets/notice.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("@media print")[0].partition("prefers-color-scheme: dark")
    for text, known in ((light, LIGHT), (dark, DARK)):
        found = dict(re.findall(r"--notice-(paper|card|tint): (#[0-9a-f]{3,6})", text))
        behind = [found["paper"], found["card"].replace("#fff", "#ffffff"), found["tint"]]
        assert tuple(behind) == known
        accent = re.search(r"--notice-accent: (#[0-9a-f]{6})", text)
        assert accent is not None
        assert min(contrast.contrast(accent[1], each) for each in known) >= MIN_CONTRAST
    assert round(contrast.contrast("#000000", "#ffffff"), 2) == 21
