"""Values as people type them: each is found, and equal ones are alike however they are written."""

from __future__ import annotations

import pytest

from generator.checks.wording import values


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("24 months, two years, a 6-month trial", "en", [("period", "24M"), ("period", "24M"), ("period", "6M")]),
        ("30 (thirty) business days or 72 hours", "en", [("period", "30D"), ("period", "72H")]),
        ("each year, per day, two or more people, in May", "en", []),
        ("5 February 2010, Feb 5, 2010 and 2010-02-05", "en", [("date", "2010-02-05")] * 3),
        ("since May 2018", "en", [("date", "2018-05")]),
        ("EUR 5, 20 % and 3 per cent", "en", [("amount", "eur 5"), ("amount", "20 %"), ("amount", "3 per cent")]),
        ("a@example.org, +32 2 555\n01 00", "en", [("mailbox", "a@example.org"), ("phone", "3225550100")]),
        (
            "https://example.org/a, www.example.org.",
            "en",
            [
            ("web", "https://example.org/a"), ("web", "www.example.org")],
        ),
        (
            "the United  States, the US and South Korea; tell us",
            "en",
            [("place", "US"), ("place", "US"), ("place", "KR")],
        ),
        (
            "Art. 13(1)(f), Regulation (EU) 2016/679",
            "en",
            [("act", "art. 13(1)(f)"), ("act", "regulation (eu) 2016/679")],
        ),
        ("the CNIL and Acme Cloud GmbH", "en", [("authority", "cnil"), ("company", "acme cloud gmbh")]),
        (
            "24 Monate in Deutschland am 5. Februar 2010",
            "de",
            [("period", "24M"), ("place", "DE"), ("date", "2010-02-05")],
        ),
        ("6 mois en France", "fr", [("period", "6M"), ("place", "FR")]),
    ],
)  # fmt: skip
def test_a_value_is_found_by_what_it_is(text: str, language: str, found: list[tuple[str, str]]) -> None:
    """In the words of the language."""
    assert [(each.kind, each.key) for each in values.find(text, language)] == found


@pytest.mark.parametrize(
    ("iso", "key"),
    [("P2Y", "24M"), ("P1M", "1M"), ("P2W", "14D"), ("PT72H", "72H"), ("PT5M", "5m"), ("P1Y6M", "P1Y6M")],
)
def test_a_period_of_a_fact_has_the_key_of_its_words(iso: str, key: str) -> None:
    """One of two units has no words that are looked for."""
    assert values.period_of(iso) == key
