"""The stage of the browser tests: `stage` is one embedded Redis, demo city, real `gridwall web` and real
`gridwall cameras` with a street of demo cameras for all of them; `screen` one page in a context of its own,
which fails its test if the console shows an error or the page asks another origin; `screens` makes more."""

from __future__ import annotations

import csv
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.inside import start_address
from benchmarks.page import SIZE, executable
from benchmarks.wall import Wall, write_city
from city.areas.areas import Areas
from city.people.roster import Roster, read_roster
from demo.city.city import demo_city
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.browser.chromium import arguments
from tests.browser.feed import Feed
from tests.browser.screen import Screen
from tests.browser.street import Street
from tests.dashboard.noon import zone_at_noon
from tests.dashboard.running import Web

DWELL = 4  # s until the panels turn
ANSWER = "3"  # s until an urgent dispatch that nobody answers is unanswered
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Stage:
    areas: Areas
    roster: Roster
    redis: EmbeddedRedis
    wall: Wall
    feed: Feed
    street: Street

    def kill_server(self) -> None:
        """As a crash would end it: master and worker at once."""
        self.wall.end(signal.SIGKILL)

    def start_server(self) -> float:
        return self.wall.start()


def write_roster(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, fieldnames=list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def come_in(context: BrowserContext, wall: Wall | Web) -> None:
    """As by the start address, once for all pages of the context."""
    context.request.get(start_address(f"http://127.0.0.1:{wall.port}/healthz", wall.keys))


@pytest.fixture(scope="package")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage")
    areas = write_city(folder)
    rows = demo_city(1).roster_rows
    write_roster(folder / "roster.csv", rows)
    roster = read_roster(rows, areas, "roster.csv")
    with ExitStack() as stack:
        redis = stack.enter_context(EmbeddedRedis(folder / "redis"))
        keys = Keys()
        claim_world(redis.client(), keys, "demo")
        street = Street(folder, areas, redis.url)
        stack.callback(street.close)
        street.open()
        told = {"URL": street.origin, "DWELL_SECONDS": str(DWELL)}
        more = {f"GRIDWALL_CAMERAS_{name}": value for name, value in told.items()}
        more |= {"GRIDWALL_RULES_ANSWER_URGENT_SECONDS": ANSWER}
        wall = Wall(folder, redis.url, GRIDWALL_CITY_TIMEZONE=zone_at_noon(), **more)
        wall.start()
        stack.callback(wall.end)
        feed = Feed(redis.client(), keys, areas, roster)
        feed.start()
        stack.callback(feed.stop)
        yield Stage(areas, roster, redis, wall, feed, street)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Gone when the last test here is: until then this thread has a running loop, and `asyncio.run` fails."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments())
        yield browser
        browser.close()


@pytest.fixture
def screens(stage: Stage, browser: Browser) -> Iterator[Callable[..., Screen]]:
    """`screens(viewport={...}, locale="zh-CN")`: options of the context."""
    with ExitStack() as stack:

        def make(**options: Any) -> Screen:
            told = {"viewport": SIZE, "locale": "zh-CN"} | options
            context = browser.new_context(**told)
            stack.callback(context.close)
            come_in(context, stage.wall)
            screen = Screen(context.new_page(), stage.wall.address, stage.street.origin)
            stack.callback(screen.verify)
            return screen

        yield make


@pytest.fixture
def screen(screens: Callable[..., Screen]) -> Screen:
    return screens()
