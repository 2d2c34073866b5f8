"""The policy: a variant as JSON that any program reads, and as JSON-LD in the terms of DPV 2.3.

In: a `Variant`. Out: the policy as a value, and the part of it that each page embeds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.emit.policy.entries import sections
from generator.emit.policy.notice_node import notice_node
from generator.emit.policy.values import address, section_key
from generator.published.context import SCHEMA_VERSION, context

if TYPE_CHECKING:
    from generator import model

__all__ = ["SCHEMA_VERSION", "address", "context", "emit", "notice_node", "section_key"]


def emit(variant: model.Variant) -> dict[str, Any]:
    """Make the policy of a variant."""
    return {**notice_node(variant), **sections(variant)}
