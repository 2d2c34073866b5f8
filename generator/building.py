"""A build from end to end: check, build in a staging folder, prove, publish; progress on stderr."""

from __future__ import annotations

import gc
import sys
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from generator import compiler, data, publish, reporting, site, verifier
from generator.outcome import BUG, BUSY, PROBLEMS, fail

if TYPE_CHECKING:
    from pathlib import Path


class VerifyError(Exception):
    """A finished site does not verify: a bug of the generator. Nothing is published."""


def run(root: Path, target: Path, *, colour: bool) -> None:
    """Build the site of a project into `target`, and say how it went. Exits with the command's codes."""
    started = time.monotonic()
    gc.disable()  # a build lives for a second and keeps what it makes; the collector would only look on
    checked = compiler.check(root)
    if checked.diagnostics:
        click.echo(reporting.as_text(checked.diagnostics, checked.source.texts, colour=colour))
    if not checked.ok:
        click.echo("notice: nothing was written", err=True)
        sys.exit(PROBLEMS)
    try:
        with publish.staged(target, root) as stage:
            _build(checked, stage)
    except publish.BusyError as error:
        fail(str(error), BUSY)
    except publish.PublishError as error:
        fail(str(error), PROBLEMS)
    except (data.OutputError, site.PaintError, VerifyError) as error:
        fail(f"a fault of the generator, nothing was published: {error}", BUG)
    files = len(publish.manifest(target))
    click.echo(f"{target}: {files} files in {time.monotonic() - started:.1f} s", err=True)


def _build(checked: compiler.Checked, stage: Path) -> None:
    """Build and prove, with a bar on a terminal and plain lines elsewhere."""
    total = compiler.steps(checked) + 1
    terminal = sys.stderr.isatty()
    bar = click.progressbar(length=total, label="building", file=sys.stderr) if terminal else nullcontext()
    with bar as shown:
        for step in compiler.build(checked, stage):
            if shown:
                shown.update(1)
            else:
                click.echo(f"  {step}", err=True)
        publish.seal(stage)
        for result in verifier.quick(stage):
            if result.faults:
                raise VerifyError("; ".join(result.faults[:10]))
        if shown:
            shown.update(1)
        else:
            click.echo("  every file, page and link verified", err=True)
