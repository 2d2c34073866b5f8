"""Reading: each file, line and text is read in one way, or refused at its place with what to type instead."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics.records import Place
from generator.formats import characters, markdown, yamltext
from generator.formats.private_use import FIRST_STATEMENT, STATEMENT_END
from generator.formats.sentences import Sentences
from generator.source import clauses, placeholders, reader
from generator.source.disk_store import DiskStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.diagnostics.records import Diagnostic

Said = tuple[str, int, int, int, str, str]


def said(found: list[Diagnostic]) -> list[Said]:
    """Give each diagnostic: rule, line, first column, last, message, help."""
    return [
        (each.rule.name, each.place.line, each.place.column, each.place.end_column, each.message, each.help)
        for each in found
    ]


# YAML.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: [x, -2]\nc: {d: true, e: false}\n", {"a": 1, "b": ["x", -2], "c": {"d": True, "e": False}}),
        ("- a\n- - b\n  - c\n-\n  d: e\n", ["a", ["b", "c"], {"d": "e"}]),
        ("a: 2026-11-24\nb: '12:30'\nc: \"NO\"\n", {"a": "2026-11-24", "b": "12:30", "c": "NO"}),
        ("a: '1'\nb: 0\nc: -0\n", {"a": "1", "b": 0, "c": 0}),
        ("a: 9007199254740992\nb: -9007199254740992\n", {"a": 2**53, "b": -(2**53)}),
        ("'<<': 1\n'1': 2\n'true': 3\n", {"<<": 1, "1": 2, "true": 3}),
        ("a: >\n  folded\n  text\nb: |\n  two\n  lines\n", {"a": "folded text\n", "b": "two\nlines\n"}),
        ("---\na: []\nb: {}\n", {"a": [], "b": {}}),
        ("word\n", "word"),
        ("nobody: 1.2.3\nb: GDPR Art. 13\n", {"nobody": "1.2.3", "b": "GDPR Art. 13"}),
    ],
)
def test_yaml_has_one_meaning(text: str, value: object) -> None:
    """Texts, whole numbers, true and false, lists and maps."""
    document, found = yamltext.parse(text, "a.yaml")
    assert found == []
    assert document is not None
    assert document.value == value
    assert document.file == "a.yaml"


QUOTE = "a quotation mark is opened here and never closed"
CLOSE = "close it with the same mark: \"…\" or '…'"
OUT = "write the value out in full"
UNALIGNED = ("the line does not line up with the lines before it", "give it the same indentation as its neighbours")
TAB = (
    "the line starts with a character that YAML does not allow here, often a tab",
    "indent with spaces; put texts that start with @, `, % or a bracket in quotes",
)
KEY = ("a list or map stands where a name is expected", "use a plain name as key")
COMPARE = "compare it with the lines around it"
NOTHING = "type a value, or remove the line"
LONG = "1" * 40


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &x 1\nb: *x\n", ("yaml-feature", 1, 4, 8, "anchors (&x) are not used here", OUT)),
        ("b: *x\n", ("yaml-feature", 1, 4, 6, "aliases (*x) are not used here", OUT)),
        (
            "a: !!str 1\n",
            ("yaml-feature", 1, 4, 11, "tags (tag:yaml.org,2002:str) are not used here", "remove the tag"),
        ),
        ("- !t [1]\n", ("yaml-feature", 1, 3, 7, "tags (!t) are not used here", "remove the tag")),
        ("<<: {a: 1}\n", ("yaml-feature", 1, 1, 3, "merge keys (<<) are not used here", "write the lines out in full")),
        ("a: 1\n---\nb: 2\n", ("yaml-feature", 2, 1, 4, "a second document starts here", "remove the --- line")),
        ("%YAML 1.2\n---\na: 1\n", ("yaml-feature", 1, 1, 2, "directives (%) are not used here", "remove the line")),
        (
            "%TAG ! t:x,1:\n---\na: 1\n",
            ("yaml-feature", 1, 1, 2, "directives (%) are not used here", "remove the line"),
        ),
        ("1: a\n", ("unclear-key", 1, 1, 2, "the key 1 is no plain name", "use a name made of letters")),
        ("yes: a\n", ("unclear-key", 1, 1, 4, "the key yes is no plain name", "use a name made of letters")),
        ("~: a\n", ("unclear-key", 1, 1, 2, "the key ~ is no plain name", "use a name made of letters")),
        *(
            (f"{key}: a\n", ("unclear-key", 1, 1, len(key) + 1, f'the key "{key.strip(chr(39))}" has {own}', another))
            for own, another in [("a meaning of its own to programs", "use another name")]
            for key in ("__proto__", "'constructor'", "prototype")
        ),
        ("[1]: a\n", ("unclear-key", 1, 1, 2, *KEY)),
        ("a:\n  ? {b: 1}\n  : c\n", ("unclear-key", 2, 5, 6, *KEY)),
        ("a:\n", ("empty-value", 1, 3, 3, "nothing stands here", NOTHING)),
        ("a: ~\n", ("empty-value", 1, 4, 5, "nothing stands here", NOTHING)),
        ("a: null\n", ("empty-value", 1, 4, 8, "nothing stands here", NOTHING)),
        ("a: Null\n", ("empty-value", 1, 4, 8, "nothing stands here", NOTHING)),
        ("a: NULL\n", ("empty-value", 1, 4, 8, "nothing stands here", NOTHING)),
        ("- '  '\n", ("empty-value", 1, 3, 7, "only white space stands here", NOTHING)),
        *(
            (
                f"a: {text}\n",
                (
                    "ambiguous-value",
                    1,
                    4,
                    4 + len(text),
                    f"{text} can be read in two ways",
                    f'put it in quotes: "{text}"',
                ),
            )
            for text in ("NO", "0123", "1.10", "12:30", ".inf", "0x1f", "1e5", "9007199254740993", "-9007199254740993")
        ),
        (
            f"a: {LONG}\n",
            ("ambiguous-value", 1, 4, 44, f"{LONG} can be read in two ways", f'put it in quotes: "{LONG}"'),
        ),
        (
            f"a: {LONG}2\n",
            ("ambiguous-value", 1, 4, 45, f"{LONG}… can be read in two ways", f'put it in quotes: "{LONG}…"'),
        ),
        (
            'a: "\\u200b"\n',
            (
                "forbidden-character",
                1,
                4,
                12,
                "the text holds an invisible character (U+200B)",
                "remove it; type the text anew if need be",
            ),
        ),
        (
            "# nothing\n",
            ("empty-file", 1, 1, 1, "there is nothing in the file", "write the content, or remove the file"),
        ),
        ('b: 1\na: "open\n', ("yaml-syntax", 2, 4, 5, QUOTE, CLOSE)),
        ("a: 'open\n", ("yaml-syntax", 1, 4, 5, QUOTE, CLOSE)),
        (
            "a: b: c\n",
            (
                "yaml-syntax",
                1,
                5,
                6,
                "a second colon stands on this line",
                "put the whole text after the first colon in quotes",
            ),
        ),
        ("a: 1\n b: 2\n", ("yaml-syntax", 2, 3, 4, *UNALIGNED)),
        (
            "a: 1\nb\nc: 2\n",
            (
                "yaml-syntax",
                3,
                1,
                2,
                "the line before this one is neither a `name: value` nor an item of a list",
                "put a colon after the name",
            ),
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            ("yaml-syntax", 3, 2, 3, "the line cannot be read: did not find expected key", COMPARE),
        ),
        ("a: - b\n", ("yaml-syntax", 1, 4, 5, *UNALIGNED)),
        ("\ta: 1\n", ("yaml-syntax", 1, 1, 2, *TAB)),
        ("a: @x\n", ("yaml-syntax", 1, 4, 5, *TAB)),
        ("a: >\n\n \tx\n  y\n", ("yaml-syntax", 3, 2, 3, *TAB)),
        ("a: ]\n", ("yaml-syntax", 1, 4, 5, "the line cannot be read: did not find expected node content", COMPARE)),
        (
            "a: \x01\n",
            (
                "yaml-syntax",
                1,
                1,
                1,
                "the text cannot be read as YAML: control characters are not allowed",
                "remove the character",
            ),
        ),
    ],
)
def test_yaml_of_two_meanings_is_refused_at_its_place(text: str, fault: Said) -> None:
    """With what to type instead; further down in a file, at the line of the file."""
    assert said(yamltext.parse(text, "a.yaml")[1]) == [fault]
    [moved] = yamltext.parse(text, "b.yaml", line_offset=7)[1]
    assert (moved.place.file, moved.place.line) == ("b.yaml", fault[1] + 7)


def test_a_key_that_stands_twice_is_told_with_the_first() -> None:
    """Where a fault leaves a value, it is looked at further, and each key at its first place."""
    document, [found] = yamltext.parse("b: 1\na: 1\na: 3\n", "a.yaml")
    assert said([found]) == [("duplicate-key", 3, 1, 2, '"a" is given twice', "keep one of the two lines")]
    assert [(note.text, note.place) for note in found.notes] == [("it stands here first", Place("a.yaml", 2, 1, 2))]
    assert document is not None
    assert document.value == {"a": 3, "b": 1}
    assert document.key_place(("a",)) == Place("a.yaml", 2, 1, 2)


def test_every_value_and_key_has_its_place() -> None:
    """The nearest parent stands for what is not there."""
    document, _ = yamltext.parse('a:\n  - b: x\n    c: yy\n  - "z\nz"\nd: 1\n', "a.yaml", 10)
    assert document is not None
    places = {
        (): (11, 1, 1), ("a",): (12, 3, 3), ("a", 0): (12, 5, 5), ("a", 0, "b"): (12, 8, 9), ("a", 0, "c"): (13, 8, 10),
        ("a", 1): (14, 5, 6), ("d",): (16, 4, 5), ("d", 0, "x"): (16, 4, 5), ("x",): (11, 1, 1), ("a", 2): (12, 3, 3),
    }  # fmt: skip
    assert {route: document.place(route) for route in places} == {
        route: Place("a.yaml", *place) for route, place in places.items()
    }
    assert document.key_place(("a", 0, "c")) == Place("a.yaml", 13, 5, 6)
    assert document.key_place(("a", 1)) == document.place(("a", 1))
    assert yamltext.Document("a.yaml", 1, {}, {}).place(("x",)) == Place("a.yaml", 1, 1, 1)


def test_there_is_an_end_to_depth_and_size() -> None:
    """What is as deep, or as long, as may be is read."""
    deep = yamltext.MAX_DEPTH
    assert yamltext.parse("[" * deep + "x" + "]" * deep, "a.yaml")[1] == []
    document, found = yamltext.parse("[" * (deep + 1) + "]" * (deep + 1), "a.yaml")
    message = f"the lists stand more than {deep} deep"
    assert said(found) == [("too-deep", 1, deep + 1, deep + 2, message, "flatten the structure")]
    assert document is None
    most = yamltext.MAX_NODES - 5  # the stream, the document and the list begin and end
    assert yamltext.parse(f"[{'1,' * most}]", "a.yaml")[1] == []
    [fault] = yamltext.parse(f"[{'1,' * (most + 5)}]", "a.yaml")[1]
    assert (fault.rule.name, fault.message) == ("too-large", "the file holds too many values")
    assert fault.help == "split it into more files"


# Characters.


@pytest.mark.parametrize(
    ("character", "what"),
    [
        ("\x00", "a control character (U+0000)"),
        ("\x1f", "a control character (U+001F)"),
        ("\x85", "a line break that editors do not show (U+0085)"),
        ("\u2028", "a line break that editors do not show (U+2028)"),
        ("\ud83d", "half of a surrogate pair (U+D83D)"),
        ("\ufeff", "a byte order mark inside the text (U+FEFF)"),
        ("\u202e", "a mark that turns the direction of text (U+202E)"),
        ("\u200b", "an invisible character (U+200B)"),
        ("\ue000", "a character reserved for private use (U+E000)"),
        ("\U0010ffff", "a character reserved for private use (U+10FFFF)"),
    ],
)
def test_a_character_that_hides_text_is_told_with_its_number(character: str, what: str) -> None:
    """Each of them, where it stands."""
    found = characters.forbidden(f"ab{character}c{character}")
    assert found == [characters.Forbidden(what, 2), characters.Forbidden(what, 4)]
    assert str(found[0]) == what
    assert characters.first_forbidden(f"a{character}{character}") == characters.Forbidden(what, 1)
    assert characters.first_forbidden("a\tb\nc é \U0001f4da") is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [("é", None), ("", None), ("abe\u0301", 3), ("one\ntwo e\u0301\nthree o\u0302", 9), ("e\u0301", 1), ("\u212b", 0)],
)
def test_a_letter_has_one_spelling(text: str, offset: int | None) -> None:
    """The first that is not composed is found."""
    assert characters.first_not_composed(text) == offset


@pytest.mark.parametrize("disk", ["has room", "takes nothing"])
def test_a_spool_gives_back_what_was_added(disk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of adding, under its name, whether or not there is room for it on the disk."""
    if disk == "takes nothing":
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    spool = DiskStore()
    texts = {f"{number}": bytes([number]) * number for number in range(50)}
    for name, text in texts.items():
        spool.add(name, text)
    assert dict(spool) == texts
    assert list(spool) == list(texts)
    assert len(spool) == 50
    with pytest.raises(KeyError):
        spool["50"]


# Files.


def reading(project: Path, file: str, data: bytes | None) -> list[Said]:
    """Read a project whose file holds something else, or is gone. Gives what is said of the file."""
    path = project / file
    if data is None:
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    found = reader.read(project, "mkdocs.yml")[1]
    assert {each.place.file for each in found} <= {file}
    return said(found)


RIGHTS, ABOUT = "notice/facts/rights.yaml", "notice/clauses/about.md"
UTF_8 = "a character here is not UTF-8; it looks like"
NO_USE = "the notice has no use for this file"


@pytest.mark.parametrize(
    ("file", "data", "fault"),
    [
        (RIGHTS, None, ("missing-file", 1, 1, 1, "this file is missing", "add it; `notice init` shows what it holds")),
        (
            "mkdocs.yml",
            None,
            ("missing-file", 1, 1, 1, "this file is missing", "add it; `notice init` shows what it holds"),
        ),
        (RIGHTS, b"\xff\xfea\x00", ("not-utf-8", 1, 1, 1, "the file is saved as UTF-16", "save it as UTF-8")),
        (RIGHTS, b"\xfe\xff\x00a", ("not-utf-8", 1, 1, 1, "the file is saved as UTF-16", "save it as UTF-8")),
        (RIGHTS, b"a\x00", ("not-utf-8", 1, 1, 1, "the file is saved as UTF-16", "save it as UTF-8")),
        (
            RIGHTS,
            b"\xef\xbb\xbfa: 1\nb: \xe9t\xe9\n",
            ("not-utf-8", 2, 4, 5, f'{UTF_8} "é" of an older encoding', "save the file as UTF-8"),
        ),
        (RIGHTS, b"\x81", ("not-utf-8", 1, 1, 2, f'{UTF_8} "\ufffd" of an older encoding', "save the file as UTF-8")),
        (
            RIGHTS,
            "a: 1\nb: x\u200by\n".encode(),
            ("forbidden-character", 2, 5, 6, "here stands an invisible character (U+200B)", "remove the character"),
        ),
        (
            ABOUT,
            b"---\nid: about\nheading: A\n---\ne\xcc\x81\n",
            (
                "not-composed",
                5,
                2,
                3,
                "a letter and its accent stand as two characters here",
                "type the letter anew as one character",
            ),
        ),
        (
            RIGHTS,
            b"# " + b"x" * 9_999,
            ("too-large", 1, 1, 2, "the line holds 10,001 characters, more than 10,000", "break the line"),
        ),
        (
            RIGHTS,
            b"a: 1\n#" + b"\n#" * 524_300,
            ("too-large", 1, 1, 1, "the file holds 1,048,606 bytes, more than 1,048,576", "split it into more files"),
        ),
        ("notice/fact", b"", ("unknown-file", 1, 1, 1, NO_USE, 'did you mean "facts"?')),
        ("notice/x", b"", ("unknown-file", 1, 1, 1, NO_USE, "remove it, or move it out of notice/")),
        ("notice/facts/right", b"", ("unknown-file", 1, 1, 1, NO_USE, 'did you mean "rights.yaml"?')),
        (
            RIGHTS,
            "\n\u200b".encode(),
            ("forbidden-character", 2, 1, 2, "here stands an invisible character (U+200B)", "remove the character"),
        ),
        ("notice/facts/right.yaml", b"", ("unknown-file", 1, 1, 1, NO_USE, 'did you mean "rights.yaml"?')),
        ("notice/clauses/about.txt", b"", ("unknown-file", 1, 1, 1, NO_USE, "remove it, or move it out of notice/")),
        ("notice/suppliers/a.yml", b"", ("unknown-file", 1, 1, 1, NO_USE, "remove it, or move it out of notice/")),
        (
            "notice/suppliers/a.yaml",
            b"id: [\n",
            ("yaml-syntax", 2, 1, 2, "the line cannot be read: did not find expected node content", COMPARE),
        ),
        (
            "notice/suppliers/a.yaml",
            b"\xff\xfe",
            ("not-utf-8", 1, 1, 1, "the file is saved as UTF-16", "save it as UTF-8"),
        ),
        (
            "notice/tombstones.yaml",
            b"",
            ("empty-file", 1, 1, 1, "there is nothing in the file", "write the content, or remove the file"),
        ),
        (ABOUT, b"\xff\xfe", ("not-utf-8", 1, 1, 1, "the file is saved as UTF-16", "save it as UTF-8")),
        (
            ABOUT,
            b"x",
            (
                "clause-head",
                1,
                1,
                2,
                "the clause has no head",
                "start the file with ---, then id and heading on lines of their own, then --- again",
            ),
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told(file: str, data: bytes | None, fault: Said, project: Path) -> None:
    """Where, why, and what to do; and nothing else is made of it."""
    assert reading(project, file, data) == [fault]


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("notice/.hidden", b"\xff"),
        ("notice/facts/rights.yaml~", b"\xff"),
        ("notice/clauses/.about.md.swp", b"\xff"),
        ("notice/facts/cookies.yaml", b"# " + b"x" * 9_998 + b"\n- id: x\n"),
        ("notice/facts/cookies.yaml", b"[x]\n#" + b"\n#" * 524_285 + b"\n"),
        ("notice/facts/cookies.yaml", b"\xef\xbb\xbf- a\r\n- b\r\n"),
        ("notice/facts/gaps", None),
    ],
)
def test_a_file_that_is_no_more_than_may_be_is_read(file: str, data: bytes | None, project: Path) -> None:
    """Editors' own files are passed over; a file may be as long, and a line as wide, as is allowed."""
    if data is not None:
        assert reading(project, file, data) == []


def test_what_was_read_is_kept_by_its_name(project: Path) -> None:
    """Files, facts, clauses and suppliers, with their places; line ends are of one kind."""
    (project / "notice/suppliers").mkdir()
    (project / "notice/suppliers/b.yaml").write_bytes(b"\xef\xbb\xbfid: b\r\nname: B\r\n")
    (project / "notice/suppliers/a.yaml").write_text("id: a\n", encoding="utf-8")
    (project / "notice/tombstones.yaml").write_text("- id: gone\n  reason: x\n", encoding="utf-8")
    read, found = reader.read(project, "mkdocs.yml")
    assert found == []
    assert list(read.suppliers()) == [
        ("notice/suppliers/a.yaml", {"id": "a"}), ("notice/suppliers/b.yaml", {"id": "b", "name": "B"}),
    ]  # fmt: skip
    assert "notice/suppliers/b.yaml" not in read.texts
    document = read.supplier("notice/suppliers/b.yaml")
    assert read.texts["notice/suppliers/b.yaml"] == "id: b\nname: B\n"
    assert document.value == {"id": "b", "name": "B"}
    assert document.place(("name",)) == Place("notice/suppliers/b.yaml", 2, 7, 8)
    (project / "notice/suppliers/b.yaml").unlink()
    gone = read.supplier("notice/suppliers/b.yaml")
    assert (gone.value, gone.file) == ({"id": "b", "name": "B"}, "notice/suppliers/b.yaml")
    assert gone.place(("name",)) == Place("notice/suppliers/b.yaml", 1, 1, 1)
    assert gone.key_place(("name",)) == Place("notice/suppliers/b.yaml", 1, 1, 1)
    assert read.root == project
    assert read.tombstones == [{"id": "gone", "reason": "x"}]
    assert [fact["id"] for fact in read.facts("rights")] == ["right-of-access", "right-to-erasure"]
    assert read.facts("gaps")[0]["id"] == "gap-officer"
    assert read.facts("cookies") == []
    assert read.place(RIGHTS, (1, "label")) == Place(RIGHTS, 7, 10, 32)
    assert read.place(ABOUT, ("heading",)) == Place(ABOUT, 4, 10, 27)
    assert read.place("notice/facts/cookies.yaml", (1,)) == Place("notice/facts/cookies.yaml", 1, 1, 1)
    assert set(read.documents) == {
        "mkdocs.yml", "notice/notice.yaml", "notice/gaps.yaml", "notice/tombstones.yaml",
        *(f"notice/facts/{name}" for name in os.listdir(project / "notice/facts")),  # noqa: PTH208 - names
    }  # fmt: skip
    assert set(read.clauses) == {f"notice/clauses/{name}" for name in os.listdir(project / "notice/clauses")}  # noqa: PTH208


def test_a_supplier_with_a_fault_keeps_its_text(project: Path) -> None:
    """The report shows the line."""
    (project / "notice/suppliers").mkdir()
    (project / "notice/suppliers/a.yaml").write_text("id: a\nid: a\n", encoding="utf-8")
    read, found = reader.read(project, "mkdocs.yml")
    assert [each.rule.name for each in found] == ["duplicate-key"]
    assert read.texts["notice/suppliers/a.yaml"] == "id: a\nid: a\n"
    assert dict(read.suppliers()) == {"notice/suppliers/a.yaml": {"id": "a"}}


def blocked(project: Path) -> None:
    """Put a file where a folder is expected."""
    (project / "notice/suppliers").write_text("x", encoding="utf-8")


def folder(project: Path) -> None:
    """Put a folder where a file is expected."""
    (project / RIGHTS).unlink()
    (project / RIGHTS).mkdir()


def link(project: Path) -> None:
    """Put a link where a file is expected."""
    (project / RIGHTS).rename(project / "rights.yaml")
    (project / RIGHTS).symlink_to("../../rights.yaml")


def under(project: Path) -> None:
    """Put a file where the folder of a file is expected."""
    (project / "notice").rename(project / "old")
    (project / "notice").write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "file", "fault"),
    [
        (
            blocked,
            "notice/suppliers",
            ("unreadable-file", 1, 1, 1, "the folder cannot be read: not a directory", "mend the folder"),
        ),
        (folder, RIGHTS, ("unreadable-file", 1, 1, 1, "this is no plain file", "put the file itself here")),
        (link, RIGHTS, ("unreadable-file", 1, 1, 1, "this is a link", "put the file itself here")),
        (
            under,
            "notice/notice.yaml",
            (
                "unreadable-file",
                1,
                1,
                1,
                "the file cannot be read: not a directory",
                "give yourself the right to read it",
            ),
        ),
    ],
)
def test_what_is_no_file_or_no_folder_is_told(
    damage: Callable[[Path], None], file: str, fault: Said, project: Path
) -> None:
    """Whatever stands there is not followed or read."""
    damage(project)
    assert said([each for each in reader.read(project, "mkdocs.yml")[1] if each.place.file == file]) == [fault]


def test_a_name_of_unusual_characters_is_refused(project: Path) -> None:
    """It is told as it can be typed, and the file is not read."""
    for name in ("caf\u00e9.md", "a\tb.md"):
        (project / "notice/clauses" / name).write_text("x", encoding="utf-8")
    found = reader.read(project, "mkdocs.yml")[1]
    names = ["notice/clauses/a\\tb.md", "notice/clauses/caf\\xe9.md"]
    assert [each.place.file for each in found] == names
    fault = ("unknown-file", 1, 1, 1, "the name of this file holds unusual characters", "rename the file")
    assert said(found) == [fault, fault]


def test_a_notice_needs_a_clause(project: Path) -> None:
    """It is told where to write the first; not where other faults may be why there is none."""
    for file in (project / "notice/clauses").iterdir():
        file.unlink()
    fault = ("missing-file", 1, 1, 1, "there is no clause", "write the first clause here")
    [found] = reader.read(project, "mkdocs.yml")[1]
    assert (found.place.file, said([found])) == ("notice/clauses", [fault])
    (project / RIGHTS).unlink()
    assert [each.place.file for each in reader.read(project, "mkdocs.yml")[1]] == [RIGHTS]


def test_there_is_an_end_to_how_many_are_told_and_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty characters of one file; and a folder of too many files is not read at all."""
    (project / RIGHTS).write_text("\u200b" * 30, encoding="utf-8")
    assert [each.place.column for each in reader.read(project, "mkdocs.yml")[1]] == list(range(1, 21))
    (project / RIGHTS).write_text("- id: x\n", encoding="utf-8")
    count = len(list((project / "notice/clauses").iterdir()))
    monkeypatch.setattr(reader, "MAX_FILES", count)
    assert reader.read(project, "mkdocs.yml")[1] == []
    monkeypatch.setattr(reader, "MAX_FILES", count - 1)
    read, [found] = reader.read(project, "mkdocs.yml")
    message = f"the folder holds {count:,} files, more than {count - 1:,}"
    assert said([found]) == [("too-large", 1, 1, 1, message, "move some of them out")]
    assert (found.place.file, read.clauses) == ("notice/clauses", {})


# Clauses.

HEAD = "---\nid: x\nheading: X\n---\n"
PRINTED = "write a term as it is defined ({{ User }}), a fact ({{ dpo.email }}), or list(…), contact(…), clause(…)"
BRACES = ("single braces are not used in a clause", "write {{ … }} around a term or a fact, on one line")
ALONE = ("list(…) and contact(…) need a line of their own", "put empty lines around it")


@pytest.mark.parametrize(
    ("inside", "kind", "path", "written"),
    [
        (" User ", "term", ("User",), "User"),
        ("Data Subject 2", "term", ("Data Subject 2",), "Data Subject 2"),
        (" École ", "term", ("École",), "École"),
        ("dpo", "value", ("dpo",), "dpo"),
        (" a-fact.email ", "value", ("a-fact", "email"), "a-fact.email"),
        ("list( a-b.c_d )", "list", ("a-b", "c_d"), "list(a-b.c_d)"),
        ("contact(x)", "contact", ("x",), "contact(x)"),
        ("clause(retention)", "clause", ("retention",), "clause(retention)"),
    ],
)
def test_a_placeholder_is_read_with_its_place(inside: str, kind: str, path: tuple[str, ...], written: str) -> None:
    """And a private character stands for it in each form of the text."""
    text = f"{{{{{inside}}}}}"
    for before, line in ((HEAD, 5), (f"{HEAD}\n\n", 7)):
        clause, found = clauses.parse(f"{before}{text}\n", "c.md")
        assert found == []
        assert clause is not None
        assert (clause.file, clause.head.value) == ("c.md", {"id": "x", "heading": "X"})
        assert clause.head.place(("heading",)) == Place("c.md", 3, 10, 11)
        [placeholder] = clause.body.placeholders
        assert (placeholder.kind, placeholder.path, placeholder.written) == (kind, path, written)
        assert placeholder.place == Place("c.md", line, 1, 1 + len(text))
        assert (clause.body.plain, clause.body.markdown) == ("\ue000", "\ue000")
        assert unmarked(clause.body.html) == ("\ue000" if kind in ("list", "contact") else "<p>\ue000</p>")


def test_placeholders_are_counted_through_a_clause() -> None:
    """Each has its own character, in the order of the text."""
    clause, _ = clauses.parse("---  \nid: x\nheading: X\n---\t\nOne {{ a }} and {{ b }}.\n\n- {{ c }}", "c.md")
    assert clause is not None
    assert clause.body.plain == "One \ue000 and \ue001.\n\n- \ue002"
    assert clause.body.markdown == "One \ue000 and \ue001.\n\n- \ue002"
    assert [each.place for each in clause.body.placeholders] == [
        Place("c.md", 5, 5, 12), Place("c.md", 5, 17, 24), Place("c.md", 7, 3, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("", [("empty-value", 5, 1, 2, "the clause has no text", "write the text after the head")]),
        ("\n   \n", [("empty-value", 5, 1, 2, "the clause has no text", "write the text after the head")]),
        ("{{ x", [("unknown-placeholder", 5, 1, 3, *BRACES)]),
        (
            "}} a {b} {\n",
            [("unknown-placeholder", 5, start, end, *BRACES) for start, end in ((1, 3), (6, 9), (10, 11))],
        ),
        (
            "{% x %} {# y #} {% z\n{# z",
            [
                ("unknown-placeholder", 5, 1, 8, "template code ({%) is not used in a clause", "remove it"),
                ("unknown-placeholder", 5, 9, 16, "a template comment ({#) is not used in a clause", "remove it"),
                ("unknown-placeholder", 5, 17, 21, "template code ({%) is not used in a clause", "remove it"),
                ("unknown-placeholder", 6, 1, 5, "a template comment ({#) is not used in a clause", "remove it"),
            ],
        ),
        *(
            (
                f"x {{{{ {text} }}}}",
                [("unknown-placeholder", 5, 3, 9 + len(text), f'"{text}" is nothing that can be printed', PRINTED)],
            )
            for text in ("a b", "A.b", "list(A)", "map(x)", "X(a)", "2x", "a..b", "a-.b", "?")
        ),
        ("a\n\nx {{ list(a) }} y\n", [("clause-markup", 7, 1, 2, *ALONE)]),
        (
            "\n# H1\n\nx <b>x</b>\n",
            [
                ("clause-markup", 6, 1, 2, "a heading inside a clause has two or three #", "write ## before it"),
                ("clause-markup", 8, 3, 4, "HTML cannot stand in a clause", "use plain text and Markdown"),
            ],
        ),
    ],
)
def test_what_a_clause_may_not_hold_is_told_at_its_place(body: str, faults: list[Said]) -> None:
    """Braces, and whatever Markdown a notice does without."""
    clause, found = clauses.parse(HEAD + body, "c.md")
    assert clause is not None
    assert said(found) == faults
    assert {each.place.file for each in found} == {"c.md"}


@pytest.mark.parametrize("text", ["no head", "---\nid: x\n", "x\n---\nid: x\n---\n"])
def test_a_clause_without_a_head_is_refused(text: str) -> None:
    """Nothing can be made of it."""
    remedy = "start the file with ---, then id and heading on lines of their own, then --- again"
    clause, found = clauses.parse(text, "c.md")
    assert (clause, said(found)) == (None, [("clause-head", 1, 1, 2, "the clause has no head", remedy)])


def test_faults_of_head_and_body_are_told_together() -> None:
    """At the lines of the file. A head that cannot be read leaves no clause."""
    clause, found = clauses.parse("---\nid: x\nid: z\n---\n{{ ? }}\n", "c.md")
    assert clause is not None
    assert [(each.rule.name, each.place.line) for each in found] == [("duplicate-key", 3), ("unknown-placeholder", 5)]
    clause, found = clauses.parse("---\nid: [\n---\n{{ ? }}\n", "c.md")
    assert clause is None
    assert [(each.rule.name, each.place.line) for each in found] == [("yaml-syntax", 3), ("unknown-placeholder", 4)]


def test_there_is_an_end_to_placeholders() -> None:
    """The one that is too many is told, and where it stands."""
    most = placeholders.MAX_PLACEHOLDERS
    line = "{{ a }}" * most
    clause, found = clauses.parse(f"{HEAD}{line}\n", "c.md")
    assert found == []
    assert clause is not None
    assert len(clause.body.placeholders) == most
    _, found = clauses.parse(f"{HEAD}{line}\n\n{{{{ b }}}}\n", "c.md")
    message = f"the text holds more than {most} placeholders"
    assert said(found) == [("too-large", 7, 1, 8, message, "split the clause")]


def test_a_text_inside_a_fact_is_a_sentence() -> None:
    """Its lines are one; what needs a line of its own has no place in it. Faults stand where the text begins."""
    place = Place("d.yaml", 5, 9, 12)
    text, found = clauses.parse_phrase("a {{ User }}  *is*\n {{ dpo }}, b", place)
    assert found == []
    assert (unmarked(text.html), text.plain) == ("a \ue000 <em>is</em> \ue001, b", "a \ue000 is \ue001, b")
    assert text.markdown == "a \ue000 *is* \ue001, b"
    assert [each.place for each in text.placeholders] == [Place("d.yaml", 5, 11, 21), Place("d.yaml", 5, 27, 36)]
    _, found = clauses.parse_phrase("{{ list(x) }} or {{contact(y)}}, {{ clause(z) }} <b>", place)
    assert said(found) == [
        ("clause-markup", 5, 9, 12, "list(…) cannot stand inside a sentence", "name the fact"),
        ("clause-markup", 5, 9, 12, "contact(…) cannot stand inside a sentence", "name the fact"),
        ("clause-markup", 5, 9, 12, "HTML cannot stand in a clause", "use plain text and Markdown"),
    ]


def unmarked(html: str) -> str:
    """Take the marks of statements out of a rendered text."""
    return "".join(each for each in html if each != STATEMENT_END and not ord(each) >= FIRST_STATEMENT)


# Markdown.


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        (
            "one *two* **three** `four`\nfive  \nsix",
            "<p>one <em>two</em> <strong>three</strong> <code>four</code>\nfive<br />\nsix</p>",
            "one two three four five six",
        ),
        ("## Two\n\n### Three\n\ntext", "<h2>Two</h2>\n<h3>Three</h3>\n<p>text</p>", "Two\n\nThree\n\ntext"),
        (
            "- a\n- b\n  - c\n\n    more\n- e",
            "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>\n<p>c</p>\n<p>more</p>\n</li>\n</ul>\n</li>\n<li>e</li>\n</ul>",
            "- a\n- b\n  - c\n    more\n- e",
        ),
        (
            "3. a\n4. b\n   1. c\n   2. d\n\nf",
            '<ol start="3">\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n</ol>\n<p>f</p>',
            "3. a\n4. b\n  1. c\n  2. d\n\nf",
        ),
        (
            "| A |\n|---|\n|  |\n\nx",
            "<table>\n<thead>\n<tr>\n<th>A</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td></td>\n</tr>\n</tbody>\n</table>\n<p>x</p>",
            "A\n\n\nx",
        ),
        (
            "| A | B |\n|---|---|",
            "<table>\n<thead>\n<tr>\n<th>A</th>\n<th>B</th>\n</tr>\n</thead>\n</table>",
            "A | B",
        ),
        (
            "Term\n: means\n: twice\n\nOther\n: x\n\ny",
            "<dl>\n<dt>Term</dt>\n<dd>means</dd>\n<dd>twice</dd>\n<dt>Other</dt>\n<dd>x</dd>\n</dl>\n<p>y</p>",
            "Term\n  means\n  twice\nOther\n  x\n\ny",
        ),
        (
            "[a](https://example.org/x) [b](mailto:a@example.org)",
            '<p><a href="https://example.org/x">a</a> <a href="mailto:a@example.org">b</a></p>',
            "a b",
        ),
        (
            "[Example.ORG](https://example.org/x) [*more*](https://example.org)",
            '<p><a href="https://example.org/x">Example.ORG</a> <a href="https://example.org"><em>more</em></a></p>',
            "Example.ORG more",
        ),
        (
            "[ a@example.org ](mailto:a@example.org)",
            '<p><a href="mailto:a@example.org"> a@example.org </a></p>',
            " a@example.org ",
        ),
        (
            "[write](mailto:Info@Example.org)",
            '<p><a href="mailto:Info@Example.org">write</a></p>',
            "write",
        ),
        (
            "<https://example.org>",
            '<p><a href="https://example.org">https://example.org</a></p>',
            "https://example.org",
        ),
        ("a < b, a <3, a !!! b, a *[c]", "<p>a &lt; b, a &lt;3, a !!! b, a *[c]</p>", "a < b, a <3, a !!! b, a *[c]"),
        ("a\\*b &amp; c ~~d~~", "<p>a*b &amp; c ~~d~~</p>", "a*b & c ~~d~~"),
    ],
)
def test_markdown_of_the_list_is_rendered_twice(text: str, html: str, plain: str) -> None:
    """As HTML and as plain text."""
    rendered, found = markdown.render(text, set(), Sentences("en"))
    assert (unmarked(rendered.html), rendered.plain, found) == (html, plain, [])


HTML = ("HTML cannot stand in a clause", "use plain text and Markdown")
SAME = "make the two the same"
STARTS = "links start with https:// or mailto:"
PLAIN_HOST = "write the host in plain letters"
ADDRESS = ("the mail address of the link is no plain address", "write mailto:name@example.com")
DEFINED = ("a link definition stands here", "write [text](https://…) where the link goes")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a\n\n# One", [(2, 1, "a heading inside a clause has two or three #", "write ## before it")]),
        ("#### Four", [(0, 1, "a heading inside a clause has two or three #", "write ## before it")]),
        ("x\n\n<div>\nx\n</div>", [(2, 1, *HTML)]),
        ("a <b>x</b>", [(0, 3, *HTML)]),
        ("x\n\n- a\n- y <b>", [(3, 5, *HTML)]),
        ("one\n\ntwo <b>\n\nthree <b>", [(2, 5, *HTML), (4, 7, *HTML)]),
        ("x <b> y <b>", [(0, 3, *HTML)]),
        ("a\n\n```\nx\n```", [(2, 1, "a block of code (```) opens here", "remove the ``` lines")]),
        (
            "    code\n    more",
            [
                (
                    0,
                    5,
                    "the line is indented by four spaces or more, which makes it a block of code",
                    "remove the spaces",
                )
            ],
        ),
        ("a\n\n> q", [(2, 1, "a quotation (>) starts here", "write it as a paragraph")]),
        ("x ![p](https://example.org/x)", [(0, 5, "a picture cannot stand in a clause", "say it in words")]),
        (
            "a\n\n***",
            [(2, 1, "a rule (--- or ***) cannot stand in a clause", "remove the line, or start a new clause")],
        ),
        ("a\nb [x][y]", [(1, 3, "the link refers to a definition that is not there", "write [text](https://…)")]),
        ("a [^1]", [(0, 3, "footnotes are not used in a clause", "say it in the text")]),
        ("*[HTML]: x", [(0, 1, "abbreviations are not defined in a clause", "add the term to definitions.yaml")]),
        ('--8<-- "x"', [(0, 1, "other files cannot be included in a clause", "write the text out")]),
        ("!!! note", [(0, 1, "boxes (!!!) are not used in a clause", "write it as a paragraph")]),
        ("??? note", [(0, 1, "boxes (!!!) are not used in a clause", "write it as a paragraph")]),
        ("a\n\n[x]: https://example.org\n\nb", [(2, 1, *DEFINED)]),
        ("   [x]: https://example.org\n[y]: https://example.org\n\nsee [x]", [(0, 4, *DEFINED), (1, 1, *DEFINED)]),
        ("[x](http://example.org)", [(0, 2, "the link leads to http://example.org", STARTS)]),
        ("a [x]()", [(0, 1, "the link leads to nothing", STARTS)]),
        (f"[x](http://e.org/{'y' * 60})", [(0, 2, f"the link leads to http://e.org/{'y' * 47}", STARTS)]),
        (
            "[x](https://u@example.org)",
            [(0, 2, "the host of the link, u@example.org, is not a plain name", PLAIN_HOST)],
        ),
        ("[x](https://xn--a.org)", [(0, 2, "the host of the link, xn--a.org, is not a plain name", PLAIN_HOST)]),
        ("[x](https://localhost)", [(0, 2, "the host of the link, localhost, is not a plain name", PLAIN_HOST)]),
        (
            "[https://example.org/a](https://example.com/a)",
            [(0, 25, "the link shows example.org and leads to example.com", SAME)],
        ),
        (
            "[example.org:80](https://example.net)",
            [(0, 2, "the link shows example.org and leads to example.net", SAME)],
        ),
        (
            "[ *example.org* ](https://example.net)",
            [(0, 1, "the link shows example.org and leads to example.net", SAME)],
        ),
        (
            "x [a@example.org](mailto:b@example.org)",
            [(0, 4, "the link shows a@example.org and leads to b@example.org", SAME)],
        ),
        ("[x](mailto:a)", [(0, 2, *ADDRESS)]),
        ("[x](mailto:a@example.org?subject=x)", [(0, 2, *ADDRESS)]),
        (
            "<http://example.org> and [x](http://example.org)",
            [(0, 2, "the link leads to http://example.org", STARTS)],
        ),
    ],
)
def test_markdown_that_is_not_on_the_list_is_refused(text: str, faults: list[tuple[int, int, str, str]]) -> None:
    """Never stripped: a legal text must not change in silence."""
    rendered, found = markdown.render(text, set(), Sentences("en"))
    assert found == [markdown.Fault(*fault) for fault in faults]
    assert rendered == markdown.Rendered("", "")


def test_lists_stand_no_deeper_than_may_be() -> None:
    """Whoever reads aloud loses count before."""
    lists = ["  " * level + "- a" for level in range(6)]
    assert markdown.render("\n".join(lists[:5]), set(), Sentences("en"))[1] == []
    fault = markdown.Fault(5, 1, "the lists stand too deep", "flatten the list")
    assert markdown.render("\n".join(lists), set(), Sentences("en"))[1] == [fault]


@pytest.mark.parametrize(
    ("text", "html", "line"),
    [
        ("\ue000", "\ue000", -1),
        ("a\n\n\ue000\n\nb", "<p>a</p>\n\ue000\n<p>b</p>", -1),
        ("- \ue000", "<ul>\n<li>\ue000</li>\n</ul>", -1),
        ("\ue001", "<p>\ue001</p>", -1),
        ("a \ue000", "", 0),
        ("x\n\na\n\ue000", "", 2),
        ("x\n\n\ue000 \ue001", "", 2),
        ("\ue000\ue002", "", 0),
        ("## \ue000", "", 0),
        ("x\n\n| \ue000 |\n|---|\n| x |", "", 2),
    ],
)
def test_a_block_stands_on_a_line_of_its_own(text: str, html: str, line: int) -> None:
    """It has no paragraph around it; inside other text it is refused."""
    rendered, found = markdown.render(text, {"\ue000", "\ue002"}, Sentences("en"))
    assert unmarked(rendered.html) == html
    assert found == ([markdown.Fault(line, 1, *ALONE)] if line >= 0 else [])


@pytest.mark.parametrize(
    ("text", "html"), [("a *b*", "a <em>b</em>"), ("# x", "# x"), ("a\n\nb", "a\n\nb"), ("- a", "- a")]
)
def test_a_sentence_has_no_paragraph_around_it(text: str, html: str) -> None:
    """And nothing in it starts a list or a heading."""
    rendered, found = markdown.render(text, set(), Sentences("en"), inline=True)
    assert (unmarked(rendered.html), found) == (html, [])
