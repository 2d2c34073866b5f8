"""Progress of what a user waits for: a bar on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_LINES = 20  # where there is no terminal


def follow(steps: Iterable[str], total: int, label: str) -> None:
    """Take steps one after another, `total` in all, and show each when it is done. `label` stands before the bar."""
    terminal = sys.stderr.isatty()
    bar = click.progressbar(length=total, label=label, file=sys.stderr) if terminal else nullcontext()
    with bar as shown:
        for number, step in enumerate(steps, start=1):
            if shown:
                shown.update(1)
            elif total <= _MAX_LINES or number % -(-total // _MAX_LINES) == 0 or number == total:
                click.echo(f"  {number} of {total}: {step}", err=True)
