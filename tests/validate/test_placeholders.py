"""Every path that a clause could print: it prints words, or it is refused with a reason, and never breaks."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.pipeline import checking
from generator.published.schemas import load
from generator.source.files import FACT_KINDS
from tests.helpers import ROOT, make

if TYPE_CHECKING:
    from pathlib import Path


def paths_of(checked: checking.Checked) -> list[str]:
    """Write every path of one or two steps from every fact, and into the notice and the service."""
    found = ["parties", "gaps", "definitions", "notice", "service"]
    keys = {kind: list(load(f"facts/{kind}")["items"]["properties"]) for kind in FACT_KINDS}
    for kind in FACT_KINDS:
        for fact in checked.source.facts(kind):
            found.append(str(fact["id"]))
            found += [f"{fact['id']}.{key}" for key in keys[kind]]
            found += [f"{fact['id']}.{key}.label" for key in keys[kind]]
    whole = load("notice")["properties"]
    found += [f"notice.{key}" for key in whole]
    found += [f"service.{key}" for key in whole["service"]["properties"]]
    return found


def test_every_path_prints_words_or_is_refused(tmp_path: Path) -> None:
    """No path shows a term, a switch, an id or a record of the program to a reader, and none breaks the build."""
    shutil.copytree(ROOT / "notice", tmp_path / "notice")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (tmp_path / "notice/suppliers/reseau-exemple.yaml").unlink()  # it takes facts away, which stand alone for that
    for file in (tmp_path / "notice/facts").iterdir():
        text = file.read_text(encoding="utf-8").replace("suppliers: removable", "suppliers: locked")
        file.write_text(text, encoding="utf-8")
    clean = checking.check(tmp_path)
    assert clean.notice is not None
    clause = tmp_path / "notice/clauses/preamble.md"
    original = clause.read_text(encoding="utf-8")
    forms = [form.format(path) for path in paths_of(clean) for form in ("{}", "list({})", "contact({})")]
    lines = [f"{{{{ {form} }}}}" for form in forms]
    printed = 0
    for start in range(0, len(lines), 600):
        kept = lines[start : start + 600]
        while True:  # a stage hides the next, and no more than a hundred faults are told at once
            clause.write_text(f"{original}\n" + "\n\n".join(kept) + "\n", encoding="utf-8")
            checked = checking.check(tmp_path)
            refused = {each.place.line for each in checked.diagnostics}
            first = original.count("\n") + 2
            left = [line for number, line in enumerate(kept) if first + 2 * number not in refused]
            if left == kept:
                break
            kept = left
        printed += len(kept)
        assert checked.ok, checked.diagnostics[:3]
        site = tmp_path / f"site-{start}"
        assert checked.suppliers is not None
        make(replace(checked, suppliers=checked.suppliers.only("general")), site)
        text = json.loads((site / "data/v1/general/notice.en.json").read_text(encoding="utf-8"))
        shown = next(each for each in text["clauses"] if each["id"] == "preamble")
        for form in ("text", "markdown", "html"):
            assert not re.search(
                r"\b(dpv|pd|tech|loc|eu-gdpr|legal-eu):|\bTrue\b|\bFalse\b|\bNone\b|\w+\(id=|Text\(", shown[form]
            )
    assert printed > 500
    assert printed < len(lines)
