"""`notice explain`: one rule at length."""

from __future__ import annotations

import click

from generator.diagnostics import explain
from generator.diagnostics.rules import all_rules
from generator.exit_codes import WRONG_CALL, fail


@click.command("explain")
@click.argument("code", metavar="CODE")
def command(code: str) -> None:
    """Explain a rule by its code or its name, with a wrong and a right example."""
    named = {each.name: each for each in all_rules().values()}
    found = all_rules().get(code.upper()) or named.get(code.lower())
    if found is None:
        fail(f'there is no rule "{code}"; `notice rules` lists them', WRONG_CALL)
    click.echo(explain.explain(found))
