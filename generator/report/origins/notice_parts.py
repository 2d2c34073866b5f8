"""Where the parts of the notice as a whole come from: its title and the like, the service, who plays which part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from generator.report.origins import values
from generator.report.origins.records import Answer
from generator.source.files import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.report.origins.lines import Places
    from generator.report.origins.records import Origin


def whole(places: Places, part: str) -> Answer:
    """Answer for the notice or the service."""
    raw: dict[str, Any] = places.source.documents[NOTICE].value  # type: ignore[assignment]
    if part == "notice":
        origins = values.values(places, raw, places.notice, places.in_notice)
    else:
        at = partial(places.in_notice, "service")
        found = values.values(places, raw["service"], places.notice.service, at)
        origins = values.in_place_of(places, found, ("suppliers",))
    return Answer(f"the {part}", (), tuple(origins))


def roles(places: Places, name: str) -> Answer | None:
    """Answer for the parts that are played in one mode; nothing where the notice has no such mode."""
    if name not in places.notice.modes:
        return None
    mode: model.Mode = name
    if mode not in places.variant.modes:
        note = f"this variant does not hold in {mode} mode, so nobody plays a part here"
        return Answer(f"the roles in {mode} mode", (note,), ())
    return Answer(f"the roles in {mode} mode", (), tuple(played(places, mode)))


def played(places: Places, mode: model.Mode) -> Iterator[Origin]:
    """Tell who plays which part in a mode that the variant holds in."""
    raw: dict[str, Any] = places.source.documents[NOTICE].value["modes"][mode]  # type: ignore[call-overload,index,assignment]
    found = values.values(places, raw, places.notice.modes[mode], partial(places.in_notice, "modes", mode))
    return values.in_place_of(places, found, ("supplier", "processors"))
