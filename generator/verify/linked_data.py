"""Policies as linked data: nothing lost, the same graph for two readers, and the shapes. Needs the extra `verify`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import rdflib
from pyld import jsonld
from rdflib.compare import to_isomorphic

from generator.verify import shacl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.published.site import Site


def _refuse(url: str, *_: object) -> None:
    """Refuse to fetch anything: the context stands in the file."""
    message = f"a policy asks for {url}"
    raise jsonld.JsonLdError(message, "jsonld.LoadDocumentError")


_OFFLINE = {"documentLoader": _refuse}


def lost_leaves(policy: dict[str, Any]) -> int:
    """Count the values of a policy that are gone once it is expanded."""
    return _leaves(policy) - _expanded_leaves(jsonld.expand(policy, _OFFLINE))


def _leaves(value: Any) -> int:
    if isinstance(value, list):
        return sum(_leaves(each) for each in value)
    if not isinstance(value, dict) or set(value) == {"@id"}:
        return 1
    return sum(_leaves(each) for key, each in value.items() if key not in ("@context", "@id"))


def _expanded_leaves(value: Any) -> int:
    if isinstance(value, list):
        return sum(_expanded_leaves(each) for each in value)
    if not isinstance(value, dict) or "@value" in value or set(value) == {"@id"}:
        return 1
    return sum(_expanded_leaves(each) for key, each in value.items() if key not in ("@id", "@index"))


def _policies(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    for variant in site.variants():
        yield variant.entry["policy"]["path"], variant.policy


def _coverage(site: Site) -> Iterator[str]:
    for name, value in _policies(site):
        if lost := lost_leaves(value):
            yield f"{name} loses {lost} values when it is read as linked data"


def _graph(policy: dict[str, Any]) -> rdflib.Graph:
    quads = jsonld.to_rdf(policy, {**_OFFLINE, "format": "application/n-quads"})
    return rdflib.Graph().parse(data=quads, format="nt")


def _with_small_tags(graph: rdflib.Graph) -> rdflib.Graph:
    """Write the tags of languages in small letters, which say the same (BCP 47) and are how PyLD writes them."""
    small = rdflib.Graph()
    for subject, predicate, value in graph:
        language = value.language if isinstance(value, rdflib.Literal) else None
        small.add((subject, predicate, rdflib.Literal(value, lang=language.lower()) if language else value))
    return small


def _round_trip(site: Site) -> Iterator[str]:
    for name, value in _policies(site):
        first = _graph(value)
        compacted = jsonld.compact(jsonld.expand(value, _OFFLINE), value["@context"], _OFFLINE)
        if to_isomorphic(_graph(compacted)) != to_isomorphic(first):
            yield f"{name} is another graph after it was expanded and compacted"
        second = _with_small_tags(rdflib.Graph().parse(data=json.dumps(value), format="json-ld"))
        if to_isomorphic(second) != to_isomorphic(first):
            yield f"{name} is one graph for PyLD and another for rdflib"


def _shapes(site: Site) -> Iterator[str]:
    for name, value in _policies(site):
        for fault in shacl.faults(value):
            yield f"{name}: {fault}"


CHECKS: dict[str, Callable[[Site], Iterator[str]]] = {
    "coverage": _coverage,
    "shapes": _shapes,
    "round trip": _round_trip,
}
