"""The rules explained: one at length, or all in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.rules import all_rules

if TYPE_CHECKING:
    from generator.diagnostics.rules import Rule


def explain(rule: Rule) -> str:
    """Explain one rule: what it finds, why, and a wrong and a right example."""

    def indent(text: str) -> str:
        return "\n".join(f"    {line}".rstrip() for line in text.strip().split("\n"))

    head = f"{rule.code} {rule.name} ({rule.severity})"
    return f"{head}\n\n{rule.summary}\n\n{rule.why}\n\nWrong:\n\n{indent(rule.wrong)}\n\nRight:\n\n{indent(rule.right)}"


def rules_table() -> str:
    """List every rule on a line."""
    table = all_rules().values()
    width = max(len(rule.name) for rule in table)
    return "\n".join(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.summary}" for rule in table)
