"""Where the values of a YAML text stand in it, character by character: what `splicing` needs to change one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml


@dataclass(slots=True)
class Node:
    """A value with the stretch of text it takes up: `text[start:end]`, without comments or line breaks after it.

    `style` is "flow" or "block" for lists and maps, and for texts the mark they start with (`"`, `'`, `>`, `|`) or "".
    """

    start: int
    end: int
    style: str
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """An entry of a map: where its key starts and ends, and its value."""

    key_start: int
    key_end: int
    value: Node


def read(text: str) -> Node:
    """Read the places of a text that `yamltext` has read without fault."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if root is None:
        message = "there is nothing in the text"
        raise ValueError(message)
    return _node(root, text)


def _node(node: yaml.Node, text: str) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return Node(start, len(text[:end].rstrip()), node.style or "")
    made = Node(start, end, "flow" if isinstance(node, yaml.CollectionNode) and node.flow_style else "block")
    if isinstance(node, yaml.SequenceNode):
        made.items = [_node(each, text) for each in node.value]
    else:
        made.entries = {
            key.value: Entry(key.start_mark.index, key.end_mark.index, _node(value, text)) for key, value in node.value
        }
    if made.style == "block":
        made.end = max(each.end for each in (*made.items, *(entry.value for entry in made.entries.values())))
    return made
