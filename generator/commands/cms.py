"""`notice cms`: the configuration of the form."""

from __future__ import annotations

import click

from generator.cms import configuration
from generator.console.options import FOLDER, project


@click.command("cms")
@FOLDER
def command() -> None:
    """Print the configuration of the form that `notice serve --cms` serves, made from the schemas."""
    click.echo(configuration.as_json(project()))
