"""The record comes back without its last seconds: it is noticed, told, and nothing is built on it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from redis import Redis

from city.cases.case import CaseEvent
from dashboard.cli import main
from streams.messages.contract import report_fields
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.losses import read_losses
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.consoles import Console, seat
from tests.dashboard.running import Web
from tests.dashboard.test_running import send_fix
from tests.patience import until

KEYS = Keys()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def feed(redis: EmbeddedRedis) -> Iterator[Redis]:
    with redis.client() as client:
        claim_world(client, KEYS, "demo")
        yield client


@pytest.fixture
def web(redis: EmbeddedRedis, feed: Redis, tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path, redis.url, GRIDWALL_RETENTION_SNAPSHOT_SECONDS="1")
    web.start()
    yield web
    web.end()


def report(feed: Redis, *names: str) -> None:
    now = time.time_ns() // 1_000_000
    for name in names:
        feed.xadd(KEYS.reports, report_fields(report=name, time=now, item="hole", area="1-1"))


def recorded(feed: Redis) -> dict[str, int]:
    """Every case of the record, and its revision."""
    return {f[b"case"].decode(): int(f[b"revision"]) for _, f in feed.xrange(KEYS.cases)}


def shown(console: Console) -> dict[str, int]:
    console.listen(0.05)
    return {row["id"]: row["revision"] for row in console.rows.values()}


def troubles(web: Web) -> str:
    return " ".join(trouble["text"] for trouble in web.get("/readyz")[1]["troubles"])


def back_to(redis: EmbeddedRedis, copy: Path) -> None:
    """The server comes back as it was when it was copied."""
    redis.kill()
    for file in redis.folder.glob("*.aof*"):
        file.unlink()
    for file in copy.iterdir():
        shutil.copy(file, redis.folder)
    redis.restart()


def copied(redis: EmbeddedRedis, copy: Path) -> Path:
    copy.mkdir()
    for file in redis.folder.glob("*.aof*"):
        shutil.copy(file, copy)
    return copy


def test_a_lost_tail_is_told_and_nobody_is_sent_where_the_record_does_not_say(
    web: Web, redis: EmbeddedRedis, feed: Redis, tmp_path: Path
) -> None:
    report(feed, *(f"r-{n}" for n in range(5)))
    console = Console(web, seat(web))
    console.until(lambda: len(console.rows) == 5, "five cases")
    copy = copied(redis, tmp_path / "copy")
    first, given = sorted(console.rows)[0], set(console.rows)
    assert console.command("claim", first)["ok"]
    report(feed, "r-5", "r-6")
    console.until(lambda: len(console.rows) == 7, "seven cases")
    lost = set(console.rows) - given
    back_to(redis, copy)
    begun = time.monotonic()
    now = time.time_ns() // 1_000_000  # somebody writes on before the wall is back
    append_event(feed, KEYS, CaseEvent("", first, 2, "acknowledged", now, "seat-7", "x", {}), 1)
    report(feed, "r-7")
    console.until(lambda: lost.isdisjoint(console.rows) and shown(console) == recorded(feed), "the record")
    print(f"\nan older copy: right again after {time.monotonic() - begun:.1f} s")
    told = troubles(web)
    assert "the record lost its last" in told and ": 3 cases:" in told
    assert all(case in told for case in (*lost, f"{first} (Seat 1 claimed it)"))
    assert (set(recorded(feed)) - given).isdisjoint(lost), "a number was given twice"
    note = until(lambda: read_losses(feed, KEYS), "it is written")[0]
    assert (note.cases, note.emptied) == (3, False)
    assert b"gridwall_record_losses_total 1.0" in web.get("/metrics")[1]
    told = CliRunner().invoke(main, ["check"], env=web.environ).output
    assert "!   the record lost its last" in told
    console.close()


def test_a_snapshot_of_what_the_record_lost_is_not_used(
    web: Web, redis: EmbeddedRedis, feed: Redis, tmp_path: Path
) -> None:
    web.end()
    with EmbeddedRedis(tmp_path / "positions") as positions:
        web.environ["GRIDWALL_REDIS_POSITIONS"] = positions.url
        web.start()
        report(feed, "r-0")
        until(lambda: len(recorded(feed)) == 1, "one case")
        copy = copied(redis, tmp_path / "copy")
        report(feed, "r-1", "r-2")
        until(lambda: len(recorded(feed)) == 3, "three cases")
        with positions.client() as client:
            until(lambda: b"r-2" in (client.get(KEYS.snapshot) or b""), "a snapshot of them")
        web.end()
        back_to(redis, copy)
        web.start()
        assert web.get("/api/areas/0/live")[1]["counters"]["open"] == 1
        assert "the record lost its last" in until(lambda: troubles(web), "it is told")


def test_an_emptied_record_is_said_and_the_demo_keeps_its_frame(web: Web, feed: Redis) -> None:
    report(feed, "r-0", "r-1")
    send_fix(feed, "ann", "1-1", sos=True)
    console = Console(web, seat(web))
    console.until(lambda: len(console.rows) == 3, "two cases and a call")
    feed.flushall()
    begun = time.monotonic()
    until(lambda: "the record was emptied" in troubles(web), "it is told")
    print(f"\nemptied: told after {time.monotonic() - begun:.1f} s")
    claim_world(feed, KEYS, web.get("/readyz")[1]["world"])
    assert web.get("/readyz")[1]["world"] == "demo"
    console.until(lambda: [row["sos"] for row in console.rows.values()] == [True], "the call, again")
    console.close()


def test_after_a_rebirth_a_console_has_its_queue_and_no_red_light(
    web: Web, redis: EmbeddedRedis, feed: Redis
) -> None:
    report(feed, *(f"r-{n}" for n in range(9)))
    console = Console(web, seat(web))
    console.ask("join", {"area": "0"})
    console.until(lambda: len(console.rows) == 9, "nine cases")
    epoch, wholes = console.last.epoch, console.queue.wholes
    feed.set(KEYS.epoch, "another")
    begun = time.monotonic()
    ages: list[Any] = []

    def drawn_anew() -> bool:
        ages.append(console.last.truth.redis_age)
        return console.last.epoch != epoch and console.queue.wholes > wholes

    console.until(drawn_anew, "everything is drawn anew")
    print(f"\nanother epoch: drawn anew after {time.monotonic() - begun:.1f} s")
    assert len(console.rows) == len(console.page.cases) == 9
    assert max(ages) < 100  # tenths of a second
    console.close()
