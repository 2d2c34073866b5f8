"""One placeholder or binding at a time: what it names must be there, and hold wherever it is printed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.diagnostics.records import Diagnostic, Note, Place
from generator.diagnostics.rules import rule
from generator.published.schemas import load
from generator.source.files import FACT_KINDS, NOTICE, facts_file
from generator.validate.symbols import NOUNS

if TYPE_CHECKING:
    from generator.model.text import Binding, Placeholder
    from generator.validate.symbols import Declared, SymbolTable

# What a clause may print of a supplier, and when: what every supplier has, or what the clause's `applies_when` names.
_SUPPLIER_ALWAYS = {"": "party", "support.email": "text", "breach.email": "text", "support": "party", "breach": "party"}
_SUPPLIER_PARTS = {
    "data_protection_officer": "party", "data_protection_officer.email": "text", "terms": "fact", "region": "text",
    "authority": "party", "billing": "party", "promises": "facts", "sub_processors": "facts",
}  # fmt: skip


@dataclass(slots=True)
class PlaceholderChecker:
    """Checks placeholders and bindings against what is declared; `notice` is the value of notice.yaml."""

    names: SymbolTable
    notice: object
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, name: str, place: Place, message: str, remedy: str, *notes: Note) -> None:
        """Add a diagnostic."""
        self.found.append(Diagnostic(rule(name), place, message, remedy, notes))

    def _near(self, name: str, known: object, otherwise: str) -> str:
        close = difflib.get_close_matches(name, list(known), 1, cutoff=0.8)  # type: ignore[call-overload]
        return f'did you mean "{close[0]}"?' if close else otherwise

    def placeholder(self, placeholder: Placeholder, when: str | None) -> None:
        """Check one placeholder in a text that is printed `when`."""
        head, *rest = placeholder.path
        if placeholder.kind == "term":
            self._term(placeholder, head, when)
        elif placeholder.kind == "clause":
            self._clause(placeholder, head, when)
        elif head == "supplier":
            self._supplier(placeholder, ".".join(rest), when)
        elif head in ("notice", "service"):
            self._whole(placeholder, head, rest)
        elif head in (*FACT_KINDS, "gaps") and not rest:
            self._shape(placeholder, "facts")
        elif head not in self.names.facts:
            remedy = self._near(head, self.names.facts, "look for its id in notice/facts/")
            self.say("unknown-placeholder", placeholder.place, f'no fact is called "{head}"', remedy)
        else:
            declared = self.names.facts[head]
            self._narrower(placeholder.place, declared, when, f'the fact "{head}"')
            if declared.kind == "gaps" and declared.fact.get("public") is False:
                remedy = "take the sentence out, or take `public: false` out of the gap"
                self.say(
                    "gap-kept-inside", placeholder.place, f'"{head}" is a note for counsel, and is not printed', remedy
                )
            self._shape(placeholder, self._follow(placeholder, declared.kind, declared.fact, rest))

    def binding(self, binding: Binding, when: str | None) -> None:
        """Check the facts behind bound words in a text that is printed `when`."""
        for name in () if binding.is_plain else binding.facts:
            declared = self.names.facts.get(name)
            if declared is None:
                remedy = self._near(name, self.names.facts, "look for its id in notice/facts/")
                self.say("binding", binding.place, f'no fact is called "{name}"', remedy)
            elif declared.kind == "gaps":
                remedy = f"write {{{{ {name}.said }}}} to print what readers are told of it"
                self.say("binding", binding.place, f'"{name}" is a gap: what is not told cannot be stated', remedy)
            else:
                self._narrower(binding.place, declared, when, f'the fact "{name}"')

    def _term(self, placeholder: Placeholder, written: str, when: str | None) -> None:
        if written not in self.names.terms:
            remedy = self._near(written, self.names.terms, "add it to definitions.yaml, or write it without braces")
            self.say("unknown-placeholder", placeholder.place, f'no term is written "{written}"', remedy)
            return
        declared = self.names.facts[self.names.terms[written]]
        self._narrower(placeholder.place, declared, when, f'the term "{written}"')

    def _clause(self, placeholder: Placeholder, name: str, when: str | None) -> None:
        if name not in self.names.clauses:
            if "clauses" in self.names.unsure:
                return
            remedy = self._near(name, self.names.clauses, "look for its name in notice/clauses/")
            self.say("unknown-placeholder", placeholder.place, f'no clause is called "{name}"', remedy)
            return
        declared = self.names.clauses[name]
        self._narrower(placeholder.place, declared, when, f'the clause "{name}"')

    def _narrower(self, place: Place, declared: Declared, when: str | None, what: str) -> None:
        """Refuse to print something where it may not hold."""
        holds = declared.fact.get("applies_when")
        if holds is None or holds == when or (holds == "processor" and str(when).startswith("supplier")):
            return
        if holds == "supplier" and str(when).startswith("supplier."):
            return
        message = f"{what} does not hold in every notice that prints this"
        remedy = f"move the sentence to a clause with `applies_when: {holds}`"
        self.say("narrower-reference", place, message, remedy, Note(f"it holds for {holds}", declared.place))

    def _supplier(self, placeholder: Placeholder, path: str, when: str | None) -> None:
        part = path.split(".", maxsplit=1)[0]
        if path in _SUPPLIER_ALWAYS and str(when).startswith("supplier"):
            self._shape(placeholder, _SUPPLIER_ALWAYS[path])
        elif path in _SUPPLIER_PARTS and when == f"supplier.{part}":
            self._shape(placeholder, _SUPPLIER_PARTS[path])
        elif path in {**_SUPPLIER_ALWAYS, **_SUPPLIER_PARTS}:
            needed = f"supplier.{part}" if path in _SUPPLIER_PARTS else "supplier"
            message = f'"{placeholder.written}" does not hold in every notice that prints this'
            remedy = f"move the sentence to a clause with `applies_when: {needed}`"
            self.say("narrower-reference", placeholder.place, message, remedy)
        else:
            known = ", ".join(f"supplier.{p}" if p else "supplier" for p in {**_SUPPLIER_ALWAYS, **_SUPPLIER_PARTS})
            message = f'of a supplier there is no "{path}" that every supplier has'
            self.say(
                "unknown-placeholder",
                placeholder.place,
                message,
                f"known are: {known}; {{{{ contact(supplier) }}}} prints the rest",
            )

    def _whole(self, placeholder: Placeholder, head: str, rest: list[str]) -> None:
        """Check a path into the notice or the service."""
        schema = load("notice")
        whole = self.notice if isinstance(self.notice, dict) else {}
        properties = schema["properties"] if head == "notice" else schema["properties"]["service"]["properties"]
        raw: Any = whole if head == "notice" else whole.get("service", {})
        printable = [
            key for key, value in properties.items() if value.get("type") == "string" and _printable(key, value)
        ]
        lists = [
            key
            for key, value in properties.items()
            if value.get("type") == "array" and "refersTo" in value.get("items", {})
        ]
        step = ".".join(rest)
        if step in (*printable, *lists) and step not in raw:
            message, remedy = f'the {head} has no "{step}" yet', f"add it to {NOTICE}"
            self.say("unknown-placeholder", placeholder.place, message, remedy)
        elif step in printable:
            self._shape(placeholder, "fact" if "refersTo" in properties[step] else "text")
        elif step in lists:
            self._shape(placeholder, "facts")
        else:
            remedy = self._near(step, [*printable, *lists], f"known are: {', '.join(printable)}")
            self.say("unknown-placeholder", placeholder.place, f'the {head} has no "{step}"', remedy)

    def _follow(self, placeholder: Placeholder, kind: str, fact: dict[str, Any], rest: list[str]) -> str:
        """Follow a path into a fact. Returns the shape of what stands there, or nothing after a fault."""
        if not rest:
            return "party" if kind == "parties" else "fact"
        schema = load("gaps" if kind == "gaps" else f"facts/{kind}")["items"]["properties"]
        name, step = str(fact.get("id")), rest[0]
        if step not in schema:
            remedy = self._near(step, schema, f"a {NOUNS[kind]} has: {', '.join(schema)}")
            self.say("unknown-placeholder", placeholder.place, f'a {NOUNS[kind]} has no "{step}"', remedy)
            return ""
        if step not in fact:
            message, remedy = f'"{name}" has no "{step}" yet', f"add it to {facts_file(kind)}"
            self.say(
                "unknown-placeholder",
                placeholder.place,
                message,
                remedy,
                Note("the fact stands here", self.names.facts[name].place),
            )
            return ""
        return self._property(placeholder, fact, rest, schema[step])

    def _property(self, placeholder: Placeholder, fact: dict[str, Any], rest: list[str], part: dict[str, Any]) -> str:
        """Check the rest of a path from a property that is there. Returns the shape of what stands at its end."""
        step, further = rest[0], rest[1:]
        refers = part.get("refersTo")
        if not _printable(step, part):
            message, remedy = (
                f'"{step}" is for programs and cannot be printed',
                "say it in words, or print another property",
            )
            self.say("unknown-placeholder", placeholder.place, message, remedy)
        elif nameless := _nameless(part, fact[step]):
            remedy = "say it in words bound to the fact, or print another property"
            self.say("unknown-placeholder", placeholder.place, f'"{nameless}" has no name that can be printed', remedy)
        elif refers and further and fact[step] in self.names.facts:
            declared = self.names.facts[fact[step]]
            return self._follow(placeholder, declared.kind, declared.fact, further)
        elif further:
            self.say(
                "unknown-placeholder", placeholder.place, f'"{step}" has no parts', f"write {fact.get('id')}.{step}"
            )
        elif part.get("type") == "array":
            return "facts" if "refersTo" in part["items"] else "text"
        else:
            return ("party" if refers == ["parties"] else "fact") if refers else "text"
        return ""

    def _shape(self, placeholder: Placeholder, shape: str) -> None:
        """Check that a kind of placeholder fits what it names."""
        wanted = {"list": ("facts",), "contact": ("party",)}.get(placeholder.kind, ("text", "fact", "party", "facts"))
        if shape and shape not in wanted:
            message = f"{placeholder.kind}(…) cannot print this"
            remedy = {
                "list": "list(…) takes facts, such as list(profile.personal_data)",
                "contact": "contact(…) takes a party",
            }
            self.say("unknown-placeholder", placeholder.place, message, remedy[placeholder.kind])


def _printable(key: str, part: dict[str, Any]) -> bool:
    """Whether a property holds words for people: texts, facts, places, dates and periods do."""
    inner = part["items"] if part.get("type") == "array" else part
    if inner.get("dpvTerm") == ["Location"]:
        return True
    return inner.get("type") == "string" and not {"dpvTerm", "enum"} & set(inner) and key not in ("id", "text")


def _nameless(part: dict[str, Any], value: Any) -> str:
    """Find a place that is no country or area with a name of its own, such as `dpv:ThirdCountry`."""
    inner = part["items"] if part.get("type") == "array" else part
    places = value if isinstance(value, list) else [value]
    return next((str(each) for each in places if "dpvTerm" in inner and not str(each).startswith("loc:")), "")
