"""New values put into the YAML text that holds the old ones: what did not change keeps its bytes, comments and all."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.edit import yaml_nodes, yaml_write

if TYPE_CHECKING:
    from generator.edit.yaml_nodes import Entry, Node


def spliced(text: str, old: Any, new: Any) -> str:
    """Change a text that says `old` so that it says `new`."""
    splice = _Splice(text)
    splice.value(yaml_nodes.read(text), old, new)
    return splice.applied(0, len(text))


@dataclass(slots=True)
class _Splice:
    """A text and what is to stand in place of some stretches of it; stretches never overlap."""

    text: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def applied(self, start: int, end: int) -> str:
        """Give a stretch of the text with its edits made. Of two at one place, the first comes first."""
        made, at = [], start
        for first, last, new in sorted(self.edits, key=lambda edit: edit[:2]):
            if start <= first and last <= end:
                made += [self.text[at:first], new]
                at = last
        return "".join([*made, self.text[at:end]])

    def put(self, start: int, end: int, new: str) -> None:
        self.edits.append((start, end, new))

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def column(self, at: int) -> int:
        return at - self.line_start(at)

    def drop_lines(self, start: int, end: int) -> None:
        """Take away the lines from one place to another, whole."""
        self.put(self.line_start(start), min(self.line_end(end) + 1, len(self.text)), "")

    def value(self, node: Node, old: Any, new: Any) -> bool:
        """Change a value where it stands. Returns whether that could be done without what stands before it."""
        if old == new and isinstance(old, bool) == isinstance(new, bool):
            return True
        if node.style == "block" and new and isinstance(old, dict) and isinstance(new, dict):
            return self.mapping(node, old, new)
        if node.style == "block" and new and isinstance(old, list) and isinstance(new, list):
            self.sequence(node, old, new)
        elif node.style == ">" and isinstance(new, str):
            return self.folded(node, new)
        elif "\n" in self.text[node.start : node.end] or isinstance(new, list | dict) != isinstance(old, list | dict):
            return False
        else:
            style = node.style in ("'", '"') and isinstance(new, str)
            made = yaml_write.quoted(new, node.style) if style else yaml_write.inline(new)
            if self.column(node.start) + len(made) > max(yaml_write.LONGEST, self.column(node.end)):
                return False
            self.put(node.start, node.end, made)
        return True

    def folded(self, node: Node, new: str) -> bool:
        """Change a folded text line by line; one with paragraphs, or with more than one space, is written anew."""
        head, *lines = self.text[node.start : node.end].split("\n")
        words = new.split(" ")
        if head != ">-" or not all(words) or "\n" in new or not all(line.strip() for line in lines):
            return False
        indent = " " * (len(lines[0]) - len(lines[0].lstrip(" ")))
        stripped = [line.removeprefix(indent) for line in lines]
        made = yaml_write.refolded(stripped, words, len(indent))
        self.put(node.start + len(head), node.end, "".join(f"\n{indent}{line}" for line in made))
        return True

    def mapping(self, node: Node, old: dict[str, Any], new: dict[str, Any]) -> bool:
        """Change a map: entries that are gone, entries that stay, entries that are new, after the one they follow.

        One whose first entry goes is written anew.
        """
        first = next(iter(node.entries))
        if first not in new:
            return False
        column = self.column(node.entries[first].key_start)
        for key, there in node.entries.items():
            if key not in new:
                self.drop_lines(there.key_start, there.value.end)
        follows = first
        for key, value in new.items():
            if key in node.entries:
                self.entry(node.entries[key], old[key], value)
                follows = key
            else:
                at = self.line_end(node.entries[follows].value.end)
                self.put(at, at, f"\n{' ' * column}{yaml_write.entry(key, value, column)}")
        return True

    def entry(self, there: Entry, old: Any, new: Any) -> None:
        if not self.value(there.value, old, new):
            column = self.column(there.key_start)
            used = self.column(there.key_end) + 1
            self.put(there.key_end + 1, there.value.end, yaml_write.after(new, column, used))

    def sequence(self, node: Node, old: list[Any], new: list[Any]) -> None:
        """Change a list. Items are known by their id, so that one that moves takes its own lines along."""
        before, after = [_identity(each) for each in old], [_identity(each) for each in new]
        for what, first, last, new_first, new_last in difflib.SequenceMatcher(
            a=before, b=after, autojunk=False
        ).get_opcodes():
            count = 0
            if what == "equal" or (what == "replace" and not (set(before) & set(after[new_first:new_last]))):
                count = min(last - first, new_last - new_first)
                for offset in range(count):
                    self.item(node, first + offset, old[first + offset], new[new_first + offset])
            for index in range(first + count, last):
                self.drop_lines(self.dash(node, index), node.items[index].end)
            for index in range(new_first + count, new_last):
                moved = before.index(after[index]) if after[index] in before else None
                self.insert(node, first + count, self.lines(node, moved, old, new[index]))

    def dash(self, node: Node, index: int) -> int:
        return self.text.rindex("-", 0, node.items[index].start)

    def item(self, node: Node, index: int, old: Any, new: Any) -> None:
        there = node.items[index]
        if not self.value(there, old, new):
            dash = self.dash(node, index)
            self.put(dash, there.end, yaml_write.item(new, self.column(dash)))

    def lines(self, node: Node, moved: int | None, old: list[Any], new: Any) -> str:
        """Give the lines of an item that comes in: its own where it stood elsewhere, new ones where it is new."""
        column = self.column(self.dash(node, 0))
        if moved is None:
            return " " * column + yaml_write.item(new, column)
        inner = _Splice(self.text)
        inner.item(node, moved, old[moved], new)
        return inner.applied(self.line_start(self.dash(node, moved)), self.line_end(node.items[moved].end))

    def insert(self, node: Node, index: int, lines: str) -> None:
        """Put lines before the item at an index, and after the one before it."""
        if index:
            at = self.line_end(node.items[index - 1].end)
            self.put(at, at, f"\n{lines}")
        else:
            at = self.line_start(self.dash(node, 0))
            self.put(at, at, f"{lines}\n")


def _identity(value: Any) -> str:
    """Give what an item of a list is known by: its id, or else what it says."""
    known = value.get("id") or value.get("clause") if isinstance(value, dict) else None
    return str(known) if known else json.dumps(value, sort_keys=True)
