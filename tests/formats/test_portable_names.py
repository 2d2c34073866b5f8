"""Names on Windows and macOS, where a name that is plain on Linux can be a device, another file, or none."""

from __future__ import annotations

import re
import sys
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats import portable_names
from generator.published.schemas import load

DEVICES = ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
ODD_PARTS = [*DEVICES, "CON", "nul.json", "a", "a.b", ".", "..", "", "a.", "b ", "c:", "\\", "x\\y", "a:b", "?"]


def is_reserved(name: str) -> bool:
    """Ask Python, which knows the names of devices too."""
    if sys.version_info >= (3, 13):
        import ntpath  # noqa: PLC0415 - has it since that version

        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


@pytest.mark.parametrize("name", [*DEVICES, "CON", "Nul", "aux.yaml", "com1.tar.gz", "lpt9 .md", "conin$", "com\u00b2"])
def test_a_device_is_no_name_whatever_its_ending(name: str) -> None:
    """Writing to it would write to no file at all."""
    assert "device" in portable_names.fault(name)
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["cons", "com10", "auxiliary", "nullable.yaml", "a.con", "lpt", "com", "example-ltd"])
def test_what_only_looks_like_a_device_is_a_name(name: str) -> None:
    """Refusing too much is a fault too."""
    assert portable_names.fault(name) == ""
    assert not is_reserved(name)


@pytest.mark.parametrize("name", ["a.", "a ", "a.yaml.", *(f"a{each}b" for each in ':<>"|?*\\/\t\x00')])
def test_what_windows_leaves_out_or_refuses_is_told(name: str) -> None:
    """The file would have another name there, or none."""
    assert portable_names.fault(name)


def test_names_that_differ_by_capitals_alone_are_one_file() -> None:
    """The one in small letters stays; every other is told."""
    assert portable_names.faults(["a.md", "b.md", "c.md"]) == {}
    found = portable_names.faults(["About.md", "ABOUT.md", "about.md", "b.md"])
    assert set(found) == {"About.md", "ABOUT.md"}
    assert all('differs from "about.md" by capitals alone' in why for why in found.values())


@pytest.mark.parametrize("part", ["id", "language"])
def test_no_schema_takes_a_device_for_a_name_of_files(part: str) -> None:
    """Ids and languages name folders of the site."""
    pattern = load("common")["$defs"][part]["pattern"]
    assert [name for name in (*DEVICES, "com0", "lpt0") if re.search(pattern, name)] == []
    assert re.search(pattern, "de")


@given(st.lists(st.sampled_from(ODD_PARTS), min_size=1, max_size=4))
def test_no_path_of_a_site_leads_out_on_windows(parts: list[str]) -> None:
    """What is taken for a path below the site is one by the rules of Windows too, and no device."""
    path = "/".join(parts)
    posix = PurePosixPath(path)
    plain = bool(posix.parts) and posix.as_posix() == path and not any(map(portable_names.fault, posix.parts))
    assert portable_names.is_plain(path) == plain
    if plain:
        whole = PureWindowsPath("C:/site") / path
        assert whole.is_relative_to("C:/site")
        assert ".." not in whole.parts
        assert whole.as_posix() == f"C:/site/{path}"
        assert not any(map(is_reserved, path.split("/")))
