"""The records of the model, and how the policy writes their properties: modules of `generator/`."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schema.generate.table import Kind, Property

_NOTE = "Made of schema/kinds.yaml by `python -m schema.generate`."
# The first kind of the second of the two modules that hold the records: what is done, after who and what there is.
_SECOND = "measures"


def modules(kinds: list[Kind]) -> dict[str, str]:
    """Write the modules, each by its path below `generator/`, to be laid out in lines by Ruff."""
    cut = [kind.name for kind in kinds].index(_SECOND)
    records = {kind.name: kind.record for kind in kinds}
    names = list(records.values())
    order = "# In the order they are bound: each refers only to those before it."
    end = f"{order}\nFACTS: tuple[type[Fact], ...] = ({', '.join(names)})\n"
    before = f"from generator.model.facts import {', '.join(sorted(names[:cut]))}\n"
    return {
        "model/facts.py": _module("who and what a notice speaks of", "", kinds[:cut], records),
        "model/processing.py": _module("what is done, how and for how long", before, kinds[cut:], records) + end,
        "emit/policy/properties.py": _properties(kinds),
    }


def _module(what: str, imports: str, kinds: list[Kind], names: dict[str, str]) -> str:
    """Write records, one below the other."""
    records = "".join(f"{_record(kind, names)}\n\n" for kind in kinds)
    text = "\nif TYPE_CHECKING:\n    from generator.model.text import Text\n" if ": Text" in records else ""
    typing = "from typing import TYPE_CHECKING, ClassVar" if text else "from typing import ClassVar"
    return (
        f'"""The kinds of fact, as frozen records: {what}.\n\n'
        "A field made by `of_one` or `of_many` holds other facts, which `bind` finds by the ids of the source. Names\n"
        f'of fields are the keys of the source. {_NOTE}\n"""\n\n'
        f"from __future__ import annotations\n\nfrom dataclasses import dataclass\n{typing}\n\n"
        f"from generator.model.fact import Fact, of_many, of_one\n{imports}{text}\n\n{records}"
    )


def _record(kind: Kind, names: dict[str, str]) -> str:
    said = "\n".join(f"    {line}".rstrip() for line in kind.meaning.strip().split("\n")).strip()
    end = "\n    " if "\n" in said else ""
    rows = [row for row in kind.properties if row.name not in ("dpv", "broader") and row.source != "the policy"]
    lines = [
        "@dataclass(frozen=True, slots=True, kw_only=True)",
        f"class {kind.record}(Fact):",
        f'    """{said}{end}"""\n',
        f'    kind_of_fact: ClassVar[str] = "{kind.name}"\n',
        *(f"    {_field(row, names)}" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _field(row: Property, names: dict[str, str]) -> str:
    name = f"{row.name}_" if keyword.iskeyword(row.name) else row.name
    if row.value == "fact" and not row.held:
        kind = f"tuple[{names[row.of]}, ...]" if row.many else f"{names[row.of]} | None"
        return f'{name}: {kind} = {"of_many" if row.many else "of_one"}("{row.of}")'
    if row.value == "yes-no":
        return f"{name}: bool = {row.default}"
    kind = "Text" if row.held == "text" else "tuple[str, ...]" if row.many else "str"
    empty = "()" if row.many else '""'
    return f"{name}: {kind}" if row.required else f"{name}: {kind} = {empty}"


def _properties(kinds: list[Kind]) -> str:
    """Write how each property that is published as it stands is written."""
    rows = [row for kind in kinds for row in kind.properties if _is_plain(row)]
    published = {
        kind.name: tuple(f"{r.name}_" if keyword.iskeyword(r.name) else r.name for r in kind.properties if _is_plain(r))
        for kind in kinds
    }
    words = sorted({row.name for row in rows if row.published_as == "words"})
    ids = sorted({row.name for row in rows if row.held == "ids"})
    terms = {row.name: row.policy["terms"] for row in rows if "terms" in row.policy}
    return (
        f'"""How the policy writes the properties of facts. {_NOTE}"""\n\nfrom __future__ import annotations\n\n'
        "# What is published of each kind as the source has it, besides what every fact has.\n"
        f"PUBLISHED: dict[str, tuple[str, ...]] = {published}\n\n"
        "# Texts that are given in a language; everything else that is text is the same in all.\n"
        f"WORDS = frozenset({words})\n\n"
        f"# Properties that hold ids of facts.\nIDS = frozenset({ids})\n\n"
        f"# The DPV terms that stand for the options of a choice.\nTERMS: dict[str, dict[str, str]] = {terms}\n"
    )


def _is_plain(row: Property) -> bool:
    return bool(row.policy) and row.source != "the policy" and row.published_as != "node" and row.held != "text"
