"""JSON values to records, by the types that the records declare."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, Literal, TypeVar

from notice_client.records import KEYS

Record = TypeVar("Record")


class FormatError(ValueError):
    """A file does not have the shape that this client knows; most often its schema version is another."""


def decode(kind: type[Record], value: object, place: str) -> Record:
    """Make a record of a JSON object. Keys that the record does not declare are passed over."""
    made: Record = _value(kind, value, place)
    return made


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    """Tell the types of the attributes of a record."""
    return typing.get_type_hints(kind)


def _value(kind: Any, value: object, place: str) -> Any:
    """Make what a type declares of a JSON value, or say where it does not fit."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType or origin is typing.Union:
        return _value(inside[0], value, place)  # the other is None: the attribute can be absent, never null
    if isinstance(kind, type) and is_dataclass(kind):
        _fits(isinstance(value, dict), "an object", value, place)
        return _record(kind, typing.cast("dict[str, object]", value), place)
    if origin is tuple:
        _fits(isinstance(value, list), "a list", value, place)
        items = typing.cast("list[object]", value)
        return tuple(_value(inside[0], each, f"{place}/{index}") for index, each in enumerate(items))
    if origin is Mapping:
        _fits(isinstance(value, dict), "an object", value, place)
        pairs = typing.cast("dict[str, object]", value).items()
        return {key: _value(inside[1], each, f"{place}/{key}") for key, each in pairs}
    if origin is Literal:
        _fits(value in inside, f"one of {', '.join(map(repr, inside))}", value, place)
    else:
        _fits(kind is object or type(value) is kind, f"of type {getattr(kind, '__name__', kind)}", value, place)
    return value


def _record(kind: type, value: dict[str, object], place: str) -> Any:
    """Make a record, attribute by attribute."""
    keys = {name: KEYS.get(name, name) for name in _hints(kind)}
    made = {
        name: _value(hint, value[keys[name]], f"{place}/{keys[name]}")
        for name, hint in _hints(kind).items()
        if keys[name] in value
    }
    try:
        return kind(**made)
    except TypeError as error:
        message = f"{place}: {error}"
        raise FormatError(message) from None


def _fits(good: bool, expected: str, value: object, place: str) -> None:  # noqa: FBT001 - what is asserted
    """Refuse a value that is not what its place asks for."""
    if not good:
        message = f"{place}: expected {expected}, found {value!r:.80}"
        raise FormatError(message)
