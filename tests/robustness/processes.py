"""The command `notice`, a process of its own for each call, with what each call took.

Run as a program, it takes calls as JSON on its input and answers on its output: everything is imported once, and a
process is split off for each call. What one call breaks, no other sees.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 10  # seconds; far more than any call should take


class Attempt(NamedTuple):
    """How one call ended: `code` is below zero where it was killed, `seconds` are the processor's."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def attempt(calls: list[list[str]]) -> list[Attempt]:
    """Make calls of the command one after another."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.robustness.processes"],
        input=json.dumps(calls),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60 + PATIENCE * len(calls),
    )
    return [Attempt(*each) for each in json.loads(made.stdout)]


def _one(arguments: list[str]) -> Attempt:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _call(arguments, out.fileno(), err.fileno())
        _, status, used = os.wait4(child, 0)
        seconds = used.ru_utime + used.ru_stime
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode("utf-8", errors="backslashreplace"))
        return Attempt(os.waitstatus_to_exitcode(status), said[0], said[1], seconds, used.ru_maxrss / 1024)


def _call(arguments: list[str], out: int, err: int) -> None:
    """Become the command."""
    import signal  # noqa: PLC0415 - only the process that is split off needs them
    import traceback  # noqa: PLC0415

    from generator.cli import main  # noqa: PLC0415 - imported by the first process

    signal.alarm(PATIENCE)
    os.dup2(out, 1)
    os.dup2(err, 2)
    code = 1
    try:
        main(arguments, prog_name="notice")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as Python itself would tell it
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    from generator.commands import build, verify  # noqa: F401 - once for all calls
    from generator.pipeline import checking

    checking.check(ROOT / "generator/scaffold/starter")  # what is read once is read
    sys.stdout.write(json.dumps([_one(each) for each in json.load(sys.stdin)]))
