"""A record that cannot be written, beside positions that can: what page, /readyz and metrics say.

The rows of docs/reliability.md that name this file are the faults here; `pytest -s` prints what it measured
(without PACES: as the product waits).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis import Redis

from dashboard.rooms.frames import AMBER
from streams.messages.contract import position_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import connect
from tests.city.small_city import PLACES
from tests.dashboard.consoles import Console, seat
from tests.dashboard.running import Web
from tests.patience import until
from tests.streams.servers import Server

KEYS = Keys()
WRITING = "dashboard.truth.writing"
PACES = {f"{WRITING}.EVERY": 0.5, f"{WRITING}.AGAIN": 0.2, f"{WRITING}.CLERK_GONE": 4.0}


@dataclass
class Site:
    """A web process, its two Redis servers, and somebody at a console."""

    web: Web
    record: Redis
    positions: Redis
    console: Console

    def codes(self) -> list[str]:
        return [trouble["code"] for trouble in self.console.troubles]

    def metric(self, name: str) -> str:
        told = self.web.get("/metrics")[1].decode()
        return next((line for line in told.splitlines() if line.startswith(name)), "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    one, other = Server(folder / "record"), Server(folder / "positions")
    with one, other, connect(one.url) as record, connect(other.url) as positions:
        claim_world(record, KEYS, "live")
        web = Web(folder, one.url, GRIDWALL_REDIS_POSITIONS=other.url)
        web.paces = PACES
        web.start()
        until(lambda: record.exists(KEYS.lease), "the process is the clerk")
        console = Console(web, seat(web))
        console.ask("join", {"area": "0"})
        yield Site(web, record, positions, console)
        console.close()
        web.end()


def full(record: Redis) -> None:
    record.config_set("maxmemory", "1")


def roomy(record: Redis) -> None:
    record.config_set("maxmemory", "0")


def demote(record: Redis) -> None:
    record.replicaof("127.0.0.1", 1)


def promote(record: Redis) -> None:
    record.replicaof("NO", "ONE")


def want_replicas(record: Redis) -> None:
    record.config_set("min-replicas-to-write", "1")


def want_none(record: Redis) -> None:
    record.config_set("min-replicas-to-write", "0")


def forbid_scripts(record: Redis) -> None:
    record.execute_command("ACL", "SETUSER", "default", "-evalsha")


def forbid_appends(record: Redis) -> None:
    record.execute_command("ACL", "SETUSER", "default", "-xadd")


def allow(record: Redis) -> None:
    record.execute_command("ACL", "SETUSER", "default", "+@all")


def lock_lease(record: Redis) -> None:
    record.set(KEYS.lease, "nobody")


def unlock_lease(record: Redis) -> None:
    record.delete(KEYS.lease)


Act = Callable[[Redis], None]
FAULTS: list[tuple[str, Act, Act]] = [
    ("record_full", full, roomy),
    ("record_read_only", demote, promote),
    ("record_no_replicas", want_replicas, want_none),
    ("record_no_right", forbid_scripts, allow),
    ("record_no_right", forbid_appends, allow),
    ("no_clerk", lock_lease, unlock_lease),
]


def cry(site: Site, who: str) -> None:
    lat, lon = PLACES["1-1"]
    now = time.time_ns() // 1_000_000
    site.positions.xadd(KEYS.positions, position_fields(inspector=who, time=now, lat=lat, lon=lon, sos=True))


@pytest.mark.parametrize(("code", "fault", "mend"), FAULTS, ids=[f[1].__name__ for f in FAULTS])
def test_what_cannot_be_written_is_seen_and_a_call_for_help_is_shown(
    site: Site, code: str, fault: Act, mend: Act, request: pytest.FixtureRequest
) -> None:
    console, who = site.console, f"c-{request.node.callspec.id}"
    fault(site.record)
    begun = time.monotonic()
    console.until(lambda: code in site.codes(), f"{code} on the page")
    amber = time.monotonic() - begun
    console.until(lambda: console.last.truth.flags & AMBER, "amber in the frame's flags")

    cry(site, who)
    begun = time.monotonic()
    calls = lambda: [row for row in console.rows.values() if row["inspector"] == who]  # noqa: E731
    console.until(calls, "the call in the queue")
    console.until(lambda: calls()[0]["id"] in console.page.cases, "the call on the wall")
    shown = time.monotonic() - begun
    [row] = calls()
    assert (row["revision"], row["unfiled"], row["sos"]) == (0, True, True)
    assert console.page.cases[row["id"]]["unfiled"]
    assert site.web.get("/api/areas/0/live")[1]["counters"]["sos"] >= 1
    refusal = console.command("acknowledge", row["id"])
    assert (refusal["code"], "not filed yet" in refusal["reason"]["en"]) == ("unfiled", True)
    assert site.web.get(f"/api/cases/{row['id']}")[0] in (200, 403)
    status, told = site.web.get("/readyz")
    assert (status, code in [each["code"] for each in told["troubles"]]) == (200, True)
    assert site.metric(f'gridwall_trouble{{code="{code}"}}')

    mend(site.record)
    begun = time.monotonic()
    console.until(lambda: not console.troubles, "no trouble any more")
    over = time.monotonic() - begun
    console.shows(row["id"], revision=1, unfiled=False)
    filed = [f for _, f in site.record.xrange(KEYS.cases) if f[b"case"] == row["id"].encode()]
    assert [f[b"type"] for f in filed] == [b"filed"]
    assert site.web.log().count(f"trouble {code}: ") == site.web.log().count(f"trouble {code} is over")
    print(f"SEEN {code} {fault.__name__}: amber {amber:.1f} s, call {shown:.1f} s, over {over:.1f} s")


@pytest.mark.parametrize(
    ("code", "fault", "mend"),
    [("positions_full", full, roomy), ("positions_read_only", demote, promote)],
)
def test_positions_that_gateways_cannot_write_are_told_too(
    site: Site, code: str, fault: Act, mend: Act
) -> None:
    fault(site.positions)
    begun = time.monotonic()
    site.console.until(lambda: site.codes() == [code], f"{code} on the page")
    amber, begun = time.monotonic() - begun, time.monotonic()
    mend(site.positions)
    site.console.until(lambda: not site.console.troubles, "no trouble any more")
    print(f"SEEN {code}: amber {amber:.1f} s, over {time.monotonic() - begun:.1f} s")


def test_a_console_that_can_be_given_no_seat_says_why(site: Site) -> None:
    demote(site.record)
    status, page = site.web.get("/console/0?lang=zh")
    promote(site.record)
    assert status == 503 and "记录所在的 Redis 已成只读副本" in page.decode()
    site.console.until(lambda: not site.console.troubles, "no trouble any more")


def test_no_answer_shows_raw_bytes(site: Site, tmp_path: Path) -> None:
    site.record.delete(KEYS.seat_number)
    site.record.lpush(KEYS.seat_number, "odd")
    console = site.console
    console.until(lambda: "record_odd_key" in site.codes(), "the odd key on the page")
    told = next(t["told"] for t in console.troubles if t["code"] == "record_odd_key")
    assert told["key"] == KEYS.seat_number and told["got"] == "list"
    status, page = site.web.get("/console/0")
    text = page.decode() if isinstance(page, bytes) else str(page)
    site.record.delete(KEYS.seat_number)
    assert status == 503 and "b&#x27;" not in text and "Command #" not in text
    console.until(lambda: not console.troubles, "no trouble any more")


def test_a_process_that_may_not_write_says_so_while_another_may(site: Site, tmp_path: Path) -> None:
    rights = ("on", ">weak", "~*", "+@read", "+@connection", "+info", "+time", "+type")
    site.record.execute_command("ACL", "SETUSER", "weak", *rights)
    port = site.record.get_connection_kwargs()["port"]
    weak = Web(tmp_path, f"redis://weak:weak@127.0.0.1:{port}")
    weak.start()
    told = until(lambda: weak.get("/readyz")[1]["troubles"], "the weak one says so")
    weak.end()
    assert [each["code"] for each in told] == ["record_no_right"]
    assert "weak:weak" not in told[0]["text"]
    assert site.codes() == []
