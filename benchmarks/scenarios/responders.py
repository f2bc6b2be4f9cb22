"""Who can go, of 8,428 people: the product's columns beside a plain loop over them, by turns in one run. Both
must name the same five. Nothing else is started."""

import math
import time
import tomllib
from collections.abc import Callable

import numpy as np

from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, Plan
from city.areas.areas import read_areas
from city.cases.case import CaseEvent
from city.live import LiveCity
from city.matters import read_matters
from city.people.fixes import FixBatch
from city.people.roster import read_roster
from city.queries.responders import UNTOLD_ACCURACY, Responders
from city.rules import AROUND_THE_CLOCK, Rules
from demo.city.city import data, demo_city

POSTS, BUSY, ASKED = 8_428, 1_500, 5
GOAL = 5.0  # ms
NOW = 1_790_000_000_000


def run(report: Report, plan: Plan = FULL) -> None:
    report.title(f"Who can go: {POSTS:,} people in the whole city, {BUSY:,} of them with work in hand")
    live = full_city()
    responders, rounds = Responders(live), 200 if plan is FULL else 20
    cases = [case for case in live.cases if case.assignment is None]
    root = live.areas.root.code
    ways: dict[str, Callable[[int], list[str]]] = {
        "columns": lambda at: [one.inspector for one in responders.near(cases[at], root, ASKED, NOW)],
        "plain loop": lambda at: plainly(live, cases[at].id),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(-1, rounds):  # one to warm up
        at, answers = number % len(cases), []
        for name, way in ways.items():
            began = time.perf_counter()
            answers.append(way(at))
            took[name].append((time.perf_counter() - began) * 1000)
        if answers[0] != answers[1]:
            report.void(f"the two ways differ about {cases[at].id}: {answers}")
    p99 = {name: float(np.percentile(each[1:], 99)) for name, each in took.items()}
    p50 = {name: float(np.percentile(each[1:], 50)) for name, each in took.items()}
    report.table(["", "p50 ms", "p99 ms"], [[name, f"{p50[name]:.2f}", f"{p99[name]:.2f}"] for name in ways])
    ratio = p50["plain loop"] / p50["columns"]
    met = verdict(p99["columns"], GOAL)
    report.say(f"the loop takes {ratio:.0f} × as long; columns p99 (goal {GOAL:.0f} ms: {met})")
    report.keep("responders", {"p50_ms": p50, "p99_ms": p99, "ratio": ratio, "rounds": rounds})


def full_city() -> LiveCity:
    """The demo city with every post filled, everybody seen in the last minutes, and 50 cases to send to."""
    demo = demo_city(1)
    areas = read_areas(demo.areas_document, "demo")
    told, modes = demo.roster_rows, ("foot", "bike", "car")
    rows = [{**told[n % len(told)], "inspector": f"P-{n:04}", "mode": modes[n % 3]} for n in range(POSTS)]
    matters = read_matters(tomllib.loads(data("items.toml")), "items.toml")
    live = LiveCity(areas, read_roster(rows, areas, "demo"), matters, Rules(duty=AROUND_THE_CLOCK))
    fixes = everybody(live)
    live.fold_fixes(fixes, NOW)
    grids = [area.code for area in areas.order if area.level == areas.levels[-1]]
    for number in range(50):
        place = {"lat": float(fixes.lat[number]), "lon": float(fixes.lon[number]), "area": grids[number * 60]}
        filed = {"item": "0103", "received": NOW, "reported": NOW, **place}
        event = CaseEvent(f"{NOW}-{number}", f"c{number}", 1, "filed", NOW, "clerk", "", filed)
        live.fold_events([event], NOW)
    live.workload.count.update({f"P-{n:04}": 1 + n % 3 for n in range(0, BUSY * 3, 3)})
    live.tick(NOW)
    return live


def everybody(live: LiveCity) -> FixBatch:
    """One fix of each person, some minutes old, a fifth of them without an accuracy."""
    dice, count = np.random.default_rng(7), len(live.people)
    untold = np.full(count, np.nan, np.float32)
    accuracy = np.where(dice.random(count) < 0.2, np.nan, dice.uniform(3, 60, count)).astype(np.float32)
    taken = (NOW - dice.integers(0, 500_000, count)).astype(np.int64)
    return FixBatch(
        list(live.people.ids),
        taken,
        taken,
        dice.uniform(22.75, 23.1, count),
        dice.uniform(113.6, 114.15, count),
        accuracy,
        *(untold, untold, untold),
        np.zeros(count, np.bool_),
    )


def plainly(live: LiveCity, case_id: str) -> list[str]:
    """The formula of city/queries/responders.py, one person after the other."""
    case, people, rules = live.cases.get(case_id), live.people, live.rules
    assert case is not None and case.lat is not None and case.lon is not None
    grid, found = live.areas.position[case.area], []
    for row, inspector in enumerate(people.ids):
        person = live.roster.get(inspector)
        if person is None or people.state[row] not in (1, 2, 3) or people.sos[row]:
            continue
        if people.time[row] < NOW - rules.on_duty_minutes * 60_000:
            continue
        north = (people.lat[row] / 1e6 - case.lat) * 111_195.0
        east = (people.lon[row] / 1e6 - case.lon) * 111_195.0 * math.cos(math.radians(case.lat))
        speed = getattr(rules, f"{person.mode}_kmh") / 3.6
        accuracy = float(people.accuracy[row])
        doubt = (UNTOLD_ACCURACY if math.isnan(accuracy) else accuracy) * rules.detour / speed
        cost = math.hypot(north, east) * rules.detour / speed + doubt
        load = live.workload.count.get(inspector, 0)
        cost += (NOW - int(people.time[row])) / 2000 + load * rules.load_minutes * 60
        found.append((2 if load else int(people.home[row] != grid), cost, inspector))
    return [inspector for _, _, inspector in sorted(found)[:ASKED]]
