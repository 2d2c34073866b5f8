"""From an id or an address to what it names. What is not there raises LookupError."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice_client.records import SECTIONS

if TYPE_CHECKING:
    from notice_client.records import Address, Catalog, CatalogVariant, Clause, Entry, Policy, Statement, Text


def variant(catalog: Catalog, variant_id: str) -> CatalogVariant:
    """Find a variant in a catalogue."""
    for each in catalog.variants:
        if each.id == variant_id:
            return each
    message = f"no variant is called {variant_id}; there are {', '.join(each.id for each in catalog.variants)}"
    raise LookupError(message)


def key(address: Address) -> str:
    """Tell the key of an entry in its section: what follows the #."""
    return address.rpartition("#")[2]


def entry(policy: Policy, address: Address) -> Entry:
    """Follow a reference to the entry that it names, in whichever section that is.

    Where the section is known, `policy.purposes[key(address)]` gives the narrower type.
    """
    if address.startswith(f"{policy.iri}#"):
        for section in SECTIONS:
            found: Entry | None = getattr(policy, section).get(key(address))
            if found is not None:
                return found
    message = f"no entry of {policy.iri} is at {address}"
    raise LookupError(message)


def clause(text: Text, clause_id: str) -> Clause:
    """Find a clause by its id, or by the address of a statement in it, which `stated_in` gives."""
    for each in text.clauses:
        if clause_id == each.id or any(clause_id == statement.address for statement in each.statements):
            return each
    message = f"no clause of {text.page} is called {clause_id}"
    raise LookupError(message)


def statements(text: Text, fact: str) -> tuple[Statement, ...]:
    """Find the statements that state a fact, by its id or the address of its entry; a fact stated nowhere has none."""
    return tuple(each for clause in text.clauses for each in clause.statements if key(fact) in each.facts)


def facts(policy: Policy, statement: Statement) -> tuple[Entry, ...]:
    """Find the entries of the facts that a statement states."""
    return tuple(entry(policy, f"{policy.iri}#{fact}") for fact in statement.facts)
