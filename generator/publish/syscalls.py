"""The calls of the operating system that Python has no name for. Each says whether it was to be had.

They are Linux's. Elsewhere their users take the longer way.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_HERE = -100  # AT_FDCWD: a path is taken from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_NOT_TO_BE_HAD = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)  # an older kernel, or a file system that cannot


def exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step: nobody ever sees one of them missing. Raises `OSError`."""
    if not hasattr(_LIBC, "renameat2"):
        return False
    if _LIBC.renameat2(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_TO_BE_HAD:
        return False
    raise OSError(number, os.strerror(number), str(first), None, str(second))


def flush(folder: Path) -> None:
    """Bring to the disk all that was written to the file system of a folder. Raises `OSError` where that failed.

    That is one call however many files there are; a call for each would take longer than making them.
    """
    opened = os.open(folder, os.O_RDONLY)
    try:
        if not hasattr(_LIBC, "syncfs"):
            os.sync()
        elif _LIBC.syncfs(opened) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(opened)


def end_with_parent() -> None:
    """Let this process end when the one that started it does, in whatever way."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
