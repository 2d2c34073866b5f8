"""The page of a whole notice as a PDF: tagged, with bookmarks, contents with page numbers, and the address of the page.

What is printed is the text of the page, in a document of its own: the theme around it, and so its versions, count for
nothing. The same document gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, NoReturn

from selectolax.lexbor import LexborHTMLParser

from generator.published.markup import CONTENTS_TITLE, NOTICE_TEXT, PERMALINK, READER

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FORM = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{title}: {reader}</title>
<meta name="description" content="{description}">
</head>
<body>
<header class="facing">
<h1>{title}</h1>
{facing}
<p class="address"><a href="{address}">{address}</a></p>
</header>
<nav class="contents">
<h2>{contents_title}</h2>
<ol>
{contents}
</ol>
</nav>
<main>
{text}
</main>
</body>
</html>
"""
# On a screen they do something; on paper they would only stand there.
_NOT_PRINTED = f".notice-pdf, {PERMALINK}, button, script, style, template, noscript"


class PrintError(Exception):
    """A PDF cannot be made; the sentence says why."""


class PageError(PrintError):
    """It is because of the page; whoever knows its name puts that before the sentence."""


@dataclass(frozen=True)
class Document:
    """What is printed: HTML that needs nothing else but its style, and the address that its links start from."""

    html: str
    style: str
    address: str

    @property
    def digest(self) -> str:
        """The digest of all that decides what the PDF says and how it looks; the PDF carries it as its identifier."""
        return hashlib.sha256(f"{self.html}\0{self.style}\0{self.address}".encode()).hexdigest()


def document(page: bytes, style: str) -> Document:
    """Take the notice out of its page and arrange it for paper.

    Every word comes from the page, so a language needs no words more. Raises `PageError` if the page holds no notice.
    """
    tree = LexborHTMLParser(page)
    article = _one(tree, "article")
    for node in article.css(_NOT_PRINTED):
        node.decompose()
    for link in article.css('a[href^="http://"], a[href^="https://"]'):
        if link.text().strip() != link.attributes["href"]:
            link.attrs["class"] = "away"
    title, facing = _one(article, "h1"), _one(article, NOTICE_TEXT)
    reader = _one(facing, READER)
    reader.attrs["class"] = "reader"
    headings = [node for node in _after(facing) if node.tag in ("h2", "h3", "h4") and node.id]
    address = _one(tree, 'link[rel="canonical"]').attributes["href"] or ""
    root = _one(tree, "html").attributes
    html = _FORM.format(
        language=escape(root.get("lang") or ""),
        direction=escape(root.get("dir") or "ltr"),
        title=escape(title.text().strip()),
        reader=escape(reader.text().strip()),
        description=escape(_one(tree, 'meta[name="description"]').attributes["content"] or ""),
        facing=facing.inner_html,
        address=escape(address),
        contents_title=escape(facing.attributes.get(CONTENTS_TITLE) or ""),
        contents="\n".join(map(_entry, headings)),
        text="\n".join(node.html or "" for node in _after(facing)),
    )
    return Document(html, style, address)


def _one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    if node is None:
        message = f"not the page of a whole notice: it has no {selector}"
        raise PageError(message)
    return node


def _after(node: LexborNode) -> list[LexborNode]:
    """List the elements that follow a node: the headings and the clauses, one below the other."""
    found = []
    following = node.next
    while following is not None:
        if following.is_element_node:
            found.append(following)
        following = following.next
    return found


def _entry(heading: LexborNode) -> str:
    name, text = escape(heading.id or ""), escape(heading.text().strip())
    return f'<li class="level-{(heading.tag or "")[1:]}"><a href="#{name}">{text}</a></li>'


def make(printed: Document) -> bytes:
    """Print a document. Nothing is fetched, from a network or a disk. Raises `PrintError`."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints advice of its own where a library is missing
            import weasyprint  # noqa: PLC0415 - an extra
            from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = f"a PDF needs a package more ({error.name}): pip install 'privacy-notice-generator[pdf]'"
        raise PrintError(message) from error
    except OSError as error:
        message = (
            "a PDF needs Pango, which lays out text, and it is not on this machine; on Debian or Ubuntu, as root: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
        raise PrintError(message) from error

    def refuse(url: str) -> NoReturn:
        message = f"the page asks for {url}; a PDF is made from the text of the page alone"
        raise FatalURLFetchingError(message)

    try:
        source = weasyprint.HTML(string=printed.html, base_url=printed.address, url_fetcher=refuse)
        style = weasyprint.CSS(string=printed.style, url_fetcher=refuse)
        made: bytes = source.write_pdf(
            stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=printed.digest.encode()
        )
    except FatalURLFetchingError as error:
        raise PageError(str(error)) from error
    return made


def is_of(made: bytes, printed: Document) -> bool:
    """Whether a PDF was made of just this document."""
    return f"({printed.digest})".encode() in made
