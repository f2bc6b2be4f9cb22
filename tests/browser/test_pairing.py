"""A stranger's browser becomes a screen: the page as it hangs, with nobody to touch it."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from redis import Redis

from city.access.grants import Grant
from dashboard.access.key_file import KeyFile
from dashboard.access.session_cookie import NAME, seal
from layouts.screens.pairing_page import pairing_page, pairing_words
from layouts.words import LANGUAGES
from streams.access.accounts import Accounts
from streams.access.administration import Hand
from streams.access.screen_accounts import ScreenAccounts
from streams.access.sessions import HOUR, Session, SessionLog, Sessions
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.browser.test_account_pages import ROOT
from tests.city.small_city import small_areas
from tests.dashboard.office import now
from tests.dashboard.running import Web
from tests.patience import until

SHEETS = ("/assets/styles/tokens.css", "/assets/styles/screen/pairing.css")
CODE = re.compile(r"^[A-HJ-NP-Z2-9]{8}$")
SEATS = 59  # px of a capital letter that are read from 8 m on a panel of 55 inches and 1920 × 1080 pixels
FITS = """() => {
  const parts = [...document.querySelectorAll('.pairing h1, .pairing p, .pairing span')]
  const { innerWidth: width, innerHeight: height } = window
  return parts.filter((part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect()
    return left < 0 || top < 0 || right > width || bottom > height || part.scrollWidth > part.clientWidth + 1
  }).map((part) => part.className || part.textContent)
}"""


class Room:
    """A wall where people sign in, and an operator of area 1."""

    def __init__(self, web: Web, redis: Redis, keys: Keys) -> None:
        self.web, self.redis, self.keys = web, redis, keys
        Accounts(redis, keys).add("op", "Op", now(), "host", (Grant("operator", "1"),))
        SessionLog(redis, keys).open(Session("s-op", "op", "operator:1", now(), now() + HOUR, now()))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.web.port}"

    def pair(self, code: str) -> str:
        told = {"command": f"c-{code}", "code": code, "name": "One", "room": "hall", "area": "1"}
        cookie = f"{NAME}={seal(KeyFile(self.web.keys).session_keys(), 's-op')}"
        headers = {"Cookie": cookie, "Origin": self.address, "Content-Type": "application/json"}
        asked = urllib.request.Request(
            f"{self.address}/api/screens/pair", json.dumps(told).encode(), headers, method="POST"
        )
        with urllib.request.urlopen(asked, timeout=30) as answer:
            told = json.load(answer)
        return str(told["screen"])

    def revoke(self, screen: str) -> None:
        sessions, held = Sessions(), self.redis.xrange(self.keys.sessions)
        sessions.fold(held)  # type: ignore[arg-type]
        hand = Hand("op", "1", "s-op", "127.0.0.1")
        accounts = ScreenAccounts(self.redis, self.keys, small_areas(), hand, now(), date.today())
        accounts.revoke(screen, list(sessions.open.values()))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[Room]:
    folder, redis = tmp_path_factory.mktemp("pairing"), redis_server.client()
    keys = Keys(f"{{{folder.name}}}:")
    told = {"GRIDWALL_REDIS_PREFIX": keys.prefix, "GRIDWALL_WEB_SIGN_IN": "accounts"}
    web = Web(folder, redis_server.url, **told)
    made = Room(web, redis, keys)
    web.start()
    yield made
    web.end()
    redis.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    size: Any = {"width": 1920, "height": 1080}
    with browser.new_context(viewport=size, locale="en-GB") as context:
        yield context.new_page()


def shown(page: Page) -> str:
    code = page.locator('.pairing[data-state="waiting"] #code')
    expect(code).to_have_text(CODE, timeout=30_000)
    return code.inner_text().replace("\n", "")


@pytest.mark.no_pictures
def test_a_browser_becomes_a_screen_stays_one_and_shows_a_code_again_once_it_is_revoked(
    room: Room, page: Page
) -> None:
    page.goto(f"{room.address}/screen")
    screen = room.pair(shown(page))
    page.wait_for_url(re.compile(r"/screen/screen-"), timeout=30_000)
    page.wait_for_function("() => document.body.dataset.kind", timeout=30_000)
    page.reload()
    assert page.locator("#code").count() == 0
    page.goto(f"{room.address}/screen")  # as after the machine was started anew
    page.wait_for_url(re.compile(r"/screen/screen-"), timeout=30_000)
    until(lambda: page.evaluate("() => Boolean(window.gridwall)"), "the page runs")
    room.revoke(screen)
    expect(page.locator("#code")).to_have_text(CODE, timeout=5000)


@pytest.mark.no_pictures
def test_a_page_whose_server_went_away_says_so_and_goes_on_by_itself(room: Room, page: Page) -> None:
    page.goto(f"{room.address}/screen")
    before = shown(page)
    room.web.end()
    expect(page.locator("#say")).to_have_text(pairing_words("en")["away"], timeout=30_000)
    expect(page.locator("#code")).to_have_text(before)  # it is good again with the server
    room.web.start()
    assert shown(page) == before


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (3840, 2160), (1080, 1920)])
def test_a_code_is_read_from_the_last_row_and_nothing_is_cut(page: Page, size: tuple[int, int]) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    for lang in LANGUAGES:
        document = pairing_page(lang, SHEETS, "")
        styles = "".join(f"<style>{(ROOT / sheet[1:]).read_text('utf-8')}</style>" for sheet in SHEETS)
        page.set_content(document.replace("</head>", f"{styles}</head>"))
        page.evaluate(
            "([say, left]) => { document.getElementById('say').textContent = say;"
            " document.getElementById('left').textContent = left;"
            " for (const part of document.querySelectorAll('#code span')) part.textContent = 'WMQ8' }",
            [pairing_words(lang)["say"], pairing_words(lang)["left"].format(seconds=120)],
        )
        assert page.evaluate(FITS) == [], lang
        if width > height:
            sizes = page.evaluate(
                "() => ['#say', '#left', '#code'].map((each) => "
                "parseFloat(getComputedStyle(document.querySelector(each)).fontSize))"
            )
            assert min(sizes) * 0.71 >= SEATS * width / 1920, lang
