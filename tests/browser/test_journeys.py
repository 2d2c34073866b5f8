"""A first-time reader with a phone: the way to an answer, and what each page lets a hand or a keyboard do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from generator import model, resources
from generator.bind import variants
from generator.emit.pages import templates, views
from generator.formats import locales
from generator.stamp import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from generator.pipeline import checking

PHONE = {"width": 390, "height": 844}
STEPS = 3


class Reader:
    """Someone who follows links by their words and fills in fields by their labels, and counts the steps."""

    def __init__(self, page: Page) -> None:
        """Start on a page, with no step taken."""
        self.page = page
        self.steps = 0

    def follow(self, words: str) -> None:
        """Touch the first link of the text that has these words."""
        self.page.get_by_role("main").get_by_role("link", name=words).first.tap()
        self.steps += 1

    def fill(self, label: str, words: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(words)
        self.steps += 1

    def finds(self, answer: Locator) -> None:
        """See the answer, no more than three steps from the front page."""
        expect(answer).to_be_visible()
        assert self.steps <= STEPS


@contextmanager
def on_the_front_page(browser: Browser, address: str) -> Iterator[Reader]:
    """Put a reader with a phone on the front page of a site."""
    context = browser.new_context(viewport=PHONE, has_touch=True, base_url=address)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    yield Reader(page)
    context.close()


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """Give a reader of the site."""
    with on_the_front_page(browser, address) as each:
        yield each


@pytest.fixture
def any_reader(browser: Browser, any_address: str) -> Iterator[Reader]:
    """Give a reader of each renderer's site."""
    with on_the_front_page(browser, any_address) as each:
        yield each


@pytest.fixture
def scriptless(browser: Browser, any_address: str) -> Iterator[Page]:
    """Give a page on which no script runs."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=any_address)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_who_decides_about_my_data_if_my_company_bought_from_a_reseller(any_reader: Reader) -> None:
    """The reseller's name on the front page leads to the answer."""
    any_reader.follow("Sample Networks")
    expect(any_reader.page).to_have_url("/en/sample-networks/")
    any_reader.finds(any_reader.page.get_by_text("End-Customer decides why and how your data is used"))
    expect(any_reader.page.get_by_role("figure")).to_contain_text("Sample Networks")


def test_how_to_have_my_data_deleted(any_reader: Reader) -> None:
    """The right to deletion stands with one address to write to."""
    any_reader.follow("I signed up myself")
    any_reader.follow("Use a right, such as deletion")
    deletion = any_reader.page.get_by_role("listitem").filter(has_text="Have the data deleted")
    link = deletion.get_by_role("link", name="support@").first
    any_reader.finds(link)
    assert (link.get_attribute("href") or "").endswith("?subject=Have%20the%20data%20deleted")


def test_whether_calls_are_recorded(reader: Reader) -> None:
    """A word in the filter leaves the rows on calls, and one says what becomes of the sound."""
    reader.follow("I do not know")
    reader.follow("Look up a kind of data")
    reader.fill("Any word", "call sound")
    rows = reader.page.locator("#data-rows > tr:visible")
    expect(rows).to_have_count(2)
    reader.finds(rows.filter(has_text="Sound, picture and shared screen of a call").get_by_text("Not kept", exact=True))


def test_how_to_reach_the_data_protection_officer(any_reader: Reader, notice: model.Notice) -> None:
    """The officer's address stands in the overview."""
    any_reader.follow("I do not know")
    any_reader.follow("Reach the data protection officer")
    officer = next(fact for fact in notice.sections["parties"] if fact.id == "dpo")
    assert isinstance(officer, model.Party)
    any_reader.finds(any_reader.page.get_by_role("main").get_by_role("link", name=officer.email))
    expect(any_reader.page.get_by_role("heading", name="Data protection officer")).to_be_in_viewport()


def test_without_scripts_every_row_and_every_supplier_stands(
    scriptless: Page, rainbow: checking.Checked, notice: model.Notice
) -> None:
    """Scripts only add; what they add is not there without them."""
    scriptless.goto("/")
    for _, raw in rainbow.source.suppliers():
        expect(scriptless.get_by_role("link", name=groups.label(raw, notice))).to_be_visible()
    expect(scriptless.get_by_role("searchbox")).to_have_count(0)
    scriptless.goto("/en/general/data/")
    expect(scriptless.get_by_role("combobox")).to_have_count(0)
    rows = views.rows(variants.resolve(notice, "general", "en"))
    expect(scriptless.locator("#data-rows > tr:visible")).to_have_count(len(rows))
    for row in rows:
        for data in row.data:
            expect(scriptless.locator(f"#{data.id}")).to_be_visible()


def many() -> list[views.Entry]:
    """Make more suppliers than a list can show: three for each letter, and one written with an accent."""
    names = [f"{letter}{number} Reseller" for letter in "ZYXWVUTSRQPONMLKJIHGFEDCBA" for number in (2, 1, 3)]
    return [views.Entry(name, f"en/s{place}/") for place, name in enumerate([*names, "Éclair"])]


def test_a_long_list_of_suppliers_is_grouped_by_letters_and_filtered(page: Page, notice: model.Notice) -> None:
    """Every supplier stands once below its letter; a part of the name opens the group and leaves what fits."""
    every = many()
    front = templates.front([variants.resolve(notice, name, "en") for name in variants.names(notice)], every)
    page.set_content("".join(part for part in front.parts if isinstance(part, str)))
    labels = page.locator("#suppliers li").all_text_contents()
    assert sorted(labels) == sorted(entry.label for entry in every)
    assert [text.split()[0] for text in page.locator("#suppliers summary").all_text_contents()] == sorted(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    group = page.locator("#suppliers details", has_text="Éclair").first
    assert group.locator("li").all_text_contents() == ["E1 Reseller", "E2 Reseller", "E3 Reseller", "Éclair"]

    folder = resources.folder("site_templates") / "theme/assets/javascripts"
    page.add_script_tag(path=folder / "filter.js")
    field = page.get_by_label("Part of the supplier's name")
    field.press_sequentially("ecl")
    expect(page.locator("#suppliers li:visible")).to_have_text(["Éclair"])
    expect(page.get_by_role("status")).to_have_text("1 of 79 suppliers")
    field.fill("")
    expect(page.locator("#suppliers details:visible")).to_have_count(26)
    expect(page.locator("#suppliers li:visible")).to_have_count(0)


def test_the_table_is_filtered_by_keyboard(page: Page, address: str) -> None:
    """A word and a choice together leave the rows that fit both; the count is told."""
    page.goto(f"{address}en/general/data/")
    rows = page.locator("#data-rows > tr")
    every = rows.count()
    page.get_by_label("Any word").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("You may")
    visible = page.locator("#data-rows > tr:visible")
    expect(visible).not_to_have_count(every)
    optional = visible.count()
    assert all("You may" in text for text in visible.locator("td:nth-child(2)").all_text_contents())
    page.get_by_label("Any word").focus()
    page.keyboard.type("photo")
    expect(visible).to_have_count(1)
    expect(visible).to_contain_text("Photo")
    expect(page.locator(".notice-filter [role=status]")).to_have_text(f"1 of {every} rows")
    assert 1 < optional < every


def test_the_table_is_filtered_by_what_data_is_part_of(page: Page, address: str, notice: model.Notice) -> None:
    """One choice leaves the rows with a part of it, and every whole can be chosen."""
    page.goto(f"{address}en/general/data/")
    choice = page.get_by_label("Kind of data")
    facts = variants.resolve(notice, "general", "en").facts
    every = [fact for fact in facts.values() if isinstance(fact, model.PersonalData)]
    part = next(fact for fact in every if fact.part_of == "registration-information")
    kinds = {name.text_content() for name in choice.locator("option").all()}
    assert kinds > {locales.capitalise(facts[fact.part_of].label) for fact in every if fact.part_of}
    choice.select_option(label=facts[part.part_of].label)
    visible = page.locator("#data-rows > tr:visible")
    expect(visible.locator(f"#{part.id}")).to_be_visible()
    of_it = page.locator(f"#data-rows > tr:has([data-kind='{facts[part.part_of].label}'])")
    expect(visible).to_have_count(of_it.count())
    expect(page.locator("#data-rows > tr")).not_to_have_count(of_it.count())


def test_the_table_is_sorted_by_keyboard(page: Page, address: str) -> None:
    """Enter on a heading sorts by it, and once more the other way round; no row is lost."""
    page.goto(f"{address}en/general/data/")
    first = page.locator("#data-rows > tr > th")
    before = first.all_text_contents()
    page.get_by_role("button", name="Data", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Data")).to_have_attribute("aria-sort", "ascending")
    rising = first.all_text_contents()
    assert rising == sorted(before, key=str.casefold) != before
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Data")).to_have_attribute("aria-sort", "descending")
    assert first.all_text_contents() == rising[::-1]


def test_a_term_shows_its_definition_on_focus_and_escape_closes_it(page: Page, address: str) -> None:
    """The definition is the one of the list, tied to the term for screen readers."""
    page.goto(f"{address}en/general/notice/")
    term = page.locator("#security + .clause a[href^='#term-']").first
    target = page.locator(f"[id='{(term.get_attribute('href') or '')[1:]}'] + dd")
    shown = page.get_by_role("tooltip")
    expect(shown).to_be_hidden()
    term.focus()
    expect(shown).to_contain_text(target.text_content() or "nothing")
    expect(term).to_have_attribute("aria-describedby", shown.get_attribute("id") or "nothing")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(term).to_be_focused()
    term.hover()
    expect(shown).to_be_visible()
    shown.hover()
    page.wait_for_timeout(400)
    expect(shown).to_be_visible()


def test_a_first_tap_shows_the_definition_and_a_second_leads_to_it(reader: Reader) -> None:
    """A finger cannot hover."""
    reader.page.goto("/en/general/notice/")
    term = reader.page.locator("#security + .clause a[href^='#term-']").first
    term.tap()
    expect(reader.page.get_by_role("tooltip")).to_be_visible()
    expect(reader.page).to_have_url("/en/general/notice/")
    term.tap()
    expect(reader.page).to_have_url(f"/en/general/notice/{term.get_attribute('href')}")


def test_the_address_of_a_clause_is_copied(page: Page, address: str) -> None:
    """The button beside a heading copies the permanent address of the clause."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}en/general/notice/")
    page.locator("#your-rights").get_by_role("button", name="Copy the address").press("Enter")
    expect(page.get_by_text("Address copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}en/general/notice/#your-rights"


def test_bound_words_show_what_they_state_on_focus_hover_and_tap(page: Page, address: str) -> None:
    """Under the labels that the data has; on paper and without scripts they are words like any other."""
    page.goto(f"{address}en/general/notice/")
    words = page.locator("#user-generated-information + .clause").get_by_text("its date, its time and its duration")
    shown = page.get_by_role("tooltip")
    words.focus()
    expect(shown).to_contain_text("date, time and duration of a call")
    expect(words).to_have_attribute("aria-describedby", shown.get_attribute("id") or "nothing")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    words.hover()
    expect(shown).to_be_visible()
    page.emulate_media(media="print")
    expect(shown).to_be_hidden()
    assert words.evaluate("words => getComputedStyle(words).borderBlockEndStyle") == "none"


def test_a_statement_is_reached_by_its_address(page: Page, address: str) -> None:
    """Which `statedIn` gives."""
    page.goto(f"{address}en/general/notice/#retention/1")
    target = page.locator("[id='retention/1']")
    expect(target).to_be_in_viewport()
    assert target.evaluate("target => target.matches(':target')")


def test_paper_shows_everything(page: Page, address: str) -> None:
    """What can be closed on a screen is open on paper, and links say where they lead."""
    page.goto(f"{address}en/general/")
    closed = page.locator("details:not([open]) > :not(summary)")
    assert closed.count()
    assert not closed.first.is_visible()
    page.emulate_media(media="print")
    hidden = closed.evaluate_all("all => all.filter((each) => !each.checkVisibility() || !each.offsetHeight).length")
    assert hidden == 0
    for link in page.locator("main a[href^=http]").all():
        after = link.evaluate("link => getComputedStyle(link, '::after').content")
        assert (link.get_attribute("href") or "nothing") in after
