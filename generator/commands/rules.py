"""`notice rules`: every rule on a line."""

from __future__ import annotations

import click

from generator.diagnostics import explain


@click.command("rules")
def command() -> None:
    """List every rule."""
    click.echo(explain.rules_table())
