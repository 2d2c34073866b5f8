"""How long one cold build of every variant takes, beside one plain `mkdocs build` of one variant's pages.

Usage: python benchmarks/build.py [RUNS]

Both are whole processes, run in turn. The pages that MkDocs renders are the ones the generator makes for the general
variant, rendered by the same settings and theme. Prints the median of each and the median of the ratios, pair by pair.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator import resources
from generator.bind import variants
from generator.emit.pages import templates
from generator.pipeline import checking
from generator.render.mkdocs import markdown
from generator.vocabulary.languages import words

if TYPE_CHECKING:
    from generator.render.protocol import Page, Section

ROOT = Path(__file__).resolve().parents[1]


def prepare(folder: Path) -> Path:
    """Write one variant's pages and settings for plain MkDocs. Returns its settings file."""
    checked = checking.check(ROOT)
    if checked.notice is None:
        sys.exit("the notice has errors; see `notice check`")
    variant = variants.resolve(checked.notice, variants.GENERAL, checked.notice.languages[0])
    docs = folder / "docs"
    docs.mkdir()
    section = templates.section(variant)
    for page in section.pages:
        name = page.address.removeprefix(section.home).rstrip("/") or "index"
        (docs / f"{name}.md").write_text(whole(page, section), encoding="utf-8")
    settings = dict(checked.settings)
    settings |= {
        "site_name": checked.notice.title,
        "site_url": checked.notice.address,
        "theme": {**settings["theme"], "custom_dir": str(resources.folder("site_templates") / "theme")},
        "extra": {**settings["extra"], "search_worker": "search.js", "words": words(variant.language)},
        "validation": {},
    }
    file = folder / "mkdocs.yml"
    file.write_text(json.dumps(settings), encoding="utf-8")
    return file


def whole(page: Page, section: Section) -> str:
    """Write a page as Markdown, its finished HTML in its place."""
    own = markdown.bodies(page)
    text = markdown.write(page, markdown.for_theme(page, section))
    return re.sub("[\ue000-\uefff]", lambda mark: markdown.body_of(mark[0], own), text)


def timed(*command: str) -> float:
    """Run a command as a process of its own. Returns the seconds it took."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Run both in turn and print what came of it."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        settings = prepare(folder)
        own = (
            sys.executable,
            "-c",
            "from generator.cli import main; main()",
            "build",
            "-C",
            str(ROOT),
            "-o",
            str(folder / "site"),
        )
        plain = (sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings), "-d", str(folder / "plain"))
        pairs = []
        for run in range(runs + 1):
            for made in (folder / "site", folder / "plain"):
                shutil.rmtree(made, ignore_errors=True)
            pair = (timed(*own), timed(*plain))
            if run:
                pairs.append(pair)
        count = json.loads((folder / "site/data/v1/catalog.json").read_text(encoding="utf-8"))["variants"]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{runs} pairs of runs, median of whole processes")
    print(f"notice build, {len(count)} variants:          {ours:.2f} s")
    print(f"mkdocs build, pages of 1 variant:  {theirs:.2f} s")
    print(f"ratio, pair by pair:               {ratio:.2f}")


if __name__ == "__main__":
    main()
