"""The typed clients: generated from the schemas of today, and able to read every file that is published."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import notice_client
import pytest
from notice_client import records

from tests.helpers import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLIENTS = ROOT / "clients"
TYPESCRIPT = CLIENTS / "typescript"
TSC = ROOT / "tests/node/node_modules/.bin/tsc"
GENERATED = ("python/notice_client/records.py", "typescript/src/types.ts")
CATALOG = "data/v1/catalog.json"

# Reads every file that a catalogue lists, and tells how much was found.
READ_ALL = """
import { SECTIONS, clause, entry, facts, key, loadCatalog, loadPolicy, loadText, statements } from "notice-client";

const catalog = await loadCatalog(process.argv[2]);
const found = {};
for (const { id, texts } of catalog.variants) {
  const policy = await loadPolicy(catalog, id);
  const entries = SECTIONS.flatMap((name) => Object.entries(policy[name] ?? {}));
  for (const [name, one] of entries) {
    if (key(one["@id"]) !== name || entry(policy, one["@id"]) !== one) throw new Error(`${name} is not reached`);
  }
  let references = 0;
  for (const each of Object.values(policy.processes)) {
    for (const value of Object.values(each).flat()) {
      if (value === each["@id"] || typeof value !== "string" || !value.startsWith(`${policy["@id"]}#`)) continue;
      entry(policy, value);
      references += 1;
    }
  }
  let clauses = 0;
  for (const language of Object.keys(texts)) {
    const text = await loadText(catalog, id, language);
    for (const one of text.clauses) {
      if (clause(text, one.address) !== one) throw new Error(`${one.id} is not reached`);
    }
    for (const [, one] of entries) {
      const said = statements(text, one["@id"]);
      const addresses = said.map((each) => each.address);
      if (addresses.join() !== (one.statedIn ?? []).join()) throw new Error(`${one["@id"]} is stated otherwise`);
      if (!said.every((each) => facts(policy, each).includes(one))) throw new Error(`${one["@id"]} is not led to`);
    }
    clauses += text.clauses.length;
  }
  found[id] = [entries.length, references, clauses];
}
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the TypeScript client, and install it in a folder as npm would."""
    assert TSC.exists(), "the TypeScript compiler is missing; `make test` installs it"
    folder = tmp_path_factory.mktemp("node")
    package = folder / "node_modules/notice-client"
    compiled = run(str(TSC), "-p", str(TYPESCRIPT), "--outDir", str(package / "dist"))
    assert compiled.returncode == 0, compiled.stdout
    shutil.copy(TYPESCRIPT / "package.json", package)
    (folder / "all.mjs").write_text(READ_ALL, encoding="utf-8")
    shutil.copy(ROOT / "docs/examples/read-policy.mjs", folder)
    return folder


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program, with the Python client to be found."""
    environment = {**os.environ, "PYTHONPATH": str(CLIENTS / "python"), "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)


def read(path: Path) -> Any:
    """Read a JSON file with no client."""
    return json.loads(path.read_text(encoding="utf-8"))


def references(policy: dict[str, Any], name: str) -> list[str]:
    """List the addresses of entries that a process names."""
    process = policy["processes"][name]
    values = [each for key, value in process.items() if key != "@id" for each in (value if is_list(value) else [value])]
    return [each for each in values if isinstance(each, str) and each.startswith(f"{policy['@id']}#")]


def is_list(value: object) -> bool:
    """Whether a value of a policy is many."""
    return isinstance(value, list)


def counted(site: Path) -> dict[str, list[int]]:
    """Count the entries, the references of processes and the clauses of each variant, with no client."""
    found = {}
    for variant in read(site / CATALOG)["variants"]:
        policy = read(site / variant["policy"]["path"])
        entries = sum(
            str(one.get("@id", "")).endswith(f"#{key}")
            for section in policy.values()
            if isinstance(section, dict)
            for key, one in section.items()
            if isinstance(one, dict)
        )
        named = sum(len(references(policy, name)) for name in policy["processes"])
        clauses = sum(len(read(site / text["path"])["clauses"]) for text in variant["texts"].values())
        found[variant["id"]] = [entries, named, clauses]
    return found


def undone(value: Any) -> Any:
    """Turn a record back into the JSON that it was made of."""
    if isinstance(value, tuple):
        return [undone(each) for each in value]
    if isinstance(value, dict):
        return {key: undone(each) for key, each in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        pairs = {records.KEYS.get(name, name): getattr(value, name) for name in value.__dataclass_fields__}
        return {key: undone(each) for key, each in pairs.items() if each not in (None, (), {})}
    return value


def without_empty(value: Any) -> Any:
    """Leave out of JSON what is empty: a record does not tell it from what is absent."""
    if isinstance(value, list):
        return [without_empty(each) for each in value]
    if isinstance(value, dict):
        return {key: without_empty(each) for key, each in value.items() if each not in ([], {})}
    return value


def tampered(site: Path, folder: Path, path: str) -> str:
    """Copy the data of a site with one more byte at the end of a file, and give the place of the catalogue."""
    shutil.copytree(site / "data", folder / "data")
    with (folder / path).open("ab") as file:
        file.write(b"\n")
    return str(folder / CATALOG)


def test_the_records_are_those_of_the_schemas(tmp_path: Path) -> None:
    """What is committed is what the schemas of today give."""
    made = run(sys.executable, str(CLIENTS / "generate.py"), str(tmp_path))
    assert made.returncode == 0, made.stderr
    for path in GENERATED:
        fresh = (tmp_path / path).read_text(encoding="utf-8")
        assert (CLIENTS / path).read_text(encoding="utf-8") == fresh, f"{path}: run `python clients/generate.py`"


def test_python_reads_every_file_and_loses_nothing(site: Path) -> None:
    """Each record, turned back, is the file; each entry, clause and statement is reached by its address."""
    catalog = notice_client.load_catalog(site / CATALOG)
    found = {}
    assert {k: v for k, v in undone(catalog).items() if k != "site"} == without_empty(read(site / CATALOG))
    for variant in catalog.variants:
        policy = notice_client.load_policy(catalog, variant.id)
        assert undone(policy) == without_empty(read(site / variant.policy.path))
        entries = [pair for section in records.SECTIONS for pair in getattr(policy, section).items()]
        for key, entry in entries:
            assert notice_client.key(entry.iri) == key
            assert notice_client.entry(policy, entry.iri) is entry
        named = [each for name in policy.processes for each in references(undone(policy), name)]
        for address in named:
            assert notice_client.entry(policy, address).iri == address
        texts = [notice_client.load_text(catalog, variant.id, language) for language in variant.texts]
        for language, text in zip(variant.texts, texts, strict=True):
            assert undone(text) == without_empty(read(site / variant.texts[language].path))
            for clause in text.clauses:
                assert notice_client.clause(text, clause.address) is notice_client.clause(text, clause.id) is clause
            for _, entry in entries:
                said = notice_client.statements(text, entry.iri)
                assert tuple(each.address for each in said) == entry.stated_in
                assert all(entry in notice_client.facts(policy, each) for each in said)
        found[variant.id] = [len(entries), len(named), sum(len(text.clauses) for text in texts)]
    assert found == counted(site)


def test_typescript_reads_every_file(site: Path, installed: Path) -> None:
    """It reaches as many entries, references and clauses as the files hold."""
    ran = run("node", str(installed / "all.mjs"), str(site / CATALOG))
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == counted(site)


@pytest.mark.parametrize(
    ("path", "load"),
    [
        ("data/v1/direct/policy.jsonld", lambda catalog: notice_client.load_policy(catalog, "direct")),
        ("data/v1/direct/notice.en.json", lambda catalog: notice_client.load_text(catalog, "direct", "en")),
    ],
    ids=["policy", "text"],
)
def test_a_file_with_another_digest_is_refused(
    path: str, load: Callable[[notice_client.LoadedCatalog], object], site: Path, installed: Path, tmp_path: Path
) -> None:
    """One byte more is enough, in either client."""
    place = tampered(site, tmp_path, path)
    catalog = notice_client.load_catalog(place)
    with pytest.raises(notice_client.DigestError, match="the catalogue says"):
        load(catalog)
    ran = run("node", str(installed / "all.mjs"), place)
    assert ran.returncode != 0
    assert "DigestError" in ran.stderr


def test_a_catalogue_of_another_version_is_refused(site: Path, installed: Path, tmp_path: Path) -> None:
    """A client does not guess what a later schema means."""
    place = tmp_path / CATALOG
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps({**read(site / CATALOG), "schemaVersion": "2.0"}), encoding="utf-8")
    with pytest.raises(notice_client.FormatError, match="schemaVersion"):
        notice_client.load_catalog(place)
    ran = run("node", str(installed / "all.mjs"), str(place))
    assert ran.returncode != 0
    assert "FormatError" in ran.stderr


def test_a_missing_value_is_named(site: Path, tmp_path: Path) -> None:
    """A catalogue that lacks a key is refused with the name of the attribute."""
    place = tmp_path / CATALOG
    place.parent.mkdir(parents=True)
    value = {key: each for key, each in read(site / CATALOG).items() if key != "variants"}
    place.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(notice_client.FormatError, match="variants"):
        notice_client.load_catalog(place)


def test_what_is_not_there_is_said(site: Path) -> None:
    """A reference that leads nowhere, or into another policy, is no entry."""
    catalog = notice_client.load_catalog(site / CATALOG)
    policy = notice_client.load_policy(catalog, "direct")
    other = notice_client.load_policy(catalog, "general")
    with pytest.raises(LookupError, match="no variant"):
        notice_client.load_policy(catalog, "nobody")
    with pytest.raises(LookupError, match="no entry"):
        notice_client.entry(policy, f"{policy.iri}#nothing")
    with pytest.raises(LookupError, match="no entry"):
        notice_client.entry(policy, next(iter(other.processes.values())).iri)


@pytest.mark.parametrize("language", ["python", "node"])
def test_an_example_runs_as_a_program(language: str, site: Path, installed: Path, address: str) -> None:
    """Over HTTP, it lists every process with its data and its legal bases, then the clause."""
    program = [sys.executable, str(ROOT / "docs/examples/read_policy.py")]
    if language == "node":
        program = ["node", str(installed / "read-policy.mjs")]
    ran = run(*program, f"{address}{CATALOG}", "direct", "en", "how-long")
    assert ran.returncode == 0, ran.stderr
    policy = read(site / "data/v1/direct/policy.jsonld")
    expected = []
    for process in policy["processes"].values():
        data = ", ".join(
            policy["personalData"][each.partition("#")[2]]["label"]["en"] for each in process["personalData"]
        )
        bases = ", ".join(policy["legalBases"][each.partition("#")[2]]["label"]["en"] for each in process["legalBasis"])
        expected.append(f"{process['label']['en']}: {data}; on the basis of {bases}")
    clauses = read(site / "data/v1/direct/notice.en.json")["clauses"]
    expected.append(next(each["text"] for each in clauses if each["id"] == "how-long"))
    assert ran.stdout == "\n".join(expected) + "\n"


def test_a_use_of_the_typescript_client_is_checked(installed: Path) -> None:
    """The compiler knows the records: a right use passes, and a misspelt key does not."""
    use = 'import { type Process } from "notice-client";\nexport const data = (one: Process) => one.{};\n'
    for name, passes in (("personalData", True), ("personal_data", False)):
        path = installed / f"{name}.mts"
        path.write_text(use.replace("one.{}", f"one.{name}"), encoding="utf-8")
        flags = ["--noEmit", "--strict", "--target", "es2022", "--module", "node16"]
        checked = run(str(TSC), *flags, str(path))
        assert (checked.returncode == 0) is passes, checked.stdout
        assert passes or "Did you mean 'personalData'?" in checked.stdout
