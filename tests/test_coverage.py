"""Every fact of the checklist stands in the built notice: in the text of a clause, and in the policy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.helpers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CHECKLIST: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "tests/facts/coverage.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def policy(rainbow_site: Path) -> dict[str, Any]:
    """Read the published policy of the general variant."""
    value: dict[str, Any] = json.loads((rainbow_site / "data/v1/general/policy.jsonld").read_text(encoding="utf-8"))
    return value


@pytest.fixture(scope="session")
def clauses(rainbow_site: Path) -> dict[str, dict[str, Any]]:
    """Read the published clauses of the general variant."""
    text = json.loads((rainbow_site / "data/v1/general/notice.en.json").read_text(encoding="utf-8"))
    return {clause["id"]: clause for clause in text["clauses"]}


@pytest.fixture(scope="session")
def page(rainbow_site: Path) -> str:
    """Read the published page of the whole notice, general variant."""
    return (rainbow_site / "en/general/notice/index.html").read_text(encoding="utf-8")


def resolve(value: Any, pointer: str) -> Any:
    """Follow a JSON pointer (RFC 6901). Raises `KeyError` or `IndexError` where it leads nowhere."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def test_the_checklist_holds_240_facts_and_225_have_a_machine_form() -> None:
    """Nothing was left off the list."""
    assert len(CHECKLIST) == 240
    assert sum(row["policy"] != "none" for row in CHECKLIST.values()) == 225


@pytest.mark.parametrize("fact", CHECKLIST)
def test_a_fact_is_said_in_its_clause(fact: str, clauses: dict[str, dict[str, Any]], page: str) -> None:
    """The clause is on the page at its anchor, and its text holds the words that say the fact."""
    clause = clauses[CHECKLIST[fact]["clause"]]
    text = " ".join(clause["text"].split()).casefold()
    for words in CHECKLIST[fact]["words"]:
        assert words.casefold() in text, f"{words!r} not in {clause['text']}"
    assert f'id="{clause["id"]}"' in page
    assert clause["html"] in page


@pytest.mark.parametrize("fact", [name for name, row in CHECKLIST.items() if row["policy"] != "none"])
def test_a_fact_is_held_by_the_policy(fact: str, policy: dict[str, Any]) -> None:
    """Each pointer leads to something, and the DPV terms of the fact stand there."""
    row = CHECKLIST[fact]
    held = [resolve(policy, pointer) for pointer in row["policy"]]
    assert all(each not in ("", [], {}) for each in held)
    for term in row.get("dpv", []):
        assert f'"{term}"' in json.dumps(held), f"{term} not at {row['policy']}"


@pytest.mark.parametrize("fact", [name for name, row in CHECKLIST.items() if row["policy"] == "none"])
def test_a_fact_without_a_machine_form_says_why(fact: str) -> None:
    """The reason is written down."""
    assert len(CHECKLIST[fact]["why"]) > 20
