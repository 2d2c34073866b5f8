"""Whether a policy conforms to the shapes: what holds of it as a graph, and its JSON Schema cannot say.

It is imported by the full check alone, since its libraries are an extra. Nothing is fetched.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH, SKOS

from generator import resources
from generator.vocabulary import dpv


def faults(policy: dict[str, Any]) -> list[str]:
    """Name what breaks a shape, one sentence for each: the node, the property, and what should hold.

    The context of the policy must be the bundled one; a policy with another is refused unread, so that nothing is
    fetched to read it.
    """
    context = json.loads((resources.folder("schema") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    if policy.get("@context") != context:
        return ["the policy: @context: The context is the one that is published with the schemas, and no other."]
    graph = rdflib.Graph().parse(data=json.dumps(policy), format="json-ld")
    for term, top in _tops(graph):
        graph.add((term, RDF.type, top))
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(), advanced=True, inplace=True)
    if conforms:
        return []
    if not isinstance(report, rdflib.Graph):
        message = f"the shapes could not be applied: {report!r}"
        raise TypeError(message)
    names = _Names(str(policy.get("@id", "")), context)
    return sorted({names.sentence(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)})


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(resources.folder("schema") / "shapes.ttl", format="turtle")


def _tops(graph: rdflib.Graph) -> list[tuple[rdflib.URIRef, rdflib.URIRef]]:
    """Pair each DPV term that a graph uses with the top concepts it stands under, or skos:Concept where it has none."""
    vocabulary = dpv.vocabulary()
    used = {node for triple in graph for node in triple if isinstance(node, rdflib.URIRef)}
    found = []
    for name, tops in vocabulary.terms.items():
        prefix, local = name.split(":", 1)
        term = rdflib.URIRef(vocabulary.namespaces[prefix] + local)
        if term in used:
            top_names = [rdflib.URIRef(vocabulary.namespaces["dpv"] + top) for top in tops]
            found += [(term, top) for top in top_names or [SKOS.Concept]]
    return found


class _Names:
    """Writes addresses as a reader of the policy knows them: `#` and the key of an entry, or prefix and name."""

    def __init__(self, policy: str, context: dict[str, Any]) -> None:
        self.policy = policy
        plain = [(name, value) for name, value in context.items() if isinstance(value, str) and value[-1] in "#/"]
        self.prefixes = sorted(plain, key=lambda each: -len(each[1]))

    def short(self, node: object) -> str:
        text = str(node)
        if text == self.policy:
            return "the policy"
        if text.startswith(f"{self.policy}#"):
            return text.removeprefix(self.policy)
        for prefix, namespace in self.prefixes:
            if text.startswith(namespace):
                return f"{prefix}:{text.removeprefix(namespace)}"
        return text

    def sentence(self, report: rdflib.Graph, result: rdflib.term.Node) -> str:
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        place = self.short(report.value(result, SH.focusNode))
        if isinstance(path, rdflib.URIRef):
            place += f": {self.short(path)}"
        if isinstance(value, rdflib.Literal) or (isinstance(value, rdflib.URIRef) and isinstance(path, rdflib.URIRef)):
            place += f" ({self.short(value)})"
        return f"{place}: {report.value(result, SH.resultMessage)}"
