"""A new supplier's file: written only where there is none, and kept only when the whole source checks clean with it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.formats import portable_names
from generator.pipeline import checking
from generator.published.schemas import load
from generator.source import files

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline.checking import Checked

_COMMENT = "# yaml-language-server: $schema=../../schema/supplier.schema.json\n"
_CODE = re.compile(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?")


def fault(name: str) -> str:
    """Say why a name cannot be a supplier's id, and so the name of a file; nothing where it can."""
    if why := portable_names.fault(name):
        return f"{why}; choose another"
    is_id = re.fullmatch(load("common")["$defs"]["id"]["pattern"], name)
    return "" if is_id else "cannot be an id; use small letters, digits and single hyphens, such as example-ltd"


def text(values: dict[str, str]) -> str:
    """Write a supplier's file. Every value stands in quotes, so that none can be read as anything but a text."""

    def line(indent: int, key: str, value: str) -> str:
        return f"{'  ' * indent}{key}: {json.dumps(value, ensure_ascii=False)}\n"

    written = _COMMENT + "".join(line(0, key, values[key]) for key in ("id", "name", "country", "website"))
    written += "contacts:\n"
    for name in ("support", "breach"):
        written += f"  {name}:\n{line(2, 'email', values[name])}" if values.get(name) else ""
    return written


def country(typed: str) -> str:
    """Give the DPV location that a country's code stands for; anything else stays as it was typed."""
    return f"loc:{typed.upper()}" if _CODE.fullmatch(typed) else typed


def write(root: Path, values: dict[str, str]) -> Checked:
    """Write the file of a supplier and check the source with it; the file goes again unless it checks clean.

    Raises `OSError`, such as `FileExistsError` where the supplier has a file.
    """
    path = root / files.supplier_file(values["id"])
    is_first = not path.parent.exists()
    path.parent.mkdir(exist_ok=True)
    kept = False
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text(values))
    except FileExistsError:
        kept = True
        raise
    else:
        checked = checking.check(root)
        kept = (
            not any(each.place.file == files.supplier_file(values["id"]) for each in checked.diagnostics) and checked.ok
        )
        return checked
    finally:
        if not kept:
            path.unlink(missing_ok=True)
            if is_first:
                path.parent.rmdir()
