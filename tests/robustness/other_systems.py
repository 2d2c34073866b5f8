"""What other systems do not have, taken away: each text is Python that runs before the command in its process."""

from __future__ import annotations

NO_FORK = "import os; del os.fork"
NO_FCNTL = "import sys; sys.modules['fcntl'] = None"
NO_RESOURCE = "import sys; sys.modules['resource'] = None"
# No call of Linux that Python has no name for: renameat2, syncfs, prctl.
NO_LIBC = """
import ctypes
real = ctypes.CDLL
ctypes.CDLL = lambda name, *rest, **more: None if name is None else real(name, *rest, **more)
"""
NO_NAMES_IN_OS = """
import os
for name in ("O_NOFOLLOW", "O_NONBLOCK", "pread", "pwrite", "sync", "getuid", "geteuid", "setsid"):
    delattr(os, name)
"""
# As FAT answers, and many a shared disk.
NO_LINKS = """
import errno, os
def refuse(source, target, **more):
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), source, None, target)
os.link = refuse
"""
# As Windows writes into a pipe or a file unless it is told otherwise.
CP1252 = """
import sys
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(encoding="cp1252", errors="strict", newline="\\r\\n")
"""
# As the usual disks of Windows and macOS: a name is found in whatever capitals it is asked for.
NO_CAPITALS = """
import builtins, functools, io, os
listed = os.listdir
def found(path):
    if not isinstance(path, (str, os.PathLike)) or not os.fspath(path) or isinstance(os.fspath(path), bytes):
        return path
    here = "/" if os.path.isabs(path) else "."
    for part in os.fspath(path).split("/"):
        if part in ("", ".", "..") or exists(os.path.join(here, part)):
            here = os.path.join(here, part)
            continue
        try:
            names = {name.casefold(): name for name in listed(here)}
        except OSError:
            names = {}
        here = os.path.join(here, names.get(part.casefold(), part))
    return here if os.path.isabs(path) else here.removeprefix("./")
def exists(path, lstat=os.lstat):
    try:
        lstat(path)
    except OSError:
        return False
    return True
def ignoring(call, count=1):
    return functools.wraps(call)(lambda *given, **more: call(*map(found, given[:count]), *given[count:], **more))
for name in ("stat", "lstat", "open", "listdir", "scandir", "mkdir", "rmdir", "unlink", "remove", "access", "chmod"):
    setattr(os, name, ignoring(getattr(os, name)))
for name in ("link", "rename", "replace"):
    setattr(os, name, ignoring(getattr(os, name), 2))
builtins.open = io.open = ignoring(io.open)
"""

# All of it at once.
EVERYTHING = f"{NO_FORK}\n{NO_FCNTL}\n{NO_RESOURCE}\n{NO_LIBC}\n{NO_NAMES_IN_OS}\n{NO_LINKS}\n{CP1252}\n{NO_CAPITALS}"
