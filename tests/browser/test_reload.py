"""A server that comes back with other scripts and sheets, while a wall stands open."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Request, expect

from dashboard.transport.page_files import ASSETS, digest_of_sources, stale_bundle
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.browser.conftest import come_in
from tests.dashboard.running import Web
from tests.patience import PATIENCE

ROOT = ASSETS.parent
SOON = "Math.random = () => 0"  # of the minute within which all walls of a city reload
BUILD = "JSON.parse(document.getElementById('gridwall-page').textContent).build"
WAIT = PATIENCE * 1000
SHOWN = re.compile(" · ")  # of an area that has come
OF_A_BUILD = re.compile(r"/assets/([0-9a-f]{12})/")
MORE = {
    "wall.mjs": "\ndocument.documentElement.dataset.marked = 'new'\n",
    "wall.css": "\nbody { order: 7 }\n",
}


def newer(folder: Path) -> Path:
    """This program with a wall that marks itself, bundled as set-up does."""
    (folder / "assets" / "built").mkdir(parents=True)
    for part in [*ROOT.iterdir(), *ASSETS.iterdir()]:
        there = folder / part.relative_to(ROOT)
        if not there.exists() and not part.name.startswith("."):
            there.symlink_to(part)
    built = folder / "assets" / "built"
    for file in (ASSETS / "built").iterdir():
        (built / file.name).write_text(file.read_text("utf-8") + MORE.get(file.name, ""), "utf-8")
    digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in built.glob("*.[mc]*s")}
    manifest = {"sources": digest_of_sources(folder / "assets"), "files": digests}
    (built / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert not stale_bundle(folder / "assets")
    return folder


def test_a_wall_takes_a_newer_server_s_scripts_and_sheets_by_itself_and_none_of_the_old_ones(
    tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys, browser: Browser
) -> None:
    web = Web(tmp_path, redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix)
    with ExitStack() as stack:
        stack.callback(web.end)
        web.start()
        context = stack.enter_context(browser.new_context())
        context.add_init_script(SOON)
        come_in(context, web)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{web.port}/wall/1")
        expect(page).to_have_title(SHOWN, timeout=WAIT)
        old, asked = page.evaluate(BUILD), list[str]()
        web.end()
        page.on("request", lambda each: note(each, asked))
        web.home, web.anew = newer(tmp_path / "newer"), True
        web.start(ready=False)
        expect(page.locator("html")).to_have_attribute("data-marked", "new", timeout=WAIT)
        expect(page.locator("body")).to_have_css("order", "7", timeout=WAIT)
        expect(page.locator("body")).to_have_attribute("data-stands", "", timeout=WAIT)
        expect(page).to_have_title(SHOWN, timeout=WAIT)
        builds = {build for url in asked for build in OF_A_BUILD.findall(url)}
        assert builds == {page.evaluate(BUILD)} and old not in builds


def note(request: Request, asked: list[str]) -> None:
    """What the document that is shown has asked for."""
    if request.is_navigation_request():
        asked.clear()
    asked.append(request.url)
