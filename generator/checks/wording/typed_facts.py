"""How facts and terms look when someone types them: one pattern for all facts, and one for all terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from generator import model

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED_KINDS = ("organisation", "group")
_BETWEEN_WORDS = r"[\s-]+"


class Wording(NamedTuple):
    """A way to type a fact: what it is, the fact, and what to write instead."""

    what: str
    fact: str
    path: str


@dataclass(slots=True)
class Wordings:
    """All ways to type the facts of a notice, compared by their words whatever stands between them."""

    known: dict[str, Wording] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    compiled: re.Pattern[str] | None = None

    def add(self, text: str, wording: Wording) -> None:
        """Add a text as it would be typed."""
        if text.strip():
            key = _key(text)
            if key not in self.known:
                self.known[key] = wording
                self.patterns[key] = r"\s+".join(re.escape(word) for word in text.split())

    def add_number(self, text: str, wording: Wording) -> None:
        """Add a telephone number, however its digits are grouped."""
        digits = re.sub(r"\D", "", text)
        self.known[digits] = wording
        self.patterns[digits] = r"\(?\+?" + r"[\s().-]*".join(digits)

    def find(self, text: str) -> Iterator[tuple[int, int, Wording]]:
        """Find typed facts, the longest first where one begins with another."""
        if self.compiled is None:
            longest = sorted(self.patterns.values(), key=len, reverse=True)
            self.compiled = re.compile(rf"(?<![\w@.-])(?:{'|'.join(longest) or '(?!)'})(?![\w-]|\.\w)")
        for match in self.compiled.finditer(text):
            found = self.known.get(_key(match.group())) or self.known.get(re.sub(r"\D", "", match.group()))
            if found:
                yield *match.span(), found


def _key(text: str) -> str:
    return " ".join(text.split())


def of_facts(notice: model.Notice) -> Wordings:
    """Collect what a clause must not type: names and reach of parties, numbers and addresses of documents."""
    wordings = Wordings()
    for key, what in (("name", "the name of the service"), ("brand", "the brand of the service")):
        wordings.add(getattr(notice.service, key), Wording(what, "", f"service.{key}"))
    for party in notice.sections["parties"]:
        if isinstance(party, model.Party):
            _party(wordings, party)
    for document in notice.sections["documents"]:
        if isinstance(document, model.Document):
            _web(wordings, document, "url")
            wordings.add(document.number, Wording("the number of a document", document.id, f"{document.id}.number"))
    return wordings


def _party(wordings: Wordings, party: model.Party) -> None:
    if party.email:
        wordings.add(party.email, Wording("a mailbox", party.id, f"{party.id}.email"))
    if party.phone:
        wordings.add_number(party.phone, Wording("a telephone number", party.id, f"{party.id}.phone"))
    for key, what in (("address", "an address"), ("registration_number", "a registration number")):
        wordings.add(getattr(party, key), Wording(what, party.id, f"{party.id}.{key}"))
    _web(wordings, party, "website")
    if party.kind in _NAMED_KINDS:
        for name in (party.label, *party.aliases):
            wordings.add(name, Wording("the name of a party", party.id, party.id))


def _web(wordings: Wordings, fact: Any, key: str) -> None:
    """Add an address on the web, with and without what stands around its host."""
    url = getattr(fact, key)
    host = urlsplit(url).hostname or ""
    for text in (url, url.rstrip("/"), host, host.removeprefix("www.")) if url else ():
        wordings.add(text, Wording("an address on the web", fact.id, f"{fact.id}.{key}"))


class Terms:
    """The defined terms of a notice, as they are written and as they are misspelt."""

    def __init__(self, notice: model.Notice) -> None:
        """Take every form of every term that has a capital letter: the others are ordinary words as well."""
        forms = [form for form in notice.terms if form[:1].isupper()]
        self.known = {_joined(form): form for form in forms}
        longest = sorted(forms, key=len, reverse=True)
        words = [_BETWEEN_WORDS.join(re.escape(word) for word in re.split(r"[\s-]+", form)) for form in longest]
        self.pattern = re.compile(rf"(?<![\w@.-])(?:{'|'.join(words) or '(?!)'})(?![\w-]|\.\w)")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Find the terms that a text types, each with its right form."""
        for match in self.pattern.finditer(text):
            yield *match.span(), self.known[_joined(match.group())]


def _joined(form: str) -> str:
    return " ".join(re.split(r"[\s-]+", form))


def unused(notice: model.Notice) -> list[model.Definition]:
    """Find the definitions that no clause uses, nor any definition that is used; a list of all is no use."""
    definitions = {each.id: each for each in notice.sections["definitions"] if isinstance(each, model.Definition)}
    texts = [clause.body for clause in notice.clauses]
    used: set[str] = set()
    while texts:
        text = texts.pop()
        for placeholder in text.placeholders:
            head = placeholder.path[0]
            name = notice.terms.get(head, "") if placeholder.kind == "term" else head
            if name in definitions and name not in used:
                used.add(name)
                texts.append(definitions[name].text)
    return [each for name, each in definitions.items() if name not in used]
