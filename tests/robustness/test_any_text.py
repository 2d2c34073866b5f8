"""Laws that hold for any input: readers refuse or accept and never break; values stay what they are."""

from __future__ import annotations

import html.parser
import json

import markdown as python_markdown
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.formats import characters, markdown, yamltext
from generator.formats.sentences import Sentences
from generator.render.mkdocs import markdown as mkdocs
from generator.source import clauses

PRINTABLE = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp")), min_size=1).filter(
    lambda text: text.strip() and not characters.forbidden(text)
)
KEYS = st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True).filter(
    lambda key: not yamltext._AMBIGUOUS.fullmatch(key) and key not in yamltext._EMPTY
)
VALUES = st.recursive(
    PRINTABLE | st.booleans() | st.integers(-(2**53), 2**53),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.text())
def test_yaml_is_refused_or_read_and_never_breaks(text: str) -> None:
    """Any text gives a document or a diagnostic with a place."""
    document, found = yamltext.parse(text.replace("\x00", " "), "x.yaml")
    assert (document is not None) or found
    assert all(each.place.line >= 1 and each.place.column >= 1 for each in found)


@given(st.text("{}[]:,-'\"&*!|>%@` \n\tab01#?~", max_size=60))
def test_yaml_made_of_its_own_marks_is_refused_or_read(text: str) -> None:
    """The marks of YAML in any order give a document or a diagnostic."""
    document, found = yamltext.parse(text, "x.yaml")
    assert (document is not None) or found


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_what_a_careful_writer_writes_is_read_as_it_was_meant(value: dict[str, object]) -> None:
    """JSON is YAML: texts in quotes come back as they were."""
    document, found = yamltext.parse(json.dumps(value, ensure_ascii=False), "x.yaml")
    assert not found, found
    assert document is not None
    assert document.value == value


@given(st.dictionaries(KEYS, PRINTABLE, min_size=1, max_size=5))
def test_every_value_knows_its_line(value: dict[str, str]) -> None:
    """The place of a value is the line it stands on."""
    text = "".join(f"{key}: {json.dumps(each, ensure_ascii=False)}\n" for key, each in value.items())
    document, _ = yamltext.parse(text, "x.yaml")
    assert document is not None
    for line, key in enumerate(value, start=1):
        assert document.place((key,)).line == line
        assert document.key_place((key,)).column == 1


@given(st.text())
def test_a_clause_is_refused_or_read_and_never_breaks(text: str) -> None:
    """Any text gives a clause or diagnostics with places inside the file."""
    text = "".join(c for c in text if not characters.forbidden(c))
    whole = f"---\nid: x\nheading: X\n---\n{text}"
    clause, found = clauses.parse(whole, "x.md")
    assert clause is not None
    assert all(1 <= each.place.line <= whole.count("\n") + 1 for each in found)


@given(st.text("{}%#()|._-[]<>!*`~ \nabAB\"'", max_size=80))
def test_a_clause_made_of_marks_is_refused_or_read(text: str) -> None:
    """The marks of Markdown and of placeholders in any order give a clause or diagnostics."""
    clause, _ = clauses.parse(f"---\nid: x\nheading: X\n---\n{text}", "x.md")
    assert clause is not None


TAGS = {"p", "ul", "ol", "li", "h2", "h3", "strong", "em", "code", "a", "table", "thead", "tbody", "tr", "th", "td"}
TAGS |= {"dl", "dt", "dd", "br"}


class _Tags(html.parser.HTMLParser):
    """Collects the tags of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@given(st.text("<>/=\"' abscriptonlv:[]()&;*_`!\n", max_size=80))
def test_what_a_clause_renders_to_has_only_the_tags_on_the_list(text: str) -> None:
    """Nothing that is accepted can run, load or restyle."""
    rendered, faults = markdown.render(text, set(), Sentences("en"))
    tags = _Tags()
    tags.feed(rendered.html)
    assert faults or tags.tags <= TAGS
    assert tags.attributes <= {"href", "start", "title", "style"}


@given(PRINTABLE)
def test_a_heading_is_printed_as_it_was_typed(text: str) -> None:
    """Markdown in a name stays text."""
    text = " ".join(text.split())
    rendered = python_markdown.markdown(f"# {mkdocs.markdown_escape(text)}", extensions=["attr_list"])
    parser = _Text()
    parser.feed(rendered)
    assert parser.text == text


class _Text(html.parser.HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text())
def test_forbidden_characters_are_found_where_they_stand(text: str) -> None:
    """The offset is the one of the character."""
    for each in characters.forbidden(text):
        assert characters.first_forbidden(text[each.offset]) is not None


def test_the_reader_is_stricter_than_yaml_and_agrees_where_both_read() -> None:
    """What both read, both read alike."""
    text = "- a: one\n  b: [two, 'three', \"four\"]\n  c: 5\n  d: true\n- >-\n  folded\n  text\n"
    document, found = yamltext.parse(text, "x.yaml")
    assert not found
    assert document is not None
    assert document.value == yaml.safe_load(text)


@given(PRINTABLE)
def test_a_value_in_markdown_is_printed_as_it_was_typed(text: str) -> None:
    """Whoever renders the Markdown of a clause sees the value and nothing else."""
    text = " ".join(text.split())
    rendered = MarkdownIt("commonmark").enable("table").render(markdown.markdown_escape(text))
    parser = _Text()
    parser.feed(rendered)
    assert parser.text.strip() == text
