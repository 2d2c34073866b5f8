"""A site in the making: what is written, taken over, sealed and published, and what is refused."""

from __future__ import annotations

import fcntl
import json
import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from generator.publish import swap
from generator.publish.staging import MANIFEST, Stage, manifest, variant_manifest
from generator.publish.swap import BusyError, PublishError, staged
from generator.published.layout import CATALOG, Listed
from tests.helpers import tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DATA = "data/v1/shop/"
POLICY, PAGE, CONTEXT = f"{DATA}policy.jsonld", "en/shop/index.html", "data/v1/context.jsonld"


def digest(made: bytes) -> str:
    """Give the digest of some bytes."""
    return sha256(made).hexdigest()


def lasting(made: bytes, ending: str) -> str:
    """Name the file that holds some bytes for good."""
    return f"data/v1/sha256/{digest(made)}.{ending}"


def fill(stage: Stage, word: bytes = b"") -> None:
    """Make a small site: what all share, the general variant, and a shop's; `word` is the shop's own."""
    stage.write("index.html", b"front")
    stage.write("assets/shop/logo.svg", b"logo")
    stage.write("en/index.html", b"english")
    stage.write("profile/shop/index.html", b"no language")
    stage.publish(CONTEXT, b"context")
    stage.publish(CATALOG, b"catalogue")
    for name, own in (("general", b""), ("shop", word)):
        made = {
            f"data/v1/{name}/policy.jsonld": stage.publish(f"data/v1/{name}/policy.jsonld", name.encode() + own),
            f"en/{name}/index.html": stage.write(f"en/{name}/index.html", b"page of " + name.encode()),
            f"en/{name}/notice/index.html": stage.write(f"en/{name}/notice/index.html", b"the same for all"),
        }
        stage.seal_variant(name, made)
    stage.seal()


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """Give a site that stands already."""
    folder = tmp_path / "live"
    folder.mkdir()
    fill(Stage(folder))
    return folder


@pytest.fixture
def stage(live: Path, tmp_path: Path) -> Stage:
    """Give a stage beside it."""
    (tmp_path / "stage").mkdir()
    return Stage(tmp_path / "stage", live)


def shared(one: Path, other: Path) -> list[str]:
    """Name the files that two folders have as one."""
    return [
        path
        for path in tree(one)
        if (other / path).exists() and (one / path).stat().st_ino == (other / path).stat().st_ino
    ]


def test_what_is_written_is_told_by_digest_and_size(stage: Stage) -> None:
    """Folders come with their files; nothing is written twice."""
    assert stage.write("a/b/new.txt", b"four") == Listed(digest(b"four"), 4)
    assert (stage.folder / "a/b/new.txt").read_bytes() == b"four"
    with pytest.raises(FileExistsError):
        stage.write("a/b/new.txt", b"other")


def test_what_did_not_change_is_the_live_file_itself(stage: Stage, live: Path) -> None:
    """What changed is another file, and the live one stays as it is."""
    (live / "link.html").symlink_to("index.html")
    stage.write("index.html", b"front")
    stage.write("en/index.html", b"francais")  # as long as the live one
    stage.write("link.html", b"front")
    assert stage.write(PAGE, b"page of shop") == Listed(digest(b"page of shop"), 12)
    assert shared(stage.folder, live) == [PAGE, "index.html"]
    assert (live / "en/index.html").read_bytes() == b"english"
    assert not (stage.folder / "link.html").is_symlink()


def test_a_file_of_the_catalogue_stands_under_its_digest_too(stage: Stage) -> None:
    """It is one file with two names; two files that say the same share the second."""
    assert stage.publish("data/v1/one.json", b"same") == Listed(digest(b"same"), 4)
    stage.publish("data/v1/two.json", b"same")
    stage.publish("data/v1/three.jsonld", b"same")
    names = [lasting(b"same", "json"), lasting(b"same", "jsonld"), "data/v1/one.json", "data/v1/three.jsonld"]
    assert sorted(tree(stage.folder)) == sorted([*names, "data/v1/two.json"])
    assert (stage.folder / names[0]).samefile(stage.folder / "data/v1/one.json")
    assert (stage.folder / names[1]).samefile(stage.folder / "data/v1/three.jsonld")


def test_the_manifests_list_every_file_once(live: Path) -> None:
    """A variant's lists its own, with what stands under digests; the site's lists all else, and those manifests."""
    own = {
        POLICY: b"shop", lasting(b"shop", "jsonld"): b"shop", PAGE: b"page of shop",
        "en/shop/notice/index.html": b"the same for all",
    }  # fmt: skip
    text = (live / DATA / MANIFEST).read_bytes()
    assert text == json.dumps({"files": {p: digest(b) for p, b in sorted(own.items())}}, indent=2).encode() + b"\n"
    assert variant_manifest(live, "shop") == {path: digest(made) for path, made in own.items()}
    rest = {
        "index.html": b"front", "assets/shop/logo.svg": b"logo", "en/index.html": b"english", CONTEXT: b"context",
        "profile/shop/index.html": b"no language", CATALOG: b"catalogue", lasting(b"context", "jsonld"): b"context",
        lasting(b"catalogue", "json"): b"catalogue", DATA + MANIFEST: text,
        "data/v1/general/manifest.json": (live / "data/v1/general/manifest.json").read_bytes(),
    }  # fmt: skip
    whole = {"files": {path: digest(made) for path, made in sorted(rest.items())}}
    assert (live / MANIFEST).read_bytes() == json.dumps(whole, indent=2).encode() + b"\n"
    assert manifest(live) == whole["files"]


def test_the_manifest_is_made_of_what_is_there(live: Path) -> None:
    """It can be made again; a file of the catalogue that does not stand under its digest is listed once."""
    (live / lasting(b"context", "jsonld")).unlink()
    before = manifest(live)
    Stage(live).seal()
    assert manifest(live) == {path: each for path, each in before.items() if path != lasting(b"context", "jsonld")}


def test_seal_takes_over_what_is_the_same_in_the_live_site(stage: Stage, live: Path) -> None:
    """Also what others than the stage wrote."""
    (live / "link.html").symlink_to("index.html")
    for path, made in {
        "index.html": b"front",
        "en/index.html": b"other",
        "link.html": b"front",
        "x.html": b"x",
    }.items():
        (stage.folder / path).parent.mkdir(exist_ok=True)
        (stage.folder / path).write_bytes(made)
    same_age = (live / "x.html", stage.folder / "x.html")
    same_age[0].write_bytes(b"y")
    for file in same_age:
        os.utime(file, (0, 0))
    stage.seal()
    assert shared(stage.folder, live) == ["index.html"]
    assert set(manifest(stage.folder)) == {"index.html", "en/index.html", "link.html", "x.html"}
    assert tree(live)["link.html"] == b"front"


def test_seal_returns_the_digest_of_a_variants_manifest(stage: Stage) -> None:
    """Which stands for all that is the variant's own."""
    listed = stage.publish(POLICY, b"new")
    assert stage.seal_variant("shop", {POLICY: listed}) == digest((stage.folder / DATA / MANIFEST).read_bytes())


def test_a_variant_is_taken_over_whole(stage: Stage, live: Path) -> None:
    """Every file of it, and its manifest; what it lists is told, other than the manifest."""
    (stage.folder / "en/shop").mkdir(parents=True)
    stage.publish("data/v1/other.jsonld", b"shop")  # stands under the same digest
    taken = stage.reuse_variant("shop")
    assert taken == {
        POLICY: Listed(digest(b"shop"), 4), lasting(b"shop", "jsonld"): Listed(digest(b"shop"), 4),
        PAGE: Listed(digest(b"page of shop"), 12), "en/shop/notice/index.html": Listed(digest(b"the same for all"), 16),
    }  # fmt: skip
    assert set(shared(stage.folder, live)) >= {*taken, DATA + MANIFEST} - {lasting(b"shop", "jsonld")}
    assert "en/general/index.html" not in tree(stage.folder)
    (live.parent / "empty").mkdir()
    empty = Stage(live.parent / "empty", live)
    assert empty.reuse_variant("shop") == taken
    assert shared(empty.folder, live) == sorted({*taken, DATA + MANIFEST})


def spoil(path: str) -> Callable[[Path], object]:
    """Change a file of a site."""
    return lambda live: (live / path).write_bytes(b"something else")


def loosen(live: Path) -> None:
    """Put a link to a file in its place."""
    (live / PAGE).rename(live / "elsewhere")
    (live / PAGE).symlink_to("../../elsewhere")


@pytest.mark.parametrize(
    "damage",
    [
        spoil(PAGE), spoil(POLICY), spoil(DATA + MANIFEST), loosen, lambda live: (live / PAGE).unlink(),
        lambda live: (live / DATA / MANIFEST).unlink(),
    ],
)  # fmt: skip
def test_a_variant_that_is_not_what_the_manifests_say_is_not_taken_over(
    damage: Callable[[Path], object], live: Path, tmp_path: Path
) -> None:
    """Nothing of it is: it is made anew."""
    damage(live)
    (tmp_path / "stage").mkdir()
    stage = Stage(tmp_path / "stage", live)
    assert stage.reuse_variant("shop") is None
    assert tree(stage.folder) == {}


def test_without_a_live_site_nothing_is_taken_over(tmp_path: Path) -> None:
    """Nor is a variant that it does not have."""
    for live in (None, tmp_path / "nowhere"):
        stage = Stage(tmp_path, live)
        assert stage.live is None
        assert stage.reuse_variant("shop") is None
        stage.copy_live_site()
    assert list(tmp_path.iterdir()) == []


def test_a_variant_of_no_name_is_not_taken_over(stage: Stage) -> None:
    """It is not in the live site's manifest."""
    assert stage.reuse_variant("other") is None


def test_a_site_is_kept_and_some_of_a_variants_files_are_changed(stage: Stage, live: Path) -> None:
    """The rest are the live files themselves, which stay as they are; the manifests tell what changed."""
    before = tree(live)
    stage.copy_live_site()
    assert shared(stage.folder, live) == sorted(before)
    stage.change("shop", {PAGE: b"new page", "en/shop/new.pdf": b"%PDF"})
    stage.seal()
    assert tree(live) == before
    own = variant_manifest(stage.folder, "shop")
    assert own == variant_manifest(live, "shop") | {PAGE: digest(b"new page"), "en/shop/new.pdf": digest(b"%PDF")}
    assert list(own) == sorted(own)
    changed = {path for path, made in tree(stage.folder).items() if before.get(path) != made}
    assert changed == {PAGE, "en/shop/new.pdf", DATA + MANIFEST, MANIFEST}
    assert manifest(stage.folder)[DATA + MANIFEST] == digest((stage.folder / DATA / MANIFEST).read_bytes())


@pytest.mark.parametrize("text", [b"", b"[1]", b"{}", b'{"files": 1}', b'{"files": ["x"]}', b"\xff", b"1"])
def test_what_is_no_manifest_lists_nothing(text: bytes, tmp_path: Path) -> None:
    """Many folders hold a file of that name."""
    (tmp_path / MANIFEST).write_bytes(text)
    assert manifest(tmp_path) == manifest(tmp_path / "nowhere") == {}


def fresh(stage: Stage) -> None:
    """Make the smallest site."""
    stage.write(CATALOG, b"{}")
    stage.seal()


@pytest.mark.parametrize("old", ["nothing", "an empty folder", "a site"])
def test_a_site_takes_its_place_when_it_is_whole(old: str, tmp_path: Path) -> None:
    """Nothing but its lock stays beside it; whoever serves the files may read them."""
    site, umask = tmp_path / "here/site", os.umask(0o077)
    try:
        if old != "nothing":
            site.mkdir(parents=True)
        with staged(site, tmp_path / "source") as stage:
            (stage.write if old == "a site" else lambda *_: None)("old.html", b"")
            fresh(stage)
        if old == "a site":
            with staged(site) as stage:
                assert stage.live == site
                assert stage.folder == tmp_path / "here/.site.stage"
                fresh(stage)
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(umask)
    assert set(tree(site)) == {CATALOG, MANIFEST}
    assert stat.S_IMODE((site / CATALOG).stat().st_mode) == 0o644
    assert stat.S_IMODE(site.stat().st_mode) & 0o055 == 0o055
    assert {path.name for path in site.parent.iterdir()} == {"site", ".site.lock"}


def stop(site: Path, error: Exception) -> None:
    """Make a whole site, and fail in the last moment."""
    with staged(site, site.parent / "source") as stage:
        fresh(stage)
        raise error


def test_a_site_that_is_not_finished_changes_nothing(live: Path, tmp_path: Path) -> None:
    """Neither one without a manifest, nor one whose making failed."""
    before = tree(live)
    with pytest.raises(ValueError, match="a site without a manifest cannot be published"), staged(live) as stage:
        stage.write("x.html", b"x")
    with pytest.raises(KeyError):
        stop(live, KeyError())
    for at, where in ((live, ""), (tmp_path / "full", f" ({tmp_path / 'full'})")):
        with pytest.raises(PublishError) as refused:
            stop(live, OSError(28, "No space left on device", str(at)))
        assert str(refused.value) == f"{live} cannot be written: no space left on device{where}"
    assert tree(live) == before
    assert {path.name for path in tmp_path.iterdir()} == {"live", ".live.lock"}


REFUSED: dict[str, tuple[str, str]] = {
    "the source": ("project", "holds the source; choose another folder for the site"),
    "what holds the source": (".", "holds the source; choose another folder for the site"),
    "the notice": ("project/notice", "holds the source; choose another folder for the site"),
    "inside the notice": ("project/notice/site", "holds the source; choose another folder for the site"),
    "a file": ("file", "is a file; choose a folder for the site"),
    "another's folder": ("letters", "holds files that are not a published notice; choose an empty folder"),
    "another's manifest": ("browser", "holds files that are not a published notice; choose an empty folder"),
    "a circle": ("circle", "is a link that leads in a circle"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_place_where_no_site_may_go_is_refused(what: str, tmp_path: Path) -> None:
    """Nothing is touched, and no lock is left."""
    where, said = REFUSED[what]
    for folder in ("project/notice", "letters", "browser"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("file", "letters/mine.txt"):
        (tmp_path / file).write_text("mine", encoding="utf-8")
    (tmp_path / "browser/manifest.json").write_text('{"files": {"index.html": "0"}}', encoding="utf-8")
    (tmp_path / "circle").symlink_to("circle")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(PublishError) as refused, staged(tmp_path / where, tmp_path / "project"):
        pass
    assert str(refused.value) == f"{tmp_path / where} {said}"
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_beside_the_notice_a_site_may_go(tmp_path: Path) -> None:
    """Inside the project, or through a link to it."""
    (tmp_path / "project/notice").mkdir(parents=True)
    (tmp_path / "link").symlink_to("project")
    with staged(tmp_path / "project/site", tmp_path / "link") as stage:
        fresh(stage)
    assert (tmp_path / "project/site/manifest.json").is_file()
    with pytest.raises(PublishError, match="holds the source"), staged(tmp_path / "project", tmp_path / "link"):
        pass


def test_what_is_no_site_cannot_be_changed(tmp_path: Path) -> None:
    """Without a source, there must be one already."""
    for where in ("nowhere", "."):
        with pytest.raises(PublishError) as refused, staged(tmp_path / where):
            pass
        assert str(refused.value) == f"{(tmp_path / where).resolve()} is not a published notice"


def test_two_builds_of_one_site_do_not_run_at_once(live: Path, tmp_path: Path) -> None:
    """The second is told so, at once or when it comes to write; afterwards another may."""
    (tmp_path / "link").symlink_to("live")
    swap.refuse_busy(tmp_path / "link")
    assert not (tmp_path / ".live.lock").exists()
    with staged(live) as stage:
        for each in (lambda: staged(live).__enter__(), lambda: swap.refuse_busy(tmp_path / "link")):
            with pytest.raises(BusyError) as refused:
                each()
            assert str(refused.value) == f"another build of {live} is running"
        fresh(stage)
    swap.refuse_busy(live)
    with (tmp_path / ".live.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_whoever_looks_for_a_build_leaves_faults_to_the_build_itself(tmp_path: Path) -> None:
    """A circle of links, and a lock that cannot be held, are no reason to stop early."""
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / ".site.lock").mkdir()
    swap.refuse_busy(tmp_path / "circle")
    swap.refuse_busy(tmp_path / "site")


@pytest.mark.parametrize("left", ["stage", "old", "old alone"])
def test_what_a_killed_build_left_is_mended(left: str, live: Path, tmp_path: Path) -> None:
    """A stage goes; an old site goes, or comes back where there is no other."""
    before = tree(live)
    if left == "old alone":
        live.rename(tmp_path / ".live.old")
    else:
        (tmp_path / f".live.{left}/en").mkdir(parents=True)
    with staged(live, tmp_path / "source") as stage:
        assert tree(live) == before
        assert stage.live == live
        assert list(stage.folder.iterdir()) == []
        assert not (tmp_path / ".live.old").exists()
        fresh(stage)
    assert {path.name for path in tmp_path.iterdir()} == {"live", ".live.lock"}


def test_where_folders_cannot_change_places_one_is_moved_after_the_other(
    live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on systems without that call; the old site is gone in the end."""
    monkeypatch.setattr("generator.publish.syscalls.exchange", lambda *_: False)
    with staged(live) as stage:
        fresh(stage)
    assert set(tree(live)) == {CATALOG, MANIFEST}
    assert {path.name for path in tmp_path.iterdir()} == {"live", ".live.lock"}
