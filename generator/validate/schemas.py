"""The schemas, and whether values fit them.

Two keywords of our own stand in the source schemas: `refersTo` (the value is the id of a fact of these kinds, or of
a clause) and `dpvTerm` (the value is a DPV term under one of these top concepts). What a schema says of a property
(`description`, `examples`) is the help of the diagnostic.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from generator.formats import yamltext
from generator.published.schemas import Schema, load
from generator.source.files import FACT_KINDS, GAPS, NOTICE, TOMBSTONES, facts_file
from generator.validate import schema_errors
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from generator.diagnostics.records import Diagnostic
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable


def check(source: Source, names: SymbolTable, faulty: AbstractSet[str]) -> list[Diagnostic]:
    """Check the shape of every file of a source, and every name that one of its values gives.

    What was read with faults, the files `faulty`, is left alone: it would only echo them.

    A validator tells first whether a file fits, which is quick; only one that does not is asked why.
    """
    found = [each for each in names.faults if each.place.file not in faulty]
    jobs = [("notice", source.documents[NOTICE])] if NOTICE in source.documents else []
    jobs += [(f"facts/{k}", source.documents[facts_file(k)]) for k in FACT_KINDS if facts_file(k) in source.documents]
    jobs += [("gaps", source.documents[GAPS])] if GAPS in source.documents else []
    jobs += [("tombstones", source.documents[TOMBSTONES])] if TOMBSTONES in source.documents else []
    jobs += [("clause", clause.head) for clause in source.clauses.values()]
    validators = {name: validator(name, names) for name in dict.fromkeys([*(name for name, _ in jobs), "supplier"])}
    sound = [(name, document) for name, document in jobs if document.file not in faulty]
    unfit = [(name, document) for name, document in sound if not validators[name].is_valid(document.value)]
    fits = validators["supplier"].is_valid
    supplied = ((file, value) for file, value in source.suppliers() if file not in faulty)
    unfit += [("supplier", source.supplier(file)) for file, value in supplied if not fits(value)]
    for name, document in unfit:
        faults = schema_errors.explain(validators[name], load(name), document, names)
        found.extend(islice(faults, yamltext.MAX_FAULTS))
    return found


def validator(name: str, names: SymbolTable) -> jsonschema_rs.Draft202012Validator:
    """Make what tells whether a file fits the schema of a name, and its references the facts that there are."""
    return jsonschema_rs.Draft202012Validator(load(name), validate_formats=True, keywords=_keywords(names))


def _keywords(names: SymbolTable) -> dict[str, Any]:
    class RefersTo:
        def __init__(self, _parent: Schema, kinds: list[str], _path: list[str]) -> None:
            self.kinds = kinds

        def validate(self, instance: Any) -> None:
            if isinstance(instance, str) and not names.knows(instance, self.kinds):
                raise ValueError(instance)

    class DpvTerm:
        def __init__(self, _parent: Schema, tops: list[str], _path: list[str]) -> None:
            self.tops = set(tops)

        def validate(self, instance: Any) -> None:
            if isinstance(instance, str) and not dpv.fits(instance, self.tops):
                raise ValueError(instance)

    return {"refersTo": RefersTo, "dpvTerm": DpvTerm}
