"""`notice rename`: another name for a fact or a term, wherever it is named."""

from __future__ import annotations

import click

from generator.console.agreed import apply
from generator.console.checked import near
from generator.console.options import FOLDER, project
from generator.edit import change
from generator.edit.files import UnwritableError
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail
from generator.pipeline import checking


@click.command("rename")
@FOLDER
@click.argument("names", metavar="OLD NEW [OLD NEW ...]", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Write the change without asking.")
def command(names: tuple[str, ...], *, yes: bool) -> None:
    """Give a fact or a term another name, everywhere; of a term name each form, such as Bubble Space Bubbles Spaces."""
    root = project()
    if len(names) % 2:
        fail("names go in pairs: notice rename OLD NEW", WRONG_CALL)
    pairs = dict(zip(names[::2], names[1::2], strict=True))
    _, declared = checking.declared(root)
    known = {**declared.facts, **declared.terms}
    for old, new in pairs.items():
        if old not in known:
            fail(f'no fact and no term is called "{old}"; {near(old, known)}', WRONG_CALL)
        if new in known and new not in pairs:
            fail(f'"{new}" is the name of another already', WRONG_CALL)
    facts = {old: new for old, new in pairs.items() if old in declared.facts}
    terms = {old: new for old, new in pairs.items() if old in declared.terms}
    try:
        made = change.renamed(root, facts, terms)
    except UnwritableError as error:
        fail(str(error), PROBLEMS)
    for old in facts:
        message = f'"{old}" is part of published addresses; whoever follows one of them will not find it.'
        click.echo(message, err=True)
    apply(root, made, yes=yes)
    for place, line in change.still_typed(root, list(terms)):
        click.echo(f"{place}: still says the old word: {line}")
