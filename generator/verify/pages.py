"""What must be true of a finished site. Reads the output alone, and knows no builder.

Every page that the catalogue promises is there, in its language, with one title and one main heading; every link and
anchor inside the site leads somewhere; nothing was left half-printed. A page asks no other host, holds no script or
style between its tags, and forbids both to the browser.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import orjson

from generator.published import layout
from generator.published.layout import ERROR_PAGE, PAGES
from generator.verify.page import Page, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The private characters that stand for placeholders; braces prove nothing, a name may hold them.
_AROUND = 30  # characters before and after what is told
_LEFT_OVER = re.compile("[\ue000-\uf8ff]")
_SCRIPT_LINK = re.compile("(javascript|data|vbscript|blob):", re.IGNORECASE)
# A browser leaves these out before it reads an address.
_SPACE = re.compile(r"[\x00-\x20]")
_FORBIDDEN = ("default-src", "base-uri", "form-action", "object-src")


class PageChecker:
    """Lets the pages of a site through, a variant at a time. `outside` are the links that leave a variant's folder."""

    def __init__(self, folder: Path, address: str) -> None:
        """Take the folder of the site and the address it will have."""
        self.folder = folder
        self.address = address
        self.links_out: dict[str, str] = {}
        self._targets: dict[tuple[str, str], tuple[str, str]] = {}

    def variant(self, homes: dict[str, str], policy: dict[str, Any]) -> Iterator[str]:
        """Find what is wrong with the pages of one variant, a sentence each. `homes` are its folders by language."""
        for language, home in homes.items():
            pages = {f"{home}{path}{'/' if path else ''}index.html": language for path in PAGES.values()}
            yield from self._pages(pages, home, policy)

    def shared(self, languages: list[str], withdrawn: list[str]) -> Iterator[str]:
        """Find what is wrong with the pages that stand for all, and with those of what is gone; then with links."""
        pages = {f"{language}/profile/index.html": language for language in languages}
        pages |= {f"{language}/index.html" if n else "index.html": language for n, language in enumerate(languages)}
        pages |= {
            f"{layout.page(name, language, each)}index.html": language
            for name in withdrawn
            for language in languages
            for each in PAGES
        }
        yield from self._pages(pages, "", None)
        yield from self._error_page()
        yield from self.dead_links(self.links_out)

    def _error_page(self) -> Iterator[str]:
        """Let the page through that stands for all that is missing; it has no address of its own."""
        file = self.folder / ERROR_PAGE
        if not self._has(ERROR_PAGE):
            yield f"{ERROR_PAGE} is missing"
            return
        html = file.read_bytes().decode(errors="replace")
        page = read(html)
        yield from _faults_of_letters(ERROR_PAGE, html)
        yield from _faults_of_silence(ERROR_PAGE, page)
        yield from self._dead_links(ERROR_PAGE, page, {ERROR_PAGE: page}, "")

    def dead_links(self, outside: dict[str, str]) -> Iterator[str]:
        """Find the links out of variants' folders that lead nowhere; each with a page that has it."""
        for target, name in outside.items():
            if not self._has(target):
                yield f"{name} links to {target}, which is not there"

    def _has(self, name: str) -> bool:
        return os.path.isfile(self.folder / name)  # noqa: PTH113 - what is too long for a name is no file to it

    def _pages(self, pages: dict[str, str], home: str, policy: dict[str, Any] | None) -> Iterator[str]:
        parsed: dict[str, Page] = {}
        for name, language in pages.items():
            file = self.folder / name
            if not self._has(name):
                yield f"{name} is missing"
                continue
            html = file.read_bytes().decode(errors="replace")
            page = parsed[name] = read(html)
            yield from _faults_of_letters(name, html)
            yield from _faults_of_page(name, page, html, language)
            yield from _faults_of_silence(name, page)
            yield from _faults_of_data(name, page, policy)
        for name, page in parsed.items():
            yield from self._dead_links(name, page, parsed, home)

    def _dead_links(self, name: str, page: Page, read: dict[str, Page], home: str) -> Iterator[str]:
        broken = {link for link in (*page.links, *page.sources) if not _is_address(link)}
        for link in sorted(broken):
            yield f"{name} links to {link}, which is no address"
        for source in set(page.sources) - broken:
            if urlsplit(urljoin(self.address + name, source)).netloc not in ("", urlsplit(self.address).netloc):
                yield f"{name} loads from another host: {source}"
        for link in {*page.links, *page.sources} - broken:
            file, fragment = self._target(name.removeprefix(home), home, link)
            if file in read:
                if fragment and fragment not in read[file].ids:
                    yield f"{name} links to {link}, where there is no such anchor"
            elif file.startswith(home) and home:
                if not self._has(file):
                    yield f"{name} links to {link}, which is not there"
            elif file:
                self.links_out.setdefault(file, name)

    def _target(self, page: str, home: str, link: str) -> tuple[str, str]:
        """Name the file that a link leads to, and the anchor; nothing for what is not of this site.

        Pages of the same kind have the same links: what one of them came to holds for all, below their own folder.
        """
        key = (page, link)
        if key not in self._targets:
            whole = urlsplit(urljoin(f"{self.address}{home}{page.removesuffix('index.html')}", link))
            bare = whole._replace(fragment="", query="").geturl()
            if not bare.startswith(self.address):
                return "", ""
            path = bare.removeprefix(self.address)
            file = f"{path}index.html" if path.endswith("/") or not path else path
            inside = home and file.startswith(home)
            found = ("\0" + file.removeprefix(home) if inside else file, whole.fragment)
            if "://" in link:
                return found[0].replace("\0", home), found[1]
            self._targets[key] = found
        file, fragment = self._targets[key]
        return (home + file[1:] if file.startswith("\0") else file), fragment


def _is_address(link: str) -> bool:
    try:
        urlsplit(link)
    except ValueError:
        return False
    return True


def _faults_of_letters(name: str, html: str) -> Iterator[str]:
    """Find bytes that are no UTF-8, each of which was read as one sign; no source may hold that sign."""
    if "\ufffd" in html:
        yield f"{name}:{html.count(chr(10), 0, html.index(chr(0xFFFD))) + 1}: here stand bytes that are not UTF-8"


def _faults_of_page(name: str, page: Page, html: str, language: str) -> Iterator[str]:
    if page.language != language:
        yield f'{name} is marked as "{page.language}", not "{language}"'
    if not page.title.strip() or not page.description.strip():
        yield f"{name} has no title or no description"
    if page.headings != 1:
        yield f"{name} has {page.headings} main headings"
    if page.articles != 1:
        yield f"{name} has {page.articles} articles, not the one that holds what it says"
    if not page.canonical.endswith(name.removesuffix("index.html")):
        yield f"{name} has the canonical address {page.canonical}"
    if len(set(page.ids)) < len(page.ids):
        twice = min(each for each in page.ids if page.ids.count(each) > 1)
        yield f"{name} has the anchor {twice} twice"
    if left := _LEFT_OVER.search(html):
        near = html[max(0, left.start() - _AROUND) : left.end() + _AROUND]
        yield f"{name} holds a left-over placeholder near {near!r}"


def _faults_of_silence(name: str, page: Page) -> Iterator[str]:
    """Find what could run in a page that no file of the site holds."""
    for each in page.running:
        yield f"{name} holds {each}"
    for link in page.links:
        if _SCRIPT_LINK.match(_SPACE.sub("", link)):
            yield f"{name} holds a script in the link {link}"
    if len(page.policies) != 1:
        yield f"{name} says {len(page.policies)} times, not once, what it may load"
        return
    said = dict(words for part in page.policies[0].split(";") if (words := part.strip().partition(" ")[::2]))
    for directive in _FORBIDDEN:
        if said.get(directive) != "'none'":
            yield f"{name} does not forbid {directive}"
    for directive, sources in said.items():
        allowed = {"'none'", "'self'"} | ({"data:"} if directive == "img-src" else set())
        if wrong := set(sources.split()) - allowed:
            yield f"{name} may load more than the site itself: {directive} {min(wrong)}"


def _faults_of_data(name: str, page: Page, policy: dict[str, Any] | None) -> Iterator[str]:
    """Compare the data in a page with the published policy: what the page says of the notice, the policy says."""
    if policy is None:
        return
    try:
        embedded = orjson.loads(page.data[0]) if len(page.data) == 1 else None
    except ValueError:
        embedded = None
    if not isinstance(embedded, dict) or not embedded:
        yield f"{name} does not hold the data of the notice once"
    elif any(policy.get(key) != value for key, value in embedded.items()):
        key = next(key for key, value in embedded.items() if policy.get(key) != value)
        yield f'{name} holds data that is not the policy\'s: "{key}"'
