"""What a project starts from: a small complete notice of a made-up organisation, and the checks of changes to it."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator import resources

CI = {"github": ".github/workflows/privacy-notice.yml", "gitlab": ".gitlab-ci.yml"}


def write(target: Path) -> list[str]:
    """Write the starter into a folder, with the schemas that an editor completes by. Returns what was written.

    Raises `FileExistsError` when the folder holds a notice already; nothing is written then.
    """
    starter = Path(__file__).parent / "starter"
    for name in ("notice", "mkdocs.yml", "schema"):
        if (target / name).exists():
            message = str(target / name)
            raise FileExistsError(message)
    shutil.copytree(starter, target, dirs_exist_ok=True)
    shutil.copyfile(resources.folder("site_templates") / "mkdocs.yml", target / "mkdocs.yml")
    shutil.copytree(resources.folder("schema"), target / "schema", ignore=shutil.ignore_patterns("generate"))
    written = (path.relative_to(starter).as_posix() for path in starter.rglob("*") if path.is_file())
    return ["mkdocs.yml", *sorted(written), "schema"]


def write_ci(target: Path, host: str) -> str:
    """Write what checks each change of a notice where its project is kept. Returns the name of the file.

    Raises `FileExistsError` when there is such a file already.
    """
    name = CI[host]
    file = target / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as written:
        written.write((resources.folder("site_templates") / "ci" / f"{host}.yml").read_bytes())
    return name
