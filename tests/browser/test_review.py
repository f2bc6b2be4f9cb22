"""A leader's questions of days gone by, each answered within three clicks: which town is worst, why, and is
it getting better. On a real history process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from redis import Redis
from werkzeug.serving import make_server

from city.cases.case import CaseEvent
from city.time.days import DAY
from dashboard.access.start_token import cookie_name, seal
from dashboard.app import create_app
from dashboard.settings.settings import read_settings
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.browser.test_accessibility import AXE, RUN
from tests.dashboard.history_beside import history_beside
from tests.dashboard.office import Office, now
from tests.dashboard.small_files import write_small_city

pytestmark = [pytest.mark.no_pictures]
FIRST = ".review-rows tbody tr:nth-child(2)"  # below the whole


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """At this address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def happen(office: Office, case: str, area: str, *types: str, days: int) -> None:
    """Filed so many days ago with a day's time, the rest today."""
    at = now() - days * DAY
    filed = {"item": "hole", "area": area, "reported": at, "received": at, "due": at + DAY}
    for revision, type in enumerate(("filed", *types), 1):
        time, data = (now(), {}) if revision > 1 else (at, filed)
        event = CaseEvent("", case, revision, type, time, "clerk", f"{type}:{case}", data)
        append_event(office.redis, office.keys, event, revision - 1)


@pytest.fixture
def page(
    browser: Browser, tmp_path: Path, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> Iterator[Page]:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    settings = read_settings(None, write_small_city(tmp_path) | told)
    app = create_app(settings)
    office = Office(app, redis)
    happen(office, "well", "2-1", "closed", days=0)
    happen(office, "ill", "1-1", days=40)
    happen(office, "worse", "1-2", days=40)
    happen(office, "<b>", "1-2", "closed", days=0)
    token = app.extensions["gridwall"].signing.key_file.now.start
    with (
        history_beside(app, settings, keys, redis_server.url, tmp_path / "history"),
        served(app) as address,
        browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}) as context,
    ):
        cookie = {"name": cookie_name(token), "value": seal(token, now()), "url": address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        yield context.new_page()


def test_which_is_worst_why_and_is_it_getting_better(page: Page) -> None:
    page.goto("/review/0?lang=en")
    town = page.locator(f"{FIRST} th a")
    town.wait_for()  # no click: the worst stands first
    name, address = town.inner_text(), page.url
    overdue = page.locator(f"{FIRST} button[data-number=overdue]")
    assert overdue.inner_text() == "2"
    overdue.press("Enter")  # why: the cases behind it
    rows = page.locator(".review-cases tbody tr")
    rows.nth(1).wait_for()
    assert rows.count() == 2 and "Late" in rows.first.inner_text()
    rows.first.locator("button").press("Enter")
    page.locator(".review-events li", has_text="filed it").wait_for()
    page.keyboard.press("Escape")
    rows.first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".review-panel").is_hidden()
    assert overdue.evaluate("node => node === document.activeElement")
    town.press("Enter")  # is it getting better: its own page says so
    page.locator(".review-tile", has_text="On time").locator(".better, .worse").first.wait_for()
    assert name in page.locator("h1").inner_text() and "/review/1?" in page.url
    page.go_back()
    town.wait_for()
    assert page.url.split("?")[0] == address.split("?")[0]
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 1366
