"""The rendered frame of a page, made silent and usable: what the theme writes is put right before a body goes in.

The theme's frame holds scripts between its tags, which the policy of the site forbids, and toggles that no keyboard
reaches. Each edit says how often it must hit; a version of the theme that writes something else stops the build.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from generator.published import security

if TYPE_CHECKING:
    from collections.abc import Mapping


class FinishingError(Exception):
    """The theme wrote a frame that the edits do not fit: its version changed."""


class _Edit(NamedTuple):
    """One change of the frame. In `new`, {name} is a word in the page's language or a part that `old` caught."""

    old: str
    new: str


# The icons of the theme are told to a screen reader by their button, or not at all.
_ICON = r"<svg[^>]*>(?:(?!</svg>).)*</svg>"
_EDITS = (
    _Edit(
        r'<meta charset="utf-8">',
        f'<meta charset="utf-8">\n      <meta http-equiv="Content-Security-Policy" content="{security.PAGE_POLICY}">',
    ),
    # Reads and writes the browser's storage: nothing is stored here.
    _Edit(r"<script>__md_scope=(?:(?!</script>).)*</script>", ""),
    # Opens a tab that the address names: the pages have no tabs.
    _Edit(r"<script>var target=(?:(?!</script>).)*</script>", ""),
    # A box takes no such attribute; the scripts of the menu and the search see to it.
    _Edit(r'(?P<box><input class="md-toggle"[^>]* id="__drawer") autocomplete="off">', "{box}>"),
    _Edit(r'(?P<box><input class="md-toggle"[^>]* id="__search") autocomplete="off">', "{box}>"),
    _Edit(r'<div data-md-component="skip">.*?</div>', '<a href="#__content" class="md-skip">{skip}</a>'),
    _Edit(
        r'<article class="md-content__inner md-typeset">',
        '<article class="md-content__inner md-typeset" id="__content" tabindex="-1">',
    ),
    _Edit(
        rf'<label class="md-header__button md-icon" for="__drawer">\s*(?P<icon>{_ICON})\s*</label>',
        '<button type="button" class="md-header__button md-icon notice-menu-button" aria-label="{open-menu}" '
        'aria-expanded="false" aria-controls="__navigation">{icon}</button>',
    ),
    _Edit(
        rf'<label class="md-header__button md-icon" for="__search">\s*(?P<icon>{_ICON})\s*</label>',
        '<button type="button" class="md-header__button md-icon notice-search-button" aria-label="{search}" '
        'aria-expanded="false" aria-controls="__search-dialog">{icon}</button>',
    ),
    _Edit(
        r'<div class="md-search" data-md-component="search" role="dialog">',
        '<div class="md-search" data-md-component="search" role="dialog" aria-label="{search}" id="__search-dialog">',
    ),
    # The theme opens the search at a click on the first label it finds: that must not be this one, which closes it.
    _Edit(
        r'<label class="md-search__overlay" for="__search"></label>',
        '<div class="md-search__overlay"></div>',
    ),
    _Edit(
        rf'<label class="md-search__icon md-icon" for="__search">\s*(?P<glass>{_ICON})\s*(?P<arrow>{_ICON})\s*</label>',
        '<label class="md-search__icon md-icon" for="__search">{glass}</label>'
        '<button type="button" class="md-icon notice-search-close" aria-label="{close-search}">{arrow}</button>',
    ),
    _Edit(
        r'<nav class="md-search__options" aria-label="[^"]*">(?P<clear>.*?) tabindex="-1">(?P<icon>.*?)</nav>',
        '<div class="md-search__options">{clear}>{icon}</div>',
    ),
    _Edit(r'<div class="md-search__scrollwrap" tabindex="0"', '<div class="md-search__scrollwrap"'),
    _Edit(r'<div class="md-search-result__meta">', '<div class="md-search-result__meta" role="status">'),
    _Edit(r'<ol class="md-search-result__list" role="presentation">', '<ol class="md-search-result__list">'),
)
_SVG = re.compile(r"<svg (?!aria-hidden)")
_SCRIPTS = re.compile(
    r"""<script(?![^>]*\s(?:src=|type="application/))[^>]*>|<style"""
    r"""|<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*?\s(?:style|on[a-z]+)=""",
    re.IGNORECASE,
)


def finish(html: str, words: Mapping[str, str]) -> str:
    """Put the frame of one page right, with the words of its language.

    Raises `FinishingError` if an edit does not hit just once, or if the frame still holds a script or a style.
    """
    for edit in _EDITS:
        html = _apply(edit, html, words)
    html = _SVG.sub('<svg aria-hidden="true" ', html)
    if left := _SCRIPTS.search(html):
        message = f"the theme writes {left.group().strip()!r} into a page, which nothing moves out"
        raise FinishingError(message)
    return html


def _apply(edit: _Edit, html: str, words: Mapping[str, str]) -> str:
    found = list(re.finditer(edit.old, html, re.DOTALL))
    if len(found) != 1:
        message = f"the theme writes {edit.old!r} {len(found)} times, not once"
        raise FinishingError(message)
    parts = {**{name: escape(word) for name, word in words.items()}, **found[0].groupdict()}
    new = re.sub(r"\{([a-z-]+)\}", lambda match: parts[match[1]], edit.new)
    return html[: found[0].start()] + new + html[found[0].end() :]
