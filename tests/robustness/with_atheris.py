"""Fuzzing of the readers with atheris, which is led by what each text makes them do.

    python tests/robustness/with_atheris.py [yaml|clause|policy|manifest] [-runs=N] [-max_total_time=SECONDS]

atheris has wheels for some versions of Python only, so no lock file names it: `pip install atheris` into the
environment of the tests. It begins with the files of `tests/hostile/` and of the starter, and keeps what leads it
further in `build/fuzz/`. What breaks a reader is written as `crash-…` into the current folder; once that is mended, it
becomes a file in `tests/hostile/`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["generator", "markdown_it", "mdit_py_plugins"]):
    from tests.robustness import readers

SEEDS = {"yaml": "*.yaml", "clause": "*.md", "policy": "policy.jsonld", "manifest": "manifest.json"}


def main() -> None:
    """Fuzz one reader until the runs or the time are used up."""
    target = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in SEEDS else "yaml"
    options = [each for each in sys.argv[1:] if each != target]
    corpus = ROOT / "build/fuzz" / target
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        policies = readers.Policies(Path(made))
        for folder in (ROOT / "tests/hostile", ROOT / "generator/scaffold/starter", policies.site.folder):
            for number, file in enumerate(sorted(folder.rglob(SEEDS[target]))):
                shutil.copyfile(file, corpus / f"{folder.name}-{number}")
        targets = {
            "yaml": readers.read_yaml,
            "clause": readers.read_clause,
            "policy": policies.read,
            "manifest": readers.read_manifest,
        }
        atheris.Setup([sys.argv[0], *options, str(corpus)], targets[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
