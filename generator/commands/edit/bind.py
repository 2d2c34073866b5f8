"""`notice bind`: facts proposed for the open sentences of a clause, to be accepted one by one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.console.checked import near
from generator.console.options import FOLDER, project
from generator.edit import files, proposals
from generator.edit.files import UnwritableError
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail, reason
from generator.model.text import NO_FACT
from generator.pipeline import checking

if TYPE_CHECKING:
    from generator.edit.proposals import Proposal

_ASK = "Numbers, ids, p (plain: it says no fact), or Enter to leave it open"


@click.command("bind")
@FOLDER
@click.argument("clause")
def command(clause: str) -> None:
    """Go through the open sentences of a clause, and propose the facts that each may be about."""
    root = project()
    source, declared = checking.declared(root)
    if clause not in declared.clauses:
        fail(f'no clause is called "{clause}"; {near(clause, declared.clauses)}', WRONG_CALL)
    file = declared.clauses[clause].place.file
    content = files.data(root, file)
    value = files.value(file, content)
    if value is None:
        fail(f"{file} cannot be read as it is; `notice check` says where", PROBLEMS)
    body = str(value.get(files.BODY, ""))
    bound: list[tuple[int, int, str]] = []
    for sentence in proposals.open_sentences(body, source.language):
        words = body[sentence.start : sentence.end].strip()
        found = proposals.of_sentence(words, declared)
        _show(words, found)
        if sys.stdin.isatty():
            ids = _asked(found, list(declared.facts))
            bound += [(sentence.start, sentence.start + len(words), ids)] if ids else []
    for start, end, ids in reversed(bound):
        body = f"{body[:start]}[{body[start:end]}](fact:{ids}){body[end:]}"
    if bound:
        try:
            files.write(root, file, files.changed(file, content, {**value, files.BODY: body}))
        except (OSError, UnwritableError) as error:
            fail(f"{file}: {reason(error) if isinstance(error, OSError) else error}", PROBLEMS)
    click.echo(f"{file}: {len(bound)} bound" if bound else f"{file}: nothing was changed")


def _show(words: str, found: list[Proposal]) -> None:
    click.echo(f"\n{words}")
    for number, each in enumerate(found, 1):
        click.echo(f"  {number}  {each.fact}: {each.label} (it has: {', '.join(each.because)})")
    if not found:
        click.echo("  no fact shares its words; add one, or mark the sentence as plain")


def _asked(found: list[Proposal], known: list[str]) -> str:
    """Ask which facts a sentence states, until the answer names some, or none."""
    while True:
        given = str(click.prompt(_ASK, default="", show_default=False, err=True)).replace(",", " ").split()
        if given in (["p"], [NO_FACT]):
            return NO_FACT
        ids = [found[int(each) - 1].fact if each.isdigit() and 0 < int(each) <= len(found) else each for each in given]
        unknown = [each for each in ids if each not in known]
        if not unknown:
            return ",".join(ids)
        click.echo(f'no fact is called "{unknown[0]}"; {near(unknown[0], known)}', err=True)
