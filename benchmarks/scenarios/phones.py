"""8,428 phones at one fix in ten seconds through the door of Traccar Client, with repeats, broken bodies and
an intake process that is killed: is each good fix there, is what is refused told, and what does it cost?"""

from __future__ import annotations

import asyncio
import signal
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.crowd import spread, write_roster
from benchmarks.intake import IntakeProcess
from benchmarks.phones import Fix, Phones, Told
from benchmarks.probes import percentile
from benchmarks.report import Report
from benchmarks.rig import FULL, Plan
from benchmarks.wall import write_city
from benchmarks.watch import Watch
from streams.access.api_keys import POSITIONS, ApiKeys
from streams.access.devices import Devices
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis

PEOPLE, GAP = 8428, 10.0
BEFORE = 0.6  # of the time, until the process is killed
AWAY = 1.0  # s until it is started again
Seen = tuple[set[Fix], int, int]  # fixes, entries that said one again, refusals told


def run(report: Report, plan: Plan = FULL) -> None:
    report.title(f"{PEOPLE:,} phones, a fix in {GAP:g} s each, 5 % sent twice, 2 % broken; one kill")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gridwall-bench-")))
        redis = stack.enter_context(EmbeddedRedis(folder / "redis", keep=False))
        crowd, homes = spread(write_city(folder), PEOPLE)
        write_roster(folder / "roster.csv", crowd, homes)
        client: Any = stack.enter_context(redis.client())
        people = [person.decode() for person in crowd.ids.tolist()]
        devices = {f"phone-{number}": person for number, person in enumerate(people)}
        Devices(client, Keys()).put(devices, 1)
        key = ApiKeys(client, Keys()).make("phones", ["441900"], 1, actions=[POSITIONS], rate=1_000_000)
        process = IntakeProcess(folder, GRIDWALL_REDIS_URL=redis.url)
        stack.callback(process.end)
        process.start()
        phones, seconds = Phones(process.port, key, devices, GAP), plan.measured
        sending = threading.Thread(target=lambda: asyncio.run(phones.send(seconds)))
        watch = Watch({"intake": process.pid, "redis": int(client.info("server")["process_id"])})
        began = time.monotonic()
        sending.start()
        time.sleep(seconds * BEFORE)
        load, sent, killed = watch.stop(), sum(phones.told.answers.values()), time.monotonic()
        process.end(signal.SIGKILL)
        time.sleep(AWAY)
        process.start()
        sending.join()
        report.load(load)
        cost = load.core("intake") * load.seconds / sent * 1000
        report.keep("phones", {"cost_ms": cost, "load": load.record()})
        report.say(f"{sent / (killed - began):,.0f} requests a second, {cost:.2f} ms of a core each")
        say_waits(report, phones.told, killed)
        judge(report, phones.told, read(client))


def say_waits(report: Report, told: Told, killed: float) -> None:
    """Of what was due before the kill, and of all."""
    calm = [wait * 1000 for due, wait in told.waits if due < killed - 0.5]
    figures = {"p50": percentile(calm, 0.5), "p99": percentile(calm, 0.99)}
    longest = max(wait for _, wait in told.waits)
    report.keep("phones_waits", {**figures, "longest_s": longest})
    report.say(
        f"from when it was due until it stood in the stream: p50 {figures['p50']:.1f} ms, "
        f"p99 {figures['p99']:.1f} ms; the longest, over the kill, {longest:.1f} s"
    )


def read(client: Any) -> Seen:
    entries = [fields for _, fields in client.xrange(Keys().positions)]
    fixes = [(e[b"inspector"].decode(), int(e[b"time"])) for e in entries if b"inspector" in e]
    return set(fixes), len(fixes) - len(set(fixes)), sum(b"refused" in entry for entry in entries)


def judge(report: Report, told: Told, seen: Seen) -> None:
    there, twice, lines = seen
    report.say(
        f"{len(told.good):,} good fixes, {told.repeated:,} of them sent twice: "
        f"{len(there & told.good):,} there; "
        f"{twice:,} entries say one again, sent before the kill and answered after it"
    )
    report.say(
        f"{told.broken:,} broken bodies, answered 200 and told in {lines} lines; {told.kept:,} sent again"
    )
    if there != told.good:
        lost, other = len(told.good - there), len(there - told.good)
        report.void(f"{lost:,} fixes are not in the stream, and {other:,} are that nobody sent")
