"""Diagnostics on the pages of the preview: each beside the clause that it is about, or above the page.

A diagnostic is about the clause whose file it stands in, or about the clauses that state the fact it stands in. What
is said here is put into a page when the preview sends it; no page of a published site is ever handed to this module.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import jinja2

from generator import resources
from generator.bind import lookup, variants
from generator.diagnostics.formats import text
from generator.diagnostics.rules import all_rules
from generator.published import markup
from generator.source import files

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic, Place
    from generator.pipeline.checking import Checked

_CLAUSES = "notice/clauses/"
_KINDS = {files.GAPS: "gaps"} | {files.facts_file(kind): kind for kind in files.FACT_KINDS}


def render(template: str, **values: object) -> str:
    """Render one of the preview's own pages, or a part of one."""
    loader = jinja2.FileSystemLoader(resources.folder("site_templates") / "preview")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template(template).render(**values)


def rules_page() -> bytes:
    """Make the page that explains every rule, with the text of `notice explain`."""
    return render("rules.html.j2", rules=all_rules().values()).encode()


@dataclass(frozen=True, slots=True)
class Annotations:
    """What is said of a source as it is now, on the pages of `shown`: the newest that could be built, if any could."""

    checked: Checked
    beside: dict[str, list[Diagnostic]] = field(default_factory=dict)

    @classmethod
    def of(cls, checked: Checked, shown: Checked | None, variant: str) -> Annotations:
        """Find the clauses, by their ids, that each diagnostic is about."""
        beside: dict[str, list[Diagnostic]] = {}
        stated = _stated_in(shown, variant) if shown else {}
        for each in checked.diagnostics:
            for clause in _clauses(each.place, checked, stated):
                beside.setdefault(clause, []).append(each)
        return cls(checked, beside)

    def page(self) -> bytes:
        """Make a page of all diagnostics, for when there is no other to show."""
        return self._render("faults.html.j2", self.checked.diagnostics).encode()

    def on(self, page: bytes, *, whole_notice: bool) -> bytes:
        """Put the diagnostics on a page; beside the clauses, where it is the page that holds them."""
        if not self.checked.diagnostics:
            return page
        html, places = page.decode(), []
        for clause, found in self.beside.items() if whole_notice else ():
            heading = markup.heading(clause).search(html)
            if heading:
                html = html[: heading.end()] + self._render("remarks.html.j2", found) + html[heading.end() :]
                places.append(clause)
        placed = [each for clause in places for each in self.beside[clause]]
        rest = [each for each in self.checked.diagnostics if each not in placed]
        above = self._render("above.html.j2", rest, places=places, stale=not self.checked.ok)
        return markup.ARTICLE.sub(lambda match: match.group() + above, html, count=1).encode()

    def _render(self, template: str, diagnostics: list[Diagnostic], **values: object) -> str:
        summary = text.summary(self.checked.diagnostics)
        return render(template, diagnostics=diagnostics, summary=summary, editor=self._editor, **values)

    def _editor(self, place: Place) -> str:
        """Give the address that opens a place in Visual Studio Code."""
        file = (self.checked.source.root / place.file).resolve()
        return f"vscode://file{quote(str(file))}:{place.line}:{place.column}"


def _stated_in(shown: Checked, variant: str) -> dict[str, set[str]]:
    """Give the clauses that state each fact, in any variant that the preview shows."""
    found: dict[str, set[str]] = {}
    if shown.notice:
        for name in (*variants.names(shown.notice), variant):
            resolved = lookup.variant(shown.source, shown.notice, name)
            for fact, statements in resolved.stated_in.items() if resolved else ():
                found.setdefault(fact, set()).update(each.clause for each in statements)
    return found


def _clauses(place: Place, checked: Checked, stated: dict[str, set[str]]) -> list[str]:
    if place.file.startswith(_CLAUSES):
        return [Path(place.file).stem]
    facts = checked.source.facts(_KINDS[place.file]) if place.file in _KINDS else []
    starts = [checked.source.place(place.file, (number,)) for number in range(len(facts))]
    fact = next((each for each, start in zip(reversed(facts), reversed(starts), strict=True) if start <= place), None)
    return sorted(stated.get(str(fact.get("id")), ())) if isinstance(fact, dict) else []
