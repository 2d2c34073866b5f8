"""The notice as a PDF: it says what the page says, is accessible, and is made again only when the text changed."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from generator.export import pdf, pdf_links
from generator.publish import swap
from generator.published.site import Site
from tests.helpers import CASES, ROOT, notice, overlay, serve, tree

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

STYLE = (ROOT / "site_templates/print/notice.css").read_text(encoding="utf-8")
PAGE = "en/general/notice/index.html"


@pytest.fixture(scope="module")
def made(site: Path) -> bytes:
    """Print the real notice for everyone."""
    return pdf.make(pdf.document((site / PAGE).read_bytes(), STYLE))


@pytest.fixture(scope="module")
def reader(made: bytes) -> PdfReader:
    """Read that PDF with a program that had no part in making it."""
    return PdfReader(io.BytesIO(made))


@pytest.fixture(scope="module")
def text(site: Path) -> dict[str, Any]:
    """Give the text of the same notice as data."""
    value: dict[str, Any] = Site(site).json("data/v1/general/notice.en.json")
    return value


def full_name(clause: dict[str, Any]) -> str:
    """Write a heading as it is printed."""
    return f"{clause.get('number', '')} {clause['heading']}".strip()


def bookmarks(outline: list[Any], level: int = 1) -> list[tuple[int, str]]:
    """List bookmarks with their level."""
    found: list[tuple[int, str]] = []
    for each in outline:
        found += bookmarks(each, level + 1) if isinstance(each, list) else [(level, str(each.title))]
    return found


def letters(words: str) -> str:
    """Leave out the white space, which lines and pages put in other places."""
    return re.sub(r"\s", "", words)


def lines(reader: PdfReader) -> list[str]:
    """Read the pages one after the other, without what stands at the head and the foot of each, nor list markers."""
    read = [line.strip() for page in reader.pages for line in page.extract_text().splitlines()]
    return [line for line in read if not re.search(r"/notice/ \d+ / \d+$|notice everyone who|^(•|\d+\.)$", line)]


def body(reader: PdfReader) -> str:
    """Read all pages as one run of letters."""
    return letters("".join(lines(reader)))


def test_bookmarks_are_the_headings_of_the_clauses(reader: PdfReader, text: dict[str, Any]) -> None:
    """All of them, with their numbers, one below the other as in the notice."""
    assert bookmarks(reader.outline) == [(clause["level"], full_name(clause)) for clause in text["clauses"]]


def test_the_contents_name_the_page_of_each_clause(reader: PdfReader, text: dict[str, Any]) -> None:
    """The number that is printed is that of the page on which the heading stands."""
    printed = [page.extract_text() for page in reader.pages]
    for clause in text["clauses"]:
        name = re.escape(full_name(clause))
        found = next(match for page in printed if (match := re.search(rf"^{name}[ .]* (\d+)$", page, re.MULTILINE)))
        assert re.search(rf"^{name}$", printed[int(found[1]) - 1], re.MULTILINE), name


def test_every_paragraph_of_every_clause_is_printed_in_order(reader: PdfReader, text: dict[str, Any]) -> None:
    """Nothing is cut off, and nothing stays folded."""
    printed = lines(reader)
    for clause in reversed(text["clauses"]):  # from the end: a line that names a clause ahead is no heading
        start = max(number for number, line in enumerate(printed) if line == full_name(clause))
        found = re.sub(r"\(https?://[^)]*\)", "", letters("".join(printed[start:])))  # without printed addresses
        del printed[start:]
        for node in LexborHTMLParser(clause["html"]).css("p, li:not(:has(p, ul, ol)), dt, dd, td, th, address"):
            assert letters(node.text()) in found, (clause["id"], node.text())


def test_what_bound_words_state_is_left_to_the_screen(site: Path, reader: PdfReader) -> None:
    """The words themselves are on paper; what a screen shows of them on focus is not."""
    bound = LexborHTMLParser((site / PAGE).read_bytes()).css("article span[data-fact][title]")
    assert bound
    printed = body(reader)
    assert [node.text() for node in bound if letters(node.text()) not in printed] == []
    assert letters("These words state") not in printed


def test_version_status_reader_and_address_stand_on_the_first_page(reader: PdfReader, text: dict[str, Any]) -> None:
    """Whoever holds the paper knows which notice it is, and where the one that holds today is."""
    first = reader.pages[0].extract_text()
    for words in ("Draft. Version 1.0", "everyone who uses Rainbow", text["title"], text["page"]):
        assert words in first
    assert reader.metadata is not None
    assert reader.metadata.title == f"{text['title']}: everyone who uses Rainbow"
    assert "version 1.0" in (reader.metadata.subject or "")


def test_it_is_tagged_for_screen_readers(reader: PdfReader, text: dict[str, Any]) -> None:
    """It has a language, a title to show, a structure with each heading, and says that it is PDF/UA-1."""
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    kinds: list[str] = []
    nodes: list[Any] = [root["/StructTreeRoot"]]
    while nodes:
        node = nodes.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            nodes += node
        elif isinstance(node, dict):
            kinds.append(str(node.get("/S")))
            nodes.append(node.get("/K"))
    levels = [clause["level"] for clause in text["clauses"]]
    counted = [kinds.count(f"/H{level}") for level in (1, 2, 3, 4)]
    assert counted == [1, levels.count(1) + 1, levels.count(2), levels.count(3)]  # and the heading of the contents
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/P", "/Link"} <= set(kinds)


def test_addresses_of_foreign_links_are_printed_and_own_links_lead_to_the_site(site: Path) -> None:
    """Paper cannot be clicked; a PDF can, wherever it is read."""
    link = '<a href="https://law.example/act">the act</a> <a href="../data/#x">the data</a>'
    page = (
        (site / PAGE)
        .read_text(encoding="utf-8")
        .replace('<div class="clause">', f'<div class="clause"><p>{link}</p>', 1)
    )
    reader = PdfReader(io.BytesIO(pdf.make(pdf.document(page.encode(), STYLE))))
    assert letters("the act (https://law.example/act) the data") in body(reader)
    annotations: list[Any] = [each for page in reader.pages for each in page.annotations or []]
    targets = [each.get_object().get("/A", {}).get("/URI") for each in annotations]
    assert "https://privacy.rainbow.example/en/general/data/#x" in targets


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("address", ["https://elsewhere.example/a.png", "../picture.png", "file:///etc/hostname"])
def test_nothing_is_fetched(site: Path, address: str) -> None:
    """A page that asks for anything is refused by name, before anyone is asked."""
    page = (site / PAGE).read_text(encoding="utf-8").replace('<div class="clause">', f'<div><img src="{address}">', 1)
    with pytest.raises(pdf.PageError, match=r"the page asks for .*(elsewhere|picture|hostname)"):
        pdf.make(pdf.document(page.encode(), STYLE))


@pytest.fixture
def published(project: Path) -> Path:
    """Publish a small notice with a supplier."""
    overlay(CASES / "accepted/awkward-supplier", project)
    built = notice("build", "-C", project)
    assert built.returncode == 0, built.stdout + built.stderr
    return project


def linked(project: Path) -> set[str]:
    """Name the variants whose page shows a link to a PDF that is there."""
    found = set()
    for page in (project / "site").glob("en/*/notice/index.html"):
        link = LexborHTMLParser(page.read_bytes()).css_first('article a[type="application/pdf"]')
        if link is not None:
            assert (page.parent / str(link.attributes["href"])).is_file()
            found.add(page.parts[-3])
    return found


def test_pdfs_are_linked_where_they_exist_and_only_what_changed_is_made_again(published: Path, tmp_path: Path) -> None:
    """The same bytes each time; the site stays whole; a build links to none; a new text is printed anew."""
    first = tree(published / "site")
    assert linked(published) == set()
    some = notice("export", "pdf", "-C", published, "--variant", "general")
    assert some.returncode == 0, some.stderr
    assert linked(published) == {"general"}
    names = {page.parts[-3] for page in (published / "site").glob("en/*/notice/index.html")}
    rest = notice("export", "pdf", "-C", published)
    assert f"{len(names) - 1} made, 1 as before" in rest.stderr
    assert linked(published) == names
    assert set(tree(published / "pdf")) == {f"{name}.en.pdf" for name in names}
    verified = notice("verify", published / "site")
    assert verified.returncode == 0, verified.stdout
    with_all = tree(published / "site")

    elsewhere = notice(
        "export",
        "pdf",
        "-C",
        published,
        "-o",
        tmp_path / "other",
        environment={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "5"},
    )
    assert f"{len(names)} made, 0 as before" in elsewhere.stderr
    assert tree(tmp_path / "other") == tree(published / "pdf")
    assert tree(published / "site") == with_all

    assert notice("build", "-C", published).returncode == 0
    assert tree(published / "site") == first
    supplier = next((published / "notice/suppliers").glob("*.yaml"))
    lines = supplier.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = ["address: 7 Another Lane\n" if line.startswith("address:") else line for line in lines]
    assert changed != lines
    supplier.write_text("".join(changed), encoding="utf-8")
    assert notice("build", "-C", published).returncode == 0
    before = tree(published / "pdf")
    again = notice("export", "pdf", "-C", published)
    assert f"1 made, {len(names) - 1} as before" in again.stderr
    after = tree(published / "pdf")
    assert {name for name in before if before[name] != after[name]} == {f"{supplier.stem}.en.pdf"}
    assert linked(published) == names


def test_a_link_to_the_pdf_is_seen_on_the_screen_and_not_on_paper(published: Path, browser: Browser) -> None:
    """A paper that offers itself would be odd."""
    assert notice("export", "pdf", "-C", published, "--variant", "general").returncode == 0
    with serve(published / "site") as address, closing(browser.new_page()) as page:
        page.goto(f"{address}en/direct/notice/")
        expect(page.get_by_role("link", name="This notice as a PDF")).to_have_count(0)
        page.goto(f"{address}en/general/notice/")
        link = page.get_by_role("link", name="This notice as a PDF")
        expect(link).to_be_visible()
        page.emulate_media(media="print")
        expect(link).to_be_hidden()


def test_a_signature_does_not_outlive_the_site_that_was_signed(published: Path, tmp_path: Path) -> None:
    """The site has changed, so its publisher is told to sign it again."""
    key = tmp_path / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True, capture_output=True)
    assert notice("sign", published / "site", "--key", key).returncode == 0
    run = notice("export", "pdf", "-C", published, "--variant", "general")
    assert (run.returncode, "its signature is gone; sign it again" in run.stderr) == (0, True)
    assert not (published / "site/manifest.json.jws").exists()


def test_a_site_that_was_changed_by_hand_is_left_as_it_is(published: Path) -> None:
    """Nothing is added to what no build made."""
    page = published / "site/en/direct/notice/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", "!</main>"), encoding="utf-8")
    before = tree(published / "site")
    run = notice("export", "pdf", "-C", published, "--variant", "general")
    assert run.returncode == 1
    assert "is not what a build made" in run.stderr
    assert tree(published / "site") == before
    assert linked(published) == set()


def test_no_page_links_to_the_pdf_of_an_earlier_text(published: Path) -> None:
    """A build may publish a new site while PDFs are made of the old one."""
    assert notice("export", "pdf", "-C", published, "--variant", "general").returncode == 0
    clause = published / "notice/clauses/protection.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\n[One more sentence.](fact:none)\n", encoding="utf-8")
    assert notice("build", "-C", published).returncode == 0
    before = tree(published / "site")
    with pytest.raises(swap.PublishError, match="was published anew while PDFs were made of it"):
        pdf_links.link(published / "site", published / "pdf", [("general", "en")])
    assert tree(published / "site") == before


def test_a_pdf_of_a_variant_that_is_gone_is_pointed_out(published: Path) -> None:
    """It is not deleted; whoever keeps the folder is told."""
    (published / "pdf").mkdir()
    (published / "pdf/gone.en.pdf").write_bytes(b"%PDF-")
    run = notice("export", "pdf", "-C", published)
    assert run.returncode == 0, run.stderr
    assert "gone.en.pdf is of no variant of this site" in run.stderr
    assert (published / "pdf/gone.en.pdf").is_file()


def test_a_wrong_call_is_told(published: Path, tmp_path: Path) -> None:
    """A variant that is not there, with near names; a folder that is no site; a page that holds no notice."""
    run = notice("export", "pdf", "-C", published, "--variant", "generl")
    assert (run.returncode, run.stderr) == (2, 'notice: the site has no variant "generl"; did you mean "general"?\n')
    run = notice("export", "pdf", "-C", published, "--variant", "dir")
    assert (run.returncode, run.stderr.partition("; ")[2]) == (2, 'did you mean "direct"?\n')
    run = notice("export", "pdf", "-C", tmp_path / "nowhere")
    assert run.returncode == 2
    assert "is not a finished site" in run.stderr
    page = published / "site" / PAGE
    page.write_text("<p>nothing</p>", encoding="utf-8")
    run = notice("export", "pdf", "-C", published, "--variant", "general")
    assert run.returncode == 1
    assert f"{page}: not the page of a whole notice" in run.stderr
    assert "Traceback" not in run.stderr
    assert tree(published / "pdf") == {}


def test_a_site_cannot_name_a_file_outside_the_folder(published: Path) -> None:
    """What a catalogue calls a variant is a name, not a way to somewhere."""
    catalog = published / "site/data/v1/catalog.json"
    catalog.write_text(
        catalog.read_text(encoding="utf-8").replace('"id": "direct"', '"id": "../direct"'), encoding="utf-8"
    )
    run = notice("export", "pdf", "-C", published)
    assert run.returncode == 2
    assert not list(published.rglob("*.pdf"))


def test_a_missing_extra_is_told(site: Path) -> None:
    """Without WeasyPrint, a sentence says how to get it."""
    program = f"""
import sys
from pathlib import Path
sys.modules["weasyprint"] = None
from generator.export import pdf
try:
    pdf.make(pdf.document(Path({str(site / PAGE)!r}).read_bytes(), ""))
except pdf.PrintError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.endswith("pip install 'privacy-notice-generator[pdf]'\n")
