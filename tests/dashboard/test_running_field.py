"""A demo city that lives by itself: its desk and its field, over the doors people and backends use."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dashboard.access.key_file import KeyFile
from dashboard.settings.city_files import CityPaths, load_city
from demo.officer.seat import DemoSeat, SeatRefusedError
from demo.people.answers import Answers
from demo.people.field import Field
from demo.people.inbox import Inbox
from demo.people.simulate import Plan, Simulation
from streams.access.api_keys import ApiKeys
from streams.messages.contract import report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.replay.sender import Sender
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.consoles import Console, seat
from tests.dashboard.running import Web, until

KEYS = Keys()
ZONE = ZoneInfo("Asia/Shanghai")
CASES = 14
PATIENCE = 300.0  # s; a life takes half a minute, and on a busy machine two
FASTER_MS = 30_000  # so much of the field's and the desk's time goes by at each turn


def now() -> int:
    return time.time_ns() // 1_000_000


class Sitting(threading.Thread):
    """The demo desk at work in a thread; its clock is put forward by the test."""

    def __init__(self, web: Web) -> None:
        super().__init__(daemon=True)
        self.said: list[str] = []
        address = f"http://localhost:{web.port}"
        token = KeyFile(web.keys).open_door
        self.seat = DemoSeat(address, "0", {"hole": "d"}, token, self.said.append, turn=(0.01, 0.03))
        self.loop = asyncio.new_event_loop()
        self.refused = ""

    def run(self) -> None:
        self.work = self.loop.create_task(self.seat.run())
        try:
            self.loop.run_until_complete(self.work)
        except asyncio.CancelledError:
            pass
        except SeatRefusedError as error:
            self.refused = str(error)
        self.loop.close()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.work.cancel)
        self.join(10)


def started(tmp_path: Path, redis: EmbeddedRedis, world: str) -> Web:
    with redis.client() as client:
        claim_world(client, KEYS, world)
    web = Web(tmp_path, redis.url)
    web.start()
    return web


@pytest.fixture
def web(tmp_path: Path, own_redis: EmbeddedRedis) -> Iterator[Web]:
    web = started(tmp_path, own_redis, "demo")
    yield web
    web.end()


def field_of(web: Web, redis: EmbeddedRedis) -> tuple[Simulation, Field, Answers]:
    """The city's people, each seen once, and their backend with its key."""
    files = (web.environ[f"GRIDWALL_CITY_{name}"] for name in ("AREAS", "ROSTER", "MATTERS"))
    areas, roster, matters = load_city(CityPaths(*map(Path, files)))
    sender = Sender(redis.client(), KEYS, "demo")
    plan = Plan(rate=1.0, reports_an_hour=0.0, sos_every=0.0)
    city = Simulation(areas, roster.people, matters, ZONE, KEYS, plan, now())
    for entries in city.back_story(now(), now()):
        sender.send(entries)
    key = ApiKeys(redis.client(), KEYS).make("simulator", ["0"], now(), rate=100_000)
    post = Answers(f"http://localhost:{web.port}", key, print)
    return city, Field(city.errands, Inbox(sender, KEYS), post), post


def report(redis: EmbeddedRedis, city: Simulation) -> None:
    """Not far from where people are."""
    lat, lon = city.walkers.place(np.arange(city.crowd.listed))
    with redis.client() as client:
        for n in range(CASES):
            near = n % city.crowd.listed
            place = {"lat": float(lat[near]) + n * 0.0005, "lon": float(lon[near])}
            client.xadd(KEYS.reports, report_fields(f"r{n}", now(), "hole", **place))  # type: ignore[arg-type]


def closed(web: Web) -> int:
    return int(web.get("/api/areas/0/live")[1]["counters"]["closed"])


def events(redis: EmbeddedRedis) -> list[dict[str, Any]]:
    with redis.client() as client:
        entries: Any = client.xrange(KEYS.cases)
    return [{name.decode(): value.decode() for name, value in fields.items()} for _, fields in entries]


@pytest.mark.timeout(2 * PATIENCE + 60, method="signal")
def test_cases_are_sent_answered_and_closed_and_a_persons_case_is_left(
    web: Web, own_redis: EmbeddedRedis
) -> None:
    city, field, post = field_of(web, own_redis)
    report(own_redis, city)
    person = Console(web, seat(web))
    person.until(lambda: len(person.rows) == CASES, "the cases are filed")
    mine = min(person.rows)
    assert person.command("claim", mine)["ok"]
    desk = Sitting(web)
    desk.start()
    ahead = 0

    def lived() -> bool:
        nonlocal ahead
        ahead += FASTER_MS
        desk.seat.ahead = ahead
        city.phones.report(np.arange(len(city.crowd.ids)), now() + ahead)
        field.step(now() + ahead)
        return closed(web) >= CASES // 2

    until(lived, "half of the cases are closed", PATIENCE, pause=lambda waited: 0.02)  # each look is a turn
    desk.stop()
    post.close()
    person.close()
    history = events(own_redis)
    types = Counter(event["type"] for event in history)
    assert {"filed", "dispatched", "accepted", "fed_back", "verified", "closed"} <= set(types)
    assert types["arrived"] > 0
    people = {event["actor"] for event in history} - {"clerk", "demo-desk", "seat-1"}
    assert people <= set(city.crowd.ids) | {"d"}
    assert [event["type"] for event in history if event["case"] == mine and event["actor"] != "clerk"] == [
        "claimed"
    ]
    assert "as demo-desk" in desk.said[0]


def test_a_live_world_has_no_such_seat(tmp_path: Path, own_redis: EmbeddedRedis) -> None:
    web = started(tmp_path, own_redis, "live")
    desk = Sitting(web)
    desk.start()
    desk.join(30)
    web.end()
    assert desk.refused == "Only a demo world has a demo desk, and this is a live one."
