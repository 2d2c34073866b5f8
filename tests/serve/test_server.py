"""The server of the preview, as it runs: who is answered, what odd requests get, and how it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING

import pytest

from generator.scaffold import project as starter
from generator.serve import web
from tests.helpers import ROOT, notice, started

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

NOTICE = "/en/direct/notice/"
PATIENCE = 20  # seconds: less than a connection is kept waiting by one that sends nothing


@contextmanager
def serving(project: Path, scratch: Path | None = None) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a preview, whose pages are made in a folder if one is named. Gives the process and its port."""
    environment = {"TMPDIR": str(scratch)} if scratch else None
    with started(project, "--variant", "direct", environment=environment) as (process, said):
        yield process, int(said.rpartition(":")[2].partition("/")[0])


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of a running preview of the starter."""
    folder = tmp_path_factory.mktemp("served") / "project"
    starter.write(folder)
    with serving(folder) as (_, port):
        yield port


def ask(port: int, method: str, target: str, headers: dict[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
    """Send one request with a target as it stands. Gives the answer and its body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.putrequest(method, target, skip_host=bool(headers and "Host" in headers))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "LOCALHOST:{}", "[::1]:{}"])
def test_this_machine_is_answered_by_its_own_names(port: int, host: str) -> None:
    """They are the names that no page elsewhere can take."""
    assert ask(port, "GET", NOTICE, {"Host": host.format(port)})[0].status == 200


@pytest.mark.parametrize(
    "host",
    [
        "draft.example.com:{}", "draft.example.com", "127.0.0.1", "localhost:1", "localhost:{}.example.com",
        "127.0.0.1.example.com:{}", "user@localhost:{}", "localhost:{}, example.com", "",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", NOTICE, "/__preview/faults", "/__preview/changed", "/en/direct/nothing"])
def test_a_page_elsewhere_cannot_read_a_draft_by_giving_this_machine_its_name(port: int, path: str, host: str) -> None:
    """Any other name in the address is refused, and the answer says which are not."""
    answer, body = ask(port, "GET", path, {"Host": host.format(port)})
    assert (answer.status, f"localhost:{port}" in body.decode(), b"<" in body) == (403, True, False)


def test_who_opens_the_preview_to_others_is_answered_by_the_address_that_was_reached() -> None:
    """A name can be pointed at any machine; an address is the machine."""
    own = {"localhost:8000", "127.0.0.1:8000", "[::1]:8000"}
    assert web.own_names("127.0.0.1", "127.0.0.1", 8000) == own
    assert web.own_names("::1", "::1", 8000) == own
    assert web.own_names("::", "192.0.2.7", 8000) == own | {"192.0.2.7:8000", "[::]:8000"}
    assert web.own_names("draft.example.net", "2001:db8::7", 8000) == own | {
        "draft.example.net:8000",
        "[2001:db8::7]:8000",
    }
    assert {"localhost", "localhost:80"} <= web.own_names("127.0.0.1", "127.0.0.1", 80)


@pytest.mark.parametrize("path", [NOTICE, "/", "/manifest.json", "/__preview/matrix", "/__preview/preview.js", "/none"])
def test_head_says_what_get_would(port: int, path: str) -> None:
    """All but the body."""
    told, got = ask(port, "HEAD", path), ask(port, "GET", path)
    assert told[1] == b""
    assert told[0].status == got[0].status
    assert dict(told[0].headers) | {"date": ""} == dict(got[0].headers) | {"date": ""}
    for name, value in web.HEADERS.items():
        assert got[0].getheader(name) == value


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "NONE"])
@pytest.mark.parametrize("path", ["/", NOTICE, "/__preview/matrix", "/__cms/api/v1/user"])
def test_nothing_is_taken_without_a_form(port: int, path: str, method: str) -> None:
    """The preview only shows."""
    assert ask(port, method, path, {"Content-Length": "0"})[0].status == 405


@pytest.mark.parametrize("path", ["/en/direct/notice", "/en/direct", "/en/direct/notice?a=b"])
def test_an_address_without_its_last_slash_leads_to_the_page(port: int, path: str) -> None:
    """As it does where the site is published."""
    answer, _ = ask(port, "GET", path)
    assert answer.status == 307
    assert (
        answer.getheader("location")
        == f"http://127.0.0.1:{port}{path.replace('?', '/?') if '?' in path else path + '/'}"
    )


@pytest.mark.parametrize(
    "target",
    [
        "/%00", "/en/direct/notice/%00", "/__preview/%00.js", "/%ff", "/%c0%ae%c0%ae/", "/%", "/%zz", "/..",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cetc", "/en/%0d%0aX-Other:%20y", "//etc/passwd", "///etc/passwd",
        "/%2fetc/passwd", "*", "notice", "/" + "a" * 300, "/" + "a/" * 5_000,
        "/" + "a" * 70_000, "/__preview/", "/__preview", "/CON", "/nul.html",
        "/%f0%9f%92%a9", "/%ed%a0%80",
    ],
)  # fmt: skip
def test_an_odd_address_is_answered_like_any_that_leads_nowhere(port: int, target: str) -> None:
    """With 400 or 404 and without a file from elsewhere; the next request is answered as ever."""
    answer, body = ask(port, "GET", target)
    assert (answer.status in (400, 404), b"root:" in body) == (True, False)
    assert ask(port, "GET", NOTICE)[0].status == 200


def test_what_is_no_request_is_answered_too(port: int) -> None:
    """Whatever else speaks to the port."""
    for sent in (
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(sent)
            assert connection.recv(1000).startswith(b"HTTP/1.1 4")


def connections(port: int, sent: bytes, number: int, until: ExitStack) -> None:
    """Open many connections that send so much and then nothing more."""
    for _ in range(number):
        connection = until.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        connection.sendall(sent)


def test_slow_clients_hold_nobody_up(port: int) -> None:
    """Not by an unfinished request, not by a body that never comes, not by waiting for news, not by reading nothing."""
    host = f"Host: 127.0.0.1:{port}\r\n"
    _, news = ask(port, "GET", "/__preview/changed?since=0")
    assert json.loads(news) == {"changed": True}
    with ExitStack() as stack:
        connections(port, b"GET / HTTP/1.1\r\nHost", 200, stack)
        connections(port, f"POST / HTTP/1.1\r\n{host}Content-Length: 9\r\n\r\n".encode(), 50, stack)
        connections(port, f"GET /__preview/changed?since=1 HTTP/1.1\r\n{host}\r\n".encode(), 200, stack)
        connections(port, f"GET {NOTICE} HTTP/1.1\r\n{host}\r\n".encode() * 20, 50, stack)
        assert ask(port, "GET", NOTICE)[0].status == 200


def test_ctrl_c_ends_it_well_whoever_is_connected(project: Path, tmp_path: Path) -> None:
    """Without a word, and nothing of the pages is left."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serving(project, scratch) as (process, port), ExitStack() as stack:
        host = f"Host: 127.0.0.1:{port}\r\n"
        assert list(scratch.iterdir()) != []
        connections(port, b"GET / HTTP/1.1\r\nHost", 5, stack)
        connections(port, f"GET /__preview/changed?since=1 HTTP/1.1\r\n{host}\r\n".encode(), 5, stack)
        assert ask(port, "GET", NOTICE)[0].status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert list(scratch.iterdir()) == []


def test_a_port_that_is_taken_is_told_in_a_sentence(project: Path) -> None:
    """With what to do; so is an address that this machine does not have."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for options, told in (
            (("--port", str(port)), f"127.0.0.1:{port}: address already in use"),
            (("--host", "192.0.2.1"), "192.0.2.1:8000: cannot assign requested address"),
        ):
            ran = notice("serve", "-C", project, *options)
            assert (ran.returncode, ran.stderr) == (1, f"notice: {told}; choose another with --host or --port\n")


def test_a_host_that_is_no_name_is_a_wrong_call(project: Path) -> None:
    """Two dots in a row can be no machine's; it is told before anything is made."""
    ran = notice("serve", "-C", project, "--host", "één..twee")
    assert (ran.returncode, ran.stderr) == (2, 'notice: "één..twee" is no name of a machine; leave --host out\n')


def test_a_browser_that_leaves_is_no_fault(project: Path) -> None:
    """In the middle of a request or of an answer: nothing is said on the terminal."""
    (project / "cms").symlink_to(ROOT / "cms")
    with started(project, "--variant", "direct", "--cms", ready="key=") as (process, said):
        assert process.stderr is not None
        ((port, token),) = [(int(port), key) for port, key in re.findall(r":(\d+)/\S*key=(\S+)", said)]
        assert ask(port, "GET", "/__cms")[0].getheader("location") == "/__cms/"
        assert ask(port, "HEAD", "/__cms/")[0].status == 200
        host = f"Host: 127.0.0.1:{port}\r\nAuthorization: token {token}\r\n"
        with ExitStack() as stack:
            connections(
                port, f"POST /__cms/api/v1/user HTTP/1.1\r\n{host}Content-Length: 9\r\n\r\n1".encode(), 5, stack
            )
            connections(port, f"GET /__cms/bundle/npm/index.js HTTP/1.1\r\n{host}\r\n".encode(), 5, stack)
            connections(port, f"GET /__preview/changed?since=1 HTTP/1.1\r\n{host}\r\n".encode(), 5, stack)
        assert ask(port, "GET", NOTICE)[0].status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        assert process.stderr.read() == ""
