"""A build from end to end: check, build in a staging folder, prove, publish; progress on stderr."""

from __future__ import annotations

import gc
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from generator.diagnostics import reports
from generator.emit.catalog import CATALOG
from generator.exit_codes import BUG, BUSY, PROBLEMS, fail
from generator.pipeline import building, checking
from generator.publish import build_cache, swap
from generator.published.site import Site
from generator.render.mkdocs import renderer
from generator.stamp import groups, template

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.staging import Stage

_LINES = 20  # of progress where there is no terminal


def run(root: Path, target: Path, *, jobs: int, colour: bool) -> None:
    """Build the site of a project into `target`, and say how it went. Exits with the command's codes."""
    started = time.monotonic()
    try:
        swap.refuse_busy(target)
    except swap.BusyError as error:
        fail(str(error), BUSY)
    gc.set_threshold(5_000)  # most of what a build makes it keeps: the collector would only look on
    checked = checking.check(root, _published(target))
    if checked.diagnostics:
        click.echo(reports.as_text(checked.diagnostics, checked.source.texts, colour=colour))
    if not checked.ok:
        click.echo("notice: nothing was written", err=True)
        sys.exit(PROBLEMS)
    now = build_cache.Record(build_cache.base(checked.source))
    now.variants = {groups.name_of(file): build_cache.own(packed) for file, packed in checked.source.packed.items()}
    try:
        with swap.staged(target, root) as stage:
            unchanged = _unchanged(build_cache.load(target), now)  # now that nobody else can change the live site
            _build(checked, stage, jobs, unchanged)
            build_cache.save(target, stage.folder, now)
    except swap.BusyError as error:
        fail(str(error), BUSY)
    except swap.PublishError as error:
        fail(str(error), PROBLEMS)
    except BrokenProcessPool:
        fail(
            "a process that made suppliers was ended from outside, nothing was published; is there memory enough?", BUG
        )
    except (renderer.RenderError, template.UnknownEscapingError, building.FaultError) as error:
        fail(f"a fault of the generator, nothing was published: {error}", BUG)
    suppliers = len(now.variants)
    taken = f", {len(unchanged)} of {suppliers} suppliers as before" if unchanged else ""
    click.echo(f"{target}: {building.steps(checked)} steps in {time.monotonic() - started:.1f} s{taken}", err=True)


def _published(target: Path) -> list[str]:
    """Name the suppliers that the live site has."""
    try:
        catalog = Site(target).json(CATALOG)
        return [str(each["id"]) for each in catalog["variants"] if each["kind"] == "supplier"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _unchanged(before: build_cache.Record, now: build_cache.Record) -> frozenset[str]:
    """Name the suppliers whose variants would come out as they are."""
    same = now.variants.items() & before.variants.items() if now.base == before.base else set()
    return frozenset(name for name, _ in same)


def _build(checked: checking.Checked, stage: Stage, jobs: int, unchanged: frozenset[str]) -> None:
    """Build and prove, with a bar on a terminal and plain lines elsewhere."""
    total = building.steps(checked)
    terminal = sys.stderr.isatty()
    bar = click.progressbar(length=total, label="building", file=sys.stderr) if terminal else nullcontext()
    with bar as shown:
        for number, step in enumerate(building.build(checked, stage, jobs, unchanged), start=1):
            if shown:
                shown.update(1)
            elif total <= _LINES or number % -(-total // _LINES) == 0 or number == total:
                click.echo(f"  {number} of {total}: {step}", err=True)
