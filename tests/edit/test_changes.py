"""Changes of many files at once: a new name everywhere, a fact taken away with what hangs on it, sentences bound."""

from __future__ import annotations

import os
import pty
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.edit import mentions
from tests.helpers import COMMAND, SETTINGS, notice, tree

if TYPE_CHECKING:
    from pathlib import Path

NEWS = ("sending-news", "member-email", "news", "newsletter-consent")


def answered(project: Path, *arguments: str, typed: str) -> str:
    """Run the command at a terminal, with what a person types. Gives what is shown."""
    ours, theirs = pty.openpty()
    command = [*COMMAND, "-C", str(project), *arguments]
    with subprocess.Popen(
        command, env=SETTINGS, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        said, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    return said.decode()


def text(project: Path, file: str) -> str:
    """Read a file of the notice."""
    return (project / "notice" / file).read_text(encoding="utf-8")


def test_a_fact_gets_another_name_wherever_it_is_named(project: Path) -> None:
    """In its entry, in what refers to it, in what prints it and in what is bound to it; labels keep their words."""
    done = notice("-C", project, "rename", "loans", "borrowings", "--yes")
    assert done.returncode == 0, done.stderr
    assert "part of published addresses" in done.stderr
    assert "- id: borrowings\n  label: books borrowed and returned" in text(project, "facts/personal-data.yaml")
    assert "personal_data: [member-name, borrowings]" in text(project, "facts/processes.yaml")
    assert "(fact:lending-books,borrowings)" in text(project, "clauses/membership.md")
    assert notice("-C", project, "check").returncode == 0


def test_words_that_are_spelt_like_an_id_keep_theirs(project: Path) -> None:
    """A clause, a choice and a label may be called what a fact is called: they are none."""
    bases = project / "notice/facts/legal-bases.yaml"
    changed = bases.read_text(encoding="utf-8").replace("label: your consent", "label: consent")
    bases.write_text(changed.replace("newsletter-consent", "consent"), encoding="utf-8")
    for file in ("facts/processes.yaml", "clauses/newsletter.md"):
        path = project / "notice" / file
        path.write_text(path.read_text(encoding="utf-8").replace("newsletter-consent", "consent"), encoding="utf-8")
    order = text(project, "notice.yaml")
    purposes = project / "notice/facts/purposes.yaml"
    purposes.write_text(purposes.read_text(encoding="utf-8").replace("id: news", "id: newsletter"), encoding="utf-8")
    for file in ("facts/processes.yaml", "clauses/newsletter.md", "clauses/what-we-do.md"):
        path = project / "notice" / file
        said = (
            path.read_text(encoding="utf-8").replace("[news]", "[newsletter]").replace("{{ news }}", "{{ newsletter }}")
        )
        path.write_text(said.replace("lending,news", "lending,newsletter"), encoding="utf-8")
    done = notice("-C", project, "rename", "consent", "permission", "newsletter", "letters", "--yes")
    assert done.returncode == 0, done.stdout
    assert "- id: permission\n  label: consent\n  kind: consent\n" in text(project, "facts/legal-bases.yaml")
    assert "purposes: [letters]" in text(project, "facts/processes.yaml")
    assert "id: newsletter\n" in text(project, "clauses/newsletter.md")
    assert text(project, "notice.yaml") == order


def test_a_term_gets_another_name_in_each_form(project: Path) -> None:
    """What prints it follows; where it is typed as plain words is told."""
    clause = project / "notice/clauses/membership.md"
    clause.write_text(f"{clause.read_text(encoding='utf-8')}\n[Loan Record is a term.](fact:none)\n", encoding="utf-8")
    done = notice("-C", project, "rename", "Loan Record", "Reading List", "Loan Records", "Reading Lists", "--yes")
    assert done.returncode == 0, done.stdout
    assert "{{ Reading List }}" in text(project, "clauses/membership.md")
    assert "label: Reading List\n  forms: [Reading Lists]" in text(project, "facts/definitions.yaml")
    assert "notice/clauses/membership.md:9:2: still says the old word: [Loan Record is a term.]" in done.stdout


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("loans",), "names go in pairs"),
        (("lons", "borrowings"), 'no fact and no term is called "lons"; did you mean "loans"?'),
        (("loans", "news"), '"news" is the name of another already'),
    ],
)
def test_a_name_that_cannot_be_changed_is_told(project: Path, names: tuple[str, ...], says: str) -> None:
    """Nothing is written."""
    before = tree(project)
    done = notice("-C", project, "rename", *names, "--yes")
    assert done.returncode == 2
    assert says in done.stderr
    assert tree(project) == before


def test_a_fact_that_others_need_is_not_taken_away(project: Path) -> None:
    """What would be wrong without it is listed, and nothing is written."""
    before = tree(project)
    done = notice("-C", project, "remove", "sending-news", "--yes")
    assert done.returncode == 1
    assert "Nothing was changed" in done.stdout
    assert "notice/clauses/newsletter.md:7" in done.stdout
    assert 'no fact is called "sending-news"' in done.stdout
    assert tree(project) == before


def test_an_activity_goes_with_its_data_and_its_sentences(project: Path) -> None:
    """The entries, what refers to them and the sentences that state nothing else; the notice checks clean after it."""
    shown = notice("-C", project, "remove", *NEWS)
    assert shown.returncode == 1
    assert "sending the newsletter" in shown.stdout
    both = project / "notice/clauses/what-we-do.md"
    alone = both.read_text(encoding="utf-8").replace(", and for the newsletter,", "").replace("lending,news", "lending")
    both.write_text(alone, encoding="utf-8")
    clause = project / "notice/clauses/newsletter.md"
    kept = clause.read_text(encoding="utf-8")
    clause.write_text(f"{kept}\n[There is no other list.](fact:none)\n", encoding="utf-8")
    done = notice("-C", project, "remove", *NEWS, "--yes")
    assert done.returncode == 0, done.stdout
    assert clause.read_text(encoding="utf-8").endswith("---\n\n[There is no other list.](fact:none)\n")
    assert not any(name in text(project, f"facts/{file}.yaml") for name in NEWS for file in ("processes", "purposes"))
    assert notice("-C", project, "check").returncode == 0


def test_open_sentences_are_bound_one_by_one_as_a_person_says(project: Path) -> None:
    """Facts are proposed by the words they share; nothing is bound that was not accepted."""
    clause = project / "notice/clauses/membership.md"
    more = "We note the books borrowed. This is plain. Nobody knows this."
    clause.write_text(f"{clause.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
    quiet = notice("-C", project, "bind", "membership")
    assert "2  loans: books borrowed and returned (it has: " in quiet.stdout
    assert "nothing was changed" in quiet.stdout
    said = answered(project, "bind", "membership", typed="2\np\n\n")
    assert "2 bound" in said
    bound = "[We note the books borrowed.](fact:loans) [This is plain.](fact:none) Nobody knows this.\n"
    assert clause.read_text(encoding="utf-8").endswith(bound)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("One. [Two](fact:gone). Three.", "One.  Three."),
        ("- [one](fact:gone),\n- [two](fact:kept).", "- [two](fact:kept)."),
        ("**Title.** [Two](fact:gone).\n\nThree.", "Three."),
        ("[One](fact:gone) and [two](fact:kept).", "[One](fact:gone) and [two](fact:kept)."),
        ("{{ gone.description }} Four.", "Four."),
    ],
)
def test_a_sentence_goes_with_the_only_fact_it_states(written: str, left: str) -> None:
    """One that states another fact too stays, and is told by the checks."""
    assert " ".join(mentions.without(written, frozenset({"gone"}), "en").split()) == " ".join(left.split())
