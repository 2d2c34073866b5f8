"""`notice build`, from end to end: check, build in a staging folder, prove, publish."""

from __future__ import annotations

import gc
import os
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import click

from generator.console import progress
from generator.console.checked import tell
from generator.console.options import FOLDER, FolderPath, folder, project
from generator.exit_codes import BUG, BUSY, PROBLEMS, fail
from generator.pipeline import building, checking
from generator.publish import build_cache, swap
from generator.published.layout import CATALOG
from generator.published.site import Site
from generator.render.protocol import RenderError
from generator.source import files
from generator.stamp import template

if TYPE_CHECKING:
    from pathlib import Path


@click.command("build")
@FOLDER
@click.option("-o", "--output", metavar="DIR", type=FolderPath(), help="Where the site goes; site/ by default.")
@click.option(
    "--jobs", default=os.cpu_count() or 1, show_default="one a processor", type=click.IntRange(1, 256),
    metavar="N", help="How many suppliers are made at once.",
)  # fmt: skip
def command(output: Path | None, jobs: int) -> None:
    """Build the site: pages and data of every variant. A supplier that did not change is taken over as it is."""
    root, target = project(), output or folder() / "site"
    started = time.monotonic()
    try:
        swap.refuse_busy(target)
    except swap.BusyError as error:
        fail(str(error), BUSY)
    gc.set_threshold(5_000)  # most of what a build makes it keeps: the collector would only look on
    checked = checking.check(root, _published(target))
    if checked.diagnostics:
        tell(checked)
    if not checked.ok:
        click.echo("notice: nothing was written", err=True)
        sys.exit(PROBLEMS)
    now = build_cache.Record(build_cache.base(checked.source))
    now.variants = {files.supplier_id(file): build_cache.own(packed) for file, packed in checked.source.packed.items()}
    unchanged = _publish(checked, root, target, now, jobs)
    suppliers = len(now.variants)
    taken = f", {len(unchanged)} of {suppliers} suppliers as before" if unchanged else ""
    click.echo(f"{target}: {building.steps(checked)} steps in {time.monotonic() - started:.1f} s{taken}", err=True)


def _publish(checked: checking.Checked, root: Path, target: Path, now: build_cache.Record, jobs: int) -> frozenset[str]:
    """Build on a stage and publish it. Returns the suppliers that were taken over as they were."""
    try:
        with swap.staged(target, root) as stage:
            unchanged = _unchanged(build_cache.load(target), now)  # now that nobody else can change the live site
            progress.follow(building.build(checked, stage, jobs, unchanged), building.steps(checked), "building")
            build_cache.save(target, stage.folder, now)
    except swap.BusyError as error:
        fail(str(error), BUSY)
    except swap.PublishError as error:
        fail(str(error), PROBLEMS)
    except BrokenProcessPool:
        message = "a process that made suppliers was ended from outside, nothing was published; is there memory enough?"
        fail(message, BUG)
    except (RenderError, template.UnknownEscapingError, building.FaultError) as error:
        fail(f"a fault of the generator, nothing was published: {error}", BUG)
    return unchanged


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
