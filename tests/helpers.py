"""What the tests share: places of the project, the command as a user runs it, and sites to make, serve and change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from generator.formats import jsontext
from generator.pipeline import building
from generator.publish import swap
from generator.publish.staging import Stage
from generator.published.layout import CATALOG
from generator.published.site import Site
from generator.verify import verifier
from generator.verify.pages import PageChecker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pipeline import checking

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/cases"
STARTER = ROOT / "generator/scaffold/starter"
CLASSROOM = ROOT / "tests/projects/classroom"  # every kind of fact, both modes, four suppliers; all made up
COMMAND = [sys.executable, "-c", "from generator.cli import main; main(prog_name='notice')"]
SETTINGS = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def notice(
    *arguments: object, environment: dict[str, str] | None = None, typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own; `typed` is what a user answers."""
    command, settings = [*COMMAND, *map(str, arguments)], {**SETTINGS, **(environment or {})}
    return subprocess.run(command, env=settings, input=typed, capture_output=True, text=True, check=False, timeout=120)


@contextmanager
def started(
    project: Path, *options: str, ready: str = "http://", environment: dict[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `notice serve` while needed. Gives the process, and what it said until it was ready."""
    command = [*COMMAND, "serve", "-C", str(project), "--port", "0", *options]
    settings = {**SETTINGS, **(environment or {})}
    with subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = ""
        while ready not in said:
            line = process.stderr.readline()
            assert line, f"the preview ended: {said}"
            said += line
        yield process, said
        process.terminate()


@contextmanager
def preview(project: Path, *options: str, ready: str = "http://") -> Iterator[str]:
    """Run `notice serve` while needed. Gives what it said until it was ready: its address is in it."""
    with started(project, *options, ready=ready) as (_, said):
        yield said


def tree(folder: Path) -> dict[str, bytes]:
    """Read a whole folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def overlay(case: Path, project: Path) -> None:
    """Lay the files of a case over a project; `deleted` lists what to take away, `linked` what to make a link."""
    for path in sorted(case.rglob("*")):
        inside = path.relative_to(case)
        if path.is_file() and inside.parts[0] in ("notice", "mkdocs.yml"):
            (project / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, project / inside)
    if (case / "deleted").is_file():
        for name in (case / "deleted").read_text(encoding="utf-8").split():
            (project / name).unlink()
    if (case / "linked").is_file():
        for line in (case / "linked").read_text(encoding="utf-8").splitlines():
            name, target = line.split()
            (project / name).unlink(missing_ok=True)
            (project / name).symlink_to(target)


def make(checked: checking.Checked, folder: Path) -> None:
    """Make the site of a checked project in a folder of its own."""
    folder.mkdir()
    for _step in building.build(checked, Stage(folder)):
        pass


def publish(checked: checking.Checked, target: Path) -> Path:
    """Build a checked project and publish it, as the command does."""
    with swap.staged(target, checked.source.root) as stage:
        for _step in building.build(checked, stage):
            pass
    return target


class _Quiet(SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder's files while needed. Gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def faults(folder: Path) -> list[str]:
    """Verify a site quickly. Returns what is wrong."""
    return [fault for result in verifier.verify_core(folder) for fault in result.faults]


def reseal(folder: Path, path: str, made: bytes) -> None:
    """Change a file as someone would who can also write the manifest and the catalogue."""
    old = (folder / path).read_bytes()
    (folder / path).write_bytes(made)
    catalog = (folder / CATALOG).read_text(encoding="utf-8", errors="surrogateescape")
    catalog = catalog.replace(jsontext.digest(old), jsontext.digest(made))
    before = f'"bytes": {len(old)},\n'
    at = catalog.find(before, catalog.find(f'"path": "{path}"'))
    if f'"path": "{path}"' in catalog:
        catalog = catalog[:at] + catalog[at:].replace(before, f'"bytes": {len(made)},\n', 1)
    lasting = folder / "data/v1/sha256" / f"{jsontext.digest(old)}{(folder / path).suffix}"
    if lasting.exists():
        lasting.unlink()
        lasting.with_stem(jsontext.digest(made)).write_bytes(made)
    if path != CATALOG:
        (folder / CATALOG).write_text(catalog, encoding="utf-8")
    for file in folder.glob("data/v1/*/manifest.json"):
        text = file.read_text(encoding="utf-8").replace(jsontext.digest(old), jsontext.digest(made))
        file.write_bytes(jsontext.dump({"files": dict(sorted(json.loads(text)["files"].items()))}))
    Stage(folder).seal()


def gate_faults(folder: Path) -> list[str]:
    """Send every page of a site through the gate."""
    site = Site(folder)
    gate = PageChecker(folder, site.address)
    found = [fault for variant in site.variants() for fault in gate.variant(variant.homes, variant.policy)]
    return [*found, *gate.shared(site.catalog["languages"], [])]
