"""The policies: valid by their schema for two validators, the same graph for two readers, and no term lost."""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import to_isomorphic

from generator.emit import policy
from generator.formats import jsontext
from generator.pipeline import checking
from generator.scaffold import project
from generator.verify import linked_data
from generator.vocabulary import dpv
from tests.helpers import ROOT, make

NODE = ROOT / "tests/node"


def built(root: Path | None = None) -> dict[str, dict[str, Any]]:
    """Make the data files of a project, or of the starter, in memory, by path."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "site"
        if root is None:
            root = Path(temporary) / "starter"
            project.write(root)
        make(checking.check(root), folder)
        paths = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("data/**/*"))]
        return {path: json.loads((folder / path).read_bytes()) for path in paths if is_listed(path)}


def is_listed(path: str) -> bool:
    """Whether a file is one of those that the catalogue lists by name, or the catalogue, and is JSON."""
    return path.endswith(("json", "jsonld")) and "/sha256/" not in path and "manifest" not in path


FILES = {"starter": built(), "notice": built(ROOT)}
POLICIES = [(name, path) for name, files in FILES.items() for path in files if path.endswith("policy.jsonld")]


pytestmark = pytest.mark.usefixtures("offline")


@pytest.mark.parametrize(
    ("name", "path"),
    [(n, p) for n, files in FILES.items() for p in files if "/schema/" not in p and not p.endswith("context.jsonld")],
)
def test_an_output_is_valid_by_its_published_schema(name: str, path: str) -> None:
    """The schema that is published beside a file accepts it."""
    kind = "policy" if path.endswith("policy.jsonld") else "catalog" if path.endswith("catalog.json") else "text"
    schema = FILES[name][f"data/v1/schema/{kind}.schema.json"]
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(FILES[name][path])


@pytest.mark.parametrize("name", FILES)
def test_ajv_accepts_every_output_too(name: str, tmp_path: Path) -> None:
    """A second validator, in another language, agrees."""
    jobs = []
    for path, value in FILES[name].items():
        if "/schema/" in path or path.endswith("context.jsonld"):
            continue
        kind = "policy" if path.endswith("policy.jsonld") else "catalog" if path.endswith("catalog.json") else "text"
        jobs.append({"name": path, "schema": FILES[name][f"data/v1/schema/{kind}.schema.json"], "value": value})
    (tmp_path / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    run = subprocess.run(
        ["node", str(NODE / "validate.mjs"), str(tmp_path / "jobs.json")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.split() == ["valid"] * len(jobs)


@pytest.mark.parametrize(("name", "path"), POLICIES)
def test_no_term_is_lost_when_a_policy_is_expanded(name: str, path: str) -> None:
    """Expansion drops what the context does not know, in silence; so every leaf is counted before and after."""
    assert linked_data.lost_leaves(FILES[name][path]) == 0


def test_a_term_that_the_context_does_not_know_is_counted_as_lost() -> None:
    """The count sees what expansion drops."""
    value = dict(FILES["starter"]["data/v1/direct/policy.jsonld"])
    value["titel"] = value["title"]
    assert linked_data.lost_leaves(value) == 1


@pytest.mark.parametrize(("name", "path"), POLICIES)
def test_two_readers_make_the_same_graph_of_a_policy(name: str, path: str) -> None:
    """PyLD and rdflib agree, and no node is without an address."""
    value = FILES[name][path]
    one = rdflib.Graph().parse(data=jsonld.to_rdf(value, {"format": "application/n-quads"}), format="nquads")
    two = rdflib.Graph().parse(data=json.dumps(value), format="json-ld")
    assert len(one) > 100
    assert to_isomorphic(one) == to_isomorphic(two)
    assert not [node for node in two.all_nodes() if isinstance(node, rdflib.BNode)]


@pytest.mark.parametrize(("name", "path"), POLICIES)
def test_every_dpv_term_that_a_policy_uses_is_in_dpv(name: str, path: str) -> None:
    """Every address in a namespace of DPV is one of its terms, and none is about to leave it."""
    vocabulary = dpv.vocabulary()
    graph = rdflib.Graph().parse(data=json.dumps(FILES[name][path]), format="json-ld")
    used = {str(node) for triple in graph for node in triple if str(node).startswith("https://w3id.org/dpv")}
    assert len(used) > 20
    by_length = sorted(vocabulary.namespaces.items(), key=lambda each: -len(each[1]))
    for address in used:
        prefix, namespace = next((p, n) for p, n in by_length if address.startswith(n))
        term = f"{prefix}:{address.removeprefix(namespace)}"
        assert term in vocabulary.terms, term
        assert term not in vocabulary.sunset, term


@pytest.mark.parametrize(("name", "path"), POLICIES)
def test_every_reference_of_a_policy_leads_to_an_entry(name: str, path: str) -> None:
    """A program that follows a reference finds what it names."""
    value = FILES[name][path]
    own = value["@id"] + "#"
    known, used = set(), set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            known.add(node.get("@id", ""))
            for key, each in node.items():
                if key not in ("@id", "@context"):
                    walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, str) and node.startswith(own):
            used.add(node)

    walk(value)
    assert used
    assert used <= known, sorted(used - known)


def test_the_context_in_each_policy_is_the_published_one() -> None:
    """Whoever has the published context need not read the one in the file."""
    for name, path in POLICIES:
        assert (
            FILES[name][path]["@context"]
            == FILES[name]["data/v1/context.jsonld"]["@context"]
            == policy.context()["@context"]
        )


def test_only_the_direct_variant_is_a_notice_of_direct_collection() -> None:
    """Art. 13 GDPR binds the controller: only where the publisher decides is the notice typed by it."""
    for name, path in POLICIES:
        value = FILES[name][path]
        assert ("eu-gdpr:DirectDataCollectionNotice" in value["@type"]) == (value["variant"]["kind"] == "direct")


def test_jsonld_of_node_reads_the_same_dataset_as_pyld(tmp_path: Path) -> None:
    """A third reader, in another language, in its safe mode, which refuses to drop anything."""
    policies = []
    for number, (name, path) in enumerate(POLICIES):
        (tmp_path / f"{number}.json").write_text(json.dumps(FILES[name][path]), encoding="utf-8")
        policies.append(str(tmp_path / f"{number}.json"))
    run = subprocess.run(["node", str(NODE / "quads.mjs"), *policies], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    for (name, path), line in zip(POLICIES, run.stdout.splitlines(), strict=True):
        quads = jsonld.to_rdf(FILES[name][path], {"format": "application/n-quads"})
        assert json.loads(line) == sorted(quads.strip().split("\n"))


def test_a_published_file_keeps_to_its_size() -> None:
    """An app that fetches the files knows what it is in for; the sizes are printed with -s."""
    budgets = {"policy.jsonld": (400_000, 40_000), "notice.en.json": (250_000, 30_000), "catalog.json": (24_000, 5_000)}
    for path, value in FILES["notice"].items():
        name = path.rsplit("/", 1)[-1]
        if name in budgets:
            made = jsontext.dump(value)
            packed = len(gzip.compress(made, mtime=0))
            print(f"{path}: {len(made):,} bytes, {packed:,} compressed")  # noqa: T201 - what the budget is about
            assert len(made) <= budgets[name][0], path
            assert packed <= budgets[name][1], path


def test_a_note_for_counsel_is_in_no_published_file(project: Path) -> None:
    """What `public: false` keeps inside stands on no page, in no policy and in no text; what is public does."""
    gap = "articles: [GDPR Art. 13(2)(a)]\n  verdict: vague\n  missing: {0}\n  why: {0}\n  decides: {0}\n"
    gaps = project / "notice/gaps.yaml"
    own = gaps.read_text(encoding="utf-8") if gaps.exists() else ""
    kept = (
        "- id: gap-kept\n  label: inside words\n  "
        + gap.format("inside words")
        + "  facts: [lending-books]\n  public: false\n"
    )
    shown = "- id: gap-shown\n  label: outside words\n  " + gap.format("outside words")
    gaps.write_text(own + kept + shown, encoding="utf-8")
    checked = checking.check(project)
    assert checked.ok, checked.diagnostics
    make(checked, project / "site")
    holding = {"inside words": 0, "gap-kept": 0, "outside words": 0}
    for path in (project / "site").rglob("*"):
        text = path.read_bytes() if path.is_file() else b""
        for words in holding:
            holding[words] += words.encode() in text
    assert holding.pop("outside words") > 1
    assert holding == {"inside words": 0, "gap-kept": 0}
