"""The policy: a variant as JSON that any program reads, and as JSON-LD in the terms of DPV 2.3.

In: a `Variant`. Out: the policy as a value, and the part of it that each page embeds.
"""

from generator.emit.policy.entries import address, emit, notice_node, section_key
from generator.published.context import SCHEMA_VERSION, context

__all__ = ["SCHEMA_VERSION", "address", "context", "emit", "notice_node", "section_key"]
