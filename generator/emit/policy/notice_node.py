"""What a policy says of the notice as a whole, without its sections: the part that each page embeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.emit.policy.values import Values, address, camel, without_empty
from generator.published.context import SCHEMA_VERSION, context

if TYPE_CHECKING:
    from generator import model


def notice_node(variant: model.Variant) -> dict[str, Any]:
    """Make what a policy says of the notice as a whole."""
    values, notice = Values(variant, address(variant)), variant.notice
    types = ["dpv:PrivacyNotice", "dpv:Notice"]
    if variant.kind == "direct":
        types.append("eu-gdpr:DirectDataCollectionNotice")
    whole = {
        "@context": context()["@context"],
        "@id": values.address,
        "@type": types,
        "schemaVersion": SCHEMA_VERSION,
        "noticeVersion": notice.version,
        "status": notice.status,
        "effective": notice.effective,
        "variant": {
            "@id": values.iri("variant"),
            "@type": "dct:AgentClass",
            "id": variant.id,
            "kind": variant.kind,
            "label": values.text(variant.label),
            "modes": list(variant.modes),
        },
        "title": values.text(notice.title),
        "summary": values.text(notice.summary) if notice.summary else "",
        "languages": list(notice.languages),
        "publisher": values.iri(notice.publisher.id),
        "contacts": values.iris(notice.contact),
        "jurisdictions": list(notice.jurisdictions),
        "applicableLaw": list(notice.applicable_law),
        "noticeMeasures": values.iris(notice.measures),
        **values.commitments(notice.commitments),
        "complements": values.iris(notice.complements),
        "noticeDocuments": values.iris(notice.documents),
        "roles": {mode: _roles(values, mode, roles) for mode, roles in notice.modes.items()},
        "service": _service(values, notice.service),
    }
    return dict(without_empty(whole))


def _roles(values: Values, mode: str, roles: model.Roles) -> dict[str, Any]:
    return {
        "@id": values.iri(f"mode-{mode}"),
        "@type": "dct:ProvenanceStatement",
        "label": values.text(roles.label),
        "controller": values.iri(roles.controller.id),
        "processors": values.iris(roles.processors),
        "supplier": values.iri(roles.supplier.id) if roles.supplier else "",
        "subjects": values.iris(roles.subjects),
    }


def _service(values: Values, service: model.Service) -> dict[str, Any]:
    made = {
        "@id": values.iri("service"),
        "@type": "dpv:Service",
        "name": service.name,
        "brand": service.brand,
        "description": values.text(service.description),
        "technologies": list(service.technologies),
        "applicableLaw": list(service.applicable_law),
        **values.measures(service.measures),
    }
    for name in ("suppliers", "consumers", "implemented_by", "purposes", "storage", "documents"):
        made[camel(name)] = values.iris(getattr(service, name))
    if service.provider:
        made["provider"] = values.iri(service.provider.id)
    return made
