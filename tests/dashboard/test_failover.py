"""A fail-over to a replica that was behind, with two web processes, officers and reporters at work.

The rows of docs/reliability.md that name this file are here; `pytest -s` prints what it measured.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from streams.messages.contract import decode_events, report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import connect
from tests.city.small_city import PLACES
from tests.dashboard.consoles import Console, seat
from tests.dashboard.running import Web
from tests.patience import until
from tests.streams.servers import Server
from tests.streams.switch import Switch

KEYS = Keys()
BEHIND = 3.0  # s of work the replica does not have


class Site:
    """Two web processes on one address, an officer at each, and reporters."""

    def __init__(self, folder: Path, stack: ExitStack, *, apart: bool) -> None:
        self.primary = stack.enter_context(Server(folder / "primary", "--repl-diskless-sync-delay", "0"))
        source = ("--replicaof", "127.0.0.1", str(self.primary.port))
        self.replica = stack.enter_context(Server(folder / "replica", *source))
        self.switch = stack.enter_context(Switch(self.primary.port))
        self.redis = stack.enter_context(connect(self.switch.url))
        claim_world(self.redis, KEYS, "live")
        more = {"GRIDWALL_RETENTION_SNAPSHOT_SECONDS": "1"}
        if apart:
            positions = stack.enter_context(Server(folder / "positions"))
            more["GRIDWALL_REDIS_POSITIONS"] = positions.url
        self.webs = []
        for name in ("one", "two"):
            (folder / name).mkdir()
            web = Web(folder / name, self.switch.url, **more)
            stack.callback(web.end)
            web.start()
            self.webs.append(web)
        self.consoles = [Console(web, seat(web)) for web in self.webs]
        for console in self.consoles:
            stack.callback(console.close)
        self._number = itertools.count()

    def report(self) -> str:
        """Sent until Redis takes it; its id."""
        name, now = f"r-{next(self._number)}", time.time_ns() // 1_000_000
        told: Any = report_fields(report=name, time=now, item="hole", area="1-1")
        until(lambda: self._sent(told), "the report is taken")
        return name

    def _sent(self, told: Any) -> bool:
        with contextlib.suppress(RedisError, OSError):
            return bool(self.redis.xadd(KEYS.reports, told))
        return False

    def fail_over(self) -> str:
        """The primary is gone; a report waits at the moment the replica takes its place. Its id."""
        self.switch.to(None)
        waiting: list[str] = []
        sender = threading.Thread(target=lambda: waiting.append(self.report()))
        sender.start()
        time.sleep(0.5)
        self.switch.to(self.replica.port)
        sender.join()
        return waiting[0]

    def work(self, seconds: float) -> None:
        """Reports come in, officers claim cases and give them other places."""
        end = time.monotonic() + seconds
        for place in itertools.cycle(("1-2", "2")):
            self.report()
            for console in self.consoles:
                console.listen(0.02)
                mine = [row for row in console.rows.values() if row["state"] == "new" and not row["owner"]]
                if mine and console.command("claim", mine[-1]["id"])["ok"]:
                    lat, lon = PLACES[place]
                    row = mine[-1]["id"], mine[-1]["revision"] + 1
                    console.command("locate", row[0], revision=row[1], data={"lat": lat, "lon": lon})
            if time.monotonic() >= end:
                return


def recorded(redis: Redis) -> dict[str, tuple[int, str]]:
    """Each case's revision and the report it was filed for."""
    events, _ = decode_events(redis.xrange(KEYS.cases))  # type: ignore[arg-type]
    filed = {event.case: str(event.data["report"]) for event in events if event.type == "filed"}
    return {event.case: (event.revision, filed[event.case]) for event in events}


def shown(console: Console) -> dict[str, int]:
    console.listen(0.05)
    return {row["id"]: row["revision"] for row in console.rows.values()}


@pytest.mark.parametrize("apart", [False, True], ids=["one server", "positions and snapshot elsewhere"])
def test_no_wall_shows_what_a_fail_over_lost_and_each_says_so(tmp_path: Path, apart: bool) -> None:
    with ExitStack() as stack:
        site = Site(tmp_path, stack, apart=apart)
        site.work(1)
        replica = stack.enter_context(connect(site.replica.url))
        until(lambda: replica.xlen(KEYS.cases) == site.redis.xlen(KEYS.cases) > 0, "the replica has it all")
        replica.replicaof("NO", "ONE")  # it hears nothing any more: what comes now is lost
        site.work(BEHIND)
        before = recorded(site.redis)
        waiting = site.fail_over()
        begun = time.monotonic()
        for console in site.consoles:
            console.until(lambda console=console: "record_lost" in codes(console), "it is told")
        told_after = time.monotonic() - begun
        for console in site.consoles:
            console.until(lambda console=console: same(console, site.redis, waiting), "the record is shown")
        after = recorded(site.redis)
        both = before.keys() & after.keys()
        lost = [case for case in before if before[case][0] > after.get(case, (0, ""))[0]]
        assert len(lost) > 10
        assert all(before[case][1] == after[case][1] for case in both), "a number was given twice"
        reports = [report for _, report in after.values()]
        assert len(reports) == len(set(reports)) and waiting in reports
        site.work(1)
        for console in site.consoles:
            console.until(lambda console=console: same(console, site.redis, waiting), "work goes on")
        print(f"\ntold after {told_after:.1f} s; {len(lost)} of {len(before)} cases lost something")
        assert all("Traceback" not in web.log() for web in site.webs)


def codes(console: Console) -> list[str]:
    console.listen(0.05)
    return [trouble["code"] for trouble in console.troubles]


def same(console: Console, redis: Redis, waiting: str) -> bool:
    record = recorded(redis)
    there = waiting in [report for _, report in record.values()]
    return there and shown(console) == {case: revision for case, (revision, _) in record.items()}
