"""A build from end to end: check, build in a staging folder, prove, publish; progress on stderr."""

from __future__ import annotations

import gc
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from generator import compiler, fleet, making, publish, reporting, reuse, site, stencil
from generator.data import CATALOG
from generator.outcome import BUG, BUSY, PROBLEMS, fail
from generator.verifier.reading import Site

if TYPE_CHECKING:
    from pathlib import Path

    from generator.stage import Stage

_LINES = 20  # of progress where there is no terminal


def run(root: Path, target: Path, *, jobs: int, colour: bool) -> None:
    """Build the site of a project into `target`, and say how it went. Exits with the command's codes."""
    started = time.monotonic()
    try:
        publish.refuse_busy(target)
    except publish.BusyError as error:
        fail(str(error), BUSY)
    gc.set_threshold(5_000)  # most of what a build makes it keeps: the collector would only look on
    checked = compiler.check(root, _published(target))
    if checked.diagnostics:
        click.echo(reporting.as_text(checked.diagnostics, checked.source.texts, colour=colour))
    if not checked.ok:
        click.echo("notice: nothing was written", err=True)
        sys.exit(PROBLEMS)
    now = reuse.Record(reuse.base(checked.source))
    now.variants = {fleet.name_of(file): reuse.own(packed) for file, packed in checked.source.packed.items()}
    try:
        with publish.staged(target, root) as stage:
            unchanged = _unchanged(reuse.load(target), now)  # now that nobody else can change the live site
            _build(checked, stage, jobs, unchanged)
            reuse.save(target, stage.folder, now)
    except publish.BusyError as error:
        fail(str(error), BUSY)
    except publish.PublishError as error:
        fail(str(error), PROBLEMS)
    except BrokenProcessPool:
        fail(
            "a process that made suppliers was ended from outside, nothing was published; is there memory enough?", BUG
        )
    except (site.PaintError, stencil.FormError, making.FaultError) as error:
        fail(f"a fault of the generator, nothing was published: {error}", BUG)
    suppliers = len(now.variants)
    taken = f", {len(unchanged)} of {suppliers} suppliers as before" if unchanged else ""
    click.echo(f"{target}: {making.steps(checked)} steps in {time.monotonic() - started:.1f} s{taken}", err=True)


def _published(target: Path) -> list[str]:
    """Name the suppliers that the live site has."""
    try:
        catalog = Site(target).json(CATALOG)
        return [str(each["id"]) for each in catalog["variants"] if each["kind"] == "supplier"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _unchanged(before: reuse.Record, now: reuse.Record) -> frozenset[str]:
    """Name the suppliers whose variants would come out as they are."""
    same = now.variants.items() & before.variants.items() if now.base == before.base else set()
    return frozenset(name for name, _ in same)


def _build(checked: compiler.Checked, stage: Stage, jobs: int, unchanged: frozenset[str]) -> None:
    """Build and prove, with a bar on a terminal and plain lines elsewhere."""
    total = making.steps(checked)
    terminal = sys.stderr.isatty()
    bar = click.progressbar(length=total, label="building", file=sys.stderr) if terminal else nullcontext()
    with bar as shown:
        for number, step in enumerate(making.build(checked, stage, jobs, unchanged), start=1):
            if shown:
                shown.update(1)
            elif total <= _LINES or number % -(-total // _LINES) == 0 or number == total:
                click.echo(f"  {number} of {total}: {step}", err=True)
