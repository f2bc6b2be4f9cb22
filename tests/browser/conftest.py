"""The stage of the browser tests: `stage` is one embedded Redis, demo city, real `gridwall web` and real
`gridwall cameras` with a street of demo cameras for all of them; `screen` one page in a context of its own,
which fails its test if the console shows an error or the page asks another origin; `screens` makes more."""

from __future__ import annotations

import json
import signal
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.inside import start_address
from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.browser.chromium import arguments, program
from tests.browser.console import Console
from tests.browser.feed import Feed
from tests.browser.life import Life
from tests.browser.pages import DEFAULT, Pages
from tests.browser.screen import Screen
from tests.browser.street import Street
from tests.dashboard.noon import zone_at_noon
from tests.dashboard.running import Web
from tests.forks.processes import Wall

DWELL = 4  # s until the panels turn
ANSWER = "3"  # s until an urgent dispatch that nobody answers is unanswered
HERE = "tests/browser/"
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(HERE):  # thousands of paths would take half a second
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

    def reported(self, code: str) -> int:
        """How many reports the server has counted there today."""
        return int(json.loads(self.wall.get(f"/api/areas/{code}/live"))["counters"]["reported"])

    def start_server(self) -> float:
        return self.wall.start()

    def pictures(self) -> bool:
        """Whether the wall knows of cameras that are pulled."""
        told = json.loads(self.wall.get(f"/api/areas/{self.areas.root.code}/cameras"))
        return bool(told["running"])


def come_in(context: BrowserContext, wall: Wall | Web) -> None:
    """As by the start address, once for all pages of the context."""
    context.request.get(start_address(f"http://127.0.0.1:{wall.port}/healthz", wall.keys))


@pytest.fixture(scope="package")
def stage(
    make_city_folder: Callable[[str], Path], demo_city: tuple[Areas, Roster, Matters]
) -> Iterator[Stage]:
    folder = make_city_folder("stage")
    areas, roster, _ = demo_city
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


@pytest.fixture(autouse=True)
def pictures(request: pytest.FixtureRequest) -> None:
    """No camera is pulled for tests marked `no_pictures`: four of them treble what a standing wall costs.
    They see a wall without a camera process."""
    if "stage" in request.fixturenames:
        stage: Stage = request.getfixturevalue("stage")
        stage.street.pull(request.node.get_closest_marker("no_pictures") is None, stage.pictures)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Gone when the last test here is: until then this thread has a running loop, and `asyncio.run` fails."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def pages(stage: Stage, browser: Browser) -> Pages:
    return Pages(browser, stage.wall)


@pytest.fixture
def screens(stage: Stage, browser: Browser, pages: Pages) -> Iterator[Callable[..., Screen]]:
    """`screens()`; `screens(locale="en-GB")` with options of the context; `screens(alone=True)` for what
    cannot be undone, such as a script of the page's own: the page is no other test's."""
    with ExitStack() as stack:

        def make(alone: bool = False, **options: Any) -> Screen:
            if alone:
                context = browser.new_context(**DEFAULT | options)
                stack.callback(context.close)
                come_in(context, stage.wall)
                page = context.new_page()
            else:
                page = pages.take(**options)
                stack.callback(pages.give_back, page)
            screen = Screen(page, stage.wall.address, stage.street.origin)
            stack.callback(screen.leave)
            stack.callback(screen.verify)
            return screen

        yield make


@pytest.fixture
def screen(screens: Callable[..., Screen]) -> Screen:
    return screens()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="module")
def standing(pages: Pages) -> Iterator[dict[str, list[Page]]]:
    """The pages that this file's tests hand on as they stand, by what stands on them."""
    kept: dict[str, list[Page]] = defaultdict(list)
    yield kept
    for page in chain(*kept.values()):
        pages.give_back(page)


@pytest.fixture
def handed(
    request: pytest.FixtureRequest, stage: Stage, pages: Pages, standing: dict[str, list[Page]]
) -> Iterator[Callable[[str], Screen]]:
    """`handed("wall")`: a page as a test before left it; after one that failed the next has new pages."""
    taken: list[tuple[str, Screen]] = []

    def take(kind: str) -> Screen:
        page = standing[kind].pop() if standing[kind] else pages.take()
        taken.append((kind, Screen(page, stage.wall.address, stage.street.origin)))
        return taken[-1][1]

    yield take
    for kind, screen in reversed(taken):
        screen.leave()
        if request.node.stash.get(FAILED, False):
            pages.give_back(screen.page)
        else:
            standing[kind].append(screen.page)
    for _, screen in taken:
        screen.verify()


@pytest.fixture
def wall(handed: Callable[[str], Screen]) -> Screen:
    """A page for the tests of a file that `enter` one area after the other and leave nothing in it but where
    they were."""
    return handed("wall")


@pytest.fixture
def desks(handed: Callable[[str], Screen]) -> Callable[[], Console]:
    """`desks()`: the same for consoles, each at a seat of its own that it keeps from test to test."""
    return lambda: Console(handed("desk"))


@pytest.fixture
def life(stage: Stage, handed: Callable[[str], Screen]) -> Iterator[Callable[[str], Life]]:
    """`life(village)`: where nothing else happens, at the file's standing desk."""
    lives: list[Life] = []

    def make(village: str) -> Life:
        lives.append(Life(stage, handed("desk"), village))
        return lives[-1]

    yield make
    for each in lives:
        each.close()
    for each in lives:
        each.verify()
