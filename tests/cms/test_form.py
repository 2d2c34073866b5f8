"""The form: every property is a field with its help, an edit changes its own lines alone, and nobody else gets in."""

from __future__ import annotations

import base64
import copy
import difflib
import json
import re
import shutil
from http import HTTPStatus
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import anyio
import anyio.lowlevel
import pytest
from jsonschema import Draft7Validator
from playwright.sync_api import expect
from starlette.routing import Mount

from generator.cms import configuration, gitea_api
from generator.cms import form as cms
from generator.cms import package as bundle
from generator.cms.access import MAX_BYTES
from generator.edit import files as project_files
from generator.edit import yaml_edit
from generator.published.schemas import load
from generator.serve import web
from generator.source.files import FACT_KINDS
from tests.helpers import ROOT, notice, preview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PORT = 8000
PACKAGE = ROOT / "cms/node_modules/@sveltia/cms"
FACTS = "notice/facts/parties.yaml"
CLAUSE = "notice/clauses/how-long.md"
NOTICE = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "notice").rglob("*.*"))]
SCHEMAS = ["notice", "gaps", "tombstones", "clause", "supplier", *(f"facts/{kind}" for kind in FACT_KINDS)]


# The configuration


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    """Make the configuration of the real notice."""
    return configuration.of_project(ROOT, "http://127.0.0.1:8000/__cms/")


def fields_of(config: dict[str, Any], schema: str) -> list[dict[str, Any]]:
    """Find the fields that a schema has become."""
    collections = {each["name"]: each for each in config["collections"]}
    if schema in ("clause", "supplier"):
        found: list[dict[str, Any]] = collections[f"{schema}s"]["fields"]
        return found
    files = collections["facts" if schema.startswith("facts/") else "notice"]["files"]
    by_name: dict[str, list[dict[str, Any]]] = {each["name"]: each["fields"] for each in files}
    return by_name[schema.rpartition("/")[2]]


def missing(schema: dict[str, Any], fields: list[dict[str, Any]], route: str) -> Iterator[str]:
    """Name the properties of a schema that no field asks for, or whose field says less than the schema does."""
    named = {field["name"]: field for field in fields}
    for name, part in schema["properties"].items():
        field = named.pop(name, {"label": "", "hint": ""})
        if not field["label"] or not part["description"] or part["description"] not in field["hint"]:
            yield f"{route}/{name}"
        inner = part.get("items", part)
        if "properties" in inner:
            yield from missing(inner, field["fields"], f"{route}/{name}")
    yield from (f"{route}/{name} is in no schema" for name in named if name != project_files.BODY)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_a_field_with_its_help(config: dict[str, Any], name: str) -> None:
    """What a schema gains, the form gains."""
    schema, fields = load(name), fields_of(config, name)
    if schema["type"] == "array":
        schema, (entries,) = schema["items"], fields
        assert entries["hint"].startswith(load(name)["description"])
        fields = entries["fields"]
    assert list(missing(schema, fields, name)) == []


def test_clauses_stand_below_clauses_as_deep_as_in_the_notice(config: dict[str, Any]) -> None:
    """The order of clauses is a tree; what the form cannot show it would lose."""
    notice = project_files.value("notice/notice.yaml", (ROOT / "notice/notice.yaml").read_bytes())
    clauses = next(field for field in fields_of(config, "notice") if field["name"] == "clauses")

    def shown(nodes: list[dict[str, Any]], field: dict[str, Any]) -> None:
        named = {each["name"]: each for each in field["fields"]}
        for node in nodes:
            assert set(node) <= set(named)
            shown(node.get("clauses", []), named.get("clauses", {}))

    shown(notice["clauses"], clauses)


def test_the_cms_takes_the_configuration(config: dict[str, Any]) -> None:
    """The package brings a schema of what it can be told."""
    schema = json.loads((PACKAGE / "schema/sveltia-cms.json").read_text(encoding="utf-8"))
    assert [error.message[:300] for error in Draft7Validator(schema).iter_errors(config)] == []


def test_the_version_that_is_locked_is_the_one_the_form_is_made_for() -> None:
    """The form leans on what this version does."""
    asked = json.loads((ROOT / "cms/package.json").read_text(encoding="utf-8"))["dependencies"]
    assert asked == {bundle.PACKAGE: bundle.VERSION}


def test_the_package_is_found_where_npm_puts_it_and_in_that_version_alone(project: Path) -> None:
    """A project that is no checkout has it in its own folder."""
    package = project / "node_modules" / bundle.PACKAGE
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"version": bundle.VERSION}), encoding="utf-8")
    assert bundle.find(project) == package
    (package / "package.json").write_text(json.dumps({"version": "0.1.0"}), encoding="utf-8")
    with pytest.raises(bundle.MissingError, match=r"version 0\.1\.0; the form is made for"):
        bundle.find(project)


# What an edit does to a file


def lines_changed(before: str, after: str) -> list[str]:
    """Give the lines that are gone and the lines that are new."""
    old, new = before.split("\n"), after.split("\n")
    changed = [
        each for each in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if each[0] != "equal"
    ]
    return [
        line
        for _, first, last, new_first, new_last in changed
        for line in (*(f"- {each}" for each in old[first:last]), *(f"+ {each}" for each in new[new_first:new_last]))
    ]


@pytest.mark.parametrize("file", NOTICE)
def test_what_was_not_changed_keeps_its_bytes(file: str) -> None:
    """To save without a change is to change nothing."""
    content = (ROOT / file).read_bytes()
    assert project_files.changed(file, content, project_files.value(file, content)) == content


def texts(value: Any, route: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the route of each text in a value."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(each, str):
            yield (*route, key)
        elif not isinstance(each, bool):
            yield from texts(each, (*route, key))


@pytest.mark.parametrize("file", [file for file in NOTICE if file.endswith(".yaml")])
def test_a_word_that_changes_changes_one_line(file: str) -> None:
    """In every file, wherever the word stands: plain, quoted, folded, in brackets."""
    before = (ROOT / file).read_text(encoding="utf-8")
    old = project_files.value(file, before.encode())
    for number, route in enumerate(texts(old)):
        new, words = copy.deepcopy(old), ["changed:", "#", "12", "dé", "NO", '"']
        holder = new
        for step in route[:-1]:
            holder = holder[step]
        first, *rest = holder[route[-1]].split(" ")
        if number % 11:
            continue
        holder[route[-1]] = " ".join([words[number // 11 % len(words)] + first[1:], *rest])
        after = project_files.changed(file, before.encode(), new).decode()
        gone = [line for line in lines_changed(before, after) if line.startswith("- ")]
        assert len(gone) == 1, (route, gone)


TEXT = """\
# About the file
- id: one   # first
  label: "One"
  text: >-
    A text that is long enough
    to stand on two lines.
  list: [a, b]
# About the second
- id: two
  names:
    - x
    # about v
    - v
  inner:
    deep: 'it''s'
"""
ONE, TWO = project_files.value(FACTS, TEXT.encode())


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        ([{**ONE, "label": 'Say "one"'}, TWO], ['-   label: "One"', '+   label: "Say \\"one\\""']),
        (
            [{**ONE, "text": "A text that is long enough to stand on three lines."}, TWO],
            ["-     to stand on two lines.", "+     to stand on three lines."],
        ),
        ([{**ONE, "list": ["a", "b", "c: d"]}, TWO], ["-   list: [a, b]", '+   list: [a, b, "c: d"]']),
        ([{k: v for k, v in ONE.items() if k != "list"}, TWO], ["-   list: [a, b]"]),
        ([{**ONE, "id": "uno"}, TWO], ["- - id: one   # first", "+ - id: uno   # first"]),
        ([ONE, {**TWO, "names": ["x", "v", "z"]}], ["+     - z"]),
        ([ONE, {**TWO, "names": ["new", "v"]}], ["-     - x", "+     - new"]),
        ([ONE, {**TWO, "names": ["v"]}], ["-     - x"]),
        ([ONE, {**TWO, "inner": {"deep": "it's so"}}], ["-     deep: 'it''s'", "+     deep: 'it''s so'"]),
        ([ONE, {**TWO, "inner": {"deep": "it's", "more": True}}], ["+     more: true"]),
        (
            [ONE, {"id": "and", "names": ["p"], "inner": {"deep": "NO"}}, TWO],
            ["+ - id: and", "+   names: [p]", "+   inner:", '+     deep: "NO"'],
        ),
        (
            [ONE, {**TWO, "note": f"{'some word ' * 11}and: more"}],
            ["+   note: >-", f"+     {'some word ' * 11}and:", "+     more"],
        ),
        ([ONE], [f"- {line}" for line in TEXT.splitlines()[8:]]),
        (
            [ONE, {**TWO, "names": "one name"}],
            ["-   names:", "-     - x", "-     # about v", "-     - v", "+   names: one name"],
        ),
    ],
)  # fmt: skip
def test_a_change_is_put_in_its_place(new: Any, changes: list[str]) -> None:
    """The comments stay, the marks stay, and what is new looks as people write it."""
    after = yaml_edit.spliced(TEXT, [ONE, TWO], new)
    assert project_files.value(FACTS, after.encode()) == new
    assert lines_changed(TEXT, after) == changes


def test_an_entry_that_moves_takes_its_lines_along() -> None:
    """Even when it is changed on the way."""
    after = yaml_edit.spliced(TEXT, [ONE, TWO], [{**TWO, "id": "two", "names": ["x"]}, ONE])
    assert project_files.value(FACTS, after.encode()) == [{**TWO, "names": ["x"]}, ONE]
    for kept in ("# About the file", "# About the second", "    # about v", "- id: one   # first", "    deep: 'it''s'"):
        assert after.count(f"{kept}\n") == 1


def test_a_file_with_windows_line_ends_keeps_them() -> None:
    """An edit is no reason to touch every line."""
    file = "notice/suppliers/example.yaml"
    content = b"# a comment\r\nid: example\r\nname: Example\r\n"
    changed = project_files.changed(file, content, {"id": "example", "name": "Other"})
    assert changed == content.replace(b"Example", b"Other")


# Who is answered, and what is written


class Caller(NamedTuple):
    """A browser in front of a form."""

    form: cms.Form

    def ask(self, method: str, path: str, body: Any = None, **changed: str) -> tuple[HTTPStatus, Any]:
        """Ask for something as the form's own page does, but for the headers that are changed."""
        own = {"Host": f"127.0.0.1:{PORT}", "Authorization": f"token {self.form.guard.token}"}
        headers = {name.replace("_", "-"): value for name, value in (own | changed).items()}
        status, told, content = anyio.run(self._answer, method, f"{cms.OWN}/{path}", headers, json.dumps(body).encode())
        return HTTPStatus(status), json.loads(content) if told["content-type"] == "application/json" else content

    async def _answer(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """Put a request to the program as the server does. Gives the status, the headers and the body."""
        sent: list[Any] = []
        asked = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": quote(path).encode(),
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "server": ("127.0.0.1", PORT),
        }

        async def receive() -> dict[str, Any]:
            await anyio.lowlevel.checkpoint()
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            await anyio.lowlevel.checkpoint()
            sent.append(message)

        await web.application([Mount(cms.OWN, self.form.application)], "127.0.0.1")(asked, receive, send)
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:])

    def save(self, file: str, value: Any, **changed: Any) -> tuple[HTTPStatus, str]:
        """Save what a file is to say. Returns the answer with what it tells the editor."""
        path = self.form.root / file
        sha = project_files.digest(path.read_bytes()) if path.exists() else None
        content = base64.b64encode(json.dumps(value).encode()).decode()
        change = {"operation": "update", "path": file, "content": content, "sha": sha} | changed
        status, reply = self.ask("POST", f"api/v1/repos/{gitea_api.NAME}/contents", {"files": [change]})
        return status, reply.get("message", "")


@pytest.fixture
def caller(project: Path) -> Caller:
    """Give a form of the small notice."""
    return Caller(cms.Form(project, PACKAGE))


def read(project: Path, file: str) -> Any:
    """Give what a file of a project says."""
    return project_files.value(file, (project / file).read_bytes())


def state(project: Path) -> dict[str, bytes]:
    """Give every file of a project."""
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in project.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Host": f"evil.example.com:{PORT}"},
        {"Host": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["", "start.json", "bundle/npm/index.js", "api/v1/user"])
def test_another_site_is_not_answered(caller: Caller, path: str, headers: dict[str, str]) -> None:
    """Neither by its own name, nor by a name that it gave this machine."""
    assert caller.ask("GET", path, **headers)[0] == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("path", ["start.json", "api/v1/user"])
def test_nothing_is_told_without_the_key(caller: Caller, path: str) -> None:
    """Another program on this machine can ask, and is told nothing."""
    assert caller.ask("GET", path)[0] == HTTPStatus.OK
    for key in ("", "token ", "token undefined", f"Bearer {caller.form.guard.token}"):
        assert caller.ask("GET", path, Authorization=key)[0] == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize(
    "file",
    [
        "pyproject.toml", "mkdocs.yml", "notice/../mkdocs.yml", "notice/clauses/../../mkdocs.yml", "/etc/passwd",
        "notice/clauses/../clauses/how-long.md", "notice/other.yaml", "notice/facts/other.yaml",
        "notice/clauses/a.html", "notice/clauses/.hidden.md", "notice/clauses/a b.md",
        "notice/clauses/a\n.md", "notice/clauses/sub/a.md",
        "notice//notice.yaml", "./notice/notice.yaml", "notice/suppliers/CON.yaml", "", None, ["notice/notice.yaml"],
    ],
)  # fmt: skip
def test_only_the_files_of_the_notice_can_be_read_or_written(caller: Caller, project: Path, file: Any) -> None:
    """However a name is spelt."""
    before = state(project)
    status, _ = caller.ask(
        "POST",
        f"api/v1/repos/{gitea_api.NAME}/contents",
        {"files": [{"operation": "create", "path": file, "content": "e30=", "sha": None}]},
    )
    assert status in (HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST)
    status, reply = caller.ask("POST", f"api/v1/repos/{gitea_api.NAME}/file-contents", {"files": [file]})
    assert reply == [None] if status == HTTPStatus.OK else status == HTTPStatus.BAD_REQUEST
    assert state(project) == before


def test_no_link_is_followed(caller: Caller, project: Path, tmp_path: Path) -> None:
    """Neither a file that is a link nor a folder that is one."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "linked.md").write_text((project / "notice/clauses/how-long.md").read_text(encoding="utf-8"))
    (project / "notice/clauses/linked.md").symlink_to(outside / "linked.md")
    (outside / "suppliers").mkdir()
    (project / "notice/suppliers").symlink_to(outside / "suppliers")
    before = state(outside)
    clause = {**read(project, "notice/clauses/how-long.md"), "id": "linked"}
    supplier = {"id": "new-one", "name": "New One", "contacts": {"support": {"email": "a@example.com"}}}
    for file, value in (("notice/clauses/linked.md", clause), ("notice/suppliers/new-one.yaml", supplier)):
        assert file not in project_files.listed(project)
        status, message = caller.save(file, value, operation="create", sha=None)
        assert (status, "is a link" in message) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert state(outside) == before

    (project / "notice/clauses/nowhere.md").symlink_to(tmp_path / "nothing")
    assert caller.save(CLAUSE, edited(project, CLAUSE, heading="Another heading")) == (HTTPStatus.CREATED, "")


@pytest.mark.parametrize(
    "path", ["../../../pyproject.toml", "bundle/../package.json", "bundle/../../../../package.json"]
)
def test_the_page_serves_its_own_folders_alone(caller: Caller, path: str) -> None:
    """Nothing beside them."""
    assert caller.ask("GET", path)[0] == HTTPStatus.NOT_FOUND


def edited(project: Path, file: str, **changed: Any) -> Any:
    """Give what a file says, with its first entry changed."""
    value = read(project, file)
    (value[0] if isinstance(value, list) else value).update(changed)
    return value


@pytest.mark.parametrize(
    ("file", "changed", "told"),
    [
        (FACTS, {"id": "Not An Id"}, '"id" cannot be "Not An Id"'),
        (FACTS, {"label": ""}, '"label" is missing'),
        (FACTS, {"kind": "nobody"}, '"kind" cannot be "nobody"'),
        (FACTS, {"member_of": ["nobody"]}, 'no party is called "nobody"'),
        (FACTS, {"dpv": ["dpv:Nothing"]}, "dpv:Nothing"),
        (FACTS, {"surprise": "x"}, 'there is no "surprise" here'),
        (FACTS, {"label": "zero\u200bwidth"}, "here stands"),
        (FACTS, {"label": "x" * 301}, "longer than 300"),
        (CLAUSE, {"body": "Write to {{ Nobody }}."}, 'no term is written "Nobody"'),
        (CLAUSE, {"body": "<b>bold</b>"}, "HTML"),
        (CLAUSE, {"body": ""}, "the clause has no text"),
        (CLAUSE, {"body": "---\nid: x\n---\n"}, ""),
        (CLAUSE, {"id": ""}, "cannot be changed in this way"),
        (CLAUSE, {"id": "other"}, 'is not the name of the file, "how-long"'),
        (CLAUSE, {"heading": "a\nid: b"}, '"heading" cannot be'),
        (CLAUSE, {"states": [{"id": ["x"]}]}, '"states"'),
    ],
)  # fmt: skip
def test_a_bad_value_is_told_and_not_written(
    caller: Caller, project: Path, file: str, changed: dict[str, Any], told: str
) -> None:
    """In the words of the diagnostics."""
    before = state(project)
    status, message = caller.save(file, edited(project, file, **changed))
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in message
    assert state(project) == before


def test_what_was_changed_beside_the_form_is_not_overwritten(caller: Caller, project: Path) -> None:
    """The editor is told to look again."""
    value = edited(project, CLAUSE, heading="Another heading")
    sha = project_files.digest((project / CLAUSE).read_bytes())
    (project / CLAUSE).write_text((project / CLAUSE).read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    before = state(project)
    status, message = caller.save(CLAUSE, value, sha=sha)
    assert (status, "was changed beside the form" in message) == (HTTPStatus.CONFLICT, True)
    assert caller.save(CLAUSE, value, operation="create")[0] == HTTPStatus.CONFLICT
    assert state(project) == before


@pytest.mark.parametrize("operation", ["delete", "move", "upload", ""])
def test_nothing_can_be_removed_or_moved(caller: Caller, project: Path, operation: str) -> None:
    """What is gone leaves traces elsewhere, which the form does not see to."""
    before = state(project)
    assert caller.save(CLAUSE, read(project, CLAUSE), operation=operation)[0] == HTTPStatus.FORBIDDEN
    assert caller.save(CLAUSE, read(project, CLAUSE), from_path=FACTS)[0] == HTTPStatus.FORBIDDEN
    assert state(project) == before


def test_a_file_that_cannot_be_read_is_shown_as_such_and_not_overwritten(caller: Caller, project: Path) -> None:
    """It is mended where it broke."""
    (project / FACTS).write_text("- id: [", encoding="utf-8")
    _, (content,) = caller.ask("POST", f"api/v1/repos/{gitea_api.NAME}/file-contents", {"files": [FACTS]})
    assert base64.b64decode(content["content"]) == b"- id: ["
    status, message = caller.save(FACTS, [{"id": "x", "label": "x", "kind": "office"}])
    assert (status, "mend it in the file first" in message) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert (project / FACTS).read_text(encoding="utf-8") == "- id: ["


@pytest.mark.parametrize("body", [None, [], {}, {"files": []}, {"files": [1]}, {"files": [{}, {}]}, {"files": "x"}])
def test_what_the_form_would_not_send_is_refused(caller: Caller, project: Path, body: Any) -> None:
    """In a sentence, without a traceback."""
    before = state(project)
    status, reply = caller.ask("POST", f"api/v1/repos/{gitea_api.NAME}/contents", body)
    assert (status, list(reply)) == (HTTPStatus.BAD_REQUEST, ["message"])
    assert state(project) == before


DEEP: list[Any] = []
for _ in range(40):
    DEEP = [DEEP, "x"]


@pytest.mark.parametrize("operation", ["create", "update"])
@pytest.mark.parametrize("file", [FACTS, CLAUSE, "notice/notice.yaml", "notice/suppliers/new-one.yaml"])
@pytest.mark.parametrize(
    "value",
    [
        None, True, 5, 1.5, "text", [], [1], [[]], ["x"], {}, {"a: b": "c"}, {"id": 1.5}, {"id": ["x"]}, {"id": DEEP},
        DEEP, {"id": "x", "body": ["y"]}, [{"id": "\ud800"}], {"id": "x\ny: z"}, {"": "x"}, {"<<": "x"},
        [{"id": {"x": "y"}}],
    ],
)  # fmt: skip
def test_what_no_file_can_say_is_not_written(
    caller: Caller, project: Path, value: Any, file: str, operation: str
) -> None:
    """Whatever comes in: a sentence, and every file as it was."""
    before = state(project)
    status, message = caller.save(file, value, operation=operation)
    assert status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT)
    assert message
    assert state(project) == before


def test_a_new_supplier_and_a_new_clause_are_written_as_people_write_them(caller: Caller, project: Path) -> None:
    """With the line that tells editors their schema."""
    supplier = {
        "id": "new-one",
        "name": "New: One",
        "website": None,
        "contacts": {"support": {"email": "a@example.com"}},
    }
    assert caller.save("notice/suppliers/new-one.yaml", supplier, operation="create")[0] == HTTPStatus.CREATED
    assert (project / "notice/suppliers/new-one.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schema/supplier.schema.json\n"
        'id: new-one\nname: "New: One"\ncontacts:\n  support:\n    email: a@example.com\n'
    )
    clause = {"id": "new", "heading": "New", "states": [], "body": "First.\n\n- second\n"}
    assert caller.save("notice/clauses/new.md", clause, operation="create")[0] == HTTPStatus.CREATED
    assert (project / "notice/clauses/new.md").read_text(encoding="utf-8") == (
        "---\n# yaml-language-server: $schema=../../schema/clause.schema.json\n"
        "id: new\nheading: New\n---\n\nFirst.\n\n- second\n"
    )


# In a browser


@pytest.fixture
def working_copy(tmp_path: Path) -> Path:
    """Copy the real notice, beside the package that draws the form."""
    assert PACKAGE.is_dir(), "the form is missing; `make test` installs it"
    shutil.copytree(ROOT / "notice", tmp_path / "notice")
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (tmp_path / "cms").symlink_to(ROOT / "cms")
    return tmp_path


@pytest.fixture
def address(working_copy: Path) -> Iterator[str]:
    """Give the address of the running form of the real notice, with its key."""
    with preview(working_copy, "--cms", "--variant", "direct", ready="the form is at") as said:
        yield re.search(r"http://\S+/__cms/\S+", said).group()  # type: ignore[union-attr]


class Edit(NamedTuple):
    """Words to replace in a field of a file."""

    collection: str
    name: str
    file: str
    field: str
    old: str
    new: str


EDITS = [
    Edit("facts", "processes", "facts/processes.yaml", "Description", "registers and enrols you", "enrols you at once"),
    Edit("notice", "gaps", "gaps.yaml", "Missing", "round in a circle", "round in one circle"),
    Edit("notice", "notice", "notice.yaml", "Summary", "How personal data is", "How your personal data is"),
    Edit("suppliers", "reseau-exemple", "suppliers/reseau-exemple.yaml", "Address", "3 rue", "5 rue"),
    Edit("clauses", "retention", "clauses/retention.md", "Text", "only while", "strictly while"),
]


def save(page: Page, address: str, edit: Edit) -> None:
    """Open a file in the form, replace words in the first field of a name, and save."""
    page.goto(f"{address.partition('#')[0]}#/collections/{edit.collection}/entries/{edit.name}")
    button = page.get_by_role("button", name="Save").first
    expect(button).to_be_visible()
    if edit.collection == "facts" or edit.name == "gaps":
        page.get_by_role("button", name="Expand", exact=True).first.click()
    box = page.get_by_role("textbox", name=edit.field).first
    expect(box).to_have_value(re.compile(re.escape(edit.old)))
    box.fill(box.input_value().replace(edit.old, edit.new))
    button.click()


def test_facts_and_clauses_are_edited_in_the_form_and_built(address: str, working_copy: Path, page: Page) -> None:
    """One line each on the disk, on the pages after a build, and nothing asked of another machine."""
    home = address.partition("/__cms/")[0]
    asked: set[str] = set()
    blocked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.on("requestfailed", lambda request: blocked.add(request.url) if request.failure == "csp" else None)

    opened = page.goto(address)
    assert opened is not None
    policy = opened.headers["content-security-policy"]
    assert (policy.startswith("default-src 'none';"), "http" in policy, "*" in policy) == (True, False, False)
    expect(page.get_by_text("The notice as a whole.")).to_be_visible()
    assert "key=" not in page.url
    for edit in EDITS:
        path = working_copy / "notice" / edit.file
        before = path.read_text(encoding="utf-8")
        save(page, address, edit)
        expect(page).to_have_url(re.compile(f"/collections/{edit.collection}$"))
        gone, new = lines_changed(before, path.read_text(encoding="utf-8"))
        assert new == f"+{gone[1:].replace(edit.old, edit.new)}"

    for path_below, headers, status in (
        ("start.json", {}, HTTPStatus.UNAUTHORIZED),
        ("", {"Origin": "https://evil.example.com"}, HTTPStatus.FORBIDDEN),
        ("", {"Host": "evil.example.com"}, HTTPStatus.FORBIDDEN),
        ("bundle/%2e%2e/%2e%2e/%2e%2e/package.json", {}, HTTPStatus.NOT_FOUND),
    ):
        assert page.request.get(f"{home}/__cms/{path_below}", headers=headers).status == status
    connection = HTTPConnection(home.removeprefix("http://"))
    connection.putrequest("POST", "/__cms/api/v1/user")
    connection.putheader("Content-Length", str(MAX_BYTES + 1))
    connection.endheaders()
    assert connection.getresponse().status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    connection.close()

    before = path.read_text(encoding="utf-8")
    save(page, address, edit._replace(old="{{ Personal Data }}", new="{{ Nobody }}"))
    expect(page.get_by_text('not saved: no term is written "Nobody"')).to_be_visible()
    assert path.read_text(encoding="utf-8") == before

    site = working_copy / "site"
    built = notice("build", "-C", working_copy, "-o", site, "--jobs", "1")
    assert built.returncode == 0, built.stdout + built.stderr
    for shown, edit in (("direct/notice", EDITS[4]), ("direct/data", EDITS[0]), ("reseau-exemple/notice", EDITS[3])):
        assert edit.new in (site / "en" / shown / "index.html").read_text(encoding="utf-8")
    assert {url for url in asked - blocked if not url.startswith((home, f"blob:{home}", "data:"))} == set()


def test_the_form_speaks_the_language_of_the_browser(address: str, browser: Browser) -> None:
    """Its buttons do; they are on this machine too."""
    page = browser.new_page(locale="fr-FR")
    page.goto(address)
    expect(page.get_by_text("The notice as a whole.")).to_be_visible()
    page.goto(f"{address.partition('#')[0]}#/collections/clauses/entries/retention")
    expect(page.get_by_role("button", name="Enregistrer").first).to_be_visible()
    page.close()


def test_the_command_prints_the_configuration(config: dict[str, Any]) -> None:
    """As it is served at the address that is the default."""
    ran = notice("cms", "-C", ROOT)
    assert json.loads(ran.stdout) == config


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ()])  # noqa: S104 - what is refused
def test_the_form_is_not_served_to_others_or_without_its_package(project: Path, options: tuple[str, ...]) -> None:
    """The sentence says what to do."""
    if options:
        (project / "cms").symlink_to(ROOT / "cms")
    ran = notice("serve", "--cms", "-C", project, *options)
    told = "leave --host out" if options else f"npm install --prefix {project} @sveltia/cms@{bundle.VERSION}"
    assert (ran.returncode, told in ran.stderr) == (2 if options else 1, True)
