"""`notice verify`: every check that a reader of the published files can make, a line a check, with every fault."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.console.options import FolderPath
from generator.diagnostics.formats import safe
from generator.exit_codes import CLEAN, PROBLEMS, fail, reason
from generator.publish import signing
from generator.verify import verifier

if TYPE_CHECKING:
    from pathlib import Path

_MAX_FAULTS = 50  # printed of one check


@click.command("verify")
@click.argument("site", metavar="SITE", type=FolderPath(exists=True, file_okay=False))
@click.option(
    "--since",
    metavar="DIR",
    type=FolderPath(exists=True, file_okay=False),
    help="An earlier site: none of its ids may be gone.",
)
@click.option("--key", metavar="FILE", type=FolderPath(), help="The public key that the site is signed with.")
def command(site: Path, since: Path | None, key: Path | None) -> None:
    """Check a published site as any reader of its files can: digests, schemas, terms, shapes, pages."""
    wrong = 0
    results = verifier.verify_all(site, since)
    try:
        first = next(results)
        wrong += _tell(first)
        if key is not None and not first.faults:
            wrong += _tell(verifier.Result("signature", tuple(signing.faults(site, key))))
        for result in results:
            wrong += _tell(result)
    except OSError as error:  # what was there when the manifest was read
        fail(f"{error.filename or site}: {reason(error)}", PROBLEMS)
    click.echo(f"{wrong} faults found" if wrong else "no faults found")
    sys.exit(PROBLEMS if wrong else CLEAN)


def _tell(result: verifier.Result) -> int:
    """Print what one check found. Returns how many faults."""
    state = "fault" if result.faults else "left out" if result.left_out else "ok"
    click.echo(f"{state:8} {result.name}" + (f": {result.left_out}" if result.left_out else ""))
    for warning in result.warnings:
        click.echo(f"         warning: {safe(warning)}")
    for fault in result.faults[:_MAX_FAULTS]:
        click.echo(f"         error: {safe(fault)}")
    if len(result.faults) > _MAX_FAULTS:
        click.echo(f"         and {len(result.faults) - _MAX_FAULTS} more")
    return len(result.faults)
