"""Run `notice` in this process with one call refused that would change the disk: as when it is full, at that moment.

Usage: python faults.py FOLDER NUMBER ARGUMENTS…

Counts the calls that make, change or remove something below FOLDER, and refuses call NUMBER, all that follow it too
where NUMBER ends with a plus. With 0 nothing is refused; the count is printed as the last line on stderr.
"""

from __future__ import annotations

import errno
import os
import sys

from generator import cli

_CHANGES = ("os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    """Set the trap, then run the command."""
    folder, number, sys.argv[1:] = sys.argv[1], sys.argv[2], sys.argv[3:]
    first, lasting, count = int(number.rstrip("+")), number.endswith("+"), 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event != "open" and event not in _CHANGES:
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
            return
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else ""
        if path and not path.startswith(folder):  # a call that names no whole path is relative to one of ours
            return
        count += 1
        if first and (count == first or (lasting and count > first)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path or None)

    sys.addaudithook(watch)
    try:
        cli.main(prog_name="notice")
    finally:
        print(count, file=sys.stderr)  # noqa: T201 - the caller reads it


if __name__ == "__main__":
    main()
