"""The table of kinds and properties: what is made of it is checked in, and a new row is found everywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.helpers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TOOL = ("generator", "schema", "site_templates", "clients", "pyproject.toml")
MADE = (
    *("schema/facts", "schema/gaps.schema.json", "schema/policy.schema.json", "schema/context.jsonld"),
    *("schema/shapes.ttl", "generator/model/facts.py", "generator/model/processing.py"),
    *(
        "generator/emit/policy/properties.py",
        "clients/python/notice_client/records.py",
        "clients/typescript/src/types.ts",
    ),
)
ROW = """
    reviewed:
      value: date
      help: The day on which somebody last asked whether this still holds.
      example: 2026-01-31
      policy: {property: dct:valid, help: The day it was last reviewed., says: A review is one date.}
"""
BEFORE = "    locations:\n      value: term\n"

CLIENT = """
import sys, notice_client
catalog = notice_client.load_catalog(sys.argv[1])
policy = notice_client.load_policy(catalog, "general")
print(policy.storage["kept-after-membership"].reviewed)
"""
FORM = """
import json, sys
from pathlib import Path
from generator.cms.configuration import as_json
files = next(each for each in json.loads(as_json(Path(sys.argv[1])))["collections"] if each["name"] == "facts")["files"]
fields = next(each for each in files if each["name"] == "storage")["fields"][0]["fields"]
print(json.dumps(next(each for each in fields if each["name"] == "reviewed")))
"""


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """Copy the tool: a table that is changed changes nothing here."""
    for name in TOOL:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / "tool" / name)
    return tmp_path / "tool"


def python(tool: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the copy of the tool."""
    paths = os.pathsep.join((str(tool), str(tool / "clients/python")))
    environment = {**os.environ, "PYTHONPATH": paths, "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=tool, env=environment, capture_output=True, text=True, check=False
    )


def notice(tool: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the copy."""
    return python(tool, "-c", "from generator.cli import main; main()", *arguments)


def contents(root: Path) -> dict[str, str]:
    """Read what is made of the table."""
    files = [file for name in MADE for file in ([root / name] if (root / name).is_file() else (root / name).iterdir())]
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}


def test_what_is_made_of_the_table_is_checked_in(tool: Path) -> None:
    """Nothing that is made of the table was edited by hand, or left behind."""
    done = python(tool, "-m", "schema.generate", str(tool))
    assert done.returncode == 0, done.stderr
    fresh, held = contents(tool), contents(ROOT)
    assert fresh.keys() == held.keys()
    for path, text in fresh.items():
        assert held[path] == text, f"{path}: run `python -m schema.generate`"


def test_a_property_is_one_row(tool: Path) -> None:
    """A row is found in the source, its errors, the form, the policy, its context and shapes, and the clients."""
    table = tool / "schema/kinds.yaml"
    text = table.read_text(encoding="utf-8")
    before, found, after = text.partition(text[text.index("\nstorage:") :].partition(BEFORE)[0] + BEFORE)
    assert found.count(BEFORE) == 1
    table.write_text(before + found.removesuffix(BEFORE) + ROW.lstrip("\n") + BEFORE + after, encoding="utf-8")
    done = python(tool, "-m", "schema.generate", str(tool))
    assert done.returncode == 0, done.stderr

    project = tool.parent / "project"
    assert notice(tool, "init", str(project)).returncode == 0
    facts = project / "notice/facts/storage.yaml"
    source = facts.read_text(encoding="utf-8")
    facts.write_text(source.replace("  duration: P1Y\n", "  duration: P1Y\n  reviewed: yesterday\n"), encoding="utf-8")
    refused = notice(tool, "check", "-C", str(project))
    assert refused.returncode == 1, refused.stderr
    assert "notice/facts/storage.yaml:6:13" in refused.stdout + refused.stderr
    facts.write_text(source.replace("  duration: P1Y\n", "  duration: P1Y\n  reviewed: 2026-01-31\n"), encoding="utf-8")
    built = notice(tool, "build", "-C", str(project))
    assert built.returncode == 0, built.stdout + built.stderr

    site = project / "site"
    policy = json.loads((site / "data/v1/general/policy.jsonld").read_text(encoding="utf-8"))
    assert policy["storage"]["kept-after-membership"]["reviewed"] == "2026-01-31"
    assert policy["@context"]["reviewed"] == {"@id": "dct:valid", "@type": "xsd:date"}
    assert "sh:path dct:valid ; sh:maxCount 1" in (site / "data/v1/shapes.ttl").read_text(encoding="utf-8")
    verified = notice(tool, "verify", str(site))
    assert verified.returncode == 0, verified.stdout + verified.stderr

    hint = json.loads(python(tool, "-c", FORM, str(project)).stdout)
    assert hint["hint"].startswith("The day on which somebody last asked")
    read = python(tool, "-c", CLIENT, str(site / "data/v1/catalog.json"))
    assert read.stdout.strip() == "2026-01-31", read.stderr
    assert "reviewed?: string;" in (tool / "clients/typescript/src/types.ts").read_text(encoding="utf-8")


def test_two_meanings_of_one_key_are_refused(tool: Path) -> None:
    """A key of the policy means the same in every kind: programs read them all by one context."""
    table = tool / "schema/kinds.yaml"
    text = table.read_text(encoding="utf-8")
    first = text.index("property: foaf:homepage")
    table.write_text(
        text[:first] + "property: schema:url" + text[first + len("property: foaf:homepage") :], encoding="utf-8"
    )
    done = python(tool, "-m", "schema.generate", str(tool))
    assert done.returncode != 0
    assert "website means" in done.stderr
