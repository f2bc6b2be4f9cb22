"""Five hundred new reports a second for a minute, consoles open and the ladder on: is each filed once, and as
fast at the end as at the beginning?"""

import time
from contextlib import ExitStack
from typing import Any

import numpy as np

from benchmarks.desk_page import DeskPage, open_desk
from benchmarks.page import browser_process, chromium
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan
from benchmarks.scenarios.officers import ITEM, Office, Size, middles
from benchmarks.watch import Watch
from streams.messages.contract import report_fields

RATE = 500
SLICE = 0.1  # s of reports written at once
PARTS = 6  # of the time, to see whether the delay grows
GROWN = 1000.0  # ms the last part's median may be above the first's
URGENT = 20  # every so many is urgent
LADDER = 100.0  # s after the last report until every step has rung


def run(report: Report, plan: Plan = FULL) -> None:
    seconds = 60 if plan is FULL else 10
    report.title(f"{RATE} new reports a second for {seconds} s, two web processes, 50 consoles, ladder on")
    with ExitStack() as stack:
        office = Office(stack, report, Size(1, 0))
        office.open()
        browser = stack.enter_context(chromium())
        desk = open_desk(browser, office.walls[0].page(f"/console/{CITY}"))
        desk.step()  # a page may sound once somebody has touched it
        watched = {"the other web": office.walls[1].pid, "browser": browser_process()}
        watch = Watch(office.processes | watched)
        began = time.time()
        sent = send(office, seconds)
        took = time.time() - began
        filed(office, sent)
        report.load(watch.stop())
        if took > seconds * 1.1:
            report.void(f"the reports were written in {took:.0f} s instead of {seconds}")
        judge(office, sent)
        say_sounds(report, desk, sent)
        if plan is FULL:
            say_ladder(office)


def send(office: Office, seconds: int) -> int:
    """Evenly, all over the city."""
    places = middles(office.areas)
    client: Any = office.redis.client()
    began, number, at_once = time.monotonic(), 0, int(RATE * SLICE)
    for turn in range(int(seconds / SLICE)):
        pipe, now = client.pipeline(transaction=False), int(time.time() * 1000)
        for _ in range(at_once):
            _, lat, lon = places[number * 7919 % len(places)]
            more = {"urgency": "urgent"} if number % URGENT == 0 else {}
            fields = report_fields(f"new-{number}", now, ITEM, lat=lat, lon=lon, **more)
            pipe.xadd(office.keys.reports, fields)
            number += 1
        pipe.execute()
        time.sleep(max(0.0, began + (turn + 1) * SLICE - time.monotonic()))
    return number


def filed(office: Office, sent: int) -> None:
    client: Any = office.redis.client()
    give_up = time.monotonic() + 120
    while client.hlen(office.keys.revisions) < sent + office.size.cases:
        if time.monotonic() > give_up:
            return
        time.sleep(0.5)


def judge(office: Office, sent: int) -> None:
    """By Redis's own clock: from the report's entry to its case's."""
    client: Any = office.redis.client()
    came = {fields[b"report"]: moment(entry) for entry, fields in client.xrange(office.keys.reports)}
    cases = [(e, f) for e, f in client.xrange(office.keys.cases) if f[b"type"] == b"filed"]
    keys = [fields[b"key"].rpartition(b"/")[2] for _, fields in cases]
    if sorted(keys) != sorted(came):
        office.report.void(
            f"{len(came):,} reports were sent and {len(keys):,} filed, {len(set(keys)):,} of them once"
        )
        return
    waits = [(came[key], moment(entry) - came[key]) for (entry, _), key in zip(cases, keys, strict=True)]
    waits = sorted(waits)[office.size.cases :]
    parts = [np.array([ms for _, ms in part]) for part in np.array_split(np.array(waits), PARTS)]
    medians = [float(np.median(part)) for part in parts]
    everything = np.array([ms for _, ms in waits])
    p50, p99 = (float(np.percentile(everything, share)) for share in (50, 99))
    grown = medians[-1] - medians[0]
    report = office.report
    report.say(
        f"{sent:,} reports, each filed once: p50 {p50:.0f} ms, p99 {p99:.0f} ms, "
        f"longest {everything.max():.0f} ms"
    )
    shown = " ".join(f"{median:.0f}" for median in medians)
    report.say(f"median of each sixth of the time: {shown} ms  (goal: not growing: {verdict(grown, GROWN)})")
    report.keep("intake", {"reports": sent, "p50_ms": p50, "p99_ms": p99, "medians_ms": medians})


def say_sounds(report: Report, desk: DeskPage, sent: int) -> None:
    """One console in a browser heard it all: with hundreds of alarms only the flood's beginning may sound."""
    sounds = desk.sounds()
    report.say(
        f"{sent // URGENT:,} of them urgent; the console played {sum(sounds.values())} sounds: {sounds}; "
        f"flood mode {'holds' if desk.flooding() else 'is not on'}"
    )
    report.keep("intake_sounds", sounds)


def say_ladder(office: Office) -> None:
    """Nobody claims anything here, so every case rings every step."""
    client: Any = office.redis.client()
    time.sleep(LADDER)
    rung: dict[bytes, int] = {}
    for _, fields in client.xrange(office.keys.cases):
        if fields[b"type"] == b"rung":
            rung[fields[b"case"]] = rung.get(fields[b"case"], 0) + 1
    office.report.say(
        f"the ladder rang {sum(rung.values()):,} times for {len(rung):,} cases, "
        f"at most {max(rung.values(), default=0)} times for one"
    )
    office.report.keep("intake_rung", {"cases": len(rung), "rung": sum(rung.values())})


def moment(entry: bytes) -> int:
    return int(entry.partition(b"-")[0])
