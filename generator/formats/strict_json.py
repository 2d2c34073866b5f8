"""JSON that has one meaning for every reader."""

from __future__ import annotations

import json
import re
from typing import Any

PROTOTYPE = ("__proto__", "constructor", "prototype")

# What can have two meanings in JSON of sound form; a key has its colon behind it.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"(?:\s*:)?|[{}]|NaN|-?Infinity|-?[0-9][-+.0-9eE]*')
_LARGEST = 2**53
_MANY = 20  # digits: a number with as many is larger by far


def read(raw: bytes) -> Any:
    """Read JSON that has one meaning: no repeated keys, no NaN, no half characters, no keys of prototypes.

    Raises `ValueError` with the line, the column and the reason, and `RecursionError` for what is too deep.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _fault(raw[: error.start].decode("utf-8"), "it is not UTF-8") from error
    try:
        value = json.loads(text, **_HOOKS)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _fault(text[: error.pos], error.msg.lower()) from error
    except ValueError as error:
        raise _first_fault(text, str(error)) from error
    return value


def _pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(items)
    if len(made) != len(items) or not made.keys().isdisjoint(PROTOTYPE):
        message = "it has two meanings"
        raise ValueError(message)
    return made


def _constant(name: str) -> None:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _number(written: str) -> float:
    if _is_large(written):
        message = "the number is larger than all readers can hold"
        raise ValueError(message)
    return float(written) if {".", "e", "E"} & set(written) else int(written)


def _is_large(written: str) -> bool:
    """Whether a number is one that readers round."""
    digits = written.removeprefix("-")
    return int(digits) > _LARGEST if digits.isdecimal() and len(digits) < _MANY else float(digits) > _LARGEST


_HOOKS: dict[str, Any] = {
    "object_pairs_hook": _pairs,
    "parse_constant": _constant,
    "parse_int": _number,
    "parse_float": _number,
}


def _first_fault(text: str, reason: str) -> ValueError:
    """Find where JSON of sound form has two meanings."""
    open_keys: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        written = token.group()
        fault = ""
        match written[0]:
            case "{":
                open_keys.append(set())
            case "}":
                open_keys.pop()
            case '"':
                fault = _string_fault(written, open_keys)
            case "N" | "I":
                fault = f"{written} is no JSON"
            case _:
                fault = f"{written} is no JSON" if "I" in written else reason if _is_large(written) else ""
        if fault:
            return _fault(text[: token.start()], fault)
    return _fault("", reason)


def _string_fault(token: str, open_keys: list[set[str]]) -> str:
    """Say what is wrong with a string, or a key, which has its colon behind it; nothing where it is sound."""
    is_key = token.endswith(":")
    written = json.loads(token[:-1] if is_key else token)
    if any("\ud800" <= character <= "\udfff" for character in written):
        return "it holds half of a surrogate pair"
    if is_key:
        if written in open_keys[-1]:
            return f'the key "{written}" stands twice'
        if written in PROTOTYPE:
            return f'the key "{written}" has a meaning of its own to programs'
        open_keys[-1].add(written)
    return ""


def _fault(before: str, reason: str) -> ValueError:
    """Say what is wrong after some text, with the line and the column."""
    return ValueError(f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: {reason}")
