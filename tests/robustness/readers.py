"""Every reader of what others wrote, called alike: it refuses or accepts a text, and never breaks.

`test_changed_files.py` tries them on texts that hypothesis makes, `with_atheris.py` on those that atheris makes.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from generator.diagnostics.records import Place
from generator.formats import characters, identity_marks, jsontext, markdown, strict_json, yamltext
from generator.formats.sentences import Sentences
from generator.pipeline import checking
from generator.published.layout import CATALOG, MANIFEST
from generator.published.site import PublishedVariant, Site
from generator.scaffold import project
from generator.source import clauses
from generator.source.reader import _Reader
from generator.verify import data, leaks, manifests, verifier
from generator.verify.terms import Terms
from tests.helpers import CASES, make, overlay, reseal

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic


def check_places(found: list[Diagnostic], text: str) -> None:
    """Check that each diagnostic stands inside the text, and says something."""
    for each in found:
        assert 1 <= each.place.line <= text.count("\n") + 2, each
        assert each.place.column >= 1, each
        assert each.message, each
        assert each.help, each


def read_yaml(raw: bytes) -> None:
    """Read a file of facts: bytes to text to values."""
    reader = _Reader(Path())
    text = reader.decode(raw, "x.yaml")
    if text is None or not reader.check_text(text, "x.yaml"):
        assert reader.found
        return
    document, found = yamltext.parse(text, "x.yaml")
    check_places(found, text)
    assert found or document is not None
    if document is not None:
        for route, value in yamltext.texts(document.value):
            assert document.place(route).line >= 1
            list(characters.mixed(value))
            identity_marks.words(value)


def read_clause(raw: bytes) -> None:
    """Read a clause: its head, its placeholders, its Markdown; and the same text as a phrase inside a fact."""
    reader = _Reader(Path())
    text = reader.decode(raw, "x.md")
    if text is None or not reader.check_text(text, "x.md"):
        assert reader.found
        return
    clause, found = clauses.parse(text, "x.md")
    check_places(found, text)
    assert found or clause is not None
    clauses.parse_phrase(text[:3000], Place("x.md", 1, 1))
    markdown.render(text[:3000], set(), Sentences("en"))


def read_manifest(raw: bytes) -> None:
    """Read a manifest of a site that has nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / MANIFEST).write_bytes(raw)
        faults = list(manifests.faults(Site(Path(folder))))
    try:
        empty = strict_json.read(raw) == {"files": {}}
    except (ValueError, RecursionError):
        empty = False
    assert empty or faults


def small_site(folder: Path) -> Path:
    """Make a small site with a supplier."""
    project.write(folder / "project")
    overlay(CASES / "accepted/awkward-supplier", folder / "project")
    make(checking.check(folder / "project"), folder / "site")
    return folder / "site"


class Policies:
    """Reads policies in the place of the one that a small site has."""

    def __init__(self, folder: Path) -> None:
        """Make the site."""
        self.site = Site(small_site(folder))
        self.entry = next(each for each in self.site.catalog["variants"] if each["id"] == "awkward")
        self.path = str(self.entry["policy"]["path"])
        self.raw = self.site.bytes(self.path)

    def read(self, raw: bytes) -> None:
        """Read a policy as the verifier does: its form, its schema, its terms."""
        variant = PublishedVariant(self.site, self.entry, self.site.address)
        variant._read[self.path] = raw
        faults = list(data.json_faults(variant)) or list(data.schema_faults(variant))
        if not [fault for fault in faults if "another digest" not in fault]:
            terms = Terms()
            list(terms.context_faults(variant))
            list(terms.vocabulary_faults(variant))
            list(leaks.of_policy(variant.policy))

    def verify(self, path: str, raw: bytes) -> list[str]:
        """Verify a copy of the site with another file in it, sealed again."""
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copytree(self.site.folder, Path(folder) / "copy")
            reseal(copy, path, raw)
            return [fault for result in verifier.verify_core(copy) for fault in result.faults]


def plain_json(raw: bytes) -> None:
    """Read strict JSON, which two other readers then read alike."""
    try:
        value = strict_json.read(raw)
    except (ValueError, RecursionError):
        return
    assert orjson.loads(jsontext.dump(value)) == value


FILES = ("data/v1/awkward/notice.en.json", CATALOG, "en/awkward/index.html", "data/v1/awkward/policy.jsonld")
