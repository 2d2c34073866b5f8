"""What decides whether a file fits also says why not: whatever is refused is told."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from generator.formats import yamltext
from generator.pipeline import checking
from generator.published.schemas import load
from generator.source import reader
from generator.source.files import FACT_KINDS, NOTICE, facts_file
from generator.validate import schema_errors, schemas, symbols
from tests.helpers import STARTER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.formats.yamltext import Route

NAMES = ["notice", *(f"facts/{kind}" for kind in FACT_KINDS if (STARTER / facts_file(kind)).is_file())]
ODD: list[Any] = [None, 5, 1.5, True, "", "x\n", "x" * 5000, [], ["x", "x"], {}, {"x": "y"}, "2020-13-01"]


def routes(value: Any, route: Route = ()) -> Iterator[Route]:
    """Give the route of each value below one."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*route, key)
        yield from routes(each, (*route, key))


def changed(value: Any) -> Iterator[Any]:
    """Give a value with each part in turn left out, and replaced by what is odd."""
    for route in routes(value):
        for odd in (..., *ODD):
            made = copy.deepcopy(value)
            holder = made
            for step in route[:-1]:
                holder = holder[step]
            if odd is ...:
                del holder[route[-1]]
            else:
                holder[route[-1]] = odd
            yield made


@pytest.mark.parametrize("name", NAMES)
def test_whatever_does_not_fit_is_told_with_what_to_type(name: str) -> None:
    """Each part left out, and each replaced: a file that is refused without a word would count as sound.

    Another engine decides here what does not fit; it knows all but the two keywords of our own.
    """
    source, _ = reader.read(STARTER)
    file = NOTICE if name == "notice" else facts_file(name.removeprefix("facts/"))
    names, other = symbols.collect(source, set()), Draft202012Validator(load(name))
    validator = schemas.validator(name, names)
    refused = 0
    for value in changed(source.documents[file].value):
        made, unread = yamltext.parse(json.dumps(value), file)
        if made is None or unread:
            continue
        told = list(schema_errors.explain(validator, load(name), made, names))
        assert told or other.is_valid(made.value), value
        assert bool(told) != validator.is_valid(made.value), value
        assert all(each.message and each.help for each in told)
        refused += bool(told)
    assert refused > len(ODD)


def test_a_clause_that_is_not_named_is_told_though_clauses_stand_below_it(project: Path) -> None:
    """Its key and that of the list are nearly one word, and are not one misspelt."""
    file = project / NOTICE
    text = file.read_text(encoding="utf-8").replace("  - clause: about\n", "  - clauses:\n      - clause: about\n")
    file.write_text(text, encoding="utf-8")
    assert ("missing-key", '"clause" is missing') in [
        (each.rule.name, each.message) for each in checking.check(project).diagnostics
    ]
