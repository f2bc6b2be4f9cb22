"""A real web process and a real Redis whose clocks are minutes and hours off, and step while all runs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from streams.access.seats import Sitting, write_seats
from streams.messages.contract import decode_events, heartbeat_fields, position_fields, report_fields
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.clocks.conftest import HOUR, MINUTE, Shift
from tests.dashboard.running import Web
from tests.patience import PATIENCE, until

KEYS = Keys()
Webs = Callable[..., Web]


def true() -> int:
    return int(time.time() * 1000)


def send(redis: Redis, report: str) -> None:
    redis.xadd(KEYS.reports, report_fields(report, true(), "hole", lat=22.05, lon=113.05))  # type: ignore[arg-type]


def events(redis: Redis) -> list[CaseEvent]:
    return decode_events(redis.xrange(KEYS.cases))[0]


def filed(redis: Redis, report: str) -> CaseEvent:
    found: list[CaseEvent] = until(
        lambda: [event for event in events(redis) if event.data.get("report") == report], f"{report} is filed"
    )
    return found[0]


def told(web: Web) -> dict[str, Any]:
    answer: dict[str, Any] = web.get("/readyz")[1]
    return answer


def codes(web: Web) -> set[str]:
    return {each["code"] for each in told(web)["troubles"]}


def is_clerk(web: Web) -> bool:
    return b"gridwall_clerk 1.0" in web.get("/metrics")[1]


def mended(web: Web) -> None:
    """By the command, while all runs."""

    def said(*more: str) -> str:
        command = [sys.executable, "-m", "dashboard", "mend", *more]
        return subprocess.run(
            command, env=web.environ, capture_output=True, text=True, timeout=PATIENCE
        ).stdout

    ahead = "positions is 8 h ahead of Redis's clock"
    assert f"{ahead}: its 4 entries would get ids that are times" in said()
    done = said("--yes")
    assert f"{ahead}: mended, it holds 4 entries." in done
    assert "cases is 8 h ahead of Redis's clock: left as it is" in done
    until(lambda: not told(web)["streams_ahead"].keys() & {"positions", "reports"}, "no more runs ahead")
    until(lambda: told(web)["ready"], "the wall goes on")


def test_a_process_whose_clock_is_wrong_releases_nobody(
    own_redis: EmbeddedRedis, webs: Webs, shift: Callable[[str], Shift]
) -> None:
    redis, odd, off = own_redis.client(), shift("web-shift"), 20 * MINUTE
    claim_world(redis, KEYS, "live")
    odd.put(off)
    web = webs(own_redis.url, odd)
    code = "clock_ahead"
    until(lambda: code in codes(web), "it says that its clock is wrong")
    assert told(web)["clocks"]["ahead"]["record"] == pytest.approx(off / 1000, abs=2)
    send(redis, "r-1")  # nobody else is there to file it
    case = filed(redis, "r-1")
    assert abs(case.data["received"] - true()) < 20_000
    assert abs(case.time - true()) < 20_000
    write_seats(redis, KEYS, "p", [Sitting("seat-9", "1", "officer", ("9", "9"), true())])
    append_event(redis, KEYS, CaseEvent("", case.case, 2, "claimed", true(), "seat-9", "c", {}), 1)
    send(redis, "r-2")
    filed(redis, "r-2")  # it has looked whether anybody is clerk, and found itself alone again
    assert [event.type for event in events(redis)] == ["filed", "claimed", "filed"]
    assert not is_clerk(web)
    odd.put(0)
    until(lambda: is_clerk(web), "it is clerk when its clock is right")
    until(lambda: code not in codes(web), "nothing is wrong any more")
    assert [event.type for event in events(redis)] == ["filed", "claimed", "filed"]


@pytest.mark.parametrize("off", [8 * HOUR, -8 * HOUR])
def test_all_goes_on_while_redis_steps_away_and_back(
    odd_redis: tuple[EmbeddedRedis, Shift], webs: Webs, off: int
) -> None:
    (server, odd), redis = odd_redis, odd_redis[0].client()
    web = webs(server.url)
    until(lambda: is_clerk(web), "it is clerk")
    for step in (off, 0):
        odd.put(step)
        redis.xadd(KEYS.positions, heartbeat_fields("gw"))  # type: ignore[arg-type]
        wanted = "redis_clock_ahead" if off > 0 else "redis_clock_behind"
        until(lambda: (wanted in codes(web)) is (step != 0), f"{wanted} at {step}")  # noqa: B023
        before = true()
        fix = position_fields("ann", 22.05, 113.05, true())
        redis.xadd(KEYS.positions, fix)  # type: ignore[arg-type]
        send(redis, f"r{step}")
        case = filed(redis, f"r{step}")
        assert before - 3000 < case.data["received"] < true() + 3000
        live = web.get("/api/areas/1/live")[1]
        assert abs(live["as_of"] - true()) < 3000
        until(lambda: -2 <= told(web)["truth"]["gateway_age"] < 15, "the gateway is heard")
        assert told(web)["clock_wrong"] == 0
    if off > 0:  # ids stand where they were, and the stream says so
        until(lambda: "stream_ahead" in codes(web), "the streams run ahead")
        assert told(web)["streams_ahead"]["positions"] == pytest.approx(off / 1000, abs=60)
    until(lambda: is_clerk(web), "it is clerk again")
    if off > 0:
        mended(web)
        send(redis, "r-mended")
        assert abs(filed(redis, "r-mended").data["received"] - true()) < 20_000
        redis.xadd(KEYS.positions, heartbeat_fields("gw"))  # type: ignore[arg-type]
        until(lambda: -2 <= told(web)["truth"]["gateway_age"] < 15, "the gateway is heard")
    heard = told(web)["truth"]["gateway_age"]
    until(lambda: told(web)["truth"]["gateway_age"] > heard + 2, "a silent gateway grows old")
    assert {event.type for event in events(redis)} == {"filed"}
