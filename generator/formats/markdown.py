"""The Markdown of clauses: an allow-list over CommonMark, to HTML and to plain text.

What is not on the list is refused with its line, never stripped: a legal text must not change in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from generator.formats.sentences import binding_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from markdown_it.token import Token

    from generator.formats.sentences import Sentences

_MAX_SHOWN = 60  # characters of an address in a message
MAX_NESTING = 12  # levels: each list inside another adds two
MAX_FAULTS = 100  # of one text; mending these shows the rest

_PAIRED = (
    "paragraph", "heading", "bullet_list", "ordered_list", "list_item", "strong", "em", "link",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
)  # fmt: skip
_ALLOWED = frozenset(
    ["inline", "text", "softbreak", "hardbreak", "code_inline"]
    + [f"{name}_{end}" for name in _PAIRED for end in ("open", "close")]
)
_CLOSING = frozenset(["blockquote_close"])
_REFUSED = {
    "html_block": ("HTML cannot stand in a clause", "use plain text and Markdown"),
    "html_inline": ("HTML cannot stand in a clause", "use plain text and Markdown"),
    "fence": ("a block of code (```) opens here", "remove the ``` lines"),
    "code_block": ("the line is indented by four spaces or more, which makes it a block of code", "remove the spaces"),
    "blockquote_open": ("a quotation (>) starts here", "write it as a paragraph"),
    "image": ("a picture cannot stand in a clause", "say it in words"),
    "hr": ("a rule (--- or ***) cannot stand in a clause", "remove the line, or start a new clause"),
}
_LEFT_OVERS = (
    (re.compile(r"<[A-Za-z/!?]"), "HTML cannot stand in a clause", "use plain text and Markdown"),
    (
        re.compile(r"\[[^\[\]\n]*\]\[[^\[\]\n]*\]"),
        "the link refers to a definition that is not there",
        "write [text](https://…)",
    ),
    (re.compile(r"\[\^[^\[\]\n]*\]"), "footnotes are not used in a clause", "say it in the text"),
    (re.compile(r"^\*\[[^\]\n]*\]"), "abbreviations are not defined in a clause", "add the term to definitions.yaml"),
    (re.compile(r"-{1,3}8<-"), "other files cannot be included in a clause", "write the text out"),
    (re.compile(r"^(!!!|\?\?\?)"), "boxes (!!!) are not used in a clause", "write it as a paragraph"),
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_HOST_IN_TEXT = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#]\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the allow-list refuses; `line` counts from 0 within the text, `column` from 1."""

    line: int
    column: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML and as plain text."""

    html: str
    plain: str


@dataclass(slots=True)
class _Checker:
    lines: list[str]
    faults: list[Fault] = field(default_factory=list)

    def say(self, line: int, needle: str, message: str, remedy: str) -> None:
        if len(self.faults) >= MAX_FAULTS:
            return
        number = next((n for n in range(line, len(self.lines)) if needle in self.lines[n]), line)
        column = self.lines[number].find(needle) + 1 if number < len(self.lines) else 1
        fault = Fault(number, max(column, 1), message, remedy)
        if not any((each.line, each.message) == (fault.line, fault.message) for each in self.faults):
            self.faults.append(fault)

    def check(self, tokens: list[Token], line: int = 0) -> None:
        for token in tokens:
            start = token.map[0] if token.map else line
            if token.level > MAX_NESTING:
                self.say(start, "", "the lists stand too deep", "flatten the list")
                return
            if token.type in _REFUSED or token.type not in _ALLOWED | _CLOSING:
                message, remedy = _REFUSED.get(token.type, (f"{token.type} cannot stand in a clause", "remove it"))
                self.say(start, token.markup or token.content.split("\n")[0].strip(), message, remedy)
            if token.type == "heading_open" and token.tag not in ("h2", "h3"):
                self.say(start, "#", "a heading inside a clause has two or three #", "write ## before it")
            if token.children:
                self.check(token.children, start)
                self.check_inline(token.children, start)

    def check_inline(self, tokens: list[Token], line: int) -> None:
        for index, token in enumerate(tokens):
            if token.type == "text":
                for pattern, message, remedy in _LEFT_OVERS:
                    if match := pattern.search(token.content):
                        self.say(line, match.group(), message, remedy)
            elif token.type == "link_open" and binding_of(token) is None:
                href = str(token.attrs.get("href", ""))
                shown = "".join(t.content for t in _until_close(tokens[index + 1 :]))
                if fault := _link_fault(href, shown):
                    self.say(line, shown if len(shown) < len(href) else href, *fault)


def _until_close(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "link_close":
            return
        yield token


def _link_fault(href: str, shown: str) -> tuple[str, str] | None:
    """Say what is wrong with a link: only https: and mailto:, to the host that its text shows."""
    if href.startswith("mailto:"):
        address = href.removeprefix("mailto:")
        if not re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", address):
            return "the mail address of the link is no plain address", "write mailto:name@example.com"
        if "@" in shown and shown.strip() != address:
            return f"the link shows {shown} and leads to {address}", "make the two the same"
        return None
    if not href.startswith("https://"):
        return f"the link leads to {href[:_MAX_SHOWN] or 'nothing'}", "links start with https:// or mailto:"
    parts = urlsplit(href)
    if "@" in parts.netloc or not _HOST.fullmatch(parts.netloc) or "xn--" in parts.netloc:
        return f"the host of the link, {parts.netloc}, is not a plain name", "write the host in plain letters"
    claimed = _HOST_IN_TEXT.fullmatch(shown.strip())
    if claimed and claimed.group(1).lower() != parts.netloc.lower():
        return f"the link shows {claimed.group(1)} and leads to {parts.netloc}", "make the two the same"
    return None


def _any_link(url: str) -> bool:  # noqa: ARG001 - markdown-it asks about each link
    """Take every link: a bad one is refused with its place, not shown as text."""
    return True


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(deflist_plugin)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


def render(
    text: str, blocks: AbstractSet[str], sentences: Sentences, *, inline: bool = False
) -> tuple[Rendered, list[Fault]]:
    """Render a text of the clause language, with its statements marked; `inline` takes one paragraph without its tag.

    A paragraph that is one of the characters `blocks` and nothing else gets no paragraph tag: a block goes there.
    """
    environment: dict[str, object] = {}
    parser = _parser()
    tokens = parser.parseInline(text, environment) if inline else parser.parse(text, environment)
    checker = _Checker(text.split("\n"))
    checker.check(tokens)
    if environment.get("references"):
        for number, one_line in enumerate(checker.lines):
            if _DEFINITION.match(one_line):
                checker.say(number, "[", "a link definition stands here", "write [text](https://…) where the link goes")
    for index, token in enumerate(tokens):
        if token.type == "inline" and blocks & set(token.content):
            if token.content in blocks and tokens[index - 1].type == "paragraph_open":
                tokens[index - 1].hidden = tokens[index + 1].hidden = True
            else:
                line = token.map[0] if token.map else 0
                checker.say(line, "", "list(…) and contact(…) need a line of their own", "put empty lines around it")
    if checker.faults:
        return Rendered("", ""), checker.faults
    sentences.mark(tokens, blocks)
    html = parser.renderer.render(tokens, parser.options, environment)
    return Rendered(html.strip(), _plain(tokens)), []


def _plain(tokens: list[Token]) -> str:
    """Render tokens as plain text: blocks apart, bullets as `- `, cells split by ` | `."""
    lines: list[str] = []
    counters: list[int] = []
    prefix = ""
    row: list[str] | None = None
    for token in tokens:
        if token.level == 0 and token.nesting == 1 and lines:
            lines.append("")
        match token.type:
            case "bullet_list_open":
                counters.append(0)
            case "ordered_list_open":
                counters.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                counters.pop()
                prefix = ""
            case "list_item_open":
                prefix = "  " * (len(counters) - 1) + (f"{counters[-1]}. " if counters[-1] else "- ")
                counters[-1] += 1 if counters[-1] else 0
            case "dd_open":
                prefix = "  "
            case "tr_open":
                row = []
            case "tr_close":
                lines.append(" | ".join(row or ()))
                row = None
            case "inline":
                content = "".join(_inline_plain(token.children or []))
                if row is not None:
                    row.append(content)
                else:
                    lines.append(prefix + content)
                    prefix = " " * len(prefix) if counters else ""
            case _:
                pass
    return "\n".join(lines)


def _inline_plain(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "


def markdown_escape(text: str) -> str:
    """Write a text so that Markdown (CommonMark) prints it as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)


# What CommonMark reads as more than text: marks anywhere, list signs at the start.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|&~]|^[-+]|(?<=\d)[.)](?=\s)")
