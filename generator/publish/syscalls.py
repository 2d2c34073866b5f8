"""The calls of the operating system that Python has no name for, or not on every system.

Linux has them all. Where one is missing a slower way is taken here; `docs/explanation/systems.md` says what it keeps.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import sys
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
# From Linux's own <fcntl.h>, <linux/fs.h> and <sys/prctl.h>; the same on every processor.
_HERE = -100  # AT_FDCWD: a path is taken from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_NOT_TO_BE_HAD = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)  # an older kernel, or a file system that cannot
# What a file system says that has no second names for a file, or no more of them.
_NO_LINKS = (*_NOT_TO_BE_HAD, errno.EPERM, errno.EXDEV, errno.EMLINK)


def exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step: nobody ever sees one of them missing. Raises `OSError`.

    Returns whether that could be done.
    """
    renameat2 = getattr(_LIBC, "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_TO_BE_HAD:
        return False
    raise OSError(number, os.strerror(number), str(first), None, str(second))


def flush(folder: Path) -> None:
    """Bring to the disk all that was written below a folder. Raises `OSError` where that failed.

    On Linux that is one call however many files there are; elsewhere it is one a file, which takes longer.
    """
    syncfs = getattr(_LIBC, "syncfs", None)
    if syncfs is None:
        for here, _, files in os.walk(folder):
            for name in files:
                _flush(os.path.join(here, name), os.O_RDWR)  # noqa: PTH118 - many
            flush_names(Path(here))
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(opened) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(opened)


def flush_names(folder: Path) -> None:
    """Bring to the disk which files stand in a folder. Windows opens no folder; NTFS has a journal of names instead."""
    if os.name == "posix":
        _flush(folder, os.O_RDONLY)


def _flush(path: Path | str, flags: int) -> None:
    opened = os.open(path, flags)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def link(source: Path | str, target: Path | str) -> None:
    """Give a file a second name, or copy it where the file system has none to give. Raises `OSError`."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with open(source, "rb") as old, open(target, "xb") as new:  # noqa: PTH123 - many
            shutil.copyfileobj(old, new)


def lock(opened: int) -> None:
    """Lock an open file until it is closed. Raises `BlockingIOError` where another process has the lock.

    Processes that are forked hold it with this one, but where there is only `lockf`.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows alone has it

        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(*error.args) from error
        return
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        os.lockf(opened, os.F_TLOCK, 0)
    else:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


def can_fork() -> bool:
    """Whether a process can be split off safely. On macOS its libraries may have threads, which Python warns of."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def end_with_parent() -> None:
    """Let this process end when the one that started it does, in whatever way. Only Linux has that."""
    prctl = getattr(_LIBC, "prctl", None)
    if prctl is not None:
        prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
