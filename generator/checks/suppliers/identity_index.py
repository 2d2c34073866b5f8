"""What tells one supplier from all others, and where it stands: names, addresses, mailboxes, domains, numbers.

A mark of identity is compared as a run of words, whatever the case, the punctuation or the markup between them. For
tens of thousands of suppliers the index holds a few bytes a mark: it finds that a text holds one, and whose it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.formats.identity_marks import reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def of_source(raw: dict[str, Any]) -> Iterator[str]:
    """Give the marks of identity in a supplier's file. One that the notice names already has none of its own."""
    if "party" not in raw:
        yield from (raw[key] for key in ("name", "address", "registration_number") if key in raw)
    yield from raw.get("colours", {}).values()
    yield from [raw["logo"]["path"]] if "logo" in raw else []
    contacts = raw.get("contacts", {})
    reach = [raw, *contacts.values(), raw.get("data_protection_officer", {}), raw.get("terms", {})]
    yield from reached(each.get(key) for each in reach for key in ("website", "url", "email", "phone"))


def of_all(suppliers: Iterable[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """Give the marks of identity of all suppliers, each with the number of its owner, in their order."""
    for number, raw in enumerate(suppliers):
        for mark in of_source(raw):
            yield number, mark
