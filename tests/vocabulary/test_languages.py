"""Languages by their tags: one with a region is read as the language, and what is not known is told."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.formats import locales
from generator.pipeline import checking
from generator.report import gdpr, readability
from generator.verify import verifier
from generator.vocabulary import languages
from tests.helpers import CASES, ROOT, make, overlay

if TYPE_CHECKING:
    from pathlib import Path


def written_in(project: Path, language: str) -> checking.Checked:
    """Check a project whose notice is written in another language."""
    file = project / "notice/notice.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[en]", f"[{language}]"), encoding="utf-8")
    return checking.check(project)


@pytest.mark.parametrize(
    ("tag", "known", "nearest"),
    [
        ("en", ["de", "en"], "en"),
        ("en-GB", ["de", "en"], "en"),
        ("en-GB", ["en", "en-GB"], "en-GB"),
        ("sr-Latn-RS", ["sr", "sr-Latn"], "sr-Latn"),
        ("sr-RS", ["sr-Latn"], None),
        ("eng", ["en"], None),
    ],
)
def test_a_tag_is_looked_up_without_its_last_part_until_it_is_known(
    tag: str, known: list[str], nearest: str | None
) -> None:
    """As RFC 4647 says in 3.4."""
    assert locales.nearest(tag, known) == nearest


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        *(("en", "en_001"), ("en-GB", "en_GB"), ("en-XX", "en"), ("pt-BR", "pt_BR"), ("zh-TW", "zh_Hant_TW")),
        ("xx", "root"),
    ],
)
def test_dates_and_lists_are_written_as_in_the_nearest_locale(tag: str, locale: str) -> None:
    """No tag that a notice can give ends in a fault of the library."""
    assert locales.locale(tag) == locale


@pytest.mark.parametrize("case", ["loose-reference", "open-list", "typed-fact", "typed-value", "superseded-instrument"])
def test_english_of_a_country_keeps_the_rules_of_english(case: str, project: Path) -> None:
    """A region after the language switches no rule off."""
    overlay(CASES / "rejected" / case, project)
    plain = checking.check(project).diagnostics
    assert case in {each.rule.name for each in plain}
    assert written_in(project, "en-GB").diagnostics == plain


def test_a_notice_in_the_english_of_a_country_is_published_as_that(project: Path) -> None:
    """The pages have the words of English, and say in which English the text is."""
    checked = written_in(project, "en-GB")
    site = project / "out"
    make(checked, site)
    assert [result.faults for result in verifier.verify_all(site) if result.faults] == []
    page = (site / "en-GB/general/notice/index.html").read_text(encoding="utf-8")
    assert '<html lang="en-GB"' in page
    assert languages.words("en")["pages"]["notice"] in page


def test_the_report_says_of_which_language_nothing_is_known(project: Path) -> None:
    """What is not looked for does not pass for what was not found."""
    known = checking.check(project)
    assert known.notice is not None
    assert "look for" not in gdpr.of_language(known)[0].about
    other = replace(known, notice=replace(known.notice, languages=("fr",)))
    assert 'what to look for in texts in "fr"' in gdpr.of_language(other)[0].about
    assert readability.measure("Il est lu.", "fr").passive is None


def test_every_language_has_every_key() -> None:
    """A language is known whole, or refused."""
    folders = [ROOT / "site_templates/languages", ROOT / "generator/vocabulary/languages"]
    for folder in folders:
        files = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.toml")}
        for name, words in files.items():
            assert keys(words) == keys(files["en"]), f"{folder}/{name}.toml"
            assert languages.patterns(name) or folder != folders[1]


def keys(words: dict[str, object]) -> set[str]:
    """Name every key of a file, with its section."""
    found = set(words)
    for name, value in words.items():
        found |= {f"{name}.{key}" for key in value} if isinstance(value, dict) else set()
    return found
