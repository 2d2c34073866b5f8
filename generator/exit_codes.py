"""How a command ends."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

CLEAN, PROBLEMS, WRONG_CALL, BUG, BUSY = 0, 1, 2, 70, 75  # 70 and 75 as in BSD's sysexits.h


def fail(message: str, code: int) -> NoReturn:
    """Say in a sentence why the command ends here, and end it."""
    click.echo(f"notice: {message}", err=True)
    sys.exit(code)


def reason(error: OSError) -> str:
    """Give the reason of the operating system, as it stands in the middle of a sentence."""
    return (error.strerror or str(error)).lower()
