"""What pages load: the bundle as long as it is of the sources that stand there, else those one by one."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from dashboard.access.public_routes import is_open
from dashboard.cli import check_package
from dashboard.pages.document import wall_page
from dashboard.transport.page_files import ASSETS, PageFiles, stale_bundle

KINDS = json.loads((ASSETS / "pages.json").read_text("utf-8"))


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ASSETS, tmp_path / "assets"))


def named(assets: Path) -> Iterator[str]:
    """Every file below assets/ that some page loads."""
    files = PageFiles("b", assets)
    for kind in KINDS:
        for address in (*files.sheets(kind), files.module(kind), *files.early(kind)):
            assert address.startswith("/assets/b/")
            yield address.removeprefix("/assets/b/")


def test_the_bundle_is_of_the_sources_beside_it() -> None:
    """Its digest is made by bundle.mjs, and reckoned anew in Python."""
    assert stale_bundle() == "", "make bundle"
    assert sorted(named(ASSETS)) == sorted(
        f"built/{kind}.{part}" for kind in KINDS for part in ("css", "mjs")
    )


@pytest.mark.parametrize(
    "changed",
    ["wall/main.mjs", "field/words.mjs", "styles/tokens.css", "pages.json", "core/new.mjs", "built/wall.mjs"],
)
def test_after_any_edit_pages_load_what_stands_there(assets: Path, changed: str) -> None:
    with (assets / changed).open("a", encoding="utf-8") as file:
        file.write(" ")
    assert "is of other sources" in stale_bundle(assets)
    loaded = set(named(assets))
    assert {"console/main.mjs", "core/socket.mjs", "styles/field/call.css"} <= loaded
    assert not any(name.startswith("built/") for name in loaded)


@pytest.mark.parametrize("lost", ["core/ages.mjs", "styles/console/phone.css"])
def test_a_source_that_is_gone_makes_the_bundle_an_old_one(assets: Path, lost: str) -> None:
    (assets / lost).unlink()
    assert "is of other sources" in stale_bundle(assets)


@pytest.mark.parametrize("lost", ["built", "built/manifest.json", "built/console.css"])
def test_without_a_whole_bundle_every_source_is_loaded_and_there(assets: Path, lost: str) -> None:
    gone = assets / lost
    gone.rename(gone.with_name("away"))
    assert "holds no whole bundle" in stale_bundle(assets)
    assert [name for name in named(assets) if not (assets / name).is_file()] == []


@pytest.mark.parametrize("bundled", [True, False])
def test_a_document_names_its_sheets_and_modules_in_order(assets: Path, bundled: bool) -> None:
    if not bundled:
        shutil.rmtree(assets / "built")
    files = PageFiles("b", assets)
    told = wall_page(Flask("wall"), files).own("/assets/b", "<first>")
    sheets = re.findall(r'href="([^"]+)"', told["css"])
    assert (sheets, told["css"].startswith("<first>")) == (files.sheets("wall"), True)
    assert re.findall(r'type="module" src="([^"]+)"', told["entry"]) == [files.module("wall")]
    assert re.findall(r'rel="modulepreload" href="([^"]+)"', told["modules"]) == files.early("wall")
    assert (len(sheets) > 9, len(files.early("wall")) > 99) == (not bundled, not bundled)


def test_a_manifest_that_cannot_be_read_is_none(assets: Path) -> None:
    (assets / "built" / "manifest.json").write_text('{"sources": 3', "utf-8")
    assert "holds no whole bundle" in stale_bundle(assets)


def test_every_sheet_is_on_some_page_and_in_the_bundle_in_the_pages_order() -> None:
    styles = ASSETS / "styles"
    sheets = {file.relative_to(styles).with_suffix("").as_posix() for file in styles.rglob("*.css")}
    alone = {"account_rows", "sign_in", "field/notice"}  # of pages that bundle nothing
    listed = {name for each in KINDS.values() for name in each["sheets"]}
    assert listed | alone == sheets
    for kind, each in KINDS.items():
        whole = (ASSETS / "built" / f"{kind}.css").read_text("utf-8")
        texts = [(ASSETS / "styles" / f"{name}.css").read_text("utf-8") for name in each["sheets"]]
        assert whole == "\n".join(texts)


def test_what_a_bundle_still_fetches_is_there_beside_it() -> None:
    fetched = set()
    for kind in KINDS:
        script = (ASSETS / "built" / f"{kind}.mjs").read_text("utf-8")
        code = re.sub(r"/\*.*?\*/", "", script, flags=re.S)
        fetched |= set(re.findall(r'\b(?:from|import|import\()\s*"([^"]+)"', code))
        fetched |= set(re.findall(r'\bURL\("([^"]+)", import\.meta', code))
    assert fetched == {f"../vendor/{name}" for name in ("hls.mjs", "plotly.js", "protomaps.mjs")}
    assert all((ASSETS / "built" / address).is_file() for address in fetched)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_phone_and_a_screen_that_nobody_let_in_get_their_own_bundles_alone(kind: str) -> None:
    asked = [
        {"REQUEST_METHOD": "GET", "PATH_INFO": f"/assets/built/{kind}.{part}"} for part in ("mjs", "css")
    ]
    assert [is_open(each) for each in asked] == [kind in ("field", "pairing")] * 2


@pytest.mark.parametrize(("installed", "level"), [(False, "warn"), (True, "bad")])
def test_check_names_an_old_bundle_a_fault_only_of_a_wheel(assets: Path, installed: bool, level: str) -> None:
    shutil.rmtree(assets / "built")
    if not installed:
        (assets.parent / "pyproject.toml").touch()
    told = list(check_package.bundle_findings(assets))
    assert [(each.level, "make setup" in each.sentence) for each in told] == [(level, True)]
