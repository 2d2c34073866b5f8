"""The ids of a published site against those of an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.published.site import Site

_NOT_FACTS = ("@context", "variant", "service", "roles", "title", "summary")


def lost_ids(site: Site, earlier: Site) -> Iterator[str]:
    """Find the ids of an earlier site that are gone: whoever kept their address would find nothing."""
    now = {variant.id: variant for variant in site.variants()}
    buried = {each["id"] for each in site.catalog.get("tombstones", ())}
    for old in earlier.variants():
        new = now.get(old.id)
        if new is None:
            if old.id not in buried:
                yield f"{old.entry['policy']['path']} was published and is gone; no tombstone answers for it"
            continue
        for section, entries in old.policy.items():
            if isinstance(entries, dict) and section not in _NOT_FACTS:
                for name in entries:
                    if name not in new.policy.get(section, {}):
                        yield f"{old.entry['policy']['path']}#{name} was published and is gone"
        for language, text in old.texts.items():
            kept = {clause["id"] for clause in new.texts.get(language, {"clauses": []})["clauses"]}
            for clause in text["clauses"]:
                if language in new.texts and clause["id"] not in kept:
                    path = old.entry["texts"][language]["path"]
                    yield f"{path}: the clause {clause['id']} was published and is gone"
