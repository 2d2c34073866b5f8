"""`notice report --text`: each sentence with the facts that it states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pipeline import checking
from generator.report import statements
from tests.helpers import notice as command

if TYPE_CHECKING:
    from pathlib import Path


def test_every_sentence_is_listed_with_its_facts_and_what_is_open_is_shown_as_such(project: Path) -> None:
    """Counsel goes through a clause sentence by sentence; the shares say how far."""
    clause = project / "notice/clauses/how-long.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\nIt is gone. [See there.](fact:none)\n", encoding="utf-8")
    [table] = statements.of_text(checking.check(project))
    rows = {row[0][0]: row[1:] for row in table.rows}
    assert rows["membership/1"] == (
        ("bound",),
        ("For lending books to you we need your name, and we keep your Loan Record of the books borrowed.",),
        ("lending-books", "lending", "member-name", "loan-record", "loans"),
    )
    assert rows["how-long/2"] == (("open",), ("It is gone.",), ())
    assert rows["how-long/3"] == (("plain",), ("See there.",), ())
    assert "how-long" not in rows  # a title that states nothing
    assert "bound, 6% plain, 6% open" in table.about


def test_one_report_is_asked_for_at_a_time(project: Path) -> None:
    """Two tables in one file are no table."""
    assert command("report", "--text", "--language", "-C", project).returncode == 2
    shown = command("report", "--text", "-C", project)
    assert (shown.returncode, "membership/1" in shown.stdout) == (0, True)
