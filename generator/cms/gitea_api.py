"""The working copy answered for as if it were a repository on Gitea: the few calls that Sveltia CMS makes of one.

A file that the form reads or writes is JSON on the wire and YAML on the disk. There are no commits: the state of the
files stands for the newest one, so that the form notices what is changed beside it.
"""

from __future__ import annotations

import base64
import json
import threading
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.cms import dry_run
from generator.edit import files as project_files
from generator.exit_codes import reason

if TYPE_CHECKING:
    from pathlib import Path

# The address of the interface, below that of the form; the oldest Gitea whose calls these are; what the form calls it.
API = "api/v1"
VERSION = "1.24.0"
NAME = "this/notice"
BRANCH = "files"

_REPOSITORY = f"/repos/{NAME}"
_KNOWN: dict[str, Any] = {
    "/user": {"id": 1, "login": "editor", "full_name": "Editor", "email": "editor@localhost"},
    "/version": {"version": VERSION},
    "/settings/api": {},
    _REPOSITORY: {"permissions": {"pull": True}, "default_branch": BRANCH},
    f"{_REPOSITORY}/commits": [],
}

Reply = tuple[HTTPStatus, Any]


class CallError(Exception):
    """A call is not one that the form makes."""


class Change(NamedTuple):
    """What the form asks to be done to one file; `sha` is the state in which it read the file."""

    operation: str
    file: str
    sha: str | None
    value: Any


class Repository:
    """The files of a project's notice, for one call at a time to read and write."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock = threading.Lock()

    def answer(self, method: str, path: str, body: bytes) -> Reply:
        """Answer one call; the path is the one below the interface's address, without its query."""
        try:
            with self.lock:
                if (method, path) == ("POST", f"{_REPOSITORY}/contents"):
                    return self.write(_change(body))
                if (method, path) == ("POST", f"{_REPOSITORY}/file-contents"):
                    return HTTPStatus.OK, [self.content(file) for file in _files(body)]
                return self.read(path) if method == "GET" else _no(HTTPStatus.METHOD_NOT_ALLOWED, "this cannot be done")
        except CallError:
            return _no(HTTPStatus.BAD_REQUEST, "the form asked for something that it should not; reload it")
        except project_files.UnwritableError as error:
            return _no(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except OSError as error:
            return _no(HTTPStatus.INTERNAL_SERVER_ERROR, f"the disk: {reason(error)}")

    def read(self, path: str) -> Reply:
        """Answer what the form asks about the repository as a whole."""
        if path == f"{_REPOSITORY}/branches/{BRANCH}":
            return HTTPStatus.OK, {"commit": {"id": self.head(), "message": ""}}
        if path.startswith(f"{_REPOSITORY}/git/trees/"):
            tree = [{"type": "blob", "path": f, "sha": sha, "size": size} for f, (sha, size) in self.state().items()]
            return HTTPStatus.OK, {"tree": tree, "truncated": False}
        return (HTTPStatus.OK, _KNOWN[path]) if path in _KNOWN else _no(HTTPStatus.NOT_FOUND, "there is no such thing")

    def state(self) -> dict[str, tuple[str, int]]:
        """Give each file with its digest and size."""
        read = {file: project_files.data(self.root, file) for file in project_files.listed(self.root)}
        return {file: (project_files.digest(content), len(content)) for file, content in read.items()}

    def head(self) -> str:
        """Tell one state of all files from all others."""
        return project_files.digest(json.dumps(self.state()).encode())

    def content(self, file: str) -> dict[str, str] | None:
        """Give what a file says as JSON; one that cannot be read is given as it is, and the form shows that."""
        if not project_files.is_there(self.root, file):
            return None
        content = project_files.data(self.root, file)
        value = project_files.value(file, content)
        text = content if value is None else json.dumps(value, ensure_ascii=False).encode()
        encoded = base64.b64encode(text).decode()
        return {"path": file, "sha": project_files.digest(content), "content": encoded, "encoding": "base64"}

    def write(self, change: Change) -> Reply:
        """Change one file, or make one, if what it would hold is sound."""
        file = change.file
        if change.operation not in ("create", "update") or project_files.schema_of(file) is None:
            return _no(HTTPStatus.FORBIDDEN, f"{file} cannot be changed, moved or removed from the form")
        there = project_files.data(self.root, file) if project_files.is_there(self.root, file) else None
        if change.operation == "create" and there is not None:
            return _no(HTTPStatus.CONFLICT, f"{file} is there already; choose another id")
        if change.operation == "update" and (there is None or project_files.digest(there) != change.sha):
            return _no(HTTPStatus.CONFLICT, f"{file} was changed beside the form; reload the form, then change it anew")
        content = project_files.changed(file, there, change.value)
        found = dry_run.problems(self.root, file, content)
        if found:
            more = f" ({len(found) - 1} more in the same file)" if len(found) > 1 else ""
            return _no(HTTPStatus.UNPROCESSABLE_ENTITY, f"not saved: {found[0].message}; {found[0].help}{more}")
        project_files.write(self.root, file, content)
        commit = {"sha": self.head(), "created": datetime.now(UTC).isoformat(timespec="seconds")}
        return HTTPStatus.CREATED, {"commit": commit, "files": [{"path": file, "sha": project_files.digest(content)}]}


def _files(body: bytes) -> list[str]:
    try:
        files = json.loads(body)["files"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise CallError from error
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise CallError
    return files


def _change(body: bytes) -> Change:
    try:
        (change,) = json.loads(body)["files"]
        value = project_files.pruned(json.loads(base64.b64decode(change["content"], validate=True)))
        json.dumps(value, ensure_ascii=False).encode()
        made = Change(str(change["operation"]), change["path"], change.get("sha"), value)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise CallError from error
    if not isinstance(made.file, str):
        raise CallError
    return made._replace(operation="move") if change.get("from_path") else made


def _no(status: HTTPStatus, message: str) -> Reply:
    return status, {"message": message}
