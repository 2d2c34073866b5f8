"""The command `notice`: options in, one call, exit code out.

Exit codes: 0 clean, 1 problems in the source or on the disk, 2 a wrong call, 70 a bug, 75 another build is running.
Diagnostics go to stdout, progress to stderr.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from generator.diagnostics import reports as reporting
from generator.diagnostics.rules import all_rules
from generator.exit_codes import CLEAN, PROBLEMS, WRONG_CALL, fail

_FOLDER = click.option(
    "-C",
    "folder",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that holds notice/ and mkdocs.yml.",
)


def _project(folder: Path) -> Path:
    """Refuse a folder that is no project, in a sentence."""
    if not (folder / "notice").is_dir():
        fail(
            f"{folder} holds no notice/ folder; name the right one with -C DIR, or start with: notice init DIR",
            WRONG_CALL,
        )
    return folder


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="privacy-notice-generator")
def main() -> None:
    """Make a privacy notice from one structured source: pages, JSON-LD policy, a variant for each supplier."""


@main.command()
@_FOLDER
@click.option("--format", "style", type=click.Choice(["text", *reporting.FORMS]), default="text", show_default=True)
@click.option("--watch", is_flag=True, help="Check again at every save, until you press Ctrl+C.")
def check(folder: Path, style: str, *, watch: bool) -> None:
    """Check the source and say what is wrong, where, and what to type instead."""
    from generator.pipeline import checking  # noqa: PLC0415 - `--help` and `explain` need no compiler
    from generator.serve import watch as watching  # noqa: PLC0415 - `--help` and `explain` need no compiler

    if watch and style != "text":
        fail("--watch shows its reports as text; leave --format out", WRONG_CALL)
    if watch:
        watching.run(_project(folder), colour=_colour())
    checked = checking.check(_project(folder))
    if style == "text":
        click.echo(reporting.as_text(checked.diagnostics, checked.source.texts, colour=_colour()))
    else:
        click.echo(reporting.FORMS[style](checked.diagnostics))
    sys.exit(CLEAN if checked.ok else PROBLEMS)


@main.command()
@_FOLDER
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(path_type=Path), help="Where the site goes; DIR/site by default."
)
@click.option(
    "--jobs", default=os.cpu_count() or 1, show_default="one a processor", type=click.IntRange(1, 256),
    metavar="N", help="How many suppliers are made at once.",
)  # fmt: skip
def build(folder: Path, output: Path | None, jobs: int) -> None:
    """Build the site: pages and data of every variant. A supplier that did not change is taken over as it is."""
    from generator.commands import build as building  # noqa: PLC0415 - as above

    building.run(_project(folder), output or folder / "site", jobs=jobs, colour=_colour())


@main.command()
@click.argument("site", metavar="SITE", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--since",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="An earlier site: none of its ids may be gone.",
)
@click.option(
    "--key", metavar="FILE", type=click.Path(path_type=Path), help="The public key that the site is signed with."
)
def verify(site: Path, since: Path | None, key: Path | None) -> None:
    """Check a published site as any reader of its files can: digests, schemas, terms, shapes, pages."""
    from generator.commands import verify as verifying  # noqa: PLC0415 - as above

    verifying.run(site, since, key)


@main.command()
@click.argument("site", metavar="SITE", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--key", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The private key (Ed25519)."
)
def sign(site: Path, key: Path) -> None:
    """Sign the manifest of a published site."""
    from generator.commands import verify as verifying  # noqa: PLC0415 - as above

    verifying.sign(site, key)


@main.command()
@_FOLDER
@click.option("--variant", default="general", show_default=True, help="The variant to show.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--cms", "form", is_flag=True, help="Also serve a form to edit the notice with (needs @sveltia/cms).")
def serve(folder: Path, variant: str, host: str, port: int, *, form: bool) -> None:
    """Show one variant in a browser, anew at each change of the source."""
    from generator.serve import server  # noqa: PLC0415 - as above

    server.serve(_project(folder), variant, host, port, form=form)


@main.command()
@_FOLDER
def cms(folder: Path) -> None:
    """Print the configuration of the form that `notice serve --cms` serves, made from the schemas."""
    from generator.cms import configuration  # noqa: PLC0415 - as above

    click.echo(configuration.as_json(_project(folder)))


@main.command()
@_FOLDER
@click.argument("value", metavar="VALUE")
@click.option("--variant", required=True, metavar="NAME", help="The variant: general, direct, or a supplier's id.")
def origin(folder: Path, value: str, variant: str) -> None:
    """Say where VALUE comes from in a variant: the id of a fact or a clause, or a route (processes/ID/recipients)."""
    from generator.commands import suppliers  # noqa: PLC0415 - as above

    suppliers.origin(_project(folder), value, variant, colour=_colour())


@main.command()
@_FOLDER
@click.option("--format", "style", type=click.Choice(["table", "csv"]), default="table", show_default=True)
def matrix(folder: Path, style: str) -> None:
    """Show what each supplier sets."""
    from generator.commands import suppliers  # noqa: PLC0415 - as above

    suppliers.show_matrix(_project(folder), style, colour=_colour())


@main.command()
@_FOLDER
@click.argument("names", metavar="[X Y]", nargs=-1)
@click.option("--all", "everyone", is_flag=True, help="Compare every variant with the same of DIR, instead of X and Y.")
@click.option(
    "--with", "other", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="Another checkout of the project, to take Y from.",
)  # fmt: skip
@click.option(
    "--format", "style", type=click.Choice(["text", "markdown", "json", "html"]), default="text", show_default=True
)
def diff(folder: Path, names: tuple[str, ...], other: Path | None, style: str, *, everyone: bool) -> None:
    """Show what differs between the variants X and Y, fact by fact and clause by clause."""
    from generator.commands import suppliers  # noqa: PLC0415 - as above

    if everyone and (names or not other):
        fail("--all compares every variant: name none, and name the other checkout with --with DIR", WRONG_CALL)
    if not everyone and len(names) != 2:  # noqa: PLR2004 - X and Y
        fail("name two variants, such as: notice diff general direct; or take all of them with --all", WRONG_CALL)
    if everyone and other:
        suppliers.diff_all(_project(folder), _project(other), style, colour=_colour())
    else:
        suppliers.diff(_project(folder), names, style, _project(other) if other else None, colour=_colour())


@main.group()
def new() -> None:
    """Write a new file of the project."""


@new.command()
@_FOLDER
@click.argument("name", metavar="ID")
@click.option("--name", "label", help="Its name, as it is printed.")
@click.option("--country", help="The code of its country, such as FR.")
@click.option("--website", help="Its web address (https://…).")
@click.option("--support", help="Its mailbox for questions and requests.")
@click.option("--breach", help="Its mailbox for reports of a breach, if it is another.")
def supplier(folder: Path, name: str, label: str | None, **given: str | None) -> None:
    """Write the file of a new supplier; what no option gives is asked for."""
    from generator.commands import suppliers  # noqa: PLC0415 - as above

    suppliers.new_supplier(_project(folder), name, {"name": label, **given}, colour=_colour())


@new.command()
@_FOLDER
@click.argument("host", type=click.Choice(["github", "gitlab"]))
def ci(folder: Path, host: str) -> None:
    """Write what checks each change on GitHub or GitLab, and comments on it."""
    from generator.scaffold import project  # noqa: PLC0415 - as above

    try:
        name = project.write_ci(_project(folder), host)
    except FileExistsError as error:
        fail(f"{error.filename} is there already; move it away, and merge the two by hand", PROBLEMS)
    except OSError as error:
        fail(f"{error.filename}: {(error.strerror or str(error)).lower()}", PROBLEMS)
    click.echo(f"wrote {folder / name}")


@main.group()
def export() -> None:
    """Make other forms of a finished site."""


@export.command()
@_FOLDER
@click.option("--site", metavar="SITE", type=click.Path(path_type=Path), help="The finished site; DIR/site by default.")
@click.option("--variant", multiple=True, metavar="ID", help="Of this variant alone; may be given more than once.")
@click.option(
    "-o", "--output", metavar="FOLDER", type=click.Path(path_type=Path), help="Where they go; DIR/pdf by default."
)
def pdf(folder: Path, site: Path | None, variant: tuple[str, ...], output: Path | None) -> None:
    """Make a PDF of each whole notice whose text changed, and link the pages to it."""
    from generator.commands import export as exporting  # noqa: PLC0415 - as above

    exporting.run(site or folder / "site", output or folder / "pdf", variant)


@main.command()
@_FOLDER
@click.option(
    "--format", "style", type=click.Choice(["table", "markdown", "html", "csv"]), default="table", show_default=True
)
@click.option("--language", is_flag=True, help="Report how hard the clauses are to read instead.")
@click.option(
    "--since", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="With --language: a checkout of the last release, to report what changed since.",
)  # fmt: skip
def report(folder: Path, style: str, since: Path | None, *, language: bool) -> None:
    """Report what Art. 13 and 14 GDPR ask and where the notice says it, for counsel."""
    from generator.pipeline import checking  # noqa: PLC0415 - as above
    from generator.report import (
        gdpr,
        tables,
    )

    if since and not language:
        fail("--since goes with --language; `notice diff --all --with DIR` shows what else changed", WRONG_CALL)
    checked = checking.check(_project(folder))
    earlier = checking.check(_project(since)) if since else None
    for each in (checked, earlier):
        if each and each.notice is None:
            click.echo(reporting.as_text(each.diagnostics, each.source.texts, colour=_colour()))
            sys.exit(PROBLEMS)
    made = gdpr.of_language(checked, earlier) if language else gdpr.of_law(checked)
    if style == "html" and checked.notice:
        click.echo(tables.as_html(made, checked.notice.title, checked.notice.languages[0]))
    else:
        click.echo({"table": tables.as_text, "markdown": tables.as_markdown, "csv": tables.as_csv}[style](made))


@main.command()
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """Explain a rule by its code or its name, with a wrong and a right example."""
    named = {each.name: each for each in all_rules().values()}
    found = all_rules().get(code.upper()) or named.get(code.lower())
    if found is None:
        fail(f'there is no rule "{code}"; `notice rules` lists them', WRONG_CALL)
    click.echo(reporting.explain(found))


@main.command()
def rules() -> None:
    """List every rule."""
    click.echo(reporting.rules_table())


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Write a small complete notice of a made-up organisation into DIR."""
    from generator.scaffold import project  # noqa: PLC0415 - as above

    try:
        written = project.write(folder)
    except FileExistsError as error:
        fail(f"{error} is there already; choose an empty folder", PROBLEMS)
    except OSError as error:
        fail(f"{error.filename}: {(error.strerror or str(error)).lower()}", PROBLEMS)
    for name in written:
        click.echo(f"wrote {folder / name}")
    click.echo(f"\nNext: notice check -C {folder}   then: notice serve -C {folder}")
