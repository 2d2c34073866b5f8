"""The frame of a page: what the theme writes is put right, and the gate sees what was not."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.bind import variants
from generator.emit.pages import templates
from generator.render.mkdocs import frame as finishing
from generator.render.mkdocs import markdown, renderer, settings
from generator.vocabulary import languages
from tests.helpers import gate_faults

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import checking


@pytest.fixture(scope="module")
def frame(checked: checking.Checked, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a page as the theme writes it."""
    assert checked.notice is not None
    folder = tmp_path_factory.mktemp("frame")
    pages = templates.pages([variants.resolve(checked.notice, variants.DIRECT, "en")], ())
    for page in pages.every():
        file = folder / "docs" / markdown.file_name(page)
        file.parent.mkdir(parents=True)
        file.write_text(markdown.write(page, markdown.for_theme(page, pages.sections[0])), encoding="utf-8")
    own = renderer._of_pages(pages, folder / "docs", folder / "rendered")
    renderer._build(settings.mkdocs_config(checked.settings, folder, own))
    return (folder / "rendered/en/direct/data/index.html").read_text(encoding="utf-8")


WORDS = languages.words("en")["frame"]


@pytest.mark.parametrize("number", range(len(finishing._EDITS)))
@pytest.mark.parametrize("times", [0, 2])
def test_a_theme_that_writes_something_else_stops_the_build(frame: str, number: int, times: int) -> None:
    """Each edit must find its place once: a new version of the theme cannot slip through."""
    finishing.finish(frame, WORDS)
    found = re.search(finishing._EDITS[number].old, frame, re.DOTALL)
    assert found is not None
    other = frame[: found.start()] + found[0] * times + frame[found.end() :]
    with pytest.raises(finishing.FinishingError, match=f"{times} times"):
        finishing.finish(other, WORDS)


@pytest.mark.parametrize(
    "added",
    [
        "<script>1</script>",
        "<script async>1</script>",
        "<style>a{}</style>",
        '<p style="color:red">',
        '<p class="x" onclick="x()">',
    ],
)
def test_a_theme_that_writes_a_new_script_or_style_stops_the_build(frame: str, added: str) -> None:
    """What no edit moves out is not published."""
    with pytest.raises(finishing.FinishingError, match="nothing moves out"):
        finishing.finish(frame.replace("<main", f"{added}<main", 1), WORDS)


def test_words_are_escaped_for_where_they_go(frame: str) -> None:
    """A language may have quotes and angles in its words."""
    html = finishing.finish(frame, {**WORDS, "search": '"<b>&', "skip": "<i>\\1{icon}"})
    assert 'aria-label="&quot;&lt;b&gt;&amp;"' in html
    assert ">&lt;i&gt;\\1{icon}</a>" in html


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (("</article>", "<script>1</script></article>"), "a script between its tags"),
        (("</article>", "<style>a{}</style></article>"), "a style between its tags"),
        (("</article>", "<p style='color:red'>x</p></article>"), "the style of a <p>"),
        (("</article>", "<p onclick='x()'>x</p></article>"), "a script in onclick of a <p>"),
        (("</article>", "<svg/onload=x()></svg></article>"), "a script in onload of a <svg>"),
        (("</article>", "<a href=' java\tscript:x()'>x</a></article>"), "a script in the link"),
        (("</article>", "<img src='https://pixel.example.net/x.png' alt=''></article>"), "another host"),
        (("</article>", "<form action='https://example.net/'></form></article>"), "another host"),
        (("</article>", "<object data='//example.net/x'></object></article>"), "another host"),
        (("</head>", "<meta http-equiv='Refresh' content='0;url=/'></head>"), "a leap to another page"),
        (("http-equiv", "name"), "says 0 times"),
        (("script-src 'self'", "script-src 'self' 'unsafe-inline'"), "script-src 'unsafe-inline'"),
        (("connect-src 'self'", "connect-src *"), "connect-src *"),
        (("default-src 'none'", "default-src 'self'"), "does not forbid default-src"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["en/general/notice/index.html", "404.html"])
def test_the_gate_refuses_what_runs_or_calls(
    site: Path, tmp_path: Path, name: str, damage: tuple[str, str], said: str
) -> None:
    """The output itself is looked at, whoever wrote it."""
    broken = tmp_path / "site"
    shutil.copytree(site, broken, copy_function=os.link)
    html = (broken / name).read_text(encoding="utf-8")
    assert damage[0] in html
    (broken / name).unlink()
    (broken / name).write_text(html.replace(*damage, 1), encoding="utf-8")
    assert any(fault.startswith(name) and said in fault for fault in gate_faults(broken))
