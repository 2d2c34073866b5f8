"""What differs between two variants: fact by fact as programs read them, and clause by clause as people do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from generator.checks import named
from generator.emit import inline, policy
from generator.published import layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator import model

ChangeKind = Literal["added", "removed", "changed"]
WHOLE = ("whole", "notice")


@dataclass(frozen=True, slots=True)
class Change:
    """One property: what it was and what it is; `None` where it is not set."""

    property: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that differs. `section` is its section of the policy; `WHOLE` is the notice as a whole."""

    how: ChangeKind
    section: str
    id: str
    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause that differs, with its text before and after; a text is empty where the clause is not there."""

    how: ChangeKind
    id: str
    heading: str
    changes: tuple[Change, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two variants."""

    before: str
    after: str
    facts: tuple[FactChange, ...]
    clauses: tuple[ClauseChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.facts and not self.clauses

    @property
    def title(self) -> str:
        """Name what was compared."""
        return self.before if self.before == self.after else f"{self.before} -> {self.after}"


def compare(before: model.Variant, after: model.Variant, names: tuple[str, str]) -> Comparison:
    """Compare two variants. The addresses that each has for itself are no difference."""
    return Comparison(*names, tuple(_facts(before, after)), tuple(_clauses(before, after)))


def compare_all(pairs: Iterable[tuple[str, model.Variant | None, model.Variant | None]]) -> list[Comparison]:
    """Compare variants by their names with what became of them. Those that differ in the same way are told as one."""
    names: dict[str, list[str]] = {}
    found: dict[str, Comparison] = {}
    listed = []
    for name, before, after in pairs:
        if before and after:
            made = compare(before, after, (name, name))
            key = repr((made.facts, made.clauses))
            names.setdefault(key, []).append(name)
            found.setdefault(key, made)
        elif shown := after or before:
            listed.append(FactChange("added" if after else "removed", "variants", name, shown.label, ()))
    told = {key: named(alike) for key, alike in names.items() if not found[key].is_empty}
    changed = [replace(found[key], before=title, after=title) for key, title in told.items()]
    return [*([Comparison("variants", "variants", tuple(listed), ())] if listed else []), *changed]


def _facts(before: model.Variant, after: model.Variant) -> list[FactChange]:
    old, new = _entries(before), _entries(after)
    found = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key, {}), new.get(key, {})
        changes = tuple(
            Change(name, was.get(name), now.get(name))
            for name in dict.fromkeys([*was, *now])
            if was.get(name) != now.get(name)
        )
        if changes:
            how: ChangeKind = "changed" if was and now else "added" if now else "removed"
            found.append(FactChange(how, *key, _label(now or was), changes))
    return found


def _entries(variant: model.Variant) -> dict[tuple[str, str], dict[str, Any]]:
    """Give every entry of a policy by its section and id; the notice as a whole is an entry too."""
    made = _own_addresses(policy.emit(variant), variant)
    sections = {policy.section_key(kind): kind for kind in variant.notice.sections}
    whole = {key: value for key, value in made.items() if key not in sections and key not in ("@context", "@id")}
    variants = {key: whole["variant"][key] for key in ("kind", "modes")}
    roles = {f"roles.{mode}": each for mode, each in whole.pop("roles").items()}
    for name, parts in {"variant": variants, "service": whole["service"], **roles}.items():
        whole |= {f"{name}.{key}": each for key, each in parts.items() if not key.startswith("@")}
    del whole["variant"], whole["service"]
    entries = {WHOLE: {**whole, "address": variant.notice.address}}
    for key in sections:
        for name, entry in made.get(key, {}).items():
            entries[key, name] = {each: value for each, value in entry.items() if each != "@id"}
    return entries


def _own_addresses(value: Any, variant: model.Variant) -> Any:
    """Cut what is an address of the variant itself down to what every variant has: the page and the id."""
    if isinstance(value, dict):
        return {key: _own_addresses(each, variant) for key, each in value.items()}
    if isinstance(value, list):
        return [_own_addresses(each, variant) for each in value]
    if not isinstance(value, str):
        return value
    site = variant.notice.address
    cut = value.removeprefix(policy.address(variant)).removeprefix(f"{site}{variant.path}")
    return cut.removeprefix(site) if cut.startswith(f"{site}{layout.data_folder('general')}") else cut


def _label(entry: dict[str, Any]) -> str:
    label = entry.get("label") or entry.get("title") or {}
    return str(next(iter(label.values()), ""))


def _clauses(before: model.Variant, after: model.Variant) -> list[ClauseChange]:
    old = {clause.id: clause for clause in before.notice.clauses}
    new = {clause.id: clause for clause in after.notice.clauses}
    order = [*new, *(name for name in old if name not in new)]
    found = []
    for name in order:
        was, now = old.get(name), new.get(name)
        shown = now or was
        texts = _texts(was, before, now, after)
        changes = tuple(
            Change(key, getattr(was, key), getattr(now, key))
            for key in ("heading", "number", "applies_when")
            if was and now and getattr(was, key) != getattr(now, key)
        )
        if shown and (not was or not now or changes or texts[0] != texts[1]):
            how: ChangeKind = "changed" if was and now else "added" if now else "removed"
            found.append(ClauseChange(how, name, f"{shown.number} {shown.heading}".strip(), changes, *texts))
    return found


def _texts(
    was: model.Clause | None, before: model.Variant, now: model.Clause | None, after: model.Variant
) -> tuple[str, str]:
    """Print both texts; as Markdown where a link or emphasis alone differs."""

    def both(form: Any) -> tuple[str, str]:
        return (form(was.body, before) if was else "", form(now.body, after) if now else "")

    plain = both(inline.plain)
    return plain if plain[0] != plain[1] else both(inline.markdown)
