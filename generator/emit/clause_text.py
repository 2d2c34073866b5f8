"""The text of a variant as JSON: every clause with its number, heading, HTML, plain text and statements."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from generator.emit import inline, policy

if TYPE_CHECKING:
    from generator import model


def emit(variant: model.Variant) -> dict[str, Any]:
    """Make the text of a variant."""
    notice = variant.notice
    page = f"{notice.address}{variant.path}notice/"
    parents: list[str] = []
    clauses = []
    for clause in notice.clauses:
        del parents[clause.level - 1 :]
        entry: dict[str, Any] = {"id": clause.id, "address": f"{page}#{clause.id}"}
        if clause.number:
            entry["number"] = clause.number
        entry |= {"level": clause.level, "heading": clause.heading}
        if parents:
            entry["parent"] = parents[-1]
        entry |= {
            "html": inline.html(clause.body, variant, clause.id),
            "text": inline.plain(clause.body, variant),
            "markdown": inline.markdown(clause.body, variant),
            "statements": [_statement(each, clause, variant, page) for each in clause.statements],
        }
        parents.append(clause.id)
        clauses.append(entry)
    return {
        "schemaVersion": policy.SCHEMA_VERSION,
        "noticeVersion": notice.version,
        "status": notice.status,
        "variant": variant.id,
        "language": variant.language,
        "title": notice.title,
        "page": page,
        "policy": policy.address(variant),
        "clauses": clauses,
    }


def fragment(variant: model.Variant) -> bytes:
    """Make the whole notice as one piece of HTML to embed: no script, and no class that the host must know."""
    notice = variant.notice
    parts = [f'<article lang="{variant.language}">', f"<h2>{escape(notice.title)}</h2>"]
    for clause in notice.clauses:
        level = min(clause.level + 2, 6)
        heading = escape(f"{clause.number} {clause.heading}".strip())
        parts.append(f'<section id="{clause.id}">')
        parts.append(f"<h{level}>{heading}</h{level}>")
        parts += [inline.html(clause.body, variant, clause.id), "</section>"]
    return "\n".join([*parts, "</article>", ""]).encode()


def _statement(statement: model.Statement, clause: model.Clause, variant: model.Variant, page: str) -> dict[str, Any]:
    return {
        "id": statement.id,
        "address": f"{page}#{statement.id}",
        "kind": statement.kind,
        "text": inline.words(statement.words, clause.body, variant),
        "facts": [name for name in statement.facts if variant.facts[name].in_policy],
    }
