"""How fast Lighthouse finds the overview and the notice page, on its phone with its slow network.

Usage: python benchmarks/lighthouse.py [RUNS]

Builds the site, serves it compressed, as a host does, and prints the median score of each page with its figures.
Timings vary with what else the machine does: run it on a quiet one.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "tests/node/node_modules/lighthouse/cli/index.js"
PAGES = {"overview": "en/general/", "notice": "en/general/notice/"}
FIGURES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


class Compressed(SimpleHTTPRequestHandler):
    """Serves a folder, compressed."""

    def do_GET(self) -> None:
        """Answer with a file."""
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = gzip.compress(file.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def measure(address: str, report: Path) -> dict[str, float]:
    """Let Lighthouse look at a page once. Returns its score and figures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    command = [
        *("node", str(LIGHTHOUSE), address, "--quiet", "--only-categories=performance", "--no-enable-error-reporting"),
        *("--output=json", f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"),
    ]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium or ""})
    found = json.loads(report.read_text(encoding="utf-8"))
    figures = {name: found["audits"][name]["numericValue"] for name in FIGURES}
    return {"score": found["categories"]["performance"]["score"] * 100, **figures}


def main() -> None:
    """Measure each page and print the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        program = "from generator.cli import main; main()"
        subprocess.run(
            [sys.executable, "-c", program, "build", "-o", str(site)], check=True, cwd=ROOT, capture_output=True
        )
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, path in PAGES.items():
            address = f"http://127.0.0.1:{server.server_address[1]}/{path}"
            found = [measure(address, Path(temporary) / "report.json") for _ in range(runs)]
            medians = {each: statistics.median(run[each] for run in found) for each in found[0]}
            print(f"{name}: " + ", ".join(f"{each} {value:.4g}" for each, value in medians.items()))
        server.shutdown()


if __name__ == "__main__":
    main()
