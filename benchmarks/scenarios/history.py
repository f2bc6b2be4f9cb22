"""A hundred thousand closed cases of ninety days in the record, and two thousand open ones: how long after a
process is started are the open ones back?"""

import itertools
import re
import signal
import time
from contextlib import ExitStack
from typing import Any

import msgspec

from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, Plan
from benchmarks.scenarios.officers import ITEM, Office, Size, middles, open_cases
from benchmarks.wall import Wall

GOAL = 2.0
DAYS = 90
OPEN = 2000
RUNS = 3
HOUR, DAY = 3_600_000, 86_400_000
IMPORTS = re.compile(r"imports ([0-9.]+) s, ready ([0-9.]+) s")
LIVES = ("dispatched", "accepted", "fed_back", "verified", "closed")


def run(report: Report, plan: Plan = FULL) -> None:
    closed = 100_000 if plan is FULL else 2_000
    report.title(f"Start with {closed:,} closed cases of {DAYS} days in the record and {OPEN:,} open ones")
    with ExitStack() as stack:
        office = Office(stack, report, Size(OPEN, 0))
        office.prepare()
        write_history(office, closed)
        office.start()
        wall = office.walls[0]
        report.say(f"the first start, without a snapshot: ready after {ready(wall):.1f} s beyond imports")
        office.walls[1].end()
        took = [restart(office, wall) for _ in range(RUNS)]
        worst = max(took)
        shown = ", ".join(f"{seconds:.1f}" for seconds in took)
        report.say(f"with a snapshot: {shown} s beyond imports  (goal {GOAL:.0f} s: {verdict(worst, GOAL)})")
        report.keep("history", {"closed": closed, "beyond_imports_s": took})


def restart(office: Office, wall: Wall) -> float:
    """Kill, start, and look whether every open case is back. A snapshot is written every ten seconds."""
    time.sleep(12)
    wall.end(signal.SIGKILL)
    wall.start(120)
    found = open_cases(wall)
    if found != OPEN:
        office.report.void(f"{found:,} of {OPEN:,} open cases came back")
    return ready(wall)


def ready(wall: Wall) -> float:
    return float(IMPORTS.findall(wall.log())[-1][1])


def write_history(office: Office, closed: int) -> None:
    """Whole lives, evenly over the days, in the order of their entries; the first events with ids of then."""
    client: Any = office.redis.client()
    now, places = int(time.time() * 1000), middles(office.areas)
    moments = (now - DAYS * DAY + number * (DAYS * DAY - 2 * HOUR) // closed for number in range(closed))
    pipe, sequence = client.pipeline(transaction=False), itertools.count(1)
    for number, at in enumerate(moments):
        area = places[number * 7919 % len(places)][0]
        case = f"old-{number}"
        for revision, (type_, data) in enumerate(life(number, area, at), 1):
            fields = {
                "case": case,
                "revision": revision,
                "type": type_,
                "time": at + revision,
                "actor": "seat-1",
                "key": f"old:{number}:{revision}",
                "data": msgspec.json.encode(data),
            }
            pipe.xadd(office.keys.cases, fields, id=f"{at}-{next(sequence)}")
        pipe.hset(office.keys.revisions, case, len(LIVES) + 1)
        if number % 1000 == 999:
            pipe.execute()
    pipe.execute()


def life(number: int, area: str, at: int) -> list[tuple[str, dict[str, Any]]]:
    filed = {"report": f"old-{number}", "item": ITEM, "area": area, "reported": at, "received": at}
    sent = {"dispatch": f"d-{number}", "inspector": f"p{number % 1000:06d}", "answer_by": at + HOUR}
    told = {"dispatched": sent, "verified": {}, "closed": {}}
    answers = {"dispatch": f"d-{number}"}
    return [("filed", filed), *((name, told.get(name, answers)) for name in LIVES)]
