"""The commands `verify` and `sign`: what they print, and how they end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.diagnostics import reports
from generator.exit_codes import CLEAN, PROBLEMS, fail
from generator.publish import signing
from generator.verify import verifier

if TYPE_CHECKING:
    from pathlib import Path

_SHOWN = 50


def run(site: Path, earlier: Path | None, key: Path | None) -> None:
    """Verify a site and print a line a check, with every fault. Exits 0 when nothing is wrong, else 1."""
    wrong = 0
    results = verifier.verify_all(site, earlier)
    try:
        first = next(results)
        wrong += _tell(first)
        if key is not None and not first.faults:
            wrong += _tell(verifier.Result("signature", tuple(signing.faults(site, key))))
        for result in results:
            wrong += _tell(result)
    except OSError as error:  # what was there when the manifest was read
        fail(f"{error.filename or site}: {(error.strerror or str(error)).lower()}", PROBLEMS)
    click.echo(f"{wrong} faults found" if wrong else "no faults found")
    sys.exit(PROBLEMS if wrong else CLEAN)


def _tell(result: verifier.Result) -> int:
    state = "fault" if result.faults else "left out" if result.left_out else "ok"
    click.echo(f"{state:8} {result.name}" + (f": {result.left_out}" if result.left_out else ""))
    for warning in result.warnings:
        click.echo(f"         warning: {reports.safe(warning)}")
    for fault in result.faults[:_SHOWN]:
        click.echo(f"         error: {reports.safe(fault)}")
    if len(result.faults) > _SHOWN:
        click.echo(f"         and {len(result.faults) - _SHOWN} more")
    return len(result.faults)


def sign(site: Path, key: Path) -> None:
    """Sign a site, and say where the signature is. Exits with the command's codes."""
    try:
        written = signing.sign(site, key)
    except signing.SigningError as error:
        fail(str(error), PROBLEMS)
    click.echo(f"signed: {written}")
