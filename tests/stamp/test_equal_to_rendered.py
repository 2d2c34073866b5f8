"""The law of stamping: a supplier's variant is byte for byte what would have been made for it alone."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.bind import suppliers, variants
from generator.emit import catalog
from generator.emit.pages import templates
from generator.pipeline import checking
from generator.stamp import markers, template
from tests.drawn import SUPPLIER
from tests.helpers import CLASSROOM

if TYPE_CHECKING:
    from generator import model

CHECKED = checking.check(CLASSROOM)
WORD = "xq0x"
MANY = 12


def rendered(notice: model.Notice, made: list[model.Variant]) -> list[dict[str, bytes]]:
    """Make all files of some variants at once, from nothing but the variants themselves."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        CHECKED.renderer.render(templates.pages(made, ()), CHECKED.settings, Path(temporary) / "scratch", site)
        assert notice.languages == ("en",)
        return [
            {path.relative_to(site).as_posix(): path.read_bytes() for path in files_below(site / variant.path)}
            | dict(catalog.of_variant(variant))
            | dict(templates.style_sheets(variant))
            for variant in made
        ]


def files_below(folder: Path) -> list[Path]:
    """List the files below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def stamped(notice: model.Notice, raws: list[dict[str, Any]]) -> list[dict[str, bytes]]:
    """Make all files of some suppliers from the templates of their groups."""
    by_group: dict[bytes, list[int]] = {}
    for number, raw in enumerate(raws):
        by_group.setdefault(orjson.dumps(markers.insert(raw, WORD).raw), []).append(number)
    marked = [
        suppliers.bind(markers.insert(raws[numbers[0]], f"{WORD}{n}y").raw, notice)
        for n, numbers in enumerate(by_group.values())
    ]
    groups = rendered(notice, [variants.resolve_supplier(notice, each, "en") for each in marked])
    made: list[dict[str, bytes]] = [{} for _ in raws]
    for n, (numbers, files) in enumerate(zip(by_group.values(), groups, strict=True)):
        slots = template.TemplateSlots(f"{WORD}{n}y", markers.insert(raws[numbers[0]], WORD).territories)
        templates = [
            (template.compile_template(path, slots, "en"), template.compile_template(text.decode(), slots, "en"))
            for path, text in files.items()
        ]
        for number in numbers:
            filled = slots.render_values(markers.insert(raws[number], WORD).values)
            made[number] = {path.fill(filled).decode(): content.fill(filled) for path, content in templates}
    return made


@given(st.lists(SUPPLIER, min_size=MANY, max_size=MANY, unique_by=lambda raw: raw["id"]))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_a_stamped_variant_is_byte_for_byte_what_would_have_been_rendered(raws: list[dict[str, Any]]) -> None:
    """Quotes, ampersands, other alphabets, markup, values that hold one another or words of the text: all the same."""
    assert CHECKED.notice is not None
    alone = [variants.resolve_supplier(CHECKED.notice, suppliers.bind(raw, CHECKED.notice), "en") for raw in raws]
    for raw, wanted, found in zip(raws, rendered(CHECKED.notice, alone), stamped(CHECKED.notice, raws), strict=True):
        assert sorted(found) == sorted(wanted)
        for path, made in wanted.items():
            if found[path] != made:
                at = next(n for n, (a, b) in enumerate(zip(found[path], made, strict=False)) if a != b)
                pytest.fail(
                    f"{path}: stamped {found[path][at - 40 : at + 60]!r}, made {made[at - 40 : at + 60]!r}, of {raw}"
                )
