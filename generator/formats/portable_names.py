"""Names that are a file's on every system: some that are plain on Linux are a device on Windows, or no name at all.

The rules are those of https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
"""

from __future__ import annotations

import re

_DEVICES = r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]"  # the last three: small raised digits
_DEVICE = re.compile(rf"(?:{_DEVICES}) *(?:\.|\Z)", re.IGNORECASE)
_SIGNS = r'<>:"\\|?*\x00-\x1f'
_FORBIDDEN = re.compile(rf"[{_SIGNS}/]")
# What makes a path odd: nothing at all, a slash where no name is, or a name that is none on some system.
_ODD = re.compile(rf"[{_SIGNS}]|(?:\A|/)(?:/|\Z)|[. ](?:/|\Z)|(?:\A|/)(?:{_DEVICES}) *(?:[./]|\Z)", re.IGNORECASE)


def fault(name: str) -> str:
    """Say why a name cannot be a file's on every system, as the end of a sentence; nothing where it can."""
    if _DEVICE.match(name):
        return "is the name of a device on Windows, whatever its ending"
    if name.endswith((".", " ")):
        return f"ends in a {'dot' if name.endswith('.') else 'blank'}, which Windows leaves out"
    if found := _FORBIDDEN.search(name):
        return f"holds {found.group()!a}, which cannot stand in a name on Windows"
    return ""


def is_plain(path: str) -> bool:
    """Whether a path leads below a folder on every system, and is written in the one way there is to write it."""
    return not _ODD.search(path)


def faults(names: list[str]) -> dict[str, str]:
    """Say which names in one folder cannot be there on every system, and why.

    Of two that differ by capitals alone, which Windows and macOS take for one, that in small letters is left alone.
    """
    first: dict[str, str] = {}
    found = {}
    for name in sorted(names, key=lambda name: (name != name.casefold(), name)):
        other = first.setdefault(name.casefold(), name)
        if other != name:
            found[name] = f'differs from "{other}" by capitals alone; on Windows and macOS the two are one file'
        if why := fault(name):
            found[name] = why
    return found
