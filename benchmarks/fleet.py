"""How long thousands of suppliers take, beside MkDocs, Hugo and a bare write of the same bytes.

Usage: python benchmarks/fleet.py [--suppliers N] [--growth N,N,...] [--plot FILE] [--folder DIR]

All on the same content, in one run, in a folder in memory where there is one. MkDocs is extrapolated from 20 builds of
one variant's pages. Hugo gets the Markdown of every supplier's pages and a layout made from a rendered page, so that
its pages are about as large; it makes HTML alone. The floor writes the very files of the finished site from memory,
with links where the site has links. Suppliers are made up: eight shapes, five countries.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from build import prepare, timed, whole

from generator.bind import suppliers, variants
from generator.emit.pages import templates
from generator.pipeline import checking
from generator.source.files import supplier_id
from generator.stamp import markers, template

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("loc:FR", "loc:DE", "loc:ES", "loc:IT", "loc:PL")
MKDOCS_RUNS = 20
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, in which the run makes one of its own
NOTICE = (sys.executable, "-c", "from generator.cli import main; main()")


def supplier(number: int) -> dict[str, Any]:
    """Make up one supplier."""
    name, host = f"Réseau & Söhne {number:05} (fictitious)", f"r{number:05}.example"
    made: dict[str, Any] = {
        "id": f"reseller-{number:05}",
        "name": name,
        "legal_form": "Limited company",
        "country": PLACES[number % 5],
        "address": f"{number} Example Street, 00000 Exampletown",
        "website": f"https://www.{host}/",
        "contacts": {"support": {"email": f"help@{host}"}, "breach": {"email": f"security@{host}"}},
    }
    if number & 1:
        made["terms"] = {"label": f"Terms of {name}", "url": f"https://www.{host}/terms"}
    if number & 2:
        made["region"] = PLACES[(number // 8) % 5]
    if number & 4:
        text = f"{name} answers within ten days."
        made["promises"] = [{"id": "answer-soon", "label": "an answer within ten days", "text": text}]
    return made


def project(folder: Path, count: int) -> Path:
    """Write the real notice with so many made-up suppliers."""
    shutil.copytree(ROOT / "notice", folder / "notice")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    shutil.rmtree(folder / "notice/suppliers")
    (folder / "notice/suppliers").mkdir()
    for number in range(count):
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in supplier(number).items()]
        (folder / f"notice/suppliers/reseller-{number:05}.yaml").write_text("".join(lines), encoding="utf-8")
    return folder


def build(root: Path, target: Path) -> tuple[float, float]:
    """Build a project as a process of its own. Returns the seconds, and the MiB of its largest process."""
    started = time.perf_counter()
    with subprocess.Popen([*NOTICE, "build", "-C", str(root), "-o", str(target)], stderr=subprocess.DEVNULL) as run:
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        sys.exit(f"the build of {root} failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def floor(finished: Path, target: Path, *, html: bool) -> float:
    """Write the files of a finished site from memory, or its pages alone. Returns the seconds of the second run."""
    known: dict[int, str] = {}
    files: list[tuple[str, bytes]] = []
    links: list[tuple[str, str]] = []
    for path in sorted(path for path in finished.rglob("*") if path.is_file()):
        name, inode = path.relative_to(finished).as_posix(), path.stat().st_ino
        if html and (path.suffix != ".html" or name.startswith("data/")):
            continue
        if inode in known:
            links.append((known[inode], name))
        else:
            known[inode] = name
            files.append((name, path.read_bytes()))
    seconds = 0.0
    for _ in range(2):
        shutil.rmtree(target, ignore_errors=True)
        started = time.perf_counter()
        made: set[str] = set()
        for name, data in files:
            _folder(target, name, made)
            with open(target / name, "xb") as file:  # noqa: PTH123 - the shortest way
                file.write(data)
        for name, link in links:
            _folder(target, link, made)
            os.link(target / name, target / link)
        seconds = time.perf_counter() - started
    shutil.rmtree(target)
    return seconds


def _folder(target: Path, name: str, made: set[str]) -> None:
    folder = name.rpartition("/")[0]
    if folder not in made:
        (target / folder).mkdir(parents=True, exist_ok=True)
        made.add(folder)


def stamp_pages(root: Path, target: Path) -> tuple[float, float]:
    """Make the pages alone, without checks. Returns the seconds until the stencils are cut, and of stamping."""
    checked = checking.check(root)
    if checked.notice is None or checked.suppliers is None:
        sys.exit("the notice has errors")
    started = time.perf_counter()
    marked = [variants.resolve_supplier(checked.notice, group.marked, "en") for group in checked.suppliers.groups]
    checked.renderer.render(templates.pages(marked, ()), checked.settings, target / "scratch", target / "rendered")
    cut = []
    for group, variant in zip(checked.suppliers.groups, marked, strict=True):
        slots = template.TemplateSlots(group.id_prefix, group.territories)
        pages = (target / "rendered" / variant.path).rglob("*.html")
        html = [(path.relative_to(target / "rendered").as_posix(), path.read_bytes()) for path in pages]
        cut.append(
            (
                slots,
                [tuple(template.compile_template(t, slots, "en") for t in (p, m.decode())) for p, m in html],
                group.files,
            )
        )
    ready = time.perf_counter()
    made_folders: set[str] = set()
    for slots, stencils, files in cut:
        for file in files:
            raw = json.loads(checked.source.packed[file])
            filled = slots.render_values(markers.insert(raw, "").values)
            for path, content in stencils:
                name = path.fill(filled).decode()
                _folder(target, name, made_folders)
                with open(target / name, "xb") as opened:  # noqa: PTH123 - as the floor does
                    opened.write(content.fill(filled))
    return ready - started, time.perf_counter() - ready


def hugo(root: Path, finished: Path, target: Path) -> tuple[float, int]:
    """Make every supplier's pages with Hugo. Returns the seconds, and how many bytes of HTML it made."""
    checked = checking.check(root)
    if checked.notice is None:
        sys.exit("the notice has errors")
    for _, raw in checked.source.suppliers():
        variant = variants.resolve_supplier(checked.notice, suppliers.bind(raw, checked.notice), "en")
        section = templates.section(variant)
        for page in section.pages:
            name = page.address.removeprefix(section.home).rstrip("/") or "overview"
            file = target / f"content/{section.home}{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(whole(page, section).replace("{{", "{&#123;"), encoding="utf-8")
    (target / "layouts/_default").mkdir(parents=True)
    shell = (finished / f"en/{supplier_id(next(iter(checked.source.packed)))}/machine-readable/index.html").read_text()
    shell = re.sub(r"(<article[^>]*>).*?(</article>)", r"\1{{ .Content }}\2", shell, flags=re.DOTALL)
    shell = re.sub(r"<title>.*?</title>", "<title>{{ .Title }}</title>", shell, flags=re.DOTALL)
    (target / "layouts/_default/single.html").write_text(shell, encoding="utf-8")
    settings = {
        "baseURL": "https://example.org/",
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "home", "section"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }
    (target / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    seconds = timed("hugo", "--quiet", "-s", str(target), "-d", str(target / "public"))
    return seconds, sum(path.stat().st_size for path in (target / "public").rglob("*.html"))


def peers(folder: Path, count: int) -> None:
    """Measure one fleet beside its peers and print a table."""
    root = project(folder / "project", count)
    finished = folder / "site"
    own, peak = build(root, finished)
    size = sum(path.stat().st_size for path in finished.rglob("*.html") if "data" not in path.parts[-3:])
    everything, html = floor(finished, folder / "floor", html=False), floor(finished, folder / "floor", html=True)
    ready, stamping = stamp_pages(root, folder / "pages")
    edited = root / "notice/suppliers/reseller-00000.yaml"
    edited.write_text(edited.read_text(encoding="utf-8").replace("Limited", "Unlimited"), encoding="utf-8")
    one, _ = build(root, finished)
    (folder / "plain").mkdir()
    settings = prepare(folder / "plain")
    plain = (sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings), "-d", str(folder / "plain/site"))
    mkdocs = statistics.mean(timed(*plain) for _ in range(MKDOCS_RUNS)) * count
    rows = [
        (f"notice build, {count:,} suppliers, everything made and proved", own, f"{peak:.0f} MiB"),
        ("  the same again with one supplier edited", one, ""),
        ("  bare write of the same files", everything, f"x {own / everything:.1f}"),
        ("pages alone: stamped and written", stamping, f"x {stamping / html:.1f} of their bare write"),
        ("  and with rendering and compiling the templates", ready + stamping, f"x {(ready + stamping) / html:.1f}"),
        ("  bare write of the same pages", html, f"{size / 1e6:,.0f} MB"),
        (f"mkdocs build, {MKDOCS_RUNS} times, extrapolated", mkdocs, f"x {mkdocs / own:.0f} slower than notice build"),
    ]
    if shutil.which("hugo"):
        made, bytes_made = hugo(root, finished, folder / "hugo")
        rows.append(
            ("hugo, the pages alone", made, f"{bytes_made / 1e6:,.0f} MB; notice build / hugo {own / made:.2f}")
        )
    for label, seconds, note in rows:
        print(f"{label:64} {seconds:9.2f} s   {note}")


def growth(folder: Path, counts: list[int]) -> list[tuple[int, float, float]]:
    """Measure fleets of several sizes and print how time and memory grow."""
    measured = []
    for count in counts:
        root, target = project(folder / f"project-{count}", count), folder / f"site-{count}"
        seconds, peak = build(root, target)
        measured.append((count, seconds, peak))
        print(f"{count:>7,} suppliers {seconds:9.2f} s {peak:7.0f} MiB", flush=True)
        shutil.rmtree(target)
        shutil.rmtree(root)
    logs = [(math.log(count), math.log(seconds)) for count, seconds, _ in measured]
    slope = statistics.linear_regression([x for x, _ in logs], [y for _, y in logs]).slope
    ends = (math.log(measured[-1][1]) - math.log(measured[0][1])) / (logs[-1][0] - logs[0][0])
    print(f"time grows with the number to the power of {slope:.2f} (ends alone: {ends:.2f})")
    print(f"memory grows by {measured[-1][2] - measured[0][2]:.0f} MiB")
    return measured


def plot(measured: list[tuple[int, float, float]], file: Path) -> None:
    """Draw time against number, both on scales of powers of ten."""
    low, high = math.log10(measured[0][0]), math.log10(measured[-1][0])
    bottom = math.floor(math.log10(min(seconds for _, seconds, _ in measured)))
    top = math.ceil(math.log10(max(seconds for _, seconds, _ in measured)))

    def x(count: float) -> float:
        return 70 + 500 * (math.log10(count) - low) / (high - low)

    def y(seconds: float) -> float:
        return 290 - 250 * (math.log10(seconds) - bottom) / (top - bottom)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 340" role="img" font-family="sans-serif">',
        "<title>Seconds of one build against the number of suppliers</title>",
        '<rect width="640" height="340" fill="#fff"/><g font-size="12">',
    ]
    for power in range(bottom, top + 1):
        parts.append(f'<path d="M70 {y(10**power):.1f}H570" stroke="#ccc"/>')
        parts.append(f'<text x="62" y="{y(10**power) + 4:.1f}" text-anchor="end">{10**power:g} s</text>')
    for count, _, _ in measured:
        parts.append(f'<path d="M{x(count):.1f} 290v5" stroke="#333"/>')
        parts.append(f'<text x="{x(count):.1f}" y="312" text-anchor="middle">{count:,}</text>')
    line = " ".join(f"{x(count):.1f},{y(seconds):.1f}" for count, seconds, _ in measured)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#303f9f" stroke-width="2"/>')
    for count, seconds, _ in measured:
        parts.append(f'<circle cx="{x(count):.1f}" cy="{y(seconds):.1f}" r="4" fill="#303f9f"/>')
        parts.append(f'<text x="{x(count):.1f}" y="{y(seconds) - 10:.1f}" text-anchor="middle">{seconds:.1f} s</text>')
    parts.append('<text x="320" y="332" text-anchor="middle">suppliers</text></g></svg>')
    file.write_text("\n".join(parts) + "\n", encoding="utf-8")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--suppliers", type=int, default=1000)
    parser.add_argument("--growth", default="")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else None)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as temporary:
        if asked.growth:  # first: a process that was forked counts the memory of the one it came from
            measured = growth(Path(temporary), [int(each) for each in asked.growth.split(",")])
            if asked.plot:
                plot(measured, asked.plot)
        if asked.suppliers:
            (Path(temporary) / "peers").mkdir()
            peers(Path(temporary) / "peers", asked.suppliers)


if __name__ == "__main__":
    main()
