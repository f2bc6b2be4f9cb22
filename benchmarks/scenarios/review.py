"""Ninety days of cases, 270,000, and what leaders ask of them: a day, a week and a month of the city and of a
town, with all that they are split by; in SQLite, and beside it in PostgreSQL on the same rows."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from sqlalchemy import Engine

from benchmarks.postgres import postgres, programs
from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, QUICK, Plan
from city.cases.case import STATES
from city.time.days import DAY, HOUR, MINUTE, LocalDays
from streams.history.events.database import database, migrate
from streams.history.events.store import EventStore
from streams.history.events.tables import case_facts, codes
from streams.history.reviewing import Reviewing

DAYS, A_DAY = 90, 3000
ENDS = 1_795_363_200_000  # a midnight in Shanghai
LAST = {"a day": "2026-11-22", "a week": "2026-11-16", "a month": "2026-10-24"}
SPLITS = ["areas", "departments", "categories", "items", "channels", "hours"]
MONTH_MS, AT_ONCE = 1000, 10_000
COUNTS = {"item": 120, "category": 12, "department": 30, "channel": 6, "person": 8000}


def run(report: Report, plan: Plan = FULL) -> None:
    cases, tries = (20_000, 3) if plan is QUICK else (DAYS * A_DAY, 10)
    report.title(f"Review: {cases:,} cases of {DAYS} days")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gridwall-bench-")))
        engines = {"SQLite": database("", folder)}
        if there := programs():
            told = stack.enter_context(postgres(there))
            parts = dict(part.split("=", 1) for part in told.split())
            where = quote(parts["host"], safe="")
            address = f"postgresql://{parts['user']}@/{parts['dbname']}?host={where}"
            engines["PostgreSQL"] = database(address, folder)
        found = {name: _asked(engine, cases, tries) for name, engine in engines.items()}
        for engine in engines.values():
            engine.dispose()
    head = ["asked", *(f"{name}, p50 / p95" for name in found), "goal", ""]
    rows = []
    for asked, times in found["SQLite"].items():
        cells = [f"{_at(each[asked], 50):.0f} / {_at(each[asked], 95):.0f} ms" for each in found.values()]
        month = asked == "a month of the city"
        goal = [f"{MONTH_MS} ms", verdict(_at(times, 95), MONTH_MS)] if month else ["", ""]
        rows.append([asked, *cells, *goal])
    report.table(head, rows)
    report.keep(
        "review", {name: {asked: _at(t, 95) for asked, t in each.items()} for name, each in found.items()}
    )


def _at(times: list[float], percent: float) -> float:
    return float(np.percentile(times, percent))


def _asked(engine: Engine, cases: int, tries: int) -> dict[str, list[float]]:
    """ms of each question, its answer encoded."""
    migrate(engine)
    _fill(engine, cases)
    reviewing = Reviewing(
        EventStore(engine), lambda: 1, LocalDays(ZoneInfo("Asia/Shanghai")), clock=lambda: ENDS
    )
    found: dict[str, list[float]] = {}
    for name, first in LAST.items():
        for where, area in (("the city", "c"), ("a town", "t7")):
            told = {"area": area, "from": first, "to": "2026-11-22", "splits": SPLITS}
            found[f"{name} of {where}"] = _times(
                lambda told=told: reviewing.review(told),  # type: ignore[misc]
                tries,
                reviewing.forget,
            )
    told = {"area": "c", "from": LAST["a month"], "to": "2026-11-22"}
    month = {"area": "c", "from": LAST["a month"], "to": "2026-11-22", "splits": SPLITS}
    found["the same month, a town of it next"] = _times(
        lambda: reviewing.review(month | {"area": "t7"}), tries
    )
    found["each day of a month"] = _times(lambda: reviewing.by_day(told), tries)
    behind = told | {"split": "areas", "id": "t7", "number": "overdue"}
    found["the cases behind a number"] = _times(lambda: reviewing.behind(behind), tries)
    return found


def _times(ask: Callable[[], Any], tries: int, forget: Callable[[], None] = lambda: None) -> list[float]:
    found = []
    for _ in range(tries):
        forget()
        began = time.perf_counter()
        msgspec.json.encode(ask())
        found.append((time.perf_counter() - began) * 1000)
    return found


def _fill(engine: Engine, cases: int) -> None:
    """As the history process would have written them."""
    chance = random.Random(7)
    with engine.begin() as connection:
        words = [("place", f"c/t{at % 33}/v{at % 593}/g{at}") for at in range(3150)]
        words += [(kind, f"{kind}{at}") for kind, count in COUNTS.items() for at in range(count)]
        connection.execute(codes.insert(), [{"kind": kind, "code": code} for kind, code in words])
        numbers = {(row.kind, row.code): row.id for row in connection.execute(codes.select())}
        kinds = {
            kind: [number for (of, _), number in numbers.items() if of == kind] for kind in ("place", *COUNTS)
        }
        for first in range(0, cases, AT_ONCE):
            rows = [_case(chance, at, cases, kinds) for at in range(first, min(cases, first + AT_ONCE))]
            connection.execute(case_facts.insert(), rows)


def _case(chance: random.Random, at: int, cases: int, kinds: dict[str, list[int]]) -> dict[str, Any]:
    filed = ENDS - DAYS * DAY + at * DAYS * DAY // cases
    told: dict[str, Any] = {kind: chance.choice(numbers) for kind, numbers in kinds.items()}
    told |= {"world": 1, "case_id": f"c-{at}", "revision": 9, "urgent": 0, "sos": 0, "reopened": 0}
    told |= {"filed": filed, "received": filed, "returned": int(chance.random() < 0.1)}
    times = ("first_response", "dispatched", "fed_back", "verified", "closed", "ended", "due")
    if chance.random() < 0.7:  # put right on the spot
        return told | dict.fromkeys(times) | {"state": STATES.index("advised"), "ended": filed}
    took = chance.randrange(HOUR, 5 * DAY)
    told |= {"first_response": filed + 5 * MINUTE, "dispatched": filed + 9 * MINUTE, "due": filed + 2 * DAY}
    if filed + took >= ENDS:
        open_ = dict.fromkeys(("fed_back", "verified", "closed", "ended"))
        return told | open_ | {"state": STATES.index("dispatched")}
    ended = {"fed_back": filed + took - MINUTE, "verified": filed + took, "closed": filed + took}
    return told | ended | {"ended": filed + took, "state": STATES.index("closed")}
