"""What the tests share: the `--update` flag, projects to work on, and the real notice built once."""

from __future__ import annotations

import shutil
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from generator.pipeline import building, checking
from generator.publish import swap
from generator.scaffold import project as starter
from tests.helpers import ROOT, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from generator import model

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
    monkeypatch.setattr("pyld.jsonld._default_document_loader", refuse)


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


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Give the address of the published site on a plain file server."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a real Chromium, the machine's own."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - tests that look at no page need none

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
