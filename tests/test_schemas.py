"""The schemas themselves: closed, described, with examples that fit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from generator.emit import policy
from generator.formats import strict_json
from generator.published.schemas import load
from generator.source.files import FACT_KINDS
from generator.vocabulary import dpv
from tests.helpers import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMAS = [
    "notice",
    "gaps",
    "clause",
    "supplier",
    "policy",
    "text",
    "catalog",
    "tombstone",
    "tombstones",
    *(f"facts/{kind}" for kind in FACT_KINDS),
]


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk every part of a schema that describes a value."""
    if isinstance(node, dict):
        yield path, node
        for key in ("properties", "$defs"):
            for name, part in node.get(key, {}).items():
                yield from nodes(part, f"{path}/{name}")
        for key in ("items", "additionalProperties"):
            if isinstance(node.get(key), dict):
                yield from nodes(node[key], f"{path}/{key}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_json_schema_2020_12(name: str) -> None:
    """Every editor and validator can read it."""
    schema = load(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_is_closed_and_every_property_is_described_with_an_example(name: str) -> None:
    """A typing mistake never passes as something new, and its help is the description."""
    for path, node in nodes(load(name)):
        if node.get("type") == "object" and not path.endswith("/@context"):
            assert "additionalProperties" in node, path
        for key, part in node.get("properties", {}).items():
            if "$ref" not in part:
                assert part.get("description"), f"{path}/{key}"
                assert part.get("examples"), f"{path}/{key}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_example_of_a_text_fits_its_own_schema(name: str) -> None:
    """What the help tells people to type is accepted."""
    for path, node in nodes(load(name)):
        if node.get("type") == "string":
            for example in node.get("examples", []):
                assert Draft202012Validator(node).is_valid(example), f"{path}: {example}"
            if "dpvTerm" in node:
                for example in node["examples"]:
                    over = dpv.vocabulary().terms[example]
                    assert not node["dpvTerm"] or over & set(node["dpvTerm"]), f"{path}: {example}"


def test_there_is_a_schema_for_each_kind_of_source_file() -> None:
    """No file kind is left unchecked."""
    files = {path.relative_to(ROOT / "schema").as_posix() for path in (ROOT / "schema").rglob("*.schema.json")}
    assert files == {f"{name}.schema.json" for name in [*SCHEMAS, "common"]}


def test_every_dpv_term_of_the_context_and_of_the_policy_code_is_in_dpv() -> None:
    """A misspelt term would vanish in silence when the policy is read as linked data."""
    terms = dpv.vocabulary().terms
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py"))
    written = json.dumps(policy.context()) + code
    for prefix in dpv.vocabulary().namespaces:
        for part in written.split(f'"{prefix}:')[1:]:
            name = part.split(chr(34))[0]
            if not name or "{" in name:
                continue  # the prefix alone, as code asks for it
            assert f"{prefix}:{name}" in terms, name


FILES = sorted((ROOT / "schema").rglob("*.json*"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_bundled_file_is_strict_json_and_asks_for_nothing_elsewhere(file: Path) -> None:
    """One meaning for every reader, and no reference that would be fetched."""
    value = strict_json.read(file.read_bytes())
    if file.name.endswith(".schema.json"):
        for node in parts(value):
            target = node.get("$ref", "#")
            assert target.startswith("#/") or target.split("#")[0].endswith("common.schema.json") or target == "#"


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Walk every object inside a value."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(each)


def slow_repeats(pattern: str) -> list[str]:
    """Find repeats inside repeats that can share out one text in many ways: a reader that goes back tries them all.

    A repeat is told from the next when it begins with a sign that it cannot hold further on.
    """
    found = []
    for group in re.findall(r"\(([^()]*[+*][^()]*)\)[+*]", pattern):
        first = re.match(r"(?:\?:)?\\?([^\[\]\\a-z])", group)
        inside = "".join(re.findall(r"\[([^\]]*)\][+*]", group))
        if first is None or re.match(f"[{inside or 'a'}]", first[1]):
            found.append(group)
    return found


def test_no_pattern_of_a_schema_takes_time_without_end() -> None:
    """Our own validator is never slow; those of readers may be."""
    assert slow_repeats("^(a+)+b")
    assert slow_repeats("^([a-z]+)*$")
    patterns = {node["pattern"] for file in FILES for node in parts(json.loads(file.read_bytes())) if "pattern" in node}
    patterns = {pattern for pattern in patterns if isinstance(pattern, str)}
    assert {pattern: slow_repeats(pattern) for pattern in patterns if slow_repeats(pattern)} == {}
