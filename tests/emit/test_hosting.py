"""The delivery files: the interface as it is described, every page listed, and a real nginx that sends what it must."""

from __future__ import annotations

import dataclasses
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from generator.emit.hosting import site_files
from generator.published.layout import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message
    from pathlib import Path

    from generator import model

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
PARAMETER = re.compile(r"\{(\w+)\}")


def read_catalog(site: Path) -> dict[str, Any]:
    """Read the catalogue of a site."""
    catalog: dict[str, Any] = json.loads((site / "data/v1/catalog.json").read_text(encoding="utf-8"))
    return catalog


def made(notice: model.Notice, catalog: dict[str, Any]) -> dict[str, str]:
    """Make the delivery files, by path."""
    suppliers = [each["id"] for each in catalog["variants"] if each["kind"] == "supplier"]
    return {path: each.decode() for path, each in site_files.files(notice, catalog, suppliers)}


@pytest.fixture(scope="module")
def whole(site: Path, notice: model.Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the site and add its delivery files."""
    folder = tmp_path_factory.mktemp("delivered") / "site"
    shutil.copytree(site, folder)
    for path, text in made(notice, read_catalog(site)).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "manifest.json.jws").write_text("head..signature", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def openapi(whole: Path) -> dict[str, Any]:
    """Read the description of the interface."""
    read: dict[str, Any] = json.loads((whole / "openapi.json").read_text(encoding="utf-8"))
    return read


def each_value(node: Any, key: str) -> Iterator[Any]:
    """Find what stands under a key, anywhere in a value."""
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == key)
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from each_value(child, key)


# The interface


def test_the_interface_has_what_openapi_asks(openapi: dict[str, Any], notice: model.Notice) -> None:
    """The parts that OpenAPI 3.1 requires are there, and every parameter of a path is declared."""
    assert re.fullmatch(r"3\.1\.\d+", openapi["openapi"])
    assert (openapi["info"]["title"], openapi["info"]["version"]) == (notice.title, notice.version)
    operations = [item["get"] for item in openapi["paths"].values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) == 9
    for path, item in openapi["paths"].items():
        assert path.startswith("/")
        references = [each["$ref"].rsplit("/", 1)[1] for each in item["get"]["parameters"]]
        parameters = [openapi["components"]["parameters"][name] for name in references]
        in_path = [each["name"] for each in parameters if each["in"] == "path"]
        assert in_path == PARAMETER.findall(path)
        assert all(each["required"] for each in parameters if each["in"] == "path")
        assert set(item["get"]["responses"]) == {"200", "304", "404"}
        assert all("description" in each or "$ref" in each for each in item["get"]["responses"].values())
    for parameter in openapi["components"]["parameters"].values():
        jsonschema.Draft202012Validator(parameter["schema"]).validate(parameter["example"])
    for schema in [*each_value(openapi["paths"], "schema"), *openapi["components"]["schemas"].values()]:
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_path_of_the_interface_leads_to_a_file(whole: Path, openapi: dict[str, Any]) -> None:
    """With its examples for parameters, each path is a file of the site."""
    examples = {each["name"]: each["example"] for each in openapi["components"]["parameters"].values()}
    for path in openapi["paths"]:
        assert (whole / PARAMETER.sub(lambda found: examples[found[1]], path).lstrip("/")).is_file(), path


def test_every_reference_of_the_interface_leads_somewhere(
    whole: Path, openapi: dict[str, Any], notice: model.Notice
) -> None:
    """References and examples name parts of the description, files of the site, or JSON Schema itself."""
    own, known = notice.address, jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    for reference in [*each_value(openapi, "$ref"), *each_value(openapi, "externalValue")]:
        if reference.startswith("#/"):
            target = openapi
            for part in reference.removeprefix("#/").split("/"):
                target = target[part]
        elif reference != known:
            assert reference.startswith(own)
            assert (whole / reference.removeprefix(own)).is_file(), reference


def test_the_interface_says_what_the_files_are(whole: Path, openapi: dict[str, Any], notice: model.Notice) -> None:
    """Each example is valid by the schema of its response."""
    stored = {
        each["url"]: json.loads((whole / each["path"]).read_text(encoding="utf-8"))
        for each in read_catalog(whole)["schemas"].values()
    }
    checked = 0
    for content in each_value(openapi["paths"], "content"):
        for kind, said in content.items():
            if "json" not in kind:
                continue
            reference = said["schema"].get("$ref", "")
            schema = stored.get(reference, said["schema"])
            if reference.startswith("#/"):
                schema = openapi["components"]["schemas"][reference.rsplit("/", 1)[1]]
            elif reference not in stored and reference:
                schema = jsonschema.Draft202012Validator.META_SCHEMA
            for example in said["examples"].values():
                path = whole / example["externalValue"].removeprefix(notice.address)
                jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text(encoding="utf-8")))
                checked += 1
    assert checked > 10


# What leads to the site


def pages_of(site: Path, address: str) -> set[str]:
    """Name the addresses of all pages that a site has."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    return {address + path.removesuffix("index.html") for path in found}


def test_the_site_map_lists_the_pages_that_there_are(whole: Path, notice: model.Notice) -> None:
    """No page is missing, none is made up, none is listed twice; and nothing depends on the clock."""
    text = (whole / "sitemap.xml").read_text(encoding="utf-8")
    listed = [each.text or "" for each in ET.fromstring(text).iter(f"{SITEMAP}loc")]  # noqa: S314 - our own output
    assert len(listed) == len(set(listed))
    withdrawn = f"{notice.address}en/closed-books/"
    assert set(listed) == {page for page in pages_of(whole, notice.address) if not page.startswith(withdrawn)}
    assert "lastmod" not in text
    assert "hreflang" not in text


def test_a_page_in_several_languages_names_the_others(whole: Path, notice: model.Notice) -> None:
    """Each of the pages names all, itself included, as search engines ask."""
    catalog = read_catalog(whole)
    catalog["languages"].append("fr")
    for variant in catalog["variants"]:
        variant["pages"]["fr"] = variant["pages"]["en"].replace("/en/", "/fr/")
    tree = ET.fromstring(made(notice, catalog)["sitemap.xml"])  # noqa: S314 - our own output
    entries = {each.findtext(f"{SITEMAP}loc"): each.findall(ALTERNATE) for each in tree}
    assert len(entries) == 2 * (2 + len(catalog["variants"]) * len(PAGES))
    for page, alternates in entries.items():
        named = {each.get("hreflang"): each.get("href") for each in alternates}
        assert page in named.values()
        assert {"en", "fr"} == set(named)
    assert {notice.address, f"{notice.address}fr/"} < set(entries)


def test_the_linkset_leads_to_the_description_and_the_documents(whole: Path, notice: model.Notice) -> None:
    """The catalogue of interfaces is a linkset whose every link leads to a file of the site."""
    linkset = json.loads((whole / ".well-known/api-catalog").read_text(encoding="utf-8"))
    assert set(linkset) == {"linkset"}
    own, interface = linkset["linkset"]
    assert own["anchor"] == f"{notice.address}.well-known/api-catalog"
    assert [each["href"] for each in own["item"]] == [interface["anchor"]]
    assert {"service-desc", "service-doc", "describedby"} < set(interface)
    for target in [interface["anchor"], *each_value(linkset, "href")]:
        path = whole / target.removeprefix(notice.address)
        assert (path / "index.html" if target.endswith("/") else path).is_file(), target
    for each in [*own["item"], *interface["service-doc"]]:
        assert isinstance(each["href"], str)
        assert isinstance(each.get("hreflang", []), list)


def test_robots_and_language_models_are_led_to_files_that_there_are(whole: Path, notice: model.Notice) -> None:
    """robots.txt names the site map; llms.txt has a title, a summary and sections of links, as llmstxt.org asks."""
    robots = (whole / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert robots == ["User-agent: *", "Allow: /", "", f"Sitemap: {notice.address}sitemap.xml"]
    text = (whole / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith(f"# {notice.title}\n\n> ")
    links = re.findall(r"^- \[.+\]\((\S+)\): ", text, re.MULTILINE)
    assert len(links) == text.count("\n- ")
    assert {link.removeprefix(notice.address) for link in links} >= {
        each[kind]["path"] if kind == "policy" else each[kind]["en"]["path"]
        for each in read_catalog(whole)["variants"]
        for kind in ("policy", "texts")
    }
    for link in links:
        assert (whole / link.removeprefix(notice.address)).is_file(), link


def test_names_cannot_break_out_of_the_files(whole: Path, notice: model.Notice) -> None:
    """A label with the characters of Markdown stays a label."""
    catalog = read_catalog(whole)
    catalog["variants"][0]["label"] = "A](https://example.com)\n# B"
    text = made(notice, catalog)["llms.txt"]
    assert r"- [Policy: A\](https://example.com) \# B](" in text


# What hosts send


def rules(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Read `_headers`: each pattern with its headers."""
    for block in re.split(r"\n\n+", text):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            yield lines[0], dict(line.strip().split(": ", 1) for line in lines[1:])


def joined(text: str, path: str) -> dict[str, str]:
    """Join the rules that match a path, as the hosts do; no header may come twice."""
    headers: dict[str, str] = {}
    for pattern, own in rules(text):
        parts = re.split(r"(:\w+|\*)", pattern)
        expression = "".join(
            ".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part) for part in parts
        )
        if re.fullmatch(expression, path):
            assert not headers.keys() & own.keys(), (path, headers, own)
            headers |= own
    return headers


def test_static_hosts_send_each_header_once(whole: Path) -> None:
    """The rules for Netlify and Cloudflare Pages never join two values, and are few."""
    text = (whole / "_headers").read_text(encoding="utf-8")
    assert len(list(rules(text))) <= 100
    for path in whole.rglob("*"):
        if path.is_file():
            name = f"/{path.relative_to(whole).as_posix()}".removesuffix("index.html")
            headers = joined(text, name)
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert ("Access-Control-Allow-Origin" in headers) == name.startswith(
                ("/data/", "/openapi", "/manifest", "/.well")
            )
            if name.startswith(("/data/", "/en/", "/assets/")) or name == "/":
                assert ("immutable" in headers["Cache-Control"]) == ("/sha256/" in name), name


def test_a_site_below_the_top_of_its_host_keeps_to_its_folder(whole: Path, notice: model.Notice) -> None:
    """Every path that a host's settings name is below the site's own."""
    text = (whole / "data/v1/catalog.json").read_text(encoding="utf-8")
    moved = dataclasses.replace(notice, address=f"{notice.address}privacy/")
    files = made(moved, json.loads(text.replace(notice.address, moved.address)))
    assert all(pattern.startswith("/privacy/") for pattern, _ in rules(files["_headers"]))
    assert "ErrorDocument 404 /privacy/404.html" in files[".htaccess"]
    assert all(
        each.startswith("/privacy/") for each in re.findall(r"location [~=^ ]*'(/[^']*)'", files["hosting/nginx.conf"])
    )
    assert json.loads(files["openapi.json"])["servers"] == [{"url": moved.address.removesuffix("/")}]


# A real nginx


def configuration(program: str, folder: Path, site: Path, port: int) -> str:
    """Write the least that nginx needs to serve a site from a folder of its own, as whoever runs it."""
    built = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    kinds = re.findall(r"--http-([a-z-]+)-temp-path=", built)
    scratch = "\n".join(f"  {kind.replace('-', '_')}_temp_path {folder / kind};" for kind in kinds)
    return f"""
daemon off;
master_process off;
pid {folder / "nginx.pid"};
events {{}}
http {{
{scratch}
  access_log off;
  gzip on;
  gzip_types *;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    location ~ \\.json$ {{ return 418; }}
    include {site / "hosting/nginx.conf"};
  }}
}}
"""


@pytest.fixture(scope="module")
def ask(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., tuple[int, Message, bytes]]]:
    """Serve the site with nginx on a free port; give a function that asks it."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    assert program, "nginx is missing; `make test` installs it"
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "nginx.conf").write_text(configuration(program, folder, whole, port), encoding="utf-8")
    command = [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]

    def request(path: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    with (folder / "said").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            for _ in range(200):
                assert server.poll() is None, (folder / "said").read_text() + (folder / "error.log").read_text()
                try:
                    request("/")
                    break
                except ConnectionError:
                    time.sleep(0.05)
            else:
                pytest.fail("nginx does not answer")
            yield request
        finally:
            server.terminate()


POLICY = "/data/v1/general/policy.jsonld"
LINKSET = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'


@pytest.fixture(scope="module")
def lasting(whole: Path) -> str:
    """Give the path of a file by its digest."""
    return next(f"/{path.relative_to(whole).as_posix()}" for path in sorted(whole.rglob("data/v1/sha256/*.jsonld")))


def test_nginx_lets_programs_on_any_site_read_data_and_errors(ask: Any, lasting: str) -> None:
    """Files, "not modified", "not found", and the question that a browser asks before, all allow any origin."""
    for path in (
        POLICY,
        lasting,
        "/data/v1/schema/text.schema.json",
        "/openapi.json",
        "/manifest.json.jws",
        "/.well-known/api-catalog",
    ):
        status, headers, _ = ask(path, Origin="https://example.com")
        unchanged, also, body = ask(path, Origin="https://example.com", If_None_Match=headers["ETag"])
        asked, before, _ = ask(path, "OPTIONS", Origin="https://example.com")
        assert (status, unchanged, asked, body) == (200, 304, 204, b"")
        assert also["ETag"] == headers["ETag"]
        for each in (headers, also, before):
            assert each.get_all("Access-Control-Allow-Origin") == ["*"]
            assert each["Access-Control-Expose-Headers"] == "ETag, Link, Content-Length"
        assert before["Access-Control-Allow-Headers"] == "If-None-Match"
    for path in ("/data/none", "/data/v1/sha256/none.json", "/data/v1/schema/none.schema.json", f"{lasting}x"):
        status, headers, body = ask(path)
        assert (status, headers.get_all("Access-Control-Allow-Origin")) == (404, ["*"])
        assert headers["Cache-Control"] is None
        assert headers["Content-Type"] == "text/plain; charset=utf-8"
        assert b"/data/v1/catalog.json" in body
    assert ask("/")[1]["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/en/direct/notice/", "text/html; charset=utf-8"),
        (POLICY, "application/ld+json"),
        ("/data/v1/context.jsonld", "application/ld+json"),
        ("/data/v1/general/notice.en.json", "application/json"),
        ("/data/v1/general/fragment.en.html", "text/html; charset=utf-8"),
        ("/data/v1/schema/policy.schema.json", "application/schema+json"),
        ("/data/v1/catalog.json", "application/json"),
        ("/data/v1/shapes.ttl", "text/turtle; charset=utf-8"),
        ("/.well-known/api-catalog", LINKSET),
        ("/openapi.json", "application/json"),
        ("/manifest.json", "application/json"),
        ("/manifest.json.jws", "application/jose"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/assets/stylesheets/notice.css", "text/css; charset=utf-8"),
        ("/assets/favicon.svg", "image/svg+xml"),
    ],
)
def test_nginx_sends_the_media_type_links_and_caching_of_each_kind(ask: Any, path: str, kind: str) -> None:
    """Each kind of file that may change is good for five minutes, and leads to what the site offers."""
    status, headers, _ = ask(path)
    assert status == 200
    assert headers.get_all("Content-Type") == [kind]
    assert headers.get_all("Cache-Control") == ["public, max-age=300, must-revalidate"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    links = dict(re.findall(r'<([^>]+)>; rel="([^"]+)"', headers["Link"]))
    assert set(links.values()) == {"api-catalog", "privacy-policy"}
    assert all(ask(link)[0] == 200 for link in links)


def test_nginx_lets_what_never_changes_be_kept(ask: Any, whole: Path, lasting: str) -> None:
    """Files by digest and the theme's files with a digest in their names are kept for a year."""
    hashed = next(path.relative_to(whole).as_posix() for path in whole.rglob("assets/javascripts/bundle.*.min.js"))
    for path in (lasting, f"/{hashed}"):
        status, headers, _ = ask(path)
        assert (status, headers.get_all("Cache-Control")) == (200, ["public, max-age=31536000, immutable"])
    assert ask(lasting)[1]["Content-Type"] == "application/ld+json"


def test_nginx_changes_the_etag_of_a_file_with_its_content(ask: Any, whole: Path) -> None:
    """The ETag of data is strong even where clients take compressed files; it stays until the content changes."""
    file = whole / "data/v1/harbour-media/policy.jsonld"
    path = f"/{file.relative_to(whole).as_posix()}"
    before = ask(path, Accept_Encoding="gzip")[1]
    assert before["Content-Encoding"] is None
    assert re.fullmatch(r'"[^"]+"', before["ETag"])
    assert before["Content-Length"] == str(file.stat().st_size)
    kept, copy = file.read_bytes(), file.with_suffix(".new")
    shutil.copy2(file, copy)
    copy.replace(file)  # published again with its time kept
    assert ask(path)[1]["ETag"] == before["ETag"]
    file.write_bytes(kept + b"\n")
    status, after, body = ask(path, If_None_Match=before["ETag"])
    assert (status, body) == (200, kept + b"\n")
    assert after["ETag"] != before["ETag"]
    file.write_bytes(kept)


def test_nginx_leads_people_to_pages(ask: Any) -> None:
    """A folder without its slash is found, and a page that is not there gets the page that says so."""
    status, headers, _ = ask("/en/direct")
    assert (status, headers["Location"]) == (301, "/en/direct/")
    status, headers, body = ask("/en/none/")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert b"<html" in body
    assert headers["Cache-Control"] is None
