"""How the code is laid out: imports point one way, modules and folders are small, and nothing knows a company."""

from __future__ import annotations

import ast
import re
import statistics
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.helpers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "generator"
# A row a folder, from the ground up: what it may import. The drawing in the docs is made from the same rows.
FOLDERS: dict[str, list[str]] = tomllib.loads((ROOT / "docs/explanation/folders.toml").read_text(encoding="utf-8"))
FRAMEWORKS = {
    "click": {"cli", "commands", "console", "exit_codes", "serve"},
    "jsonschema_rs": {"published", "validate"},
    "jinja2": {"emit", "report", "serve"},
    "mkdocs": {"render", "mkdocs_plugin"},
    "yaml": {"formats", "edit"},
    "pyld": {"verify"},
    "rdflib": {"verify"},
    "pyshacl": {"verify"},
    "joserfc": {"publish"},
    "confusable_homoglyphs": {"formats"},
    "markdown_it": {"formats"},
    "publicsuffixlist": {"formats"},
    "starlette": {"cms", "serve"},
    "uvicorn": {"serve"},
    "watchfiles": {"serve"},
    "weasyprint": {"export"},
}
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}


def room(module: str) -> str:
    """Name the folder a module stands in, or the module itself where it stands at the top."""
    return module.split(".", maxsplit=1)[0]


def imports(path: Path) -> set[str]:
    """Name what a module imports: modules of our own by their place, others by their package."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if name.removeprefix("generator.") in MODULES} or {node.module}
    return found


def test_every_folder_has_a_row() -> None:
    """A new folder finds its place in the flow."""
    assert set(FOLDERS) == {room(name) for name in MODULES}
    for number, (folder, allowed) in enumerate(FOLDERS.items()):
        assert set(allowed) <= set(list(FOLDERS)[:number]), f"{folder} may import only what stands before it"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_what_its_row_says(folder: str) -> None:
    """Imports point one way; a row names nothing that is not used."""
    inside = [path for name, path in MODULES.items() if room(name) == folder]
    own = {each.removeprefix("generator.") for path in inside for each in imports(path) if each.startswith("generator")}
    assert {room(name) for name in own if name != "generator"} - {folder} == set(FOLDERS[folder])


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_is_known_to_its_own_folders_alone(framework: str) -> None:
    """A framework can be changed in one place."""
    users = {room(name) for name, path in MODULES.items() if framework in {i.split(".")[0] for i in imports(path)}}
    assert users == FRAMEWORKS[framework]


def test_what_a_user_installs_keeps_out_releases_that_may_break_it() -> None:
    """Below 1.0 that is the next minor one, above it the next major one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for asked in (*project["dependencies"], *extras["verify"], *extras["sign"], *extras["pdf"]):
        first, bound = re.search(r">=([\d.]+),<([\d.]+)$", asked).groups()  # type: ignore[union-attr]
        assert bound.startswith("0.") == first.startswith("0."), asked


def test_every_library_is_named_with_what_it_is_for() -> None:
    """Whoever wants to take one away, or to bring another, finds why it is there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    told = (ROOT / "docs/explanation/libraries.md").read_text(encoding="utf-8")
    table = told.partition("## What is installed")[2].partition("##")[0]
    named = {
        name.strip() for row in re.findall(r"^\| ([a-z][^|]*)", table, re.MULTILINE) for name in re.split(r"[,(]", row)
    }
    asked = (*project["dependencies"], *extras["verify"], *extras["sign"], *extras["pdf"])
    assert {re.split(r"[>=<]", each)[0] for each in asked} <= named
    for place in re.findall(r"`((?:[a-z_]+/)+[a-z_]+)[`.:]", told):
        found = [*PACKAGE.glob(f"{place}*"), *ROOT.glob(f"{place}*")]
        assert found, f"{place} is no longer there"


def test_the_verifier_stands_alone() -> None:
    """A wrong word is not wrong on both sides: what verifies imports nothing of what emits, renders or checks."""
    assert not {"model", "source", "bind", "checks", "emit", "render", "stamp", "publish"} & set(FOLDERS["verify"])


@pytest.mark.parametrize("module", MODULES)
def test_text_is_read_and_written_alike_on_every_system(module: str) -> None:
    """Text that is opened names its encoding, and what is written its line end too: Windows has others by itself."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            named = {each.arg for each in node.keywords}
            if name == "read_text" and not isinstance(node.func, ast.Name):
                assert "encoding" in named or node.args, f"{module}:{node.lineno}"
            if name == "write_text":
                assert {"encoding", "newline"} <= named, f"{module}:{node.lineno}"
            modes = [
                each.value for each in node.args if isinstance(each, ast.Constant) and each.value in ("w", "x", "a")
            ]
            if name == "open" and modes:
                assert {"encoding", "newline"} <= named, f"{module}:{node.lineno}"


def test_modules_and_folders_are_small() -> None:
    """A module that grows past its room becomes a package, and a full folder two."""
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert max(sizes.values()) <= 250, max(sizes, key=lambda name: sizes[name])
    assert statistics.median(sizes.values()) < 100
    for folder in {path.parent for path in MODULES.values()} - {PACKAGE}:
        assert len(list(folder.glob("[!_]*.py"))) <= 15, folder


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES.values()} - {PACKAGE}), ids=str)
def test_a_folder_says_what_goes_in_and_what_comes_out(folder: Path) -> None:
    """The first three lines of a folder tell a newcomer whether to go in."""
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert said, f"{folder} has no docstring"
    assert "In:" in said, folder
    assert "Out:" in said, folder


@pytest.mark.parametrize("folder", ["generator", "schema", "site_templates"])
def test_the_generator_knows_no_company(folder: str) -> None:
    """The tool works on any organisation's notice."""
    for path in (ROOT / folder).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert not re.search(rb"rainbow|\bALE\b", path.read_bytes(), re.IGNORECASE), path
