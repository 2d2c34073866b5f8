"""The source of a project watched: news of each change, as editors save."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

from generator.exit_codes import PROBLEMS, fail, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUIET_MS, _AT_MOST_MS = 100, 1600  # changes that come this close together are one, and so many of them at most
_LOOK_MS = 250  # how often the folders are listed where nothing is heard of them


def until_interrupted() -> threading.Event:
    """Return an event that is set when the user, or the system, ends the command. The main thread is interrupted too.

    The interruption alone can get lost: Python drops an exception where an object is being finalized.
    """
    ended = threading.Event()

    def end(*_: object) -> None:
        ended.set()
        raise KeyboardInterrupt

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, end)
    return ended


def changes(root: Path, stop: threading.Event, also: Path | None = None) -> Iterator[None]:
    """Yield at once, and then whenever the source of a project has changed. What changes meanwhile is not missed.

    What lies below the folder `also` counts as source too. Ends when `stop` is set.

    Folders are watched one by one and not as a tree, since a project may hold thousands that are no source. They are
    listed anew after each change: an editor may put another folder in the place of one.
    """
    root = root.resolve()
    while True:
        folders = _folders(root, also)
        heard = watchfiles.watch(
            *(path for path, _ in folders),
            watch_filter=lambda _, path: _is_source(Path(path), root, also),
            debounce=_AT_MOST_MS,
            step=_QUIET_MS,
            stop_event=stop,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        )
        try:
            next(heard)  # it listens from its first answer on
        except FileNotFoundError:
            continue  # one went while we looked
        except OSError as error:
            fail(f"{root}: the folder cannot be watched: {reason(error)}", PROBLEMS)
        except StopIteration:
            return
        yield
        for found in heard:
            if folders != _folders(root, also):
                break
            if found:
                yield
        else:
            return


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
