"""Make everything that is made of the table of kinds and properties.

Usage: python -m schema.generate [FOLDER]. Without a folder, the one that this stands in is written.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from schema.generate import policy_schema, records, shapes, source_schemas, table

HERE = Path(__file__).resolve().parents[2]


def main() -> None:
    """Write every file that is made of `FOLDER/schema/kinds.yaml`."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
    folder = root / "schema"
    kinds = table.load(folder / "kinds.yaml")
    policy, context = folder / "policy.schema.json", folder / "context.jsonld"
    for kind in kinds:
        _write_json(folder / kind.file, source_schemas.schema(kind))
    _write_json(policy, policy_schema.schema(json.loads(policy.read_text(encoding="utf-8")), kinds))
    terms = policy_schema.context(json.loads(context.read_text(encoding="utf-8")), kinds)
    _write_json(context, terms)
    file = folder / "shapes.ttl"
    file.write_text(shapes.shapes(file.read_text(encoding="utf-8"), kinds, terms["@context"]), encoding="utf-8")
    made = {root / "generator" / path: text for path, text in records.modules(kinds).items()}
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", *made], check=True, cwd=HERE)  # noqa: S603 - our own files
    subprocess.run([sys.executable, root / "clients" / "generate.py"], check=True)  # noqa: S603 - our own program


def _write_json(path: Path, value: object) -> None:
    path.write_text(f"{json.dumps(value, indent=2, ensure_ascii=False)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
