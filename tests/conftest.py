"""What the tests share: the `--update` flag, projects to work on, and the real notice built once."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from pyld import jsonld

from generator.pipeline import building, checking
from generator.publish import swap
from generator.publish.staging import Stage
from generator.published.site import Site
from generator.scaffold import project as starter
from generator.verify.pages import PageChecker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from generator import model

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/cases"
FIGURE = "figure"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags that rewrite expected outputs, and that try more often."""
    parser.addoption(
        "--update", action="store_true", help="rewrite the expected outputs; read the difference before committing"
    )
    parser.addoption("--many", action="store_true", help="try as often as `make reliability` does, which takes long")


def pytest_configure(config: pytest.Config) -> None:
    """Set how many examples a law is tried on. In CI they are the same at each run."""
    settings.register_profile("ci", max_examples=500, deadline=None, derandomize=True)
    settings.register_profile("many", max_examples=10_000, deadline=None)
    settings.load_profile("many" if config.getoption("--many") else "ci")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each figure that was reached beside its goal."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    figures = [value for report in reports for key, value in report.user_properties if key == FIGURE]
    if figures:
        terminalreporter.section("figures")
        for name, reached, goal in figures:
            terminalreporter.line(f"{name:58} {reached:>18}   goal: {goal}")


@pytest.fixture
def many(request: pytest.FixtureRequest) -> bool:
    """Whether to try as often as `make reliability` does."""
    return bool(request.config.getoption("--many"))


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, object, object], None]:
    """Note what was reached, and the goal, for the end of the run."""

    def note(name: str, reached: object, goal: object) -> None:
        record_property(FIGURE, (name, str(reached), str(goal)))

    return note


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a small project that checks clean, to break."""
    folder = tmp_path / "project"
    starter.write(folder)
    return folder


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse the network: whoever opens a socket, looks up a name or fetches a context gets an error."""

    def refuse(*_: object, **__: object) -> None:
        message = "the network was asked"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(jsonld, "_default_document_loader", refuse)


@pytest.fixture(scope="session")
def rainbow() -> checking.Checked:
    """Check the real notice."""
    return checking.check(ROOT)


@pytest.fixture(scope="session")
def notice(rainbow: checking.Checked) -> model.Notice:
    """Bind the real notice."""
    assert rainbow.notice is not None, rainbow.diagnostics
    return rainbow.notice


@pytest.fixture(scope="session")
def site(rainbow: checking.Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build and publish the real notice into a folder of its own."""
    target = tmp_path_factory.mktemp("published") / "site"
    with swap.staged(target, ROOT) as stage:
        for _step in building.build(rainbow, stage):
            pass
    return target


def make(checked: checking.Checked, folder: Path) -> None:
    """Make the site of a checked project in a folder of its own."""
    folder.mkdir()
    for _step in building.build(checked, Stage(folder)):
        pass


class _Quiet(SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Give the address of the published site on a plain file server."""
    with serve(site) as address:
        yield address


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder's files while needed. Gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def gate_faults(folder: Path) -> list[str]:
    """Send every page of a site through the gate."""
    site = Site(folder)
    gate = PageChecker(folder, site.address)
    found = [fault for variant in site.variants() for fault in gate.variant(variant.homes, variant.policy)]
    return [*found, *gate.shared(site.catalog["languages"], [])]


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a real Chromium, the machine's own."""
    executable = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    assert executable, "Chromium is missing; `make test` installs it"
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page of its own for each test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
