"""Where a fact and its properties stand: in a file of the notice, or in the file of the variant's supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.source import files
from generator.source.files import FACT_KINDS, GAPS, NOTICE, facts_file

if TYPE_CHECKING:
    from generator import model
    from generator.diagnostics.records import Place
    from generator.formats.yamltext import Route
    from generator.source.records import Source

# Where a supplier's own facts stand in its file, and the keys that their properties have there.
_SAME = {key: key for key in ("legal_form", "country", "address", "registry", "registration_number", "website")}
_REACH = {"email": "email", "phone": "phone", "website": "url"}
_OWN: dict[str, tuple[Route, dict[str, str]]] = {
    "supplier": ((), {"label": "name", "data_protection_officer": "data_protection_officer", **_SAME}),
    "supplier-support": (("contacts", "support"), _REACH),
    "supplier-breach": (("contacts", "breach"), _REACH),
    "supplier-dpo": (("data_protection_officer",), {"label": "name", "address": "address", "email": "email"}),
    "supplier-authority": (("authority",), {"label": "name", "website": "url"}),
    "supplier-terms": (("terms",), {"label": "label", "url": "url"}),
}
_PROMISE = {"label": "label", "description": "text", "about": "about", "removes": "removes", "broader": "broader"}
_SUB_PROCESSOR = {"label": "name", "description": "purpose", "location": "country", "website": "website"}


class Places:
    """The places of one variant. `notice` is the whole notice, before it was narrowed to the variant."""

    def __init__(self, source: Source, notice: model.Notice, variant: model.Variant) -> None:
        self.source = source
        self.notice = notice
        self.variant = variant
        self.facts = {fact.id: fact for section in notice.sections.values() for fact in section}
        self.raw: dict[str, tuple[str, int, dict[str, Any]]] = {}
        for kind in (*FACT_KINDS, "gaps"):
            file = GAPS if kind == "gaps" else facts_file(kind)
            self.raw |= {str(raw["id"]): (file, index, raw) for index, raw in enumerate(source.facts(kind))}
        self.clauses = {file.rsplit("/", 1)[1].removesuffix(".md"): file for file in source.clauses}
        self._own = source.supplier(files.supplier_file(variant.id)) if variant.supplier else None

    def label(self, name: str) -> str:
        """Give the label of a fact by its id."""
        fact = self.variant.facts.get(name) or self.facts.get(name)
        return fact.label if fact else ""

    def in_notice(self, *route: str | int) -> Place:
        """Give the place of a value of `notice.yaml`."""
        return self.source.place(NOTICE, route)

    def in_supplier(self, *route: str | int) -> Place | None:
        """Give the place of a value of the supplier's file; nothing where the supplier does not set it."""
        return self._own.values.get(route) if self._own else None

    @property
    def who(self) -> Place | None:
        """Where the supplier says who it is."""
        return self.in_supplier("name") or self.in_supplier("party")

    def fact(self, name: str, *route: str | int) -> Place | None:
        """Give the place of a fact, or of a value of one of its properties."""
        if name in self.raw:
            file, index, _ = self.raw[name]
            return self.source.place(file, (index, *route) if route else (index, "id"))
        base, keys = self.own(name)
        if not route:
            return self.who if name == "supplier" else self.in_supplier(*base)
        first, *rest = route
        if first == "member_of":
            return self.in_notice("modes", "processor", "supplier")
        if first in ("holder", "publisher") or (first == "label" and "label" not in keys):
            return self.who
        return self.in_supplier(*base, keys[str(first)], *rest) if first in keys else None

    def own(self, name: str) -> tuple[Route, dict[str, str]]:
        """Find one of the supplier's own facts in its file, and the keys of its properties there."""
        if name in _OWN:
            return _OWN[name]
        supplier = self.variant.supplier
        promises = [each.id for each in supplier.promises] if supplier else []
        if name in promises:
            return ("promises", promises.index(name)), _PROMISE
        added = [each.id for each in supplier.sub_processors] if supplier else []
        return ("sub_processors", added.index(name)), _SUB_PROCESSOR

    def promises(self, key: str, name: str) -> list[tuple[model.Commitment, Place | None]]:
        """Find the supplier's promises that are about a fact, or remove it, each with the place that says so."""
        supplier = self.variant.supplier
        return [
            (promise, self.in_supplier("promises", index, key, getattr(promise, key).index(name)))
            for index, promise in enumerate(supplier.promises if supplier else ())
            if name in getattr(promise, key)
        ]

    def why_gone(self, name: str) -> str:
        """Say why a fact of the notice does not hold in this variant."""
        for promise, place in self.promises("removes", name):
            return f'the supplier takes it away by its promise {promise.id} "{promise.label}" at {place}'
        when = self.facts[name].applies_when
        return f"it holds in {when} mode alone: {self.fact(name, 'applies_when')}"
