"""The report for counsel: what it says of the real notice, and how it looks in each form."""

from __future__ import annotations

import csv
import io
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.pipeline import checking
from generator.report import gdpr, tables
from generator.report.readability import measure
from tests.helpers import CASES, ROOT, overlay

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/facts/articles.yaml").read_text(encoding="utf-8"))


def run(folder: Path, *options: str) -> str:
    """Run `notice report`, which always ends well on a notice that can be read."""
    result = CliRunner().invoke(main, ["report", "-C", str(folder), *options])
    assert result.exit_code == 0, result.output
    return result.output


def verdicts(checked: checking.Checked, column: str) -> dict[str, str]:
    """Read the verdicts of one column of the report, by what must be told."""
    law = gdpr.of_law(checked)[0]
    at = law.header.index(column)
    return {row[1][0]: row[at][0] for row in law.rows}


def test_the_review_has_29_rows_and_each_difference_has_a_reason() -> None:
    """Nothing was left off, and nothing was changed in silence."""
    assert len(ROWS) == 29
    assert [row["row"] for row in ROWS if ("review" in row) != ("why" in row)] == []


@pytest.mark.parametrize("row", ROWS, ids=[row["row"] for row in ROWS])
@pytest.mark.parametrize("column", ["general, controller", "direct"])
def test_a_row_of_the_review_has_the_expected_verdict(row: dict[str, Any], column: str, rainbow: Any) -> None:
    """The report finds in the real notice what people found in it."""
    found = verdicts(rainbow, column)
    for asks, expected in row["items"].items():
        matching = [verdict for name, verdict in found.items() if name == asks or name.startswith(f"{asks},")]
        assert matching == [expected], asks


def test_the_rows_of_the_review_cover_every_item(rainbow: checking.Checked) -> None:
    """No item is reported that nobody expected."""
    expected = [asks for row in ROWS for asks in row["items"]]
    found = verdicts(rainbow, "direct")
    assert [name for name in found if not any(name == each or name.startswith(f"{each},") for each in expected)] == []


def test_nothing_is_missing_from_the_real_notice_in_any_mode(rainbow: checking.Checked) -> None:
    """What it does not say, it admits."""
    law = gdpr.of_law(rainbow)[0]
    assert [row[1] for row in law.rows if ("missing",) in row] == []


def test_each_gap_of_the_source_is_listed_with_who_decides(rainbow: checking.Checked) -> None:
    """An admitted gap is never silent, whatever it is about and whether readers see it or not."""
    gaps = gdpr.of_law(rainbow)[1]
    source = yaml.safe_load((ROOT / "notice/gaps.yaml").read_text(encoding="utf-8"))
    assert [(row[0][0], row[-1][0]) for row in gaps.rows] == [(each["label"], each["decides"]) for each in source]


def test_each_fact_of_a_row_leads_to_its_line(rainbow: checking.Checked) -> None:
    """Counsel finds the fact where the report says it stands."""
    law = gdpr.of_law(rainbow)[0]
    facts, places = law.header.index("Facts"), law.header.index("Places")
    pairs = [pair for row in law.rows for pair in zip(row[facts], row[places], strict=True)]
    assert len(pairs) > 50
    for name, place in pairs:
        file, line = place.rsplit(":", 1)
        assert f"id: {name}" in (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


@pytest.mark.parametrize(
    ("case", "asks"),
    [
        ("complaint-not-told", "the right to complain to an authority"),
        ("right-not-told", "the right to take data along"),
        ("source-not-told", "from which source data comes, and whether it is public"),
    ],
)
def test_what_is_missing_stands_in_the_report(case: str, asks: str, project: Path) -> None:
    """A report can be had of a notice that has errors, which is when counsel needs it."""
    overlay(CASES / "rejected" / case, project)
    checked = checking.check(project)
    assert not checked.ok
    assert verdicts(checked, "direct")[asks] == "missing"


@pytest.mark.parametrize("case", ["interest-without-reason", "transfer-without-country", "transfer-without-safeguard"])
def test_what_a_fact_says_in_part_is_vague(case: str, project: Path) -> None:
    """A fact without the half that matters does not count as the whole."""
    overlay(CASES / "rejected" / case, project)
    assert "vague" in verdicts(checking.check(project), "direct").values()


def test_a_commitment_that_names_the_article_states_it(project: Path) -> None:
    """A notice may say in words what no kind of fact is made for; then its gap can go, and must go to be stated."""
    overlay(CASES / "rejected/automation-not-told", project)
    (project / "notice/facts/commitments.yaml").write_text(
        "- id: no-automated-decisions\n  label: no automated decisions\n  kind: statement\n"
        "  reference: [GDPR Art. 13(2)(f)]\n",
        encoding="utf-8",
    )
    with (project / "notice/clauses/protection.md").open("a", encoding="utf-8") as clause:
        clause.write("\nThere are {{ no-automated-decisions }}.\n")
    checked = checking.check(project)
    assert checked.diagnostics == []
    assert verdicts(checked, "direct")["whether there are automated decisions, or none"] == "stated"


@pytest.mark.parametrize(
    ("case", "fact", "article"),
    [
        ("interest-without-reason", "membership-contract", "13(1)(d)"),
        ("consent-without-withdrawal", "newsletter-consent", "13(2)(c)"),
        ("transfer-without-country", "catalogue-transfer", "13(1)(f)"),
        ("transfer-without-safeguard", "catalogue-transfer", "13(1)(f)"),
        ("process-without-basis", "lending-books", "13(1)(c)"),
        ("right-without-way", "right-to-erasure", "12(2)"),
        ("contact-without-address", "desk", "12(2)"),
        ("processor-without-task", "letter-shop", "13(1)(e)"),
    ],
)
@pytest.mark.parametrize("names_the_article", [True, False])
def test_a_gap_acknowledges_only_what_it_names(
    case: str, fact: str, article: str, names_the_article: bool, project: Path
) -> None:
    """A gap that is about the fact and another article does not hide the fault."""
    overlay(CASES / "rejected" / case, project)
    named = article if names_the_article else "99"
    with (project / "notice/gaps.yaml").open("a", encoding="utf-8") as gaps:
        gaps.write(
            f"- id: gap-of-test\n  label: gap\n  articles: [GDPR Art. {named}]\n  verdict: missing\n"
            f"  missing: It is not said.\n  why: It must be said.\n  decides: The board\n  facts: [{fact}]\n"
        )
    assert checking.check(project).ok == names_the_article


def test_in_processor_mode_alone_nothing_is_owed(project: Path) -> None:
    """The customer informs; the notice supports that, and is not refused for what the customer has to say."""
    overlay(CASES / "rejected/complaint-not-told", project)
    path = project / "notice/notice.yaml"
    customer = "- id: customer\n  label: customer\n  kind: category\n  broader: [dpv:DataController]\n"
    with (project / "notice/facts/parties.yaml").open("a", encoding="utf-8") as parties:
        parties.write(customer)
    with (project / "notice/clauses/about.md").open("a", encoding="utf-8") as clause:
        clause.write("\nIt is for the people of a {{ customer }}.\n")
    text = path.read_text(encoding="utf-8").replace("  controller:\n    label", "  processor:\n    label")
    path.write_text(text.replace("controller: example-library-association", "controller: customer"), encoding="utf-8")
    checked = checking.check(project)
    assert checked.diagnostics == []
    assert verdicts(checked, "general")["the right to complain to an authority"] == "missing"


@pytest.mark.parametrize("style", ["table", "markdown", "html", "csv"])
@pytest.mark.parametrize("options", [(), ("--language",)])
def test_the_report_can_be_had_in_each_form(style: str, options: tuple[str, ...], project: Path) -> None:
    """The same report, for the terminal, a pull request, a mail or a spreadsheet."""
    written = run(project, "--format", style, *options)
    assert ("How long we keep it" if options else "the right of access") in written


def test_the_spreadsheet_has_one_header_and_runs_nothing(project: Path) -> None:
    """Every row has every column; a label that begins like a formula is a text."""
    path = project / "notice/gaps.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("label: where to complain", 'label: "=1+2"'), encoding="utf-8")
    rows = list(csv.reader(io.StringIO(run(project, "--format", "csv"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[0][:3] == ["Table", "Articles", "What must be told"]
    assert [cell for row in rows for cell in row if cell.startswith("=")] == []
    assert [cell for row in rows for cell in row if cell == "'=1+2"]


def test_a_page_and_a_pull_request_show_a_label_as_it_is_typed(project: Path) -> None:
    """Nothing in a label is carried out."""
    path = project / "notice/gaps.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("label: where to complain", 'label: "<b>a|b</b>"'), encoding="utf-8")
    assert "&lt;b&gt;a|b&lt;/b&gt;" in run(project, "--format", "html")
    assert r"\<b\>a\|b\</b\>" in run(project, "--format", "markdown")


def test_a_report_of_a_source_that_cannot_be_read_is_its_faults(project: Path) -> None:
    """There is nothing to report on; the command says why."""
    (project / "notice/facts/rights.yaml").unlink()
    result = CliRunner().invoke(main, ["report", "-C", str(project)])
    assert result.exit_code == 1
    assert "error[missing-file]" in result.output


def test_long_cells_are_cut_on_a_terminal_alone(rainbow: checking.Checked) -> None:
    """A terminal shows the first few facts and how many there are besides; the file has them all."""
    law = gdpr.of_law(rainbow)
    purposes = next(row for row in law[0].rows if row[1] == ("the purposes",))
    facts = purposes[law[0].header.index("Facts")]
    assert re.search(rf"and {len(facts) - 3} more", tables.as_text(law))
    assert facts[-1] in tables.as_markdown(law)


def test_every_clause_is_measured_and_nothing_is_refused_for_its_style(rainbow: checking.Checked) -> None:
    """The language is reported and blocks nothing."""
    made = gdpr.of_language(rainbow)[0]
    assert rainbow.notice is not None
    assert len(made.rows) == len(rainbow.notice.clauses) + 1


def changes(folder: Path, since: Path) -> dict[str, list[str]]:
    """Read what the report says has changed, by clause: words, words a sentence, passives, LIX."""
    rows = list(csv.DictReader(io.StringIO(run(folder, "--language", "--since", str(since), "--format", "csv"))))
    return {row["Clause"]: [cell for name, cell in row.items() if name.endswith(", change")] for row in rows}


def test_the_language_is_compared_with_the_last_release(project: Path, tmp_path: Path) -> None:
    """Each clause with its change, a clause that is new or gone as such, and the whole notice."""
    before = tmp_path / "before"
    shutil.copytree(project, before)
    assert {tuple(cells) for cells in changes(project, before).values()} == {("0", "0", "0", "0")}

    clause = project / "notice/clauses/how-long.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\nNothing is kept after that.\n", encoding="utf-8")
    found = changes(project, before)
    assert found["D How long we keep it"] == ["+5", "-1.5", "+50", "-3"]
    assert found["E Your rights"] == ["0", "0", "0", "0"]
    assert found["The whole notice"][0] == "+5"

    notice = project / "notice/notice.yaml"
    notice.write_text(
        notice.read_text(encoding="utf-8").replace("clause: protection\n", "clause: safety\n"), encoding="utf-8"
    )
    (project / "notice/clauses/protection.md").rename(project / "notice/clauses/safety.md")
    text = (project / "notice/clauses/safety.md").read_text(encoding="utf-8")
    renamed = text.replace("id: protection", "id: safety").replace("How we protect it", "How it is safe")
    (project / "notice/clauses/safety.md").write_text(renamed, encoding="utf-8")
    found = changes(project, before)
    assert (found["F How it is safe"], found["F How we protect it"]) == (["new"] * 4, ["gone"] * 4)
    assert list(found)[-1] == "The whole notice"


def test_a_comparison_with_what_is_no_notice_is_refused_in_a_sentence(project: Path, tmp_path: Path) -> None:
    """A wrong folder is a wrong call; a release that cannot be read says why."""
    options = ["report", "-C", str(project), "--since"]
    assert CliRunner().invoke(main, [*options, str(tmp_path), "--language"]).exit_code == 2
    assert CliRunner().invoke(main, [*options, str(project)]).exit_code == 2
    broken = tmp_path / "broken"
    shutil.copytree(project, broken)
    (broken / "notice/facts/rights.yaml").unlink()
    ran = CliRunner().invoke(main, [*options, str(broken), "--language"])
    assert ran.exit_code == 1
    assert "error[missing-file]" in ran.output


@pytest.mark.parametrize(
    ("text", "sentences", "longest", "passive"),
    [
        ("We keep it. It is deleted after a year.", 2, 6, 0.5),
        ("See Art. 13, cf. Annex A. We do.", 2, 5, 0.0),
        ("Examples:\n\n- a name\n- an address that was often given", 3, 6, 1 / 3),
        ("", 0, 0, None),
    ],
)
def test_sentences_and_passives_are_counted(text: str, sentences: int, longest: int, passive: float | None) -> None:
    """An entry of a list is a sentence, an abbreviation ends none."""
    found = measure(text, "en")
    assert (found.sentences, found.longest, found.passive) == (sentences, longest, passive)


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    """Ten words in two sentences, one of them over six letters: 5 and 10."""
    assert measure("We keep all of it. You may see documents too.", "sv").lix == pytest.approx(15)


def test_a_passive_is_not_guessed_in_a_language_whose_grammar_is_not_known() -> None:
    """A dash stands there instead of a number."""
    assert measure("Die Daten werden gelöscht.", "de").passive is None


UNBOUND = ("open-sentence", "names-alone")


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("Write to privacy@example.org!", "typed-fact"),
        ("Write to nobody@example.net.", "typed-value"),
        ("See www.example.org.", "typed-fact"),
        ("See www.example.org.example.net.", "typed-value"),
        ("The Example Library lends books.", "typed-fact"),
        ("The Example Librarykeeper lends books.", ""),
        ("The {{ service.name }} lends books.", ""),
        ("We keep it for one year.", "typed-value"),
        ("We keep it for two years.", "typed-value"),
        ("Each year, two or more of us look at it, day by day.", ""),
        ("Your Loan Record is yours.", "unmarked-term"),
        ("Your {{ Loan Record }} is yours, whatever else a loan record may be.", ""),
        ("See the clause below.", "loose-reference"),
        ("Above all, ask us.", ""),
        ("This follows Directive 95/46/EC.", "superseded-instrument"),
        ("We collect data such as:\n\n{{ list(lending-books.personal_data) }}", "open-list"),
        ("It serves {{ sending-news.purposes }} and the like.", "open-list"),
        ("Companies see it, for example {{ catalogue-company }}.", "open-list"),
        ("It may include your {{ member-name }}.", "open-list"),
        ("For example, we need your {{ member-name }}.", ""),
        ("You may give more, including a note. We need {{ lending-books.personal_data }}.", ""),
        ("We need {{ lending-books.personal_data }}. For example, you tell us how to spell it.", ""),
        ("You can write, for example, to the {{ office }}.", ""),
    ],
)
def test_what_is_typed_again_is_found_and_what_only_looks_like_it_is_not(typed: str, rule: str, project: Path) -> None:
    """A check that cries out for nothing is switched off."""
    path = project / "notice/clauses/protection.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{typed}\n", encoding="utf-8")
    found = [each.rule.name for each in checking.check(project).diagnostics if each.rule.name not in UNBOUND]
    assert found == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("file", "found", "admitted"),
    [
        ("purposes", "- id: news\n", "- id: news\n  open_ended: true\n"),
        ("recipients", "- id: catalogue-company\n", "- id: catalogue-company\n  gap: gap-complaint\n"),
    ],
)
def test_a_list_that_the_facts_leave_open_may_be_open_in_words(
    file: str, found: str, admitted: str, project: Path
) -> None:
    """What is admitted in the facts may be said."""
    clause, facts = project / "notice/clauses/newsletter.md", project / f"notice/facts/{file}.yaml"
    typed = "\nSuch as {{ sending-news.purposes }}, or such as {{ sending-news.recipients }}.\n"
    clause.write_text(clause.read_text(encoding="utf-8") + typed, encoding="utf-8")
    assert [each.rule.name for each in checking.check(project).diagnostics] == ["open-list"] * 2
    assert found in facts.read_text(encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8").replace(found, admitted), encoding="utf-8")
    assert [each.rule.name for each in checking.check(project).diagnostics] == ["open-list"]


def test_a_page_below_a_known_site_is_to_become_a_document(project: Path) -> None:
    """The website itself would be the wrong thing to write for it."""
    path = project / "notice/clauses/protection.md"
    path.write_text(
        path.read_text(encoding="utf-8") + "\nSee [rules](https://www.example.org/rules).\n", encoding="utf-8"
    )
    found = checking.check(project).diagnostics
    assert [each.rule.name for each in found if "documents.yaml" in each.help] == ["typed-fact"]


def test_a_holder_is_needed_where_the_controller_differs_by_mode(tmp_path: Path) -> None:
    """Left out, the interest is the controller's; with two controllers nobody knows which."""
    folder = tmp_path / "notice"
    shutil.copytree(ROOT / "notice", folder)
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    path = folder / "gaps.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"GDPR Art. 13(1)(d)", "GDPR Art. 14(2)(b)"', '"GDPR Art. 5"'), encoding="utf-8")
    found = checking.check(tmp_path).diagnostics
    assert [each.rule.name for each in found] == ["interest-without-reason"]
    assert found[0].message.startswith('"legitimate-interest-main-purpose" does not say whose')


def test_a_contact_with_nothing_to_print_is_told_where_it_is_printed(project: Path) -> None:
    """The clause is where the reader would look in vain."""
    path = project / "notice/clauses/protection.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n{{ contact(catalogue-host) }}\n", encoding="utf-8")
    found = checking.check(project).diagnostics
    assert [(each.rule.name, each.place.file) for each in found] == [
        ("contact-without-address", "notice/clauses/protection.md")
    ]
