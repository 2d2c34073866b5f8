"""The configuration of Sveltia CMS for a notice, made from the schemas and from the names that the notice declares."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.cms import fields, gitea_api
from generator.edit.files import BODY
from generator.published.schemas import load
from generator.source import reader
from generator.source.files import FACT_KINDS, GAPS, NOTICE, TOMBSTONES, facts_file
from generator.validate import symbols

if TYPE_CHECKING:
    from pathlib import Path

    from generator.validate.symbols import SymbolTable

_BODY = {
    "name": BODY,
    "label": "Text",
    "hint": (
        "The text of the clause, in Markdown: an empty line between paragraphs, **bold**, lists with a hyphen. "
        "`{{ … }}` prints a defined term (`{{ User }}`), a fact (`{{ dpo.email }}`), `{{ list(…) }}`, "
        "`{{ contact(…) }}` or a link to `{{ clause(…) }}`."
    ),
    "widget": "text",
    "use_emoji_autocomplete": False,
}


def of_project(root: Path, address: str) -> dict[str, Any]:
    """Make the configuration of a project whose form is served at an address, such as http://127.0.0.1:8000/__cms/."""
    read, found = reader.read(root)
    declared = symbols.collect(read, {each.place.file for each in found})
    return {
        "backend": {
            "name": "gitea",
            "repo": gitea_api.NAME,
            "branch": gitea_api.BRANCH,
            "api_root": f"{address}{gitea_api.API}",
            "base_url": address.rstrip("/"),
            "auth_methods": ["token"],
        },
        "load_config_file": False,
        "app_title": "Privacy notice",
        "media_folder": "notice/media",
        "show_preview_links": False,
        "editor": {"preview": False},
        "collections": [_notice(declared), _facts(declared), _clauses(declared), _suppliers(declared)],
    }


def as_json(root: Path) -> str:
    """Write the configuration as it is served at the address that `notice serve --cms` has by default."""
    return json.dumps(of_project(root, "http://127.0.0.1:8000/__cms/"), ensure_ascii=False, indent=2)


def _notice(declared: SymbolTable) -> dict[str, Any]:
    files = [
        {**_file("notice", NOTICE), "fields": fields.of_object(load("notice"), declared)},
        {**_file("gaps", GAPS), "fields": fields.of_list(load("gaps"), declared, symbols.NOUNS["gaps"])},
        {
            **_file("tombstones", TOMBSTONES),
            "fields": fields.of_list(load("tombstones"), declared, "tombstone"),
        },
    ]
    return {"name": "notice", "label": "The notice", "description": "The notice as a whole.", "files": files}


def _facts(declared: SymbolTable) -> dict[str, Any]:
    files = []
    for kind in FACT_KINDS:
        schema = load(f"facts/{kind}")
        files.append(
            {
                **_file(f"facts/{kind}", facts_file(kind)),
                "fields": fields.of_list(schema, declared, symbols.NOUNS[kind]),
            }
        )
    return {"name": "facts", "label": "Facts", "description": "What the clauses print, typed once.", "files": files}


def _file(schema: str, file: str) -> dict[str, Any]:
    name = schema.rpartition("/")[2]
    return {"name": name, "label": load(schema)["title"], "file": file, "format": "values-yaml"}


def _clauses(declared: SymbolTable) -> dict[str, Any]:
    made = [*fields.of_object(load("clause"), declared), _BODY]
    description = "The text, one clause a file. A new one also goes into the order of clauses, under The notice."
    return _folder("clauses", "Clause", "md", "{{heading}}", made) | {"description": description}


def _suppliers(declared: SymbolTable) -> dict[str, Any]:
    schema = load("supplier")
    made = fields.of_object(schema, declared)
    return _folder("suppliers", "Supplier", "yaml", "{{id}}", made) | {"description": schema["description"]}


def _folder(name: str, singular: str, ending: str, summary: str, made: list[fields.Field]) -> dict[str, Any]:
    """Show a folder of files, each called by its id. None is removed here: one that is gone leaves traces elsewhere."""
    return {
        "name": name,
        "label": name.capitalize(),
        "label_singular": singular,
        "folder": f"notice/{name}",
        "format": f"values-{ending}",
        "identifier_field": "id",
        "slug": "{{id}}",
        "summary": summary,
        "create": True,
        "delete": False,
        "fields": made,
    }
