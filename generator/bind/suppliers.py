"""A supplier's file becomes a `Supplier` with the facts it adds.

These have fixed ids, so that every supplier's contact, terms and officer stand at the same address in its notice.
"""

from __future__ import annotations

from typing import Any

from generator import model

_IDENTITY = ("legal_form", "country", "address", "registry", "registration_number", "website")

_TERMS = {
    "unit": "dpv:OrganisationalUnit",
    "officer": "dpv:DataProtectionOfficer",
    "authority": "dpv:DataProtectionAuthority",
}


def bind(raw: dict[str, Any], notice: model.Notice) -> model.Supplier:
    """Bind the checked values of one supplier's file."""
    facts = {fact.id: fact for fact in notice.sections["parties"]}
    who = facts.get(raw.get("party", ""))
    if not isinstance(who, model.Party):
        who = _identity(raw, notice.modes["processor"].supplier)
    contacts = raw["contacts"]
    support = _contact("support", who, contacts["support"], facts)
    breach = _contact("breach", who, contacts["breach"], facts) if "breach" in contacts else support
    officer, authority, terms = raw.get("data_protection_officer"), raw.get("authority"), raw.get("terms")
    return model.Supplier(
        id=raw["id"],
        party=who,
        support=support,
        breach=breach,
        data_protection_officer=_party("dpo", officer["name"], "officer", officer) if officer else None,
        authority=_party("authority", authority["name"], "authority", authority) if authority else None,
        terms=_terms(terms, who) if terms else None,
        region=raw.get("region", ""),
        billing=raw.get("billing", ""),
        light=raw.get("colours", {}).get("light", ""),
        dark=raw.get("colours", {}).get("dark", ""),
        logo_box=raw.get("logo", {}).get("box", ""),
        logo=raw.get("logo", {}).get("path", ""),
        promises=tuple(_promise(promise, who) for promise in raw.get("promises", [])),
        sub_processors=tuple(_sub_processor(each) for each in raw.get("sub_processors", [])),
    )


def _identity(raw: dict[str, Any], stands_for: model.Party | None) -> model.Party:
    return model.Party(
        id="supplier",
        label=raw["name"],
        kind="organisation",
        dpv=("dpv:ForProfitOrganisation",),
        member_of=(stands_for.id,) if stands_for else (),
        data_protection_officer="supplier-dpo" if "data_protection_officer" in raw else "",
        own=True,
        serves=raw.get("region", ""),
        **{key: raw[key] for key in _IDENTITY if key in raw},
    )


def _contact(name: str, who: model.Party, raw: dict[str, Any], facts: dict[str, model.Fact]) -> model.Party:
    named = facts.get(raw.get("party", ""))
    return named if isinstance(named, model.Party) else _party(name, who.label, "unit", raw)


def _party(name: str, label: str, kind: str, raw: dict[str, Any]) -> model.Party:
    reach = {key: raw[key] for key in ("address", "email", "phone") if key in raw}
    website = raw.get("url", "")
    return model.Party(
        id=f"supplier-{name}", label=label, kind=kind, dpv=(_TERMS[kind],), website=website, own=True, **reach
    )


def _terms(raw: dict[str, Any], who: model.Party) -> model.Document:
    return model.Document(
        id="supplier-terms", label=raw["label"], url=raw["url"], dpv=("dpv:TermsOfService",), publisher=who, own=True
    )


def _promise(raw: dict[str, Any], who: model.Party) -> model.Commitment:
    return model.Commitment(
        id=raw["id"],
        label=raw["label"],
        description=raw["text"],
        kind="obligation",
        holder=who,
        broader=tuple(raw.get("broader", ("dpv:Obligation",))),
        about=tuple(raw.get("about", ())),
        removes=tuple(raw.get("removes", ())),
        own=True,
    )


def _sub_processor(raw: dict[str, Any]) -> model.Recipient:
    return model.Recipient(
        id=raw["id"],
        label=raw["name"],
        description=raw["purpose"],
        dpv=("dpv:DataSubProcessor",),
        location=raw.get("country", ""),
        website=raw.get("website", ""),
        own=True,
    )
