"""The files of a notice as the form sees them: which it may see, what each says, how a change gets to the disk.

The form is handed values, never YAML; what it hands back is spliced into the text that is there. A text that would not
say exactly what was handed back is not written.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from generator.edit import yaml_edit, yaml_write
from generator.formats import yamltext
from generator.published.schemas import load
from generator.source import clauses
from generator.source.files import FACT_KINDS, GAPS, NOTICE, TOMBSTONES, facts_file
from generator.source.text_reader import MAX_FILE_BYTES

BODY = "body"

_SINGLE = {NOTICE: "notice", GAPS: "gaps", TOMBSTONES: "tombstones"} | {
    facts_file(kind): f"facts/{kind}" for kind in FACT_KINDS
}
_FOLDERS = {"notice/clauses": ("clause", ".md"), "notice/suppliers": ("supplier", ".yaml")}


class UnwritableError(Exception):
    """A change cannot be made; the message says why, to the person who fills in the form."""


@cache
def _id() -> re.Pattern[str]:
    return re.compile(load("common")["$defs"]["id"]["pattern"])


def schema_of(file: str) -> str | None:
    """Name the schema of a file; `None` for what is no file of a notice, however it is spelt."""
    folder, _, name = file.rpartition("/")
    schema, ending = _FOLDERS.get(folder, ("", ""))
    if schema and name.endswith(ending) and _id().fullmatch(name.removesuffix(ending)):
        return schema
    return _SINGLE.get(file)


def listed(root: Path) -> list[str]:
    """List the files of a notice that are there."""
    found = [file for file in _SINGLE if is_there(root, file)]
    for folder in _FOLDERS:
        names = sorted(os.listdir(root / folder)) if (root / folder).is_dir() else []  # noqa: PTH208 - names, not paths
        found += [f"{folder}/{name}" for name in names if is_there(root, f"{folder}/{name}")]
    return found


def is_there(root: Path, file: str) -> bool:
    """Whether a file is one of the notice, is there, is a plain file, and is reached through no link."""
    if schema_of(file) is None or not _is_inside(root, file):
        return False
    try:
        status = (root / file).lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size <= MAX_FILE_BYTES


def _is_inside(root: Path, file: str) -> bool:
    return (root / file).parent.resolve() == root.resolve() / Path(file).parent


def data(root: Path, file: str) -> bytes:
    """Read a file that is listed."""
    return (root / file).read_bytes()


def digest(content: bytes) -> str:
    """Tell one state of a file from all others."""
    return hashlib.sha256(content).hexdigest()


def value(file: str, content: bytes) -> Any:
    """Give what a file says; `None` where it cannot be read. The text of a clause is its `body`."""
    try:
        text = _text(content)
    except UnicodeDecodeError:
        return None
    _, head, _, body, _ = _cut(file, text)
    document, found = yamltext.parse(head, file)
    if found or document is None:
        return None
    return document.value | {BODY: body} if body and isinstance(document.value, dict) else document.value


def changed(file: str, content: bytes | None, new: Any) -> bytes:
    """Change a file so that it says something new. `content` is what it holds; `None` for a file to be made.

    What is empty in `new` must be `pruned`.
    """
    if file.endswith(".md") and isinstance(new, dict):
        new = pruned(new | {BODY: str(new.get(BODY, "")).strip("\n")})
    text = _fresh(file, new) if content is None else _spliced(file, content, new)
    made = text.encode()
    if value(file, made) != new:
        message = f"{file} cannot be changed in this way by the form; change it in the file"
        raise UnwritableError(message)
    return made.replace(b"\n", b"\r\n") if content and b"\r\n" in content else made


def pruned(new: Any) -> Any:
    """Take away what was left empty in the form: in the notice, a line that says nothing is left out."""
    if isinstance(new, dict):
        inner = {key: pruned(each) for key, each in new.items()}
        return {key: each for key, each in inner.items() if each not in (None, "", [], {})}
    if isinstance(new, list):
        return [each for each in map(pruned, new) if each not in (None, "", [], {})]
    return new


def write(root: Path, file: str, content: bytes) -> None:
    """Put a file in place in one step: whoever reads it finds it as it was or as it is now."""
    target = root / file
    target.parent.mkdir(exist_ok=True)
    if not _is_inside(root, file) or (os.path.lexists(target) and not is_there(root, file)):
        message = f"{file} is a link or no plain file; put the file itself there"
        raise UnwritableError(message)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as made:
        made.write(content)
    try:
        Path(made.name).chmod(mode)
        Path(made.name).replace(target)
    finally:
        Path(made.name).unlink(missing_ok=True)


def _text(content: bytes) -> str:
    return content.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")


def _cut(file: str, text: str) -> tuple[str, str, str, str, str]:
    """Cut a clause: what stands before its head, the head, what stands between, the text, and what comes after."""
    if not file.endswith(".md"):
        return "", text, "", "", ""
    match = clauses.HEAD.match(text)
    if match is None:
        return text, "", "", "", ""
    body = text[match.end() :].strip("\n")
    start = text.rindex(body) if body else len(text)
    return text[: match.start("head")], match["head"], text[match.end("head") : start], body, text[start + len(body) :]


def _spliced(file: str, content: bytes, new: Any) -> str:
    old = value(file, content)
    if old is None:
        message = f"{file} cannot be read as it is; mend it in the file first (`notice check` says where)"
        raise UnwritableError(message)
    before, head, between, _, end = _cut(file, _text(content))
    if not file.endswith(".md") or not isinstance(new, dict):
        return before + yaml_edit.spliced(head, old, new) + between + end
    body = str(new.get(BODY, ""))
    heads = [{key: each for key, each in every.items() if key != BODY} for every in (old, new)]
    return before + yaml_edit.spliced(head, *heads) + between + body + end


def _fresh(file: str, new: Any) -> str:
    """Write a new file, with the line that tells editors which schema it has."""
    comment = f"# yaml-language-server: $schema={'../' * file.count('/')}schema/{schema_of(file)}.schema.json\n"
    if isinstance(new, list):
        return comment + "".join(f"{yaml_write.item(each, 0)}\n" for each in new)
    if not isinstance(new, dict):
        return comment
    lines = "".join(f"{yaml_write.entry(key, each, 0)}\n" for key, each in new.items() if key != BODY)
    return f"---\n{comment}{lines}---\n\n{new.get(BODY, '')}\n" if file.endswith(".md") else comment + lines
