"""What the HTML of a page holds, whoever renders it: what is looked for by those that read pages or add to them."""

from __future__ import annotations

import re

ARTICLE = re.compile(r"<article\b[^>]*>")  # one a page: it holds all that the page says, its main heading first
PERMALINK = "a.headerlink"  # a renderer may put into a heading a link to itself
LOGO = re.compile(rb'<svg class="notice-logo" viewBox="(?P<box>[^"]*)"[^>]*><path d="(?P<path>[^"]*)"')

# On the page of a whole notice: what stands before its first clause, with the title of its contents in an attribute.
NOTICE_TEXT = "div.notice-text"
CONTENTS_TITLE = "data-contents"
READER = ".notice-for strong"
PDF_PLACE = re.compile(rb'<template class="notice-pdf">(.*?)</template>')  # a paragraph as soon as there is a PDF


def heading(anchor: str) -> re.Pattern[str]:
    """Find the heading with an anchor, as renderers write it."""
    return re.compile(rf'<(h[1-6]) id="{re.escape(anchor)}">.*?</\1>')
