"""`notice sign`: the signature of a published site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.console.options import FolderPath
from generator.exit_codes import PROBLEMS, fail
from generator.publish import signing

if TYPE_CHECKING:
    from pathlib import Path


@click.command("sign")
@click.argument("site", metavar="SITE", type=FolderPath(exists=True, file_okay=False))
@click.option("--key", required=True, metavar="FILE", type=FolderPath(), help="The private key (Ed25519).")
def command(site: Path, key: Path) -> None:
    """Sign the manifest of a published site."""
    try:
        written = signing.sign(site, key)
    except signing.SigningError as error:
        fail(str(error), PROBLEMS)
    click.echo(f"signed: {written}")
