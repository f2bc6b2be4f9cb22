"""From exec to /readyz with a snapshot, a day of reports and a full stream of positions in Redis that keeps
coming. What its imports cost is told apart."""

import re
import signal
import time
from typing import Any

import numpy as np

from benchmarks.crowd import Crowd, load
from benchmarks.feeder import command, redis_socket
from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, Plan, Rig
from benchmarks.scenarios.latency import PEOPLE
from streams.messages.contract import report_fields

GOAL = 3.0
DAY, REPORTS = 86_400_000, 10_000
IMPORTS = re.compile(r"imports ([0-9.]+) s, ready")
RUNS = 3


def run(report: Report, plan: Plan = FULL) -> None:
    minutes = 15.0 if plan is FULL else 1.0
    report.title(
        f"Start: {REPORTS:,} reports in 24 h, {minutes:.0f} min of positions at {PEOPLE:,}/s, snapshot"
    )
    with Rig(PEOPLE, report, plan) as rig:
        backfill_reports(rig)
        backfill_positions(rig, minutes)
        rig.feeder.tell(f"rate {PEOPLE} plain")
        began = time.monotonic()
        rig.start_wall(600.0)
        without = time.monotonic() - began
        report.say(f"the first start, without a snapshot: {without:.1f} s")
        took = [restart(rig) for _ in range(RUNS)]
    for total, imports in took:
        report.say(f"with a snapshot {total:.1f} s, of which imports {imports:.1f} s")
    beyond = max(total - imports for total, imports in took)
    report.say(f"beyond imports at most {beyond:.1f} s  (goal {GOAL:.0f} s: {verdict(beyond, GOAL)})")
    report.keep("start", {"first_s": without, "took_and_imports_s": took, "beyond_s": beyond})


def restart(rig: Rig) -> tuple[float, float]:
    """Exec → /readyz, and the part of it that was imports, as the log tells. A snapshot is written every
    ten seconds: wait for a new one, kill, start."""
    time.sleep(12)
    rig.wall.end(signal.SIGKILL)
    total = rig.wall.start(120.0)
    return total, float(IMPORTS.findall(rig.wall.log())[-1])


def backfill_reports(rig: Rig) -> None:
    """Evenly over the last day, each inside the circle somebody walks, with entry ids of then."""
    now = int(time.time() * 1000)
    redis: Any = rig.redis.client()
    pipe = redis.pipeline(transaction=False)
    lat, lon = rig.probes.at(np.arange(len(rig.probes)), 0.0)
    for number in range(REPORTS):
        at = now - DAY + number * (DAY // REPORTS)
        row = number % len(lat)
        fields = report_fields(f"day-{number}", at, "0102", lat=float(lat[row]), lon=float(lon[row]))
        pipe.xadd(rig.keys.reports, fields, id=f"{at}-0")
    pipe.execute()


def backfill_positions(rig: Rig, minutes: float) -> None:
    crowd: Crowd = load(rig.folder / "crowd.npz")
    rows, now = np.arange(len(crowd)), int(time.time() * 1000)
    key = rig.keys.positions.encode()
    with redis_socket(rig.redis.url) as wire:
        wire.sendall(command(b"CLIENT", b"REPLY", b"OFF"))
        for second in range(int(minutes * 60), 0, -1):
            wire.sendall(entries_of_then(key, crowd, rows, now - second * 1000))
    while rig.redis.client().xlen(rig.keys.positions) < int(minutes * 60) * len(crowd):
        time.sleep(0.2)


PLAIN_THEN = (
    b"*11\r\n$4\r\nXADD\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n$9\r\ninspector\r\n$7\r\n%s\r\n"
    b"$3\r\nlat\r\n$9\r\n%9.6f\r\n$3\r\nlon\r\n$10\r\n%10.6f\r\n$4\r\ntime\r\n$13\r\n%d\r\n"
)


def entries_of_then(key: bytes, crowd: Crowd, rows: np.ndarray, then: int) -> bytes:
    """One fix of everybody, as plain entries received in that millisecond."""
    lat, lon = crowd.at(rows, then / 1000)
    columns = zip(crowd.ids[rows].tolist(), lat.tolist(), lon.tolist(), strict=True)
    names = [b"%d-%d" % (then, number) for number in range(len(rows))]
    size = len(key)
    return b"".join(
        PLAIN_THEN % (size, key, len(name), name, person, y, x, then)
        for name, (person, y, x) in zip(names, columns, strict=True)
    )
