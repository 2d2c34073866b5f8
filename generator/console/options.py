"""Options that commands share: the project's folder, what paths are relative to, and how people read the output."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.exit_codes import WRONG_CALL, fail

if TYPE_CHECKING:
    from collections.abc import Callable

_META = "generator.folder"


def folder() -> Path:
    """Return the folder that the running command works in: what `-C` says, or the current one."""
    return Path(click.get_current_context().meta.get(_META, "."))


def _change_folder(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    """Work in another folder. Given more than once, each is relative to the one before, as with git and make."""
    if value is not None:
        context.meta[_META] = context.meta.get(_META, Path()) / value


FOLDER = click.option(
    "-C",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_change_folder,
    expose_value=False,
    is_eager=True,
    help="Run as if started in DIR, the folder that holds notice/ and mkdocs.yml.",
)


class FolderPath(click.Path):
    """A path that is relative to the folder which `-C` names."""

    def __init__(self, **options: Any) -> None:
        """Take the options of `click.Path`, all but `path_type`."""
        super().__init__(path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Find the path from the folder."""
        base = ctx.meta.get(_META, Path()) if ctx else Path()
        return super().convert(base / value, param, ctx)


def format_option(*choices: str) -> Callable[[Any], Any]:
    """Make the option `--format`; the first choice is what a person at a terminal reads."""
    return click.option("--format", "style", type=click.Choice(choices), default=choices[0], show_default=True)


def project(root: Path | None = None) -> Path:
    """Return the project's folder, the command's own where none is given; refuse one that is none, in a sentence."""
    root = folder() if root is None else root
    if not (root / "notice").is_dir():
        message = f"{root} holds no notice/ folder; name the right one with -C DIR, or start with: notice init DIR"
        fail(message, WRONG_CALL)
    return root


def colour() -> bool:
    """Whether output may be coloured: on a terminal, unless NO_COLOR is set (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
