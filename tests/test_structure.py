"""How the code is laid out: imports point one way, modules are small, and nothing knows a company."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# From the top down; each module imports only from below itself.
ORDER = [
    "cli", "building", "verifying", "preview", "watching", "remarks", "cms", "cms.configuration", "cms.fields",
    "cms.bundle", "cms.door", "cms.repository", "cms.trial", "cms.papers", "cms.splicing", "cms.writing", "cms.nodes",
    "governing", "newcomer", "starter", "report", "tables", "language", "exporting", "pdf", "making", "stamping",
    "compiler", "reporting", "signing", "differences", "comparing", "matrix", "roster", "origins", "origins.tracing",
    "origins.clauses", "origins.facts", "origins.wholes", "origins.written", "origins.places", "origins.answers",
    "reuse", "publish", "stage", "verifier", "verifier.linked", "shapes", "verifier.leaks", "verifier.likeness",
    "verifier.marks", "verifier.contents", "verifier.manifests", "verifier.reading", "verifier.strict", "gate",
    "delivery", "delivery.openapi", "delivery.nginx", "delivery.hosting", "delivery.discovery", "delivery.addresses",
    "site", "finishing", "search", "data", "pages", "layers", "profile", "text", "tombstones", "policy",
    "policy.emitter", "policy.terms", "fleet", "stencil", "phrases", "jsontext", "checks.identities", "identities",
    "checks.governance", "checks.modes", "checks.statements", "checks.completeness", "checks.particulars",
    "checks.articles", "checks.enumerations", "checks.prose", "checks.wordings", "checks", "variants", "binding",
    "suppliers", "paths", "colours", "model", "model.notice", "model.facts", "links", "outline", "schemas", "wording",
    "names", "dpv", "source", "clauses", "markdown", "yamltext", "characters", "spool", "resources", "diagnostics",
    "rules", "outcome", "kernel",
]  # fmt: skip
FRAMEWORKS = {
    "click": {"cli", "building", "verifying", "preview", "governing", "exporting", "outcome", "watching"},
    "jsonschema": {"wording"},
    "jsonschema_rs": {"schemas"},
    "jinja2": {"pages", "remarks", "differences"},
    "mkdocs": {"site"},
    "yaml": {"yamltext", "cms.nodes"},
    "pyld": {"verifier.linked"},
    "rdflib": {"verifier.linked", "shapes"},
    "pyshacl": {"shapes"},
    "joserfc": {"signing"},
    "markdown_it": {"markdown"},
    "weasyprint": {"pdf"},
}
MODULES = {
    ".".join(path.relative_to(ROOT / "generator").with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "generator").rglob("*.py"))
    if path != ROOT / "generator/__init__.py"
}


def imports(path: Path) -> set[str]:
    """Name what a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "generator":
            found |= {f"generator.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            submodules = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in submodules if name.removeprefix("generator.") in MODULES} or {node.module}
    return found


def test_the_order_names_every_module() -> None:
    """A new module finds its place in the order."""
    assert sorted(ORDER) == sorted(MODULES)


@pytest.mark.parametrize("name", ORDER)
def test_a_module_imports_only_from_below_itself(name: str) -> None:
    """Imports point one way."""
    own = {each.removeprefix("generator.") for each in imports(MODULES[name]) if each.startswith("generator.")}
    below = set(ORDER[ORDER.index(name) + 1 :])
    assert own <= below, own - below


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_is_known_to_its_own_modules_alone(framework: str) -> None:
    """A framework can be changed in one place."""
    users = {name for name, path in MODULES.items() if any(each.split(".")[0] == framework for each in imports(path))}
    assert users == FRAMEWORKS[framework]


def test_modules_are_small() -> None:
    """A module that grows past its room becomes a package."""
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert max(sizes.values()) <= 300, max(sizes, key=lambda name: sizes[name])


@pytest.mark.parametrize("folder", ["generator", "schema", "site_templates"])
def test_the_generator_knows_no_company(folder: str) -> None:
    """The tool works on any organisation's notice."""
    for path in (ROOT / folder).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert not re.search(rb"rainbow|\bALE\b", path.read_bytes(), re.IGNORECASE), path
