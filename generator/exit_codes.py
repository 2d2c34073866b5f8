"""How a command ends."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

CLEAN, PROBLEMS, WRONG_CALL, BUG, BUSY = 0, 1, 2, 70, 75


def fail(message: str, code: int) -> NoReturn:
    """Say in a sentence why the command ends here, and end it."""
    click.echo(f"notice: {message}", err=True)
    sys.exit(code)
