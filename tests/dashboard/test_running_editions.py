"""Another edition of the city is loaded while the wall runs: a process that shows it takes over, and nobody
is turned away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from city.editions.plan import Edition
from dashboard.cli import main
from streams.editions.edition_store import EditionStore
from streams.messages.contract import position_fields
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import PLACES
from tests.dashboard.running import LiveScreen, RefusedError, Web
from tests.dashboard.small_files import merged
from tests.patience import PATIENCE, until

KEYS = Keys()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def web(redis: EmbeddedRedis, tmp_path: Path) -> Iterator[Web]:
    (tmp_path / "web").mkdir()
    web = Web(tmp_path / "web", redis.url)
    web.start()
    yield web
    web.end()


def command(web: Web, *words: str) -> None:
    result = CliRunner().invoke(main, words, env=web.environ)
    assert result.exit_code == 0, result.output


def other_city(web: Web, screen: LiveScreen) -> LiveScreen:
    """The screen that comes back to a process that shows another one; every request meanwhile is answered."""
    give_up, before = time.monotonic() + PATIENCE, screen.hello["city"]
    while True:
        assert web.get("/healthz")[0] == 200, "somebody was turned away"
        assert time.monotonic() < give_up, web.log()
        try:
            screen.listen(0.1)
        except RefusedError:
            screen.close()
            screen = LiveScreen(web)
            if screen.hello["city"] != before:
                return screen


def test_a_process_that_shows_the_new_edition_takes_over(
    web: Web, redis: EmbeddedRedis, tmp_path: Path
) -> None:
    screen, client = LiveScreen(web), redis.client()
    now, (lat, lon) = time.time_ns() // 1_000_000, PLACES["1-1"]
    client.xadd(KEYS.positions, position_fields(inspector="ann", time=now, lat=lat, lon=lon))
    command(web, "areas", "load", merged(web.environ, tmp_path), "--from", "now", "--yes")
    screen = other_city(web, screen)
    assert screen.ask("join", {"area": "1-1"})["ok"], "the code of before stands for the area that goes on"
    status, told = web.get("/api/areas/1-1/live")
    assert (status, told["code"], told["counters"]["on_duty"]) == (200, "1-9", 1)

    command(web, "areas", "rollback", "--yes")
    screen = other_city(web, screen)
    status, told = web.get("/api/areas/1-1/live")
    assert (status, told["code"], told["counters"]["on_duty"]) == (200, "1-1", 1)
    status, page = web.get("/wall/1-9?lang=en")
    assert status == 404 and b"is no more since" in page and b"/wall/1-2" in page
    screen.close()
    client.close()


def test_one_that_cannot_take_over_leaves_the_other_where_it_is(web: Web, redis: EmbeddedRedis) -> None:
    screen, client = LiveScreen(web), redis.client()
    now = time.time_ns() // 1_000_000
    EditionStore(client, KEYS).add("0", [(Edition("areas", "aaaa", now, "next.geojson", "host", now), b"{}")])
    until(lambda: "a process that was to take over cannot" in web.log(), "it was tried", PATIENCE)
    screen.ask("join", {"area": "1-1"})
    screen.until(lambda: screen.page.taken, "frames go on")
    assert web.get("/readyz")[0] == 200
    client.close()
    screen.close()
