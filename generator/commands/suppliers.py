"""The commands for whoever governs suppliers: where values come from, who sets what, what differs, who is new."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING

import click

from generator.bind import lookup
from generator.diagnostics import reports
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail
from generator.pipeline import checking
from generator.report import diff as comparing
from generator.report import diff_formats, origins, supplier_matrix
from generator.scaffold import supplier_file
from generator.stamp import groups

if TYPE_CHECKING:
    from pathlib import Path

    from generator import model
    from generator.report.origins import Answer, Origin
    from generator.source.files import Source

_VALUE = 72
_MARKS = {"as written": " ", "added": "+", "replaced": "~", "left out": "-"}
_ASKED = {
    "name": "Name, as it is printed",
    "country": "Country, as its code (FR)",
    "website": "Web address (https://…)",
    "support": "Mailbox for questions and requests",
}
_BREACH = "Mailbox for reports of a breach, if it is another (or press Enter)"


def origin(root: Path, value: str, name: str, *, colour: bool) -> None:
    """Print where a value of a variant comes from. Exits with the command's codes."""
    source, notice = _checked(root, colour=colour)
    variant = _variant(source, notice, name)
    answer = origins.trace(source, notice, variant, value)
    if answer is None:
        known = origins.known(source, notice, variant)
        hint = "ask for the id of a fact or a clause, or a route such as processes/ID/recipients"
        whole = origins.trace(source, notice, variant, value.rpartition("/")[0]) if "/" in value else None
        if whole:
            head = value.rpartition("/")[0]
            known = [f"{head}/{each.property}" for each in whole.origins]
            hint = f"it has: {', '.join(dict.fromkeys(known))}" if known else hint
        fail(f'{name} has no "{value}"; {_near(value, known) or hint}', WRONG_CALL)
    click.echo(f"{answer.title}\nin the variant {name}")
    for line in _told(answer):
        click.echo(line)


def _told(answer: Answer) -> list[str]:
    told = [f"  {note}" for note in answer.notes]
    last = ""
    for each in answer.origins:
        told += ["", f"  {each.property}"] if each.property != last else []
        last = each.property
        told += [f"  {_MARKS[each.how]} {_short(each)}", f"      {_where(each)}"]
    return told


def _short(each: Origin) -> str:
    words = " ".join(each.value.split())
    words = words if len(words) <= _VALUE else f"{words[: _VALUE - 1].rstrip()}…"
    return f'{each.fact} "{words}"' if each.fact else words


def _where(each: Origin) -> str:
    by = ""
    if each.place:
        by = f"{each.place} ({'the supplier' if each.place.file.startswith('notice/suppliers/') else 'the notice'})"
    how = each.how if each.how != "as written" else ""
    note = ": ".join(part for part in (how, each.note) if part)
    return "; ".join(part for part in (by, note) if part)


def show_matrix(root: Path, style: str, *, colour: bool) -> None:
    """Print what each supplier sets. Exits with the command's codes."""
    source, notice = _checked(root, colour=colour)
    if not source.packed:
        click.echo("notice: there are no suppliers yet; start with: notice new supplier ID", err=True)
    for line in (supplier_matrix.as_csv if style == "csv" else supplier_matrix.as_table)(source, notice):
        click.echo(line)


def diff(root: Path, names: tuple[str, ...], style: str, other: Path | None, *, colour: bool) -> None:
    """Print what differs between two variants, the second of another project where one is given."""
    first, second = names
    checked = _checked(root, colour=colour)
    others = _checked(other, colour=colour) if other else checked
    before, after = _variant(*checked, first), _variant(*others, second)
    comparison = comparing.compare(before, after, (first, f"{second} of {other}" if other else second))
    if style == "json":
        click.echo(diff_formats.as_json(comparison))
    else:
        _show([comparison], style, colour=colour)


def diff_all(root: Path, other: Path, style: str, *, colour: bool) -> None:
    """Print what differs between every variant of a project and the same of another."""
    before, after = _checked(root, colour=colour), _checked(other, colour=colour)
    names = dict.fromkeys([*lookup.names(*after), *lookup.names(*before)])
    pairs = ((name, lookup.variant(*before, name), lookup.variant(*after, name)) for name in names)
    comparisons = comparing.compare_all(pairs)
    if style == "json":
        click.echo(diff_formats.as_json(comparisons))
    else:
        _show(comparisons, style, colour=colour)


def _show(comparisons: list[comparing.Comparison], style: str, *, colour: bool) -> None:
    if style == "html":
        click.echo(diff_formats.as_html(comparisons))
    elif style == "markdown":
        for line in diff_formats.as_markdown(comparisons):
            click.echo(line)
    else:
        texts = ["\n".join(diff_formats.as_text(each, colour=colour)) for each in comparisons]
        click.echo("\n\n".join(texts) or "no differences")


def new_supplier(root: Path, name: str, given: dict[str, str | None], *, colour: bool) -> None:
    """Ask for what a supplier is not given yet, and write its file. Exits with the command's codes."""
    if not supplier_file.is_id(name):
        fail(f'"{name}" cannot be an id; use small letters, digits and single hyphens, such as example-ltd', WRONG_CALL)
    if (root / groups.file_of(name)).exists():
        fail(f"{groups.file_of(name)} is there already; edit it, or choose another id", PROBLEMS)
    _, notice = _checked(root, colour=colour)
    if "processor" not in notice.modes:
        fail(
            "the notice has no mode for those who come through a supplier; add `processor` to `modes` in "
            "notice/notice.yaml first",
            PROBLEMS,
        )
    values = {"id": name} | _answers(given)
    values["country"] = supplier_file.country(values["country"])
    try:
        checked = supplier_file.write(root, values)
    except UnicodeEncodeError:
        fail("one of the values is no readable text; type it anew", WRONG_CALL)
    except OSError as error:
        fail(f"{groups.file_of(name)} cannot be written: {(error.strerror or str(error)).lower()}", PROBLEMS)
    if not (root / groups.file_of(name)).exists():
        click.echo(reports.as_text(checked.diagnostics, checked.source.texts, colour=colour))
        fail(f"{groups.file_of(name)} does not check clean with these values, and was not kept", PROBLEMS)
    click.echo(f"wrote {root / groups.file_of(name)}")


def _answers(given: dict[str, str | None]) -> dict[str, str]:
    """Ask for what was not given. What may be left out is asked for only where something else is."""
    answers = {key: given[key] or str(click.prompt(question, err=True)) for key, question in _ASKED.items()}
    is_asking = not all(given[key] for key in _ASKED)
    if is_asking and given["breach"] is None:
        answers["breach"] = click.prompt(_BREACH, default="", show_default=False, err=True)
    return answers | ({"breach": given["breach"]} if given["breach"] else {})


def _checked(root: Path, *, colour: bool) -> tuple[Source, model.Notice]:
    """Check a project; one with errors ends the command with their diagnostics."""
    checked = checking.check(root)
    if not checked.ok or checked.notice is None:
        click.echo(reports.as_text(checked.diagnostics, checked.source.texts, colour=colour))
        sys.exit(PROBLEMS)
    return checked.source, checked.notice


def _variant(source: Source, notice: model.Notice, name: str) -> model.Variant:
    found = lookup.variant(source, notice, name)
    if found is None:
        names = lookup.names(source, notice)
        first = f"the first are: {', '.join(names[:5])}"
        fail(f'there is no variant "{name}"; {_near(name, names) or first}', WRONG_CALL)
    return found


def _near(name: str, known: list[str]) -> str:
    """Name what a mistyped name may have meant; nothing where nothing is near."""
    close = difflib.get_close_matches(name, list(dict.fromkeys(known)), 3)
    quoted = " or ".join(f'"{each}"' for each in close)
    return f"did you mean {quoted}?" if close else ""
