"""`notice origin`: which line a value of a variant comes from, and what it replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.console.checked import clean, near, variant
from generator.console.options import FOLDER, project
from generator.exit_codes import WRONG_CALL, fail
from generator.report import origins

if TYPE_CHECKING:
    from generator import model
    from generator.report.origins import Answer, Origin
    from generator.source.records import Source

_MAX_VALUE = 72  # characters of a value on its line
_SIGNS = {"as written": " ", "added": "+", "replaced": "~", "left out": "-"}


@click.command("origin")
@FOLDER
@click.argument("value", metavar="VALUE")
@click.option("--variant", "name", required=True, metavar="NAME", help="The variant: general, direct, or a supplier's.")
def command(value: str, name: str) -> None:
    """Say where VALUE comes from in a variant: the id of a fact or a clause, or a route (processes/ID/recipients)."""
    source, notice = clean(project())
    asked = variant(source, notice, name)
    answer = origins.trace(source, notice, asked, value)
    if answer is None:
        fail(f'{name} has no "{value}"; {_hint(source, notice, asked, value)}', WRONG_CALL)
    click.echo(f"{answer.title}\nin the variant {name}")
    for line in _told(answer):
        click.echo(line)


def _hint(source: Source, notice: model.Notice, asked: model.Variant, value: str) -> str:
    """Say what can be asked for: the properties of the fact, if there is one, or ids and routes."""
    head = value.rpartition("/")[0]
    whole = origins.trace(source, notice, asked, head) if head else None
    if whole is None:
        otherwise = "ask for the id of a fact or a clause, or a route such as processes/ID/recipients"
        return near(value, origins.known(source, notice, asked), otherwise)
    known = [f"{head}/{each.property}" for each in whole.origins]
    otherwise = f"it has: {', '.join(dict.fromkeys(known))}" if known else "it has no properties"
    return near(value, known, otherwise)


def _told(answer: Answer) -> list[str]:
    told = [f"  {note}" for note in answer.notes]
    last = ""
    for each in answer.origins:
        told += ["", f"  {each.property}"] if each.property != last else []
        last = each.property
        told += [f"  {_SIGNS[each.how]} {_short(each)}", f"      {_where(each)}"]
    return told


def _short(each: Origin) -> str:
    words = " ".join(each.value.split())
    words = words if len(words) <= _MAX_VALUE else f"{words[: _MAX_VALUE - 1].rstrip()}…"
    return f'{each.fact} "{words}"' if each.fact else words


def _where(each: Origin) -> str:
    by = ""
    if each.place:
        by = f"{each.place} ({'the supplier' if each.place.file.startswith('notice/suppliers/') else 'the notice'})"
    how = each.how if each.how != "as written" else ""
    note = ": ".join(part for part in (how, each.note) if part)
    return "; ".join(part for part in (by, note) if part)
