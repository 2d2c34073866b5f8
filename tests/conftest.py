"""What the tests share: the `--update` flag, projects to work on, and the real notice built once."""

from __future__ import annotations

import shutil
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from generator.pipeline import checking
from generator.scaffold import project as starter
from tests import plain_renderer
from tests.helpers import CLASSROOM, ROOT, publish, serve

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


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    """Give a copy of the made-up project with suppliers and every kind of fact, to change."""
    return shutil.copytree(CLASSROOM, tmp_path / "classroom")


@pytest.fixture(scope="session")
def checked() -> checking.Checked:
    """Check the made-up project."""
    return checking.check(CLASSROOM)


@pytest.fixture(scope="session")
def notice(checked: checking.Checked) -> model.Notice:
    """Bind the made-up project."""
    assert checked.notice is not None, checked.diagnostics
    return checked.notice


@pytest.fixture(scope="session")
def site(checked: checking.Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build and publish the made-up project."""
    return publish(checked, tmp_path_factory.mktemp("published") / "site")


@pytest.fixture(scope="session")
def rainbow() -> checking.Checked:
    """Check the Rainbow notice, whose text and coverage are held, and nothing else."""
    return checking.check(ROOT)


@pytest.fixture(scope="session")
def rainbow_site(rainbow: checking.Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build and publish the Rainbow notice."""
    return publish(rainbow, tmp_path_factory.mktemp("published") / "site")


@pytest.fixture(scope="session")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the notice of `site` with the plain renderer, without the settings of any other."""
    return plain_renderer.site_of(CLASSROOM, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="session", params=["site", "plain_site"])
def any_site(request: pytest.FixtureRequest) -> Path:
    """Give the site of each renderer in turn, for what holds whoever renders the pages."""
    site: Path = request.getfixturevalue(request.param)
    return site


@pytest.fixture(scope="session")
def any_address(any_site: Path) -> Iterator[str]:
    """Give the address of the site of each renderer."""
    with serve(any_site) as address:
        yield address


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
