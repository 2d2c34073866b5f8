"""The shapes of facts (SHACL): one a kind, between two lines of `shapes.ttl`; the others there are written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.generate.policy_schema import LISTS
from schema.generate.table import camel

if TYPE_CHECKING:
    from schema.generate.table import Kind, Property

_BEGIN = "# The facts: made of kinds.yaml\n"
_END = "# What stands inside an entry\n"
_COMMON = (":types", ":label", ":description", ":broader", ":reference", ":modes", ":statedBy")
_TEXT = "sh:datatype xsd:string ; sh:minLength 1"
_WORDS = "sh:datatype rdf:langString ; sh:uniqueLang true"
_FORMS = {
    "line": _TEXT, "email": _TEXT, "words": _WORDS, "date": "sh:datatype xsd:date", "yes-no": "sh:datatype xsd:boolean",
    "url": 'sh:nodeKind sh:IRI ; sh:pattern "^https?://"',
    "address": "sh:nodeKind sh:IRI", "term": "sh:nodeKind sh:IRI", "terms": "sh:nodeKind sh:IRI",
    "node": "sh:nodeKind sh:IRI",
}  # fmt: skip


def shapes(today: str, kinds: list[Kind], context: dict[str, object]) -> str:
    """Put the shapes of all kinds into the file as it is today."""
    before, begin, rest = today.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        message = "shapes.ttl has not the two lines between which the facts stand"
        raise ValueError(message)
    of = {kind.name: kind.policy["is"] for kind in kinds}
    return before + begin + "".join(f"\n{_shape(kind, of, context)}" for kind in kinds) + "\n\n" + end + after


def _shape(kind: Kind, of: dict[str, str], context: dict[str, object]) -> str:
    name = kind.policy["entry"]
    common = [*_COMMON, ":statedInOptional" if kind.name == "gaps" else ":statedIn"]
    common += [":gap"] * bool((gap := kind.row("gap")) and gap.policy)
    common += [f":{key}" for lists in kind.lists for key in LISTS[lists]]
    parts = [
        _typed(kind),
        _broader(kind),
        *(_property(row, of) for row in kind.properties if row.policy.get("says")),
    ]
    says = f"{kind.policy['one']} has no other properties than those of its kind."
    lines = [
        f":{name[:1].upper()}{name[1:]} a sh:NodeShape ;",
        "    sh:closed true ;",
        f"    {_target(kind, context)} ;",
        f'    sh:message "{says}" ;',
        f"    sh:property {', '.join(common)} ;",
        *(f"    sh:property [\n        {part}\n    ] ;" for part in parts if part),
    ]
    return "\n".join(lines).removesuffix(";") + ".\n"


def _target(kind: Kind, context: dict[str, object]) -> str:
    """Say which nodes are of a kind: what its section leads to, and no term of DPV."""
    found = kind.policy.get("target", "")
    if found:
        return f"sh:targetClass {found}"
    section = _iri(context, camel(kind.name))
    if not kind.policy.get("shares_section"):
        return f"sh:targetObjectsOf {section}"
    but = kind.policy.get("but_not", "")
    without = f"                FILTER NOT EXISTS {{ ?this a {but} }}\n" if but else ""
    return (
        "sh:target [\n        a sh:SPARQLTarget ; sh:prefixes <urn:privacy-notice:shapes> ;\n"
        '        sh:select """\n            SELECT ?this WHERE {\n'
        f"                ?policy schema:schemaVersion ?version ; {section} ?this .\n{without}"
        '            }\n        """\n    ]'
    )


def _iri(context: dict[str, object], key: str) -> str:
    term = context[key]
    return str(term["@id"] if isinstance(term, dict) else term)


def _typed(kind: Kind) -> str:
    typed = kind.policy.get("typed", {})
    if not typed:
        return ""
    path = "( rdf:type [ sh:zeroOrOnePath rdf:type ] )" if typed.get("or_under") else "rdf:type"
    value = f"sh:hasValue {typed['as']}"
    if isinstance(typed["as"], list):
        value = f"sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:in ( {' '.join(typed['as'])} ) ]"
    return f'sh:path {path} ; {value} ;\n        sh:message "{typed["says"]}"'


def _broader(kind: Kind) -> str:
    broader = kind.policy.get("broader", {})
    least = "sh:minCount 1 ; " if broader.get("required") else ""
    says = broader.get("says", "")
    return f'sh:path skos:broader ; {least}sh:class {broader["is"]} ;\n        sh:message "{says}"' if broader else ""


def _property(row: Property, of: dict[str, str]) -> str:
    form = row.published_as
    parts = [f"sh:path {row.policy['property']}"]
    if row.is_published_always or row.published("at_least", 0):
        parts.append("sh:minCount 1")
    if form != "words" and not row.is_published_many:
        parts.append("sh:maxCount 1")
    if form == "choice":
        options = " ".join(f'"{each}"' for each in row.published_options)
        parts.append(f"sh:in ( {options} )")
    elif "starts" in row.policy:
        pattern = row.policy["starts"].replace("\\", "\\\\")
        parts.append(f'sh:nodeKind sh:IRI ; sh:pattern "{pattern}"')
    else:
        parts += [
            _FORMS[form],
            *(f"sh:{'node' if each.startswith(':') else 'class'} {each}" for each in _leads_to(row, of)),
        ]
    return f'{" ; ".join(parts)} ;\n        sh:message "{row.policy["says"]}"'


def _leads_to(row: Property, of: dict[str, str]) -> list[str]:
    """Name the classes, and the shapes, that what a property leads to is of."""
    if "is" in row.policy:
        found = row.policy["is"]
        return found if isinstance(found, list) else [found]
    if row.published_as == "address":
        return [of.get(row.of, ":AnEntry")]
    if row.published_as == "term":
        return [f"dpv:{row.tops[0]}"] if row.tops else [":ATerm"]
    return []
