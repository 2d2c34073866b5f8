"""`notice new`: a new supplier's file, or what checks each change on GitHub or GitLab."""

from __future__ import annotations

import click

from generator.console.checked import clean, tell
from generator.console.options import FOLDER, folder, project
from generator.exit_codes import PROBLEMS, WRONG_CALL, fail, reason
from generator.scaffold import project as scaffold
from generator.scaffold import supplier_file
from generator.source import files

_QUESTIONS = {
    "name": "Name, as it is printed",
    "country": "Country, as its code (FR)",
    "website": "Web address (https://…)",
    "support": "Mailbox for questions and requests",
}
_BREACH = "Mailbox for reports of a breach, if it is another (or press Enter)"


@click.group("new")
def command() -> None:
    """Write a new file of the project."""


@command.command()
@FOLDER
@click.argument("name", metavar="ID")
@click.option("--name", "label", help="Its name, as it is printed.")
@click.option("--country", help="The code of its country, such as FR.")
@click.option("--website", help="Its web address (https://…).")
@click.option("--support", help="Its mailbox for questions and requests.")
@click.option("--breach", help="Its mailbox for reports of a breach, if it is another.")
def supplier(name: str, label: str | None, **given: str | None) -> None:
    """Write the file of a new supplier; what no option gives is asked for."""
    root, file = project(), files.supplier_file(name)
    if why := supplier_file.fault(name):
        fail(f'"{name}" {why}', WRONG_CALL)
    if (root / file).exists():
        fail(f"{file} is there already; edit it, or choose another id", PROBLEMS)
    _, notice = clean(root)
    if "processor" not in notice.modes:
        message = "the notice has no mode for those who come through a supplier; add `processor` to `modes` in "
        fail(message + "notice/notice.yaml first", PROBLEMS)
    values = {"id": name} | _answers({"name": label, **given})
    values["country"] = supplier_file.country(values["country"])
    try:
        checked = supplier_file.write(root, values)
    except UnicodeEncodeError:
        fail("one of the values is no readable text; type it anew", WRONG_CALL)
    except OSError as error:
        fail(f"{file} cannot be written: {reason(error)}", PROBLEMS)
    if not (root / file).exists():
        tell(checked)
        fail(f"{file} does not check clean with these values, and was not kept", PROBLEMS)
    click.echo(f"wrote {root / file}")


def _answers(given: dict[str, str | None]) -> dict[str, str]:
    """Ask for what was not given. What may be left out is asked for only where something else is."""
    answers = {key: given[key] or str(click.prompt(question, err=True)) for key, question in _QUESTIONS.items()}
    is_asking = not all(given[key] for key in _QUESTIONS)
    if is_asking and given["breach"] is None:
        answers["breach"] = click.prompt(_BREACH, default="", show_default=False, err=True)
    return answers | ({"breach": given["breach"]} if given["breach"] else {})


@command.command()
@FOLDER
@click.argument("host", type=click.Choice(["github", "gitlab"]))
def ci(host: str) -> None:
    """Write what checks each change on GitHub or GitLab, and comments on it."""
    try:
        name = scaffold.write_ci(project(), host)
    except FileExistsError as error:
        fail(f"{error.filename} is there already; move it away, and merge the two by hand", PROBLEMS)
    except OSError as error:
        fail(f"{error.filename}: {reason(error)}", PROBLEMS)
    click.echo(f"wrote {folder() / name}")
