"""The notice as a whole: the order of its clauses, and the languages it is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic, Note, Place
from generator.diagnostics.rules import rule
from generator.formats import locales
from generator.source.files import NOTICE
from generator.vocabulary import languages as words

if TYPE_CHECKING:
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable


@dataclass(slots=True)
class _Checker:
    names: SymbolTable
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, name: str, place: Place, message: str, remedy: str, *notes: Note) -> None:
        self.found.append(Diagnostic(rule(name), place, message, remedy, notes))


def check(source: Source, names: SymbolTable) -> list[Diagnostic]:
    """Check that each clause stands in the order just once, and that the languages fit the notice."""
    checker = _Checker(names)
    _check_tree(checker, source)
    _check_languages(checker, source)
    return checker.found


def _check_languages(checker: _Checker, source: Source) -> None:
    """Refuse languages that pages have no words in, or the notice is not written in: one would be taken for another."""
    document = source.documents.get(NOTICE)
    languages = document.value.get("languages") if document and isinstance(document.value, dict) else None
    if document is None or not isinstance(languages, list):
        return
    known = words.with_words()
    if languages and isinstance(languages[0], str) and not locales.nearest(languages[0], known):
        message = f'the pages have no words in "{languages[0]}"; they have them in: {", ".join(known)}'
        remedy = (
            f"write the words first: copy site_templates/languages/en.toml of the generator to {languages[0]}.toml "
            "beside it, and translate what stands in it"
        )
        checker.say("unknown-language", document.place(("languages", 0)), message, remedy)
    for index, language in list(enumerate(languages))[1:]:
        message = f'the notice is written in "{languages[0]}" and not translated into "{language}"'
        place = document.place(("languages", index))
        checker.say("untranslated-language", place, message, "remove the language until there is a translation")


def _check_tree(checker: _Checker, source: Source) -> None:
    document = source.documents.get(NOTICE)
    tree = document.value.get("clauses") if document and isinstance(document.value, dict) else None
    if document is None or not isinstance(tree, list):
        return
    placed: dict[str, Place] = {}

    def walk(nodes: object, route: tuple[str | int, ...]) -> None:
        for index, node in enumerate(nodes if isinstance(nodes, list) else []):
            if not isinstance(node, dict):
                continue
            name, place = node.get("clause"), document.place((*route, index, "clause"))
            if isinstance(name, str) and name in placed:
                note = Note("it stands here first", placed[name])
                checker.say(
                    "clause-order", place, f'the clause "{name}" stands twice in the order', "keep one of the two", note
                )
            elif isinstance(name, str):
                placed[name] = place
            walk(node.get("clauses"), (*route, index, "clauses"))

    walk(tree, ("clauses",))
    for name, declared in checker.names.clauses.items():
        if name not in placed:
            message, remedy = (
                f'the clause "{name}" is not in the order of the notice',
                f"add `- clause: {name}` to {NOTICE}",
            )
            checker.say("clause-order", declared.place, message, remedy)
