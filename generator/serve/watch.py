"""The source of a project watched: news of each change, as editors save."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

# The lower of its two documented interfaces: `watchfiles.watch` hears nothing of what is saved while a check runs.
from watchfiles._rust_notify import RustNotify

from generator.exit_codes import PROBLEMS, fail, reason

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

_QUIET_MS, _AT_MOST_MS = 100, 1600  # changes that come this close together are one, and so many of them at most
_LOOK_MS = 1000  # how often the folders are listed where nothing is heard of them


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
            fail(f"{root}: the folder cannot be watched: {reason(error)}", PROBLEMS)
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
