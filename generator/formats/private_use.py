"""Characters for private use that stand for something in a text until a variant puts its own there.

No source may hold one (`characters`), so none can be meant as itself.
"""

from __future__ import annotations

import re

# Placeholders in a clause, and whole bodies in a page.
FIRST_PLACEHOLDER = 0xE000
PLACEHOLDERS = f"{chr(FIRST_PLACEHOLDER)}-{chr(FIRST_PLACEHOLDER + 0xFFF)}"
# Where bound words and statements begin, each with its number; and where they end.
FIRST_BINDING = 0xF0000
FIRST_STATEMENT = 0x100000
BINDING_END = "\uf8fe"
STATEMENT_END = "\uf8ff"

_BINDINGS = f"{chr(FIRST_BINDING)}-{chr(FIRST_BINDING + 0xFFFD)}"
_STATEMENTS = f"{chr(FIRST_STATEMENT)}-{chr(FIRST_STATEMENT + 0xFFFD)}"
PLACEHOLDER = re.compile(f"[{PLACEHOLDERS}]")
BINDING = re.compile(f"[{_BINDINGS}]")
ANY = re.compile(f"[{PLACEHOLDERS}{_BINDINGS}{_STATEMENTS}{BINDING_END}{STATEMENT_END}]")


def placeholder(number: int) -> str:
    """Give the character of a placeholder."""
    return chr(FIRST_PLACEHOLDER + number)


def number_of(character: str) -> int:
    """Give the number of the placeholder, binding or statement that a character stands for."""
    code = ord(character)
    return code - next(first for first in (FIRST_STATEMENT, FIRST_BINDING, FIRST_PLACEHOLDER) if code >= first)
