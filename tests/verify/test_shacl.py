"""The shapes: every policy conforms, and each deliberate fault is refused by the check that is there for it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pyshacl
import pytest
import rdflib

from generator import resources
from generator.emit import policy
from generator.published.schemas import output_fault
from generator.verify import linked_data, shacl
from generator.vocabulary import dpv
from tests.emit.test_policy import FILES, POLICIES

if TYPE_CHECKING:
    from collections.abc import Callable

Policy = dict[str, Any]
SUPPLIER = next(path for name, path in POLICIES if name == "notice" and "/example-telecom/" in path)
DIRECT = "data/v1/direct/policy.jsonld"
TURTLE = rdflib.Graph().parse(resources.folder("schema") / "shapes.ttl", format="turtle")
SH = rdflib.SH


pytestmark = pytest.mark.usefixtures("offline")


def schema_fault(value: Policy) -> str:
    """Check the form."""
    route, message = output_fault("policy", value) or ((), "")
    return f"/{'/'.join(map(str, route))}: {message}" if message else ""


def coverage_fault(value: Policy) -> str:
    """Check that the context is the bundled one, and that expansion drops nothing."""
    if value.get("@context") != policy.context()["@context"]:
        return "the context is not the bundled one"
    lost = linked_data.lost_leaves(value)
    return f"{lost} values are lost" if lost else ""


def vocabulary_fault(value: Any) -> str:
    """Check that each term of DPV that stands in a policy is one."""
    vocabulary = dpv.vocabulary()
    if isinstance(value, dict):
        value = [each for key, each in value.items() if key != "@context"]
    if isinstance(value, list):
        return next((fault for each in value if (fault := vocabulary_fault(each))), "")
    for prefix, namespace in vocabulary.namespaces.items():
        named = str(value).replace(namespace, f"{prefix}:")
        if named.startswith(f"{prefix}:") and " " not in named and named not in vocabulary.terms:
            return f"{named} is not in DPV"
    return ""


def shape_fault(value: Policy) -> str:
    """Check the shapes."""
    return "\n".join(shacl.faults(value))


CHECKS: dict[str, Callable[[Policy], str]] = {
    "schema": schema_fault, "coverage": coverage_fault, "vocabulary": vocabulary_fault, "shapes": shape_fault,
}  # fmt: skip


@pytest.mark.parametrize(("name", "path"), POLICIES)
def test_every_policy_conforms(name: str, path: str) -> None:
    """No check finds fault with what is published."""
    assert shacl.faults(FILES[name][path]) == []
    assert [check for check, find in CHECKS.items() if find(FILES[name][path])] == []


def test_the_shapes_are_valid_shapes() -> None:
    """The shapes conform to the shapes of SHACL itself."""
    report = pyshacl.validate(rdflib.Graph(), shacl_graph=TURTLE, advanced=True, meta_shacl=True)
    assert report[0], report[2]


def test_every_property_shape_says_in_words_what_should_hold() -> None:
    """A fault can be read by someone who does not know SHACL."""
    kinds = set(TURTLE.objects(None, SH.property))
    nested = {node for node in kinds if any(isinstance(s, rdflib.BNode) for s in TURTLE.subjects(SH.property, node))}
    named = {subject for subject, _ in TURTLE.subject_objects(SH.closed)}
    for kind in named:
        assert TURTLE.value(kind, SH.message), kind
        for each in set(TURTLE.objects(kind, SH.property)) - nested:
            message = str(TURTLE.value(each, SH.message))
            assert message.endswith("."), (kind, message)


def test_the_closed_shapes_know_the_properties_of_the_context_alone() -> None:
    """A property that the context does not make stands in no shape, and each that it makes stands in one."""
    raw = policy.context()["@context"]
    prefixes = {name: value for name, value in raw.items() if isinstance(value, str) and value[-1] in "#/"}
    defined = {
        value["@id"] if isinstance(value, dict) else value
        for key, value in raw.items()
        if key not in prefixes and not key.startswith("@")
    }
    iris = {rdflib.URIRef(prefixes[name.split(":")[0]] + name.split(":")[1]) for name in defined} | {rdflib.RDF.type}
    used = {path for path in TURTLE.objects(None, SH.path) if isinstance(path, rdflib.URIRef)}
    assert used == iris


# Each mutation is one expression on a policy; `at` gives the entry that a path of keys leads to.


def at(value: Any, path: str) -> Any:
    """Follow keys, separated by slashes."""
    for key in path.split("/"):
        value = value[key]
    return value


def put(path: str, new: Any) -> Callable[[Policy], None]:
    """Give a property a value."""
    entry, _, key = path.rpartition("/")

    def change(value: Policy) -> None:
        (at(value, entry) if entry else value)[key] = copy.deepcopy(new)

    return change


def drop(path: str) -> Callable[[Policy], None]:
    """Take a property away."""
    entry, _, key = path.rpartition("/")

    def change(value: Policy) -> None:
        del (at(value, entry) if entry else value)[key]

    return change


def own(path: str, *names: str) -> Callable[[Policy], None]:
    """Point a property at other entries of the policy."""

    def change(value: Policy) -> None:
        put(path, [f"{value['@id']}#{name}" for name in names])(value)

    return change


def add(path: str, *new: str) -> Callable[[Policy], None]:
    """Add to a list."""
    return lambda value: at(value, path).extend(new)


def rename(path: str, key: str, new: str) -> Callable[[Policy], None]:
    """Misspell a key."""

    def change(value: Policy) -> None:
        entry = at(value, path)
        entry[new] = entry.pop(key)

    return change


def one(path: str) -> Callable[[Policy], None]:
    """Point a property at one other entry, which must be at the end of the path after a colon."""
    place, _, name = path.rpartition(":")
    return lambda value: put(place, f"{value['@id']}#{name}")(value)


def same(path: str, other: str) -> Callable[[Policy], None]:
    """Give two entries one address."""
    return lambda value: put(f"{path}/@id", at(value, other)["@id"])(value)


PROCESS = "processes/registration"
MAIL = "personalData/account-email"
BASIS = "legalBases/legitimate-interest-main-purpose"
RIGHT = "rights/right-of-access"
TRANSFER = "transfers/international-transfer"
PURPOSE = "purposes/service-provision"

# What is changed, in which policy, and which checks refuse it, with a part of what each says.
MUTATIONS: dict[str, tuple[str, Callable[[Policy], None], dict[str, str]]] = {
    "a misspelt property": (SUPPLIER, rename(PROCESS, "purposes", "purpose"), {
        "schema": "purpose", "coverage": "lost", "shapes": "at least one purpose"}),
    "an unknown property": (SUPPLIER, put(f"{PROCESS}/colour", "blue"), {"schema": "colour", "coverage": "1 values"}),
    "an unknown full address as property": (SUPPLIER, put(f"{PROCESS}/dpv:hasRisk", "high"), {
        "schema": "hasRisk", "shapes": "no other properties"}),
    "a property of another kind": (SUPPLIER, put(f"{MAIL}/frequency", "dpv:ContinuousFrequency"), {
        "schema": "frequency", "shapes": "Personal data has no other properties"}),
    "a misspelt term as processing": (SUPPLIER, put(f"{PROCESS}/processing", ["dpv:Colect"]), {
        "vocabulary": "dpv:Colect", "shapes": "at least one kind of processing"}),
    "a misspelt term as type": (SUPPLIER, add(f"{PURPOSE}/@type", "dpv:ServiceProvison"), {
        "vocabulary": "dpv:ServiceProvison", "shapes": "is one of its terms"}),
    "an unknown term above a purpose": (SUPPLIER, put(f"{PURPOSE}/broader", ["dpv:Nonsense"]), {
        "vocabulary": "dpv:Nonsense", "shapes": "a purpose of DPV"}),
    "a purpose of DPV as processing": (SUPPLIER, put(f"{PROCESS}/processing", ["dpv:Marketing"]), {
        "shapes": "at least one kind of processing"}),
    "a purpose as recipient": (SUPPLIER, own(f"{PROCESS}/recipients", "service-provision"), {
        "shapes": "at least one recipient"}),
    "a recipient as purpose": (SUPPLIER, own(f"{PROCESS}/purposes", "group-companies"), {
        "shapes": "at least one purpose"}),
    "a party as legal basis": (SUPPLIER, own(f"{PROCESS}/legalBasis", "supplier"), {
        "shapes": "at least one legal basis"}),
    "a reference that leads nowhere": (SUPPLIER, own(f"{PROCESS}/storage", "nowhere"), {
        "shapes": "at least one storage condition"}),
    "a controller that is not one": (SUPPLIER, own(f"{PROCESS}/controllers", "dpo"), {
        "shapes": "at least one controller"}),
    "a process without a controller": (SUPPLIER, drop(f"{PROCESS}/controllers"), {
        "schema": "controllers", "shapes": "at least one controller"}),
    "a process without a data subject": (SUPPLIER, drop(f"{PROCESS}/subjects"), {
        "schema": "subjects", "shapes": "at least one kind of data subject"}),
    "a process without a legal basis": (SUPPLIER, drop(f"{PROCESS}/legalBasis"), {
        "schema": "legalBasis", "shapes": "at least one legal basis"}),
    "a process without a storage condition": (SUPPLIER, drop(f"{PROCESS}/storage"), {
        "shapes": "at least one storage condition"}),
    "a process that no clause states": (SUPPLIER, drop(f"{PROCESS}/statedIn"), {"shapes": "at least one statement"}),
    "a process without the rights of its legal basis": (SUPPLIER, drop(f"{PROCESS}/rightsFromBasis"), {
        "shapes": "follows from a legal basis"}),
    "a number for text": (SUPPLIER, put("parties/supplier/name", 5), {"schema": "5", "shapes": "exactly one name"}),
    "a party without a name": (SUPPLIER, drop("parties/supplier/name"), {
        "schema": "name", "shapes": "exactly one name"}),
    "a literal for an address": (SUPPLIER, put(f"{PROCESS}/recipients", [{"@value": "our partners"}]), {
        "schema": "partners", "shapes": "at least one recipient"}),
    "a label without a language": (SUPPLIER, put(f"{MAIL}/label", {"@none": "your address"}), {
        "schema": "@none", "shapes": "has a label"}),
    "a necessity dropped": (SUPPLIER, drop(f"{MAIL}/necessity"), {
        "schema": "necessity", "shapes": "exactly one necessity"}),
    "two necessities": (SUPPLIER, put(f"{MAIL}/necessity", ["dpv:Required", "dpv:Optional"]), {
        "schema": "Optional", "shapes": "exactly one necessity"}),
    "data without a source": (SUPPLIER, drop(f"{MAIL}/sources"), {
        "schema": "sources", "shapes": "at least one source"}),
    "a purpose as source": (SUPPLIER, put(f"{MAIL}/sources", ["dpv:Marketing"]), {"shapes": "at least one source"}),
    "an interest without a holder": (SUPPLIER, drop(f"{BASIS}/controllers"), {"shapes": "exactly one holder"}),
    "an interest without a justification": (SUPPLIER, drop(f"{BASIS}/justification"), {
        "shapes": "exactly one justification"}),
    "a right without a place": (SUPPLIER, drop(f"{RIGHT}/exercisedAt"), {
        "schema": "exercisedAt", "shapes": "exactly one place"}),
    "a place without a contact": (SUPPLIER, drop(f"{RIGHT}/exercisedAt/implementedBy"), {
        "schema": "implementedBy", "shapes": "at least one contact"}),
    "a right that the law does not know": (SUPPLIER, put(f"{RIGHT}/broader", ["dpv:Marketing"]), {
        "shapes": "at least one right of DPV"}),
    "a transfer without a safeguard": (SUPPLIER, drop(f"{TRANSFER}/legalBasis"), {
        "schema": "legalBasis", "shapes": "at least one safeguard"}),
    "a transfer to nowhere": (SUPPLIER, drop(f"{TRANSFER}/to"), {"schema": "to", "shapes": "third country"}),
    "a transfer without an importer": (SUPPLIER, drop(f"{TRANSFER}/importers"), {
        "schema": "importers", "shapes": "at least one importer"}),
    "a supplier's notice typed as the controller's": (SUPPLIER, add("@type", "eu-gdpr:DirectDataCollectionNotice"), {
        "shapes": "and no other"}),
    "a direct notice not typed as one": (DIRECT, put("@type", ["dpv:PrivacyNotice", "dpv:Notice"]), {
        "shapes": "and no other"}),
    "a supplier's variant in the wrong mode": (SUPPLIER, put("variant/modes", ["controller"]), {
        "shapes": "mode is `processor` alone"}),
    "a supplier that decides": (SUPPLIER, one("roles/processor/controller:supplier"), {
        "shapes": "a category of parties decides"}),
    "a direct variant in the wrong mode": (DIRECT, put("variant/modes", ["processor"]), {
        "shapes": "`controller` alone"}),
    "a policy without a version": (SUPPLIER, drop("noticeVersion"), {
        "schema": "noticeVersion", "shapes": "exactly one version"}),
    "a policy without a publisher": (SUPPLIER, drop("publisher"), {
        "schema": "publisher", "shapes": "exactly one publisher"}),
    "one address for two entries": (SUPPLIER, same(PURPOSE, "purposes/service-registration"), {
        "shapes": "one for each language"}),
    "one address for two kinds": (SUPPLIER, same(PURPOSE, "recipients/group-companies"), {
        "shapes": "A purpose has no other properties"}),
    "a context from elsewhere": (SUPPLIER, put("@context", "https://example.com/context.jsonld"), {
        "schema": "@context", "coverage": "not the bundled", "shapes": "and no other"}),
    "a base that moves addresses": (SUPPLIER, put("@context/@base", "https://example.com/"), {
        "coverage": "not the bundled", "shapes": "and no other"}),
    "a term that the context gives another meaning": (SUPPLIER, put("@context/name", "dct:title"), {
        "coverage": "not the bundled", "shapes": "and no other"}),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_deliberate_fault_is_refused_by_the_checks_named(name: str) -> None:
    """Each fault is refused by exactly the checks that the table names, for the reason that it gives."""
    path, change, expected = MUTATIONS[name]
    value = copy.deepcopy(FILES["notice"][path])
    change(value)
    said = {check: fault for check, find in CHECKS.items() if (fault := find(value))}
    assert set(said) == set(expected), said
    for check, part in expected.items():
        assert part in said[check]


def test_the_shapes_alone_refuse_most_faults() -> None:
    """The shapes are worth their place: they need no other check beside them."""
    assert len(MUTATIONS) >= 30
    assert sum("shapes" in expected for _, _, expected in MUTATIONS.values()) >= 15
    assert sum(set(expected) == {"shapes"} for _, _, expected in MUTATIONS.values()) >= 10
