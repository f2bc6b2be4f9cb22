"""The real server, a real Redis and screens that talk to it: from XADD to the screen, and back again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from streams.messages.contract import heartbeat_fields, position_fields, report_fields
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import PLACES
from tests.dashboard.running import LiveScreen, RefusedError, Web
from tests.patience import until

KEYS = Keys()
Screens = Callable[..., LiveScreen]


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path_factory.mktemp("redis")) as server:
        client = server.client()
        claim_world(client, KEYS, "demo")
        client.close()
        yield server


@pytest.fixture(scope="module")
def feed(redis: EmbeddedRedis) -> Iterator[Redis]:
    client = redis.client()
    yield client
    client.close()


@pytest.fixture(scope="module")
def web(redis: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    web = Web(tmp_path_factory.mktemp("web"), redis.url)
    web.anew = True
    web.start()
    yield web
    web.end()


@pytest.fixture
def screens(web: Web) -> Iterator[Screens]:
    opened: list[LiveScreen] = []

    def make(origin: str | None = None) -> LiveScreen:
        opened.append(LiveScreen(web, origin))
        return opened[-1]

    yield make
    for screen in opened:
        screen.close()


def send_fix(feed: Redis, who: str, place: str, sos: bool | None = None) -> int:
    now = time.time_ns() // 1_000_000
    lat, lon = PLACES[place]
    feed.xadd(KEYS.positions, position_fields(inspector=who, time=now, lat=lat, lon=lon, sos=sos))
    return now


def test_a_fix_reaches_the_screens_of_its_areas(screens: Screens, feed: Redis) -> None:
    city, other = screens(), screens()
    city.until(lambda: city.hello["world"] == "demo", "its Redis has said which world this is")
    assert city.ask("join", {"area": "0"}) == {"ok": True, "room": 0, "epoch": city.hello["epoch"]}
    other.ask("join", {"area": "2"})
    sent = send_fix(feed, "ann", "1-1")
    city.until(lambda: city.page.shown()["named"].get("ann", [0] * 3)[2] == sent, "the fix on the city")
    other.listen(0.3)
    assert "ann" not in other.page.shown()["named"]


def test_a_report_becomes_a_case_on_every_screen(screens: Screens, feed: Redis, web: Web) -> None:
    screen = screens()
    screen.ask("join", {"area": "1"})
    now = time.time_ns() // 1_000_000
    feed.xadd(KEYS.reports, report_fields(report="r-1", time=now, item="hole", area="1-1"))
    screen.until(lambda: screen.page.cases, "the case")
    case = next(iter(screen.page.cases.values()))
    assert (case["item"], case["area"], case["state"]) == ("hole", "1-1", "new")
    screen.until(lambda: screen.page.state["counters"]["open"] == 1, "the counter")
    assert web.get("/api/areas/1/live")[1]["counters"]["open"] == 1


def test_an_sos_stays_until_somebody_acknowledges_it(screens: Screens, feed: Redis) -> None:
    screen = screens()
    screen.ask("join", {"area": "2"})
    send_fix(feed, "dan", "2-1", sos=True)
    screen.until(lambda: any(c["sos"] for c in screen.page.cases.values()), "the call for help")
    case = next(c for c in screen.page.cases.values() if c["sos"])
    command = {"case": case["id"], "command": "k-1", "revision": case["revision"]}
    assert screen.ask("acknowledge", command) == {"ok": True, "revision": 2}
    assert screen.ask("acknowledge", command) == {"ok": True, "revision": 2}
    late = screen.ask("acknowledge", command | {"command": "k-2"})
    assert (late["ok"], late["code"], late["revision"]) == (False, "acknowledged", 2)
    assert late["reason"]["en"].startswith("demo has acknowledged it at ")
    screen.until(lambda: screen.page.cases[case["id"]]["acknowledged"], "the acknowledgement")
    assert screen.page.cases[case["id"]]["acknowledged"]["by"] == "demo"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"area": "9"}, "no area"),
        ({"area": 0}, "no area"),
        (None, "no area"),
        ("0", "no area"),
    ],
)
def test_a_join_that_makes_no_sense_is_refused_in_words(screens: Screens, told: object, said: str) -> None:
    answer = screens().ask("join", told)
    assert (answer["ok"], said in answer["reason"]) == (False, True)


@pytest.mark.parametrize(
    "told",
    [None, {}, {"case": "c", "command": "k", "revision": 1}, {"case": "c", "command": "k", "revision": "1"}],
)
def test_an_acknowledgement_that_makes_no_sense_is_refused(screens: Screens, told: object) -> None:
    assert screens().ask("acknowledge", told)["ok"] is False


def test_the_clock_is_the_servers(screens: Screens) -> None:
    screen, before = screens(), time.time() * 1000
    # as measured by round trips, which take a while on a busy machine
    assert before - 1000 <= screen.ask("clock") <= time.time() * 1000 + 1000


def test_resync_is_a_snapshot_at_the_rooms_sequence(screens: Screens) -> None:
    screen = screens()
    assert screen.ask("resync")["ok"] is False
    screen.ask("join", {"area": "0"})
    screen.listen(1.5)
    before = screen.last.sequence
    screen.ask("resync")
    screen.until(lambda: screen.last.kind == 1, "a snapshot")
    assert screen.last.sequence >= before


def test_heartbeats_tell_the_truth_about_the_chain(screens: Screens, feed: Redis) -> None:
    screen = screens()
    screen.ask("join", {"area": "2-2"})
    taken = len(screen.page.taken)
    screen.until(lambda: len(screen.page.taken) >= taken + 3, "three heartbeats")

    def fresh() -> bool:
        feed.xadd(KEYS.positions, heartbeat_fields("gate"))
        truth = screen.last.truth
        return (truth.flags, truth.redis_age < 20, truth.gateway_age < 100) == (1, True, True)

    screen.until(fresh, "Redis and the gateway are fresh")


def test_a_page_from_elsewhere_gets_no_socket(screens: Screens) -> None:
    with pytest.raises(RefusedError):
        screens(origin="http://evil.example")


def test_a_foreign_event_of_the_record_is_folded_once(screens: Screens, feed: Redis) -> None:
    now = time.time_ns() // 1_000_000
    event = CaseEvent("", "x-1", 1, "filed", now, "clerk", "test:x-1", {"item": "hole", "area": "2-2"})
    append_event(feed, KEYS, event, 0)
    append_event(feed, KEYS, event, 0)
    screen = screens()
    screen.ask("join", {"area": "2-2"})
    screen.until(lambda: "x-1" in screen.page.cases, "the case")
    screen.until(lambda: screen.page.state["counters"]["open"] == 1, "the counter")


def test_what_is_refused_is_counted_and_kept(web: Web, feed: Redis) -> None:
    feed.xadd(KEYS.positions, {"inspector": "ann", "lat": "north", "lon": "1", "time": "1"})
    until(lambda: b'gridwall_rejects_total{stream="positions"} 1.0' in web.get("/metrics")[1], "the count")
    until(lambda: feed.xlen(KEYS.rejected) == 1, "the refusal in its stream")


def test_an_event_that_does_not_fit_its_case_is_counted_and_kept_with_its_reason(
    web: Web, feed: Redis
) -> None:
    now = str(time.time_ns() // 1_000_000)
    event = {"case": "none", "revision": "7", "type": "claimed", "time": now, "actor": "a", "key": "k"}
    feed.xadd(KEYS.cases, event | {"data": "{}"})  # type: ignore[arg-type]

    def refused() -> list[dict[bytes, bytes]]:
        return [told for _, told in feed.xrange(KEYS.rejected) if told[b"stream"] == b"cases"]

    [told] = until(refused, "the refusal in its stream")
    assert b"revision 1 must come next, got 7" in told[b"reason"] and b"key=k" in told[b"raw"]
    until(lambda: b'gridwall_rejects_total{stream="cases"} 1.0' in web.get("/metrics")[1], "the count")
