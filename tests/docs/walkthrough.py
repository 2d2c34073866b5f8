"""Carries out a page of the docs as its reader would: types its commands, makes its edits, compares what is shown.

A `console` block holds commands after `$ ` and what they show; a line `…` stands for any lines, and `…` at the end of
a line for the rest of it. A `diff` block with a title edits the file of that name. Other blocks are read, not run. A
server is started, asked for its first page, and stopped with Ctrl+C.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sysconfig
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = re.compile(r'^```(?P<kind>[a-z]+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.DOTALL | re.MULTILINE)
_SERVER = re.compile(r"notice serve|http\.server")
_PORT = re.compile(r"\b80[08]0\b")  # of the page's servers; another is free when a test runs
_SECONDS = re.compile(r"\b\d+\.\d s\b")
_LEFT_OUT = "…"
# An environment made in a test takes what the generator needs from the one that runs the test: nothing is fetched.
_OFFLINE = {
    "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PYTHONPATH": sysconfig.get_path("purelib"),
}  # fmt: skip


class Block(NamedTuple):
    """A fenced block of a page."""

    kind: str
    title: str
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """Give the fenced blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        yield Block(found["kind"], found["title"] or "", found["text"], text.count("\n", 0, found.start()) + 1)


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Give each command of a block with what it shows."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def edited(text: str, change: str) -> str:
    """Apply a `diff` block: the lines with a blank or a minus must stand in the text, once."""
    lines = change.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(old) == 1, f"these lines stand {text.count(old)} times:\n{old}"
    return text.replace(old, new)


def fits(shown: str, wanted: str) -> bool:
    """Whether a command showed what the page says; seconds may differ."""
    lines = _SECONDS.sub("0.0 s", wanted).splitlines()
    pattern = "".join("(.*\n)*?" if line == _LEFT_OUT else re.escape(f"{line}\n") for line in lines).replace(
        f"{_LEFT_OUT}\\\n", ".*\n"
    )
    return re.fullmatch(pattern, _SECONDS.sub("0.0 s", shown)) is not None


class Reader:
    """Somebody who follows a page in a folder, with a shell that keeps its folder and its variables."""

    def __init__(self, folder: Path, state: Path, path: str = "") -> None:
        """Begin in `folder`; `state` is a file of our own. `path` is where programs are looked for first."""
        self.folder, self.state = folder, state
        self.environment = {name: value for name, value in os.environ.items() if name in ("HOME", "TMPDIR", "LANG")}
        self.environment |= _OFFLINE | {"PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"]}

    def follow(self, page: Path) -> int:
        """Carry out a page. Returns how many commands it has."""
        count = 0
        for block in blocks(page):
            if block.kind == "diff" and block.title:
                file = self.folder / block.title
                file.write_text(edited(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
            for command, wanted in commands(block) if block.kind == "console" else ():
                shown = self.serve(command) if _SERVER.search(command) else self.run(command)
                assert fits(shown, wanted), f"{page.name}:{block.line}: $ {command}\n{shown}\n(the page says)\n{wanted}"
                count += 1
        return count

    def run(self, command: str) -> str:
        """Run a command. Returns what it shows on a terminal, errors too."""
        script = f"{command}\ncode=$?; {{ pwd; env -0; }} >'{self.state}'; exit $code"
        made = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False, timeout=120,
        )  # fmt: skip
        where, _, variables = self.state.read_text(encoding="utf-8").partition("\n")
        self.folder = Path(where)
        self.environment = dict(each.split("=", 1) for each in variables.split("\0") if each)
        return made.stdout

    def serve(self, command: str) -> str:
        """Start a server on a free port, ask it for its first page, and stop it. Returns what it shows first."""
        command = _PORT.sub("0", command) if _PORT.search(command) else f"{command} --port 0"
        environment = self.environment | {"PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            ["bash", "-c", f"exec {command}"], cwd=self.folder, env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        ) as running:  # fmt: skip
            assert running.stdout is not None
            shown, address = "", None
            while address is None:
                line = running.stdout.readline()
                assert line, shown
                shown += line
                address = re.search(r"http://[0-9.:]+/", line)
            with urllib.request.urlopen(address[0], timeout=60) as answer:  # noqa: S310 - our own server
                assert b"<title>" in answer.read()
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=60)
        wanted = "8080" if "http.server" in command else "8000"
        return re.sub(rf"\b{address[0].rstrip('/').rpartition(':')[2]}\b", wanted, shown)
