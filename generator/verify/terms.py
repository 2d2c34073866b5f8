"""The context of a published site, and the terms that its policies use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.formats import jsontext
from generator.published.context import context
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.published.site import PublishedVariant, Site


class Terms:
    """Looks at the keys and the DPV terms of one policy after another.

    What one entry uses is the same for every variant that says it alike, so each is looked at once.
    """

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._seen: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}

    def context_faults(self, variant: PublishedVariant) -> Iterator[str]:
        """Compare the context of a policy with the one this software carries, and find terms it does not know."""
        path, value = variant.entry["policy"]["path"], variant.policy
        if value["@context"] != context()["@context"]:
            yield f"{path} has another context"
        for term in dict.fromkeys(term for unknown, _ in self._parts(variant) for term in unknown):
            yield f'{path} uses the term "{term}", which its context does not define: readers would drop it in silence'

    def used(self, variant: PublishedVariant) -> set[str]:
        """Name the DPV terms that a policy uses."""
        return {term for _, used in self._parts(variant) for term in used}

    def vocabulary_faults(self, variant: PublishedVariant) -> Iterator[str]:
        """Find terms that DPV does not have."""
        vocabulary = dpv.vocabulary()
        path = variant.entry["policy"]["path"]
        for term in sorted(self.used(variant) - vocabulary.terms.keys()):
            yield f"{path} uses {term}, which is not in DPV {vocabulary.version}"

    def _parts(self, variant: PublishedVariant) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
        """Look at the policy without its facts, then at each fact."""
        whole = {
            key: {name: each for name, each in section.items() if name not in variant.facts}
            if isinstance(section, dict)
            else section
            for key, section in variant.policy.items()
            if key != "@context"
        }
        yield tuple(unknown_terms(whole)), frozenset(used_terms(whole))
        for entry, number in variant.facts.values():
            if number not in self._seen:
                self._seen[number] = tuple(unknown_terms(entry)), frozenset(used_terms(entry))
            yield self._seen[number]


def shared_context_faults(site: Site) -> Iterator[str]:
    """Compare the published context and shapes with those that this software carries."""
    path = site.catalog["context"]["path"]
    if site.bytes(path) != jsontext.dump(context()):
        yield f"{path} is not the context of this version"
    path = site.catalog["shapes"]["path"]
    if site.bytes(path) != (resources.folder("schema") / "shapes.ttl").read_bytes():
        yield f"{path} are not the shapes of this version"


def unknown_terms(value: dict[str, Any]) -> list[str]:
    """Name the keys of a policy that its context does not define."""
    defined = context()["@context"]
    found: dict[str, None] = {}

    def walk(node: Any, kind: str) -> None:
        if isinstance(node, list):
            for each in node:
                if isinstance(each, dict | list):
                    walk(each, "")
        elif isinstance(node, dict):
            for key, each in node.items():
                if kind in ("@index", "@language"):
                    walk(each, "")
                elif key.startswith("@"):
                    continue
                elif key not in defined:
                    found[key] = None
                elif isinstance(each, dict | list):
                    term = defined[key]
                    walk(each, term.get("@container", "") if isinstance(term, dict) else "")

    walk(value, "")
    return list(found)


def used_terms(value: Any) -> set[str]:
    """Name the DPV terms that a part of a policy uses, as they are written in it."""
    prefixes = dpv.vocabulary().namespaces
    if isinstance(value, dict):
        return {term for key, each in value.items() if key != "@context" for term in used_terms(each)}
    if isinstance(value, list):
        return {term for each in value for term in used_terms(each)}
    is_term = isinstance(value, str) and value.partition(":")[0] in prefixes and _TERM.fullmatch(value)
    return {value} if is_term else set()


_TERM = re.compile(r"[a-z-]+:[A-Za-z0-9][A-Za-z0-9.-]*")
