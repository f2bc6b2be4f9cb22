"""Names and texts that are markup, script, backwards or endless: shown as what they are, and nothing runs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from streams.messages.contract import position_fields
from streams.record.keys import Keys
from streams.record.world import claim_world, note_world
from streams.server.embedded import EmbeddedRedis
from tests.browser.conftest import come_in
from tests.browser.pages import SIZE
from tests.browser.screen import Screen
from tests.city.small_city import PLACES
from tests.dashboard.running import Web

RUN = "window.slipped_in=true"
ATTACKS = (
    f"<img src=x onerror={RUN}>",
    f"</script><script>{RUN}</script>",
    f"\"'><svg onload={RUN}>",
    "{{7*7}}${7*7}{braces}%s",
    "𠮷\U0001f6a8" * 60,
    "长" * 200,
    "word" * 50,
)
TEXTS = (*ATTACKS[:5], "\u202eevil\u202c\u200b\u200d\ufeff", "长" * 5000)


def attacked(folder: Path) -> None:
    """Put an attack into every name of the city's files."""
    areas = json.loads((folder / "areas.geojson").read_text("utf-8"))
    for number, each in enumerate(areas["features"]):
        attack = ATTACKS[number % len(ATTACKS)]
        each["properties"] |= {"name": attack, "name_en": attack}
    (folder / "areas.geojson").write_text(json.dumps(areas), "utf-8")
    text = (folder / "items.toml").read_text("utf-8")
    for old, attack in (("坑", ATTACKS[0]), ("Hole", ATTACKS[1]), ("类", ATTACKS[2]), ("部门", ATTACKS[1])):
        text = text.replace(f'"{old}"', json.dumps(attack))
    (folder / "items.toml").write_text(text, "utf-8")
    rows = [
        f'{who},"{attack.replace(chr(34), chr(34) * 2)}",0'
        for who, attack in zip("abcdefg", ATTACKS, strict=True)
    ]
    (folder / "roster.csv").write_text("\n".join(["inspector,name,area", *rows]), "utf-8")


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    keys, tmp_path = Keys(), tmp_path_factory.mktemp("attacked")
    with EmbeddedRedis(tmp_path / "redis") as redis, redis.client() as feed:
        claim_world(feed, keys, "replay")
        note_world(feed, keys, "moved", ATTACKS[0], ATTACKS[1])
        web = Web(tmp_path, redis.url, GRIDWALL_CITY_TITLE=ATTACKS[1], GRIDWALL_BASEMAP_CREDIT=ATTACKS[0])
        attacked(tmp_path)
        now = time.time_ns() // 1_000_000
        for number, (who, attack) in enumerate(zip("abcdefg", TEXTS, strict=True)):
            place = list(PLACES.values())[number % len(PLACES)]
            told: dict[str, Any] = {"inspector": who, "time": now, "lat": place[0], "lon": place[1]}
            feed.xadd(keys.positions, position_fields(**told, sos=number < 2))
            more = {"text": attack, "inspector": attack[:64], "channel": attack, "address": attack}
            feed.xadd(
                keys.reports,
                {"report": f"r-{number}", "time": now, "item": ("hole", attack)[number % 2], **more},
            )
            feed.xadd(keys.positions, {"inspector": attack, "time": now, "lat": "22.05", "lon": "113.05"})
        try:
            web.start()
            yield web
        finally:
            web.end()


@pytest.fixture(scope="module")
def page(wall: Web, browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=SIZE) as context:
        come_in(context, wall)
        yield context.new_page()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_text_runs_or_becomes_markup(wall: Web, page: Page, lang: str) -> None:
    screen = Screen(page, f"http://127.0.0.1:{wall.port}")
    for path in ("/wall/0", "/wall/1", "/wall/1-1"):
        screen.page.goto(f"{screen.address}{path}?lang={lang}")
        screen.until(lambda: screen.page.locator("#feed").inner_text().strip(), "the feed tells something")
        for counter in ("reported", "on_duty", "unlisted", "open"):
            number = screen.page.locator(f"[data-counter={counter}]").first
            if number.count() and number.is_visible():
                number.click()
                screen.page.wait_for_timeout(300)
                screen.page.keyboard.press("Escape")
        found = screen.page.evaluate(
            """() => ({
              ran: window.slipped_in ?? false,
              markup: document.querySelectorAll('[onerror], [onload], body img[src=x]').length,
              wide: document.documentElement.scrollWidth - innerWidth,
            })"""
        )
        assert (found["ran"], found["markup"]) == (False, 0)
        assert found["wide"] <= 0
    missing = screen.page.goto(f"{screen.address}/wall/%3Cimg%20src=x%20onerror={RUN}%3E?lang={lang}")
    assert missing is not None and missing.status == 404
    assert not screen.page.evaluate("window.slipped_in ?? false")
    screen.leave()
    screen.expect("404")
    screen.verify()
