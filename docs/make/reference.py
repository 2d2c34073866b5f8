"""The reference pages that follow from the code: commands, facts, rules, items of the law, modules; a hook of MkDocs.

They are made at each build and not checked in: a page in the repository would be one more copy of a help text or of a
schema to renew, and each change would be reviewed twice. `make docs` makes them, `notice COMMAND --help` and
`notice explain RULE` show the same where no docs are at hand.
"""

from __future__ import annotations

import ast
import re
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml
from mkdocs.structure.files import File

from generator import cli
from generator.checks.gdpr_items import ITEMS
from generator.diagnostics.rules import all_rules
from generator.published.schemas import load
from generator.source.files import FACT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).parents[2]
REJECTED = ROOT / "tests/cases/rejected"
PARAGRAPH = "\n\n"
FAMILIES = {
    "F": "Files", "Y": "YAML", "T": "Clause text", "S": "Shape of values", "L": "Links between facts",
    "C": "The whole notice", "G": "What suppliers may do", "P": "Pages",
}  # fmt: skip
# The files of a project that are no facts, each with its schema.
OTHERS = {
    "`notice/notice.yaml`": "notice",
    "The head of a clause, `notice/clauses/*.md`": "clause",
    "`notice/gaps.yaml`": "gaps",
    "`notice/suppliers/*.yaml`": "supplier",
    "`notice/tombstones.yaml`": "tombstones",
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that follow from the code."""
    pages = {"commands": commands, "facts": facts, "rules": rules, "law-items": law_items, "modules": modules}
    for name, page in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content="\n".join(page()) + "\n"))
    return files


def commands() -> Iterator[str]:
    """Say of each command what its `--help` says."""
    yield "# Commands\n"
    yield f"{cli.main.help}\n"
    yield "`notice COMMAND --help` shows the same. Diagnostics go to the standard output,"
    yield "progress to the standard error.\n"
    yield "| exit code | means |\n|---|---|"
    yield "| 0 | clean |\n| 1 | problems in the source or on the disk |\n| 2 | a wrong call |"
    yield "| 70 | a fault of the generator |\n| 75 | another build is running |\n"
    yield from _command(cli.main, "notice", None)


def _command(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name.rpartition(" ")[2], parent=parent)
    if parent:
        yield f"## `{name}` {{#{name.replace(' ', '-')}}}\n"
        yield f"{command.help}\n"
    if not isinstance(command, click.Group):
        yield f"    {context.get_usage().removeprefix('Usage: ')}\n"
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield "| option | |"
        yield "|---|---|"
        for signature, said in filter(None, (each.get_help_record(context) for each in options)):
            yield f"| <code>{_cell(escape(signature))}</code> | {_cell(said)} |"
        yield ""
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            child = command.get_command(context, each)
            assert child is not None  # noqa: S101 - it was listed
            yield from _command(child, f"{name} {each}", context)


def facts() -> Iterator[str]:
    """Describe every kind of fact and every other file by its schema."""
    yield "# Facts and their properties\n"
    yield "One kind of fact a file, each file a list. An editor with a YAML language server completes the keys from the"
    yield "same schemas. **Bold** properties must be given.\n"
    for kind in FACT_KINDS:
        schema = load(f"facts/{kind}")
        yield f"## {schema['title']} {{#{kind}}}\n"
        yield f"`notice/facts/{kind}.yaml`. {_words(schema['description'])}\n"
        yield from _properties(schema["items"], kind, 3)
    yield "## Other files\n"
    for where, name in OTHERS.items():
        schema = load(name)
        yield f"### {schema['title']} {{#{name}-file}}\n"
        yield f"{where}. {_words(schema['description'])}\n"
        yield from _properties(schema.get("items", schema), f"{name}-file", 4)


def _properties(schema: dict[str, Any], anchor: str, level: int) -> Iterator[str]:
    """Make a table of an object's properties, and then one for each property that is an object itself."""
    properties: dict[str, Any] = schema["properties"]
    yield "| property | is | what it says | example |"
    yield "|---|---|---|---|"
    inner = []
    for name, said in properties.items():
        bold = "**" if name in schema.get("required", ()) else ""
        below = _object(said)
        if below:
            inner.append((name, below))
        shown = "" if below or not said.get("examples") else f"`{_yaml(said['examples'][0])}`"
        yield f"| {bold}`{name}`{bold} | {_cell(_kind(said))} | {_words(said.get('description', ''))} | {shown} |"
    yield ""
    for name, below in inner:
        yield f"{'#' * level} `{name}` {{#{anchor}-{name}}}\n"
        yield from _properties(below, f"{anchor}-{name}", min(level + 1, 6))


def _object(schema: dict[str, Any]) -> dict[str, Any] | None:
    """Find the object that a property is, holds in a list, or maps names to."""
    for each in (schema, schema.get("items"), schema.get("additionalProperties")):
        if isinstance(each, dict) and "properties" in each:
            return each
    return None


def _kind(schema: dict[str, Any]) -> str:
    """Say in a few words what a value is."""
    if "enum" in schema:
        return "one of " + ", ".join(f"`{each}`" for each in schema["enum"])
    if "refersTo" in schema:
        return "id of " + " or ".join(
            f"[{each}](#{each})" if each in FACT_KINDS else each for each in schema["refersTo"]
        )
    if "dpvTerm" in schema:
        return "DPV term" + " below" * bool(schema["dpvTerm"]) + ",".join(f" `{each}`" for each in schema["dpvTerm"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"list: {_kind(schema['items'])}"
    kind = str(schema.get("type", ""))
    return {"object": "block", "string": "text", "boolean": "true or false"}.get(kind, kind)


def rules() -> Iterator[str]:
    """Explain every rule, with what is shown when it is broken."""
    yield "# Rules\n"
    yield "Everything that `notice check` can say. The code of a rule is permanent; its letter names who speaks."
    yield "What you see below each rule is the report of a case in `tests/cases/rejected/`, which a test holds.\n"
    family = ""
    for rule in all_rules().values():
        if rule.code[0] != family:
            family = rule.code[0]
            yield f"## {family}: {FAMILIES[family]}\n"
        yield f"### {rule.code} `{rule.name}` {{#{rule.code}}}\n"
        yield f"**{rule.severity.capitalize()}:** {_words(rule.summary)} {_words(rule.why)}\n"
        yield f"Wrong:\n\n```text\n{rule.wrong.strip()}\n```\n\nRight:\n\n```text\n{rule.right.strip()}\n```\n"
        yield f"What you see:\n\n```text\n{_report(rule.name)}\n```\n"


def _report(rule: str) -> str:
    """Return the first report that a rule's case gives of it."""
    reports = (REJECTED / rule / "expected.txt").read_text(encoding="utf-8").split("\n\n")
    return next(each for each in reports if f"[{rule}]" in each).strip("\n")


def law_items() -> Iterator[str]:
    """List what Art. 13 and 14 GDPR ask, as the checks know it."""
    yield "# Items of the law\n"
    yield "What `notice check` and `notice report` look for, in the order of the articles."
    yield "An item without a rule is shown by `notice report`; a rule about single facts may speak of it.\n"
    yield "| articles | what must be told | rule |"
    yield "|---|---|---|"
    codes = {rule.name: rule.code for rule in all_rules().values()}
    for item in ITEMS:
        behind = f" (with {item.behind.removeprefix('GDPR ')})" if item.behind else ""
        rule = f"[`{item.rule}`](rules.md#{codes[item.rule]})" if item.rule else ""
        articles = ", ".join(each.removeprefix("GDPR ") for each in item.articles)
        yield f"| {articles}{behind} | {_cell(item.asks)} | {rule} |"


def modules() -> Iterator[str]:
    """List every module by its folder, from the ground up, with the first sentence of its docstring."""
    yield "# Modules of the generator\n"
    yield "From the ground up: each folder imports only from those above it here.\n"
    for folder in tomllib.loads((ROOT / "docs/explanation/folders.toml").read_text(encoding="utf-8")):
        home = ROOT / "generator" / folder
        yield f"## `{folder}` {{#{folder}}}\n"
        yield f"{_docstring(home / '__init__.py' if home.is_dir() else home.with_suffix('.py'))}\n"
        inside = sorted(path for path in home.rglob("*.py") if path != home / "__init__.py")
        if inside:
            yield "| module | |\n|---|---|"
        for path in inside:
            name = path.relative_to(home).as_posix().removesuffix("/__init__.py")
            yield f"| `{name}` | {_words(_docstring(path).partition(PARAGRAPH)[0])} |"
        yield ""


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def _words(text: str) -> str:
    """Keep a text from being read as Markdown, but for what stands in backquotes."""
    parts = re.sub(r"\s+", " ", text).split("`")
    parts[::2] = [re.sub(r"[\[*_<|]", lambda found: f"&#{ord(found[0])};", part) for part in parts[::2]]
    return "`".join(parts)


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "&#124;")


def _yaml(value: object) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return f"[{', '.join(value)}]"
    written = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1_000)
    return " ".join(written.removesuffix("...\n").split())
