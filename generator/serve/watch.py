"""`notice check --watch`: the source checked anew at every save, until the user ends it.

Each round prints a line that it begins with, the diagnostics, and a line that counts them: an editor knows from the
first and the last when its list of problems is whole (`.vscode/tasks.json`).
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

# The lower of its two documented interfaces: `watchfiles.watch` hears nothing of what is saved while a check runs.
from watchfiles._rust_notify import RustNotify

from generator.diagnostics import reports
from generator.exit_codes import CLEAN, PROBLEMS, fail
from generator.pipeline import checking

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

_QUIET_MS, _AT_MOST_MS = 100, 1600  # changes that come this close together are one, and so many of them at most
_LOOK_MS = 1000  # how often the folders are listed where nothing is heard of them


def run(root: Path, *, colour: bool) -> None:
    """Check a project now and at every save. Ends with the command's code for clean when the user presses Ctrl+C."""
    try:
        for _ in changes(root):
            click.clear()  # on a terminal alone
            click.echo("checking notice/ at every save, until you press Ctrl+C")
            checked = checking.check(root)
            click.echo(reports.as_text(checked.diagnostics, checked.source.texts, colour=colour))
    except KeyboardInterrupt:
        sys.exit(CLEAN)


def changes(root: Path, also: Path | None = None, stop: threading.Event | None = None) -> Iterator[None]:
    """Yield at once, and then whenever the source of a project has changed. What changes meanwhile is not missed.

    What lies below the folder `also` counts as source too. Ends when `stop` is set.

    Folders are watched one by one and not as a tree, since a project may hold thousands that are no source. They are
    listed anew after each change: an editor may put another folder in the place of one.
    """
    root = root.resolve()
    while True:
        folders = _folders(root, also)
        try:
            watcher = RustNotify(
                [path for path, _ in folders],
                debug=False,
                force_polling=False,
                poll_delay_ms=0,
                recursive=False,
                ignore_permission_denied=True,
            )
        except FileNotFoundError:
            continue  # one went while we looked
        except OSError as error:
            fail(f"{root}: the folder cannot be watched: {(error.strerror or str(error)).lower()}", PROBLEMS)
        with watcher:
            yield
            while True:
                found = watcher.watch(_AT_MOST_MS, _QUIET_MS, _LOOK_MS, stop)
                if found == "stop":
                    return
                if found == "signal":
                    raise KeyboardInterrupt
                if folders != _folders(root, also):
                    break
                if isinstance(found, set) and any(_is_source(Path(path), root, also) for _, path in found):
                    yield


def _folders(root: Path, also: Path | None) -> list[tuple[str, int]]:
    """List the folders that hold the source, and the ones around it, each with its number on the disk."""
    found = []
    below = [inside for top in (root / "notice", also) if top for inside, _, _ in os.walk(top)]
    for folder in (root.parent, root, *map(Path, below)):
        with suppress(OSError):
            found.append((str(folder), folder.stat().st_ino))
    return sorted(found)


def _is_source(path: Path, root: Path, also: Path | None) -> bool:
    """Whether a path is one that a check reads. What editors keep beside a file is none."""
    if path.name.startswith(".") or path.name.endswith("~"):
        return False
    whole = [folder for folder in (root / "notice", also) if folder]
    return path in (root, root / "mkdocs.yml") or any(path.is_relative_to(folder) for folder in whole)
