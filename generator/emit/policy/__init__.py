"""The policy: a variant as JSON that any program reads, and as JSON-LD in the terms of DPV 2.3."""

from generator.emit.policy.entries import SCHEMA_VERSION, address, context, emit, notice_node, section_key

__all__ = ["SCHEMA_VERSION", "address", "context", "emit", "notice_node", "section_key"]
