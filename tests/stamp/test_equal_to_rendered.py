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
from generator.formats import characters
from generator.pipeline import checking
from generator.stamp import markers, template
from tests.conftest import ROOT

if TYPE_CHECKING:
    from generator import model

CHECKED = checking.check(ROOT)
WORD = "xq0x"
MANY = 12

AWKWARD = [
    "O\u2019Brien & Söhne <Ltd> “مؤسسة”", "\"quoted\" 'twice'", "a &amp; b &lt;c&gt; &#38; d", "</script><!--",
    "\\ \\\\ \\n",
    "*bold* _em_ `code` [text](https://x.example) ![i](x)", "-starts with a dash", "+ starts with a plus", "# heading",
    "1. a list", "réseau exemple", "ßtraße", "ŉame", "ǆ", "two  spaces and\u00a0a hard one", "𠮷野家",
    "{{ supplier }} {% x %} {#y}", "{: .class #id onclick=x }", "Example", "the", "User", "xq0x0z",
    "|pipe| ~tilde~ ^hat^",
    "a" * 300, "`", ">", "$1 \\1 \\g<0>", "==mark== ++ins++", "http://plain.example/ and someone@example.com", "...",
    "&copy;", "<b>", "]]>", "%(x)s %s {0}",
]  # fmt: skip
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)
LINE = st.sampled_from(AWKWARD) | TEXT.map(str.strip).filter(lambda text: text and not characters.forbidden(text))
LABEL = st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)
HOST = st.builds("{}.{}.example".format, LABEL, LABEL)
EMAIL = st.builds("{}@{}".format, st.from_regex(r"[A-Za-z0-9._%+-]{1,12}", fullmatch=True), HOST)
URL = st.builds("https://{}/{}".format, HOST, st.from_regex(r"[A-Za-z0-9&=?#%+~_.'()-]{0,20}", fullmatch=True)).filter(
    lambda url: "'" not in url
)
PHONE = st.from_regex(r"\+?[0-9][0-9 ().-]{3,18}", fullmatch=True)
DRAWING = st.text("MmLlHhVvCcSsQqTtAaZz0123456789eE., +-", min_size=4, max_size=60)
COLOUR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
PLACE = st.sampled_from(["loc:FR", "loc:DE", "loc:BA", "loc:CI", "loc:EU", "loc:US-CA"])
ID = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Give an object with all, some or none of these parts."""
    return st.fixed_dictionaries({}, optional=parts)


def together(*dicts: dict[str, Any]) -> dict[str, Any]:
    """Join objects."""
    return {key: value for each in dicts for key, value in each.items()}


CONTACT = st.builds(together, st.fixed_dictionaries({"email": EMAIL}), some(phone=PHONE, url=URL))
SUPPLIER = st.builds(
    together,
    st.fixed_dictionaries({"id": ID.map("s-{}".format), "name": LINE}),
    some(legal_form=LINE, country=PLACE, address=LINE, registry=LINE, registration_number=LINE, website=URL),
    st.fixed_dictionaries(
        {"contacts": st.builds(together, st.fixed_dictionaries({"support": CONTACT}), some(breach=CONTACT))}
    ),
    some(
        data_protection_officer=st.builds(
            together, st.fixed_dictionaries({"name": LINE, "email": EMAIL}), some(address=LINE)
        ),
        colours=st.fixed_dictionaries({"light": COLOUR, "dark": COLOUR}),
        logo=st.fixed_dictionaries({"box": st.sampled_from(["0 0 32 32", "0 0 1 9999"]), "path": DRAWING}),
        billing=st.sampled_from(["supplier", "publisher"]),
        terms=st.fixed_dictionaries({"label": LINE, "url": URL}) | URL.map(lambda url: {"label": url, "url": url}),
        region=PLACE,
        authority=st.builds(together, st.fixed_dictionaries({"name": LINE}), some(url=URL)),
        promises=st.lists(
            st.builds(
                together,
                st.fixed_dictionaries({"id": ID.map("p-{}".format), "label": LINE, "text": LINE}),
                some(broader=st.just(["dpv:TechnicalMeasure"])),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda each: each["id"],
        ),
        sub_processors=st.lists(
            st.builds(
                together,
                st.fixed_dictionaries({"id": ID.map("q-{}".format), "name": LINE, "purpose": LINE}),
                some(country=PLACE, website=URL),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda each: each["id"],
        ),
    ),
)


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
