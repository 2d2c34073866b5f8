"""What stands in the place of the data of a supplier that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit import policy
from generator.formats import jsontext
from generator.published import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model


def files(notice: model.Notice) -> Iterator[tuple[str, bytes]]:
    """Make what stands in the place of the data of what is gone: the same words for the policy and for each text."""
    for tombstone in notice.tombstones:
        moved = tombstone.moved_to or "general"
        made = jsontext.dump(
            {
                "schemaVersion": policy.SCHEMA_VERSION,
                "status": "withdrawn",
                "variant": tombstone.id,
                "notice": notice.id,
                "reason": {notice.languages[0]: tombstone.reason},
                "movedTo": {
                    "id": moved,
                    "policy": f"{notice.address}{layout.policy(moved)}",
                    "pages": {language: f"{notice.address}{language}/{moved}/" for language in notice.languages},
                },
            }
        )
        yield layout.policy(tombstone.id), made
        for language in notice.languages:
            yield layout.text(tombstone.id, language), made
