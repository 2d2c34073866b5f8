"""Strict YAML: text becomes values that know their places.

A subset of YAML 1.2 core that reads the same in every reader: texts, whole numbers, `true` and `false`, lists and
maps with text keys. What two readers could take for two things (NO, 0123, 1.10, 12:30) is refused unless quoted; a
date is a text. No tags, anchors, aliases, merge keys, directives or second documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from generator.diagnostics.records import Diagnostic, Note, Place
from generator.diagnostics.rules import rule
from generator.formats import characters
from generator.formats.strict_json import PROTOTYPE
from generator.formats.yaml_syntax import mark_of, syntax_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | int | bool | list["Value"] | dict[str, "Value"]
Route = tuple[str | int, ...]

MAX_DEPTH = 16  # lists and maps inside each other
MAX_NODES = 20_000  # values in a file
MAX_FAULTS = 100  # of one file; mending these shows the rest
MAX_INTEGER = 2**53  # the last up to which every program counts exactly (RFC 8259, section 6)
# What YAML 1.1 (yaml.org/type) or the core schema of YAML 1.2 (10.3.2) takes for a number, a switch or a time.
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_AMBIGUOUS = re.compile(
    r"[-+]?(\.inf|\.nan)|[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?\.[0-9][0-9_]*([eE][-+]?[0-9]+)?"
    r"|0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|y|n|yes|no|on|off|true|false",
    re.IGNORECASE,
)
_EMPTY = ("", "~", "null", "Null", "NULL")
_MAX_SHOWN = 40  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Document:
    """The value of one YAML text, with the place of each value and each key by its route inside the document."""

    file: str
    value: Value
    values: dict[Route, Place]
    keys: dict[Route, Place]

    def place(self, route: Route) -> Place:
        """Where the value at a route stands; the nearest parent where the route leads nowhere."""
        while route not in self.values and route:
            route = route[:-1]
        return self.values.get(route, Place(self.file, 1, 1, 1))

    def key_place(self, route: Route) -> Place:
        """Where the key that a route ends with stands; for an item of a list, where the item stands."""
        return self.keys.get(route) or self.place(route)


@dataclass(slots=True)
class _Frame:
    """A list or map that is still open."""

    route: Route
    value: list[Value] | dict[str, Value]
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    file: str
    line_offset: int
    found: list[Diagnostic] = field(default_factory=list)
    values: dict[Route, Place] = field(default_factory=dict)
    keys: dict[Route, Place] = field(default_factory=dict)
    stack: list[_Frame] = field(default_factory=list)
    root: Value | None = None

    def place(self, event: yaml.Event) -> Place:
        start, end = mark_of(event.start_mark), mark_of(event.end_mark)
        last = end.column + 1 if end.line == start.line else start.column + 2
        return Place(self.file, start.line + 1 + self.line_offset, start.column + 1, last)

    def say(self, name: str, place: Place, message: str, remedy: str, *notes: Note) -> None:
        self.found.append(Diagnostic(rule(name), place, message, remedy, notes))

    def next_route(self) -> Route:
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.route, len(top.value) if isinstance(top.value, list) else str(top.key))

    def add(self, value: Value, place: Place) -> Route:
        route = self.next_route()
        self.values[route] = place
        if not self.stack:
            self.root = value
            return route
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value[str(top.key)] = value
            top.key = None
        return route

    def expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def add_key(self, text: str, place: Place, *, plain: bool) -> None:
        top = self.stack[-1]
        if plain and text == "<<":
            self.say("yaml-feature", place, "merge keys (<<) are not used here", "write the lines out in full")
        elif plain and not isinstance(_resolve(text), str):
            self.say("unclear-key", place, f"the key {text} is no plain name", "use a name made of letters")
        elif text in PROTOTYPE:
            self.say("unclear-key", place, f'the key "{text}" has a meaning of its own to programs', "use another name")
        route = (*top.route, text)
        if text in top.value:
            first = Note("it stands here first", self.keys[route])
            self.say("duplicate-key", place, f'"{text}" is given twice', "keep one of the two lines", first)
        self.keys.setdefault(route, place)
        top.key = text

    def add_scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        text = event.value
        plain = not event.style
        escaped = event.style == '"'
        if escaped and (bad := characters.first_forbidden(text)):
            self.say("forbidden-character", place, f"the text holds {bad}", "remove it; type the text anew if need be")
        if self.expects_key():
            self.add_key(text, place, plain=plain)
            return
        value = _resolve(text) if plain else text
        if value is None:
            self.say("empty-value", place, "nothing stands here", "type a value, or remove the line")
        elif value is Ellipsis:
            shown = text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
            self.say("ambiguous-value", place, f"{shown} can be read in two ways", f'put it in quotes: "{shown}"')
        elif isinstance(value, str) and not value.strip():
            self.say("empty-value", place, "only white space stands here", "type a value, or remove the line")
        self.add(value if isinstance(value, str | int | bool) else text, place)

    def open(self, value: list[Value] | dict[str, Value], place: Place) -> bool:
        if self.expects_key():
            self.say("unclear-key", place, "a list or map stands where a name is expected", "use a plain name as key")
            return False
        if len(self.stack) >= MAX_DEPTH:
            self.say("too-deep", place, f"the lists stand more than {MAX_DEPTH} deep", "flatten the structure")
            return False
        self.stack.append(_Frame(self.add(value, place), value))
        return True


def texts(value: Any, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Give every text in a value, with its route."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(each, (*route, step))


def _resolve(text: str) -> str | int | bool | type(Ellipsis) | None:  # type: ignore[valid-type]
    """Give a plain scalar its meaning: `None` for nothing, `Ellipsis` for what readers disagree about."""
    if text in _EMPTY:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text) and len(text) <= len(str(-MAX_INTEGER)) and abs(int(text)) <= MAX_INTEGER:
        return int(text)
    return Ellipsis if _AMBIGUOUS.fullmatch(text) else text


def parse(text: str, file: str, line_offset: int = 0) -> tuple[Document | None, list[Diagnostic]]:
    """Parse one YAML text. The document is `None` where a fault leaves no value to speak of.

    `line_offset` is added to every line, for a text that starts further down in its file.
    """
    builder = _Builder(file, line_offset)
    try:
        complete = _feed(builder, text)
    except yaml.MarkedYAMLError as error:
        builder.found.append(syntax_fault(error, text, file, line_offset))
        complete = False
    except yaml.reader.ReaderError as error:
        place = Place(file, 1 + line_offset, 1, 1)
        builder.say("yaml-syntax", place, f"the text cannot be read as YAML: {error.reason}", "remove the character")
        complete = False
    if builder.found or not complete or builder.root is None:
        if not builder.found:
            remedy = "write the content, or remove the file"
            builder.say("empty-file", Place(file, 1 + line_offset, 1, 1), "there is nothing in the file", remedy)
        partial = builder.root if complete else None
        return (_document(builder, partial) if partial is not None else None), builder.found
    return _document(builder, builder.root), []


def _document(builder: _Builder, root: Value) -> Document:
    return Document(builder.file, root, builder.values, builder.keys)


def _feed(builder: _Builder, text: str) -> bool:
    """Walk the events. Returns whether the walk reached the end with a usable value."""
    documents = 0
    for nodes, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if nodes > MAX_NODES:
            builder.say("too-large", builder.place(event), "the file holds too many values", "split it into more files")
            return False
        if len(builder.found) >= MAX_FAULTS:
            return False
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                builder.say(
                    "yaml-feature", builder.place(event), "a second document starts here", "remove the --- line"
                )
                return False
            if event.version or event.tags:
                builder.say("yaml-feature", builder.place(event), "directives (%) are not used here", "remove the line")
                return False
        elif isinstance(event, yaml.AliasEvent | yaml.NodeEvent) and not _node(builder, event):
            return False
        elif isinstance(event, yaml.CollectionEndEvent):
            builder.stack.pop()
    return True


def _node(builder: _Builder, event: yaml.NodeEvent) -> bool:
    place = builder.place(event)
    if isinstance(event, yaml.AliasEvent):
        builder.say(
            "yaml-feature", place, f"aliases (*{event.anchor}) are not used here", "write the value out in full"
        )
        return False
    if event.anchor:
        builder.say(
            "yaml-feature", place, f"anchors (&{event.anchor}) are not used here", "write the value out in full"
        )
        return False
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
        builder.say("yaml-feature", place, f"tags ({event.tag}) are not used here", "remove the tag")
        return False
    if isinstance(event, yaml.ScalarEvent):
        builder.add_scalar(event, place)
        return True
    return builder.open([] if isinstance(event, yaml.SequenceStartEvent) else {}, place)
