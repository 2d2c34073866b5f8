"""The command `notice`: its commands by name, each loaded when it is called.

Exit codes: 0 clean, 1 problems in the source or on the disk, 2 a wrong call, 70 a bug, 75 another build is running.
Diagnostics go to stdout, progress to stderr.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

from generator.console.options import FOLDER

# In the order in which a newcomer meets them. `generator/commands/<name>.py` holds `command`, or `edit/` below does.
COMMANDS = (
    "init", "check", "serve", "build", "explain", "rules", "bind", "rename", "remove", "verify", "sign", "new",
    "origin",
    "matrix", "diff", "report", "export", "cms",
)  # fmt: skip
_EDITING = ("init", "bind", "rename", "remove", "new")


class _Commands(click.Group):
    """A group whose commands are imported one by one: `notice check` need not load what prints a PDF."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        folder = "edit." if cmd_name in _EDITING else ""
        command: click.Command = import_module(f"generator.commands.{folder}{cmd_name}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="privacy-notice-generator")
@FOLDER
def main() -> None:
    """Make a privacy notice from one structured source: pages, JSON-LD policy, a variant for each supplier."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the same bytes whatever the system writes by itself, such as cp1252
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
