"""One variant as the source is now, made anew when it is asked for.

Nothing is published: pages are made in a folder of their own that goes when the preview ends.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.bind import lookup
from generator.diagnostics.formats import text
from generator.exit_codes import WRONG_CALL, fail
from generator.pipeline import building, checking
from generator.publish.staging import Stage
from generator.serve.annotated_pages import Annotations

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline.checking import Checked


@dataclass(frozen=True, slots=True)
class Showing:
    """What the browser is shown: the newest good build, of `good`, and the remarks on the source as it is now.

    `home` is the path of the variant's first page.
    """

    version: int
    folder: Path
    home: str
    good: Checked | None
    remarks: Annotations


class Preview:
    """One variant of a project. `now` is replaced as a whole: who holds one has parts that fit together."""

    def __init__(self, root: Path, variant: str, scratch: Path) -> None:
        """Make the variant for the first time, in a folder below `scratch`."""
        self.root = root
        self.variant = variant
        self.scratch = scratch
        self.now = self._made(None)

    def rebuild(self) -> None:
        """Make the variant anew from the source as it is now."""
        old, self.now = self.now, self._made(self.now)
        for made in self.scratch.iterdir():
            if made not in (old.folder, self.now.folder):  # the old one may be on its way to a browser
                shutil.rmtree(made, ignore_errors=True)

    def summary(self) -> str:
        """Say in a sentence how it went."""
        return text.summary(self.now.remarks.checked.diagnostics)

    def _made(self, old: Showing | None) -> Showing:
        checked, version = checking.check(self.root), old.version + 1 if old else 1
        folder, home, good = (old.folder, old.home, old.good) if old else (self.scratch, "/", None)
        if checked.ok and checked.notice and checked.suppliers:
            names = lookup.names(checked.source, checked.notice)
            if self.variant not in names:
                fail(f'there is no variant "{self.variant}"; there are: {", ".join(names)}', WRONG_CALL)
            folder = self.scratch / str(version)
            folder.mkdir()
            narrowed = replace(checked, suppliers=checked.suppliers.only(self.variant))
            for _step in building.build(narrowed, Stage(folder)):
                pass
            home, good = f"/{checked.notice.languages[0]}/{self.variant}/", checked
        return Showing(version, folder, home, good, Annotations.of(checked, good, self.variant))
