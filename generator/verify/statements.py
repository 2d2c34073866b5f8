"""The statements of a text, compared with its clauses and with the policy: what each says, where, of which facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from generator.published.site import PublishedVariant

_LISTS = ("ul", "dl", "address")  # what `list(…)` and `contact(…)` print


def faults(variant: PublishedVariant) -> Iterator[str]:
    """Compare the statements of each text of a variant with the clauses that hold them, and with `statedIn`."""
    stated: dict[str, set[str]] = {}
    for language, text in variant.texts.items():
        path = variant.entry["texts"][language]["path"]
        labels = {name: entry["label"].get(language, "") for name, (entry, _) in variant.facts.items()}
        for clause in text["clauses"]:
            found = _of_clause(clause, text["page"], labels)
            yield from (f"{path}: the clause {clause['id']} {fault}" for fault in found)
            for statement in clause["statements"]:
                for fact in statement["facts"]:
                    stated.setdefault(fact, set()).add(statement["address"])
    path = variant.entry["policy"]["path"]
    for fact, (entry, _) in variant.facts.items():
        if set(entry.get("statedIn", ())) != stated.pop(fact, set()):
            yield f"{path} gives other statements for {fact} than the text does"
    for fact in stated:
        yield f"{path} does not know {fact}, which the text states"


def _of_clause(clause: dict[str, Any], page: str, labels: dict[str, str]) -> Iterator[str]:
    """Find what is wrong with the statements of one clause."""
    heading, *said = clause["statements"]
    html = LexborHTMLParser(f"<body>{clause['html']}</body>")
    shown = {node.attributes["id"]: node for node in html.css("span[id]")}
    expected = [clause["id"], *(f"{clause['id']}/{number}" for number in range(1, len(said) + 1))]
    if [each["id"] for each in clause["statements"]] != expected:
        yield "does not number its statements one after another"
        return
    if list(shown) != expected[1:]:
        yield "does not show each of its statements once, in their order"
        return
    if heading["text"] != clause["heading"] or heading["kind"] != "title":
        yield f'has the heading "{clause["heading"]}", and its first statement says "{heading["text"]}"'
    for each in clause["statements"]:
        if each["address"] != f"{page}#{each['id']}":
            yield f"gives {each['id']} the address {each['address']}"
    for node in html.css("span[title]"):
        names = (node.attributes.get("data-fact") or "").split()
        if node.attributes["title"] != "; ".join(labels.get(name, "") for name in names):
            yield f'calls what "{node.text()}" stands on "{node.attributes["title"]}", and the policy does not'
    for each in said:
        yield from _of_statement(each, shown[each["id"]])


def _of_statement(statement: dict[str, Any], shown: LexborNode) -> Iterator[str]:
    """Compare one statement with the element that shows it; a list stands right behind its element, which is empty."""
    words = " ".join(_words(shown).split())
    behind = shown.next if not words and shown.next and shown.next.tag in _LISTS else None
    if behind:
        if _letters(behind.text(separator=" ")) != _letters(statement["text"]):
            yield f'gives the text of {statement["id"]} as "{statement["text"]}", and shows another list'
    elif words != " ".join(statement["text"].split()):
        yield f'shows {statement["id"]} as "{words}", and gives its text as "{statement["text"]}"'
    marked = [
        name for node in (behind or shown).css("[data-fact]") for name in (node.attributes["data-fact"] or "").split()
    ]
    for name in dict.fromkeys(marked):
        if name not in statement["facts"]:
            yield f"marks {name} in {statement['id']}, which does not state it"
    if statement["kind"] == "plain" and statement["facts"]:
        yield f"calls {statement['id']} plain, and names facts that it states"


def _letters(text: str) -> str:
    """Give the letters and digits of a text: the signs of a list are not the same in HTML."""
    return "".join(filter(str.isalnum, text))


def _words(node: LexborNode) -> str:
    """Give the words of an element as the plain text has them: the link to a document with its address."""
    written = ""
    for child in node.iter(include_text=True):
        attributes = child.attributes or {}
        own = child.text(deep=True) if child.tag == "-text" else _words(child)
        href = attributes.get("href") or ""
        shows_document = (
            child.tag == "a" and "data-fact" in attributes and href.startswith(("https://", "http://")) and own != href
        )
        written += f"{own} ({href})" if shows_document else own
    return written
