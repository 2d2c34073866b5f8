"""Where the parts of the notice as a whole come from: its title and the like, the service, who plays which part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from generator.origins import written
from generator.origins.answers import Answer
from generator.source import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.origins.answers import Origin
    from generator.origins.places import Places


def whole(places: Places, part: str) -> Answer:
    """Answer for the notice or the service."""
    raw: dict[str, Any] = places.source.documents[NOTICE].value  # type: ignore[assignment]
    if part == "notice":
        origins = written.values(places, raw, places.notice, places.in_notice)
    else:
        at = partial(places.in_notice, "service")
        found = written.values(places, raw["service"], places.notice.service, at)
        origins = written.in_place_of(places, found, ("suppliers",))
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
    found = written.values(places, raw, places.notice.modes[mode], partial(places.in_notice, "modes", mode))
    return written.in_place_of(places, found, ("supplier", "processors"))
