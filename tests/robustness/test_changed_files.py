"""Readers refuse or accept whatever is near a sound file, and never break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.pipeline import checking
from generator.scaffold import project
from generator.source.files import TOMBSTONES
from tests.helpers import ROOT
from tests.robustness import readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEW = settings().max_examples // 25  # where each example makes a whole check or site
SLOW = settings(max_examples=FEW, suppress_health_check=[HealthCheck.too_slow])
YAML = [path.read_bytes() for path in sorted((ROOT / "generator/scaffold/starter/notice").rglob("*.yaml"))]
CLAUSES = [path.read_bytes() for path in sorted((ROOT / "generator/scaffold/starter/notice/clauses").iterdir())]
HOSTILE = sorted((ROOT / "tests/hostile").glob("*/*"))

# What breaks readers, put where it is least expected.
TOKENS = st.sampled_from(
    [
        *(
            b"\x00 \x1b[2J \x7f \xc2\x85 \xe2\x80\xa8 \xe2\x80\xae \xef\xbb\xbf \xed\xa0\x80 \xff \xc0\xaf \r \t".split(
                b" "
            )
        ),
        *(b"' \" ` [ ] { } ( ) < > & * ! | # % @ \\ , : - ? ~ _ = + / .".split(b" ")),
        *(b"--- ... << &a *a !!python/name:os.system !ENV ? NO ~ 0123 1.10 .nan 2024-13-45 __proto__".split()),
        *(b"{{ }} {% %} {# #} {{User}} {{dpo.email}} {{list(dpo)}} ](javascript:x) [a][b] [^1] ![ ``` <!-- </".split()),
        *(b"https://[ https://xn--a.b mailto: //a.b NaN Infinity 1e999 \\ud800 \\u0000 @context @id null true".split()),
        *(b"\n", b"\n\n", b"\n  ", b": ", b"- ", b"\n- ", b"\n    ", b'": "', b'","', "é".encode(), "e\u0301".encode()),
        *("\U000e0041".encode(), "\uff21".encode(), "\u0410".encode(), "\ufffd".encode(), "\ue000".encode()),
    ]
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "replace", "repeat", "cut", "move"]),
        st.integers(0, 10_000),
        st.integers(0, 200),
        TOKENS | st.binary(max_size=4),
    ),
    min_size=1,
    max_size=6,
)


def edited(raw: bytes, edits: list[tuple[str, int, int, bytes]]) -> bytes:
    """Change a file here and there."""
    for what, where, length, token in edits:
        at = where % (len(raw) + 1)
        end = at + length
        raw = {
            "insert": raw[:at] + token + raw[at:],
            "delete": raw[:at] + raw[end:],
            "replace": raw[:at] + token + raw[end:],
            "repeat": raw[:at] + token * length + raw[at:],
            "cut": raw[:at],
            "move": raw[:at] + raw[end:] + raw[at:end],
        }[what]
    return raw


@pytest.mark.parametrize("read", [readers.read_yaml, readers.read_clause, readers.read_manifest, readers.plain_json])
def test_every_hostile_file_is_read_by_every_reader(read: Callable[[bytes], None]) -> None:
    """A file meant for one reader may come to any."""
    for file in HOSTILE:
        read(file.read_bytes())


@given(st.sampled_from(YAML), EDITS)
def test_facts_that_were_changed_are_refused_or_read(raw: bytes, edits: list[tuple[str, int, int, bytes]]) -> None:
    """Near YAML gives a document, or diagnostics with places inside the file."""
    readers.read_yaml(edited(raw, edits))


@given(st.sampled_from(CLAUSES), EDITS)
def test_clauses_that_were_changed_are_refused_or_read(raw: bytes, edits: list[tuple[str, int, int, bytes]]) -> None:
    """A near clause gives a clause, or diagnostics with places inside the file."""
    readers.read_clause(edited(raw, edits))


@given(st.lists(TOKENS | st.binary(max_size=3), max_size=60).map(b"".join))
def test_tokens_in_any_order_are_refused_or_read(raw: bytes) -> None:
    """What means something to a reader, thrown together."""
    readers.read_yaml(raw)
    readers.read_clause(b"---\nid: x\nheading: X\n---\n" + raw)
    readers.plain_json(raw)


@given(st.just(b'{\n  "files": {\n    "index.html": "00"\n  }\n}\n'), EDITS)
def test_a_manifest_that_was_changed_is_refused(raw: bytes, edits: list[tuple[str, int, int, bytes]]) -> None:
    """Nothing that a manifest says is taken on trust."""
    readers.read_manifest(edited(raw, edits))


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> readers.Policies:
    """Give a small site whose policy is read again and again."""
    return readers.Policies(tmp_path_factory.mktemp("policies"))


@given(edits=EDITS)
def test_a_policy_that_was_changed_is_refused_or_read(
    policies: readers.Policies, edits: list[tuple[str, int, int, bytes]]
) -> None:
    """A near policy gives faults, or is one."""
    policies.read(edited(policies.raw, edits))


@SLOW
@given(path=st.sampled_from(readers.FILES), edits=EDITS)
def test_a_site_that_was_changed_and_sealed_again_is_verified_to_the_end(
    policies: readers.Policies, path: str, edits: list[tuple[str, int, int, bytes]]
) -> None:
    """The verifier comes to a verdict about whatever it is given."""
    policies.verify(path, edited(policies.site.bytes(path), edits))


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project whose files are changed one at a time."""
    folder = tmp_path_factory.mktemp("changing") / "project"
    project.write(folder)
    (folder / "notice/suppliers").mkdir()
    supplier = "id: other\nname: Other Example\ncontacts:\n  support:\n    email: help@example.net\n"
    (folder / "notice/suppliers/other.yaml").write_text(supplier, encoding="utf-8")
    (folder / TOMBSTONES).write_text("- id: gone\n  reason: It closed.\n  moved_to: other\n", encoding="utf-8")
    return folder


@SLOW
@given(data=st.data(), edits=EDITS)
def test_a_source_that_was_changed_is_checked_to_the_end(
    changing: Path, data: st.DataObject, edits: list[tuple[str, int, int, bytes]]
) -> None:
    """Names, shapes and all checks say what is wrong, or nothing, and never break."""
    file = data.draw(st.sampled_from(sorted(path for path in changing.rglob("*") if path.is_file())))
    sound = file.read_bytes()
    try:
        file.write_bytes(edited(sound, edits))
        checked = checking.check(changing)
        for each in checked.diagnostics:
            assert each.place.line >= 1
            assert each.message
    finally:
        file.write_bytes(sound)
