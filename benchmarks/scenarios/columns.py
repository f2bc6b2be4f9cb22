"""A full day of 8,428 people, a fix in ten seconds each, written whole through the recorder of the column
store by a clock that runs as fast as it can; then what is asked of it, beside PostgreSQL on the same rows."""

from __future__ import annotations

import random
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.asked_columns import Asked, ask_both
from benchmarks.child import Child
from benchmarks.crowd import spread
from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, QUICK, Plan
from benchmarks.walks import GAP_S, Walks, plain
from benchmarks.wall import write_city
from city.time.days import HOUR, MINUTE
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.place import Folder
from streams.history.columns.tables import FIXES, TABLES
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis

PEOPLE = 8428
BEGINS = 1_795_363_200_000  # a midnight in Shanghai
ONE_BY_ONE = 10  # minutes at the day's beginning in which each fix is an entry
KEPT = 3 * MINUTE  # of the stream: the rest was read
ROOM = 12  # GB that must be free


def run(report: Report, plan: Plan = FULL) -> None:
    hours = 2 if plan is QUICK else 24
    report.title(f"Columns: {PEOPLE:,} people, a fix in {GAP_S} s each, {hours} hours")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gridwall-bench-")))
        if shutil.disk_usage(folder).free < ROOM * 1e9:
            report.void(f"columns wants {ROOM} GB free in {folder}")
            return
        _write(report, stack, folder, hours)
        _sizes(report, folder)
        _ask(report, folder, hours)


def _write(report: Report, stack: ExitStack, folder: Path, hours: int) -> None:
    redis = stack.enter_context(EmbeddedRedis(folder / "redis", keep=False))
    client: Any = stack.enter_context(redis.client())
    walks = Walks(spread(write_city(folder), PEOPLE)[0])
    with Child("benchmarks.column_keeper", redis.url, str(folder)) as keeper:
        told = [keeper.hear()]
        for minute in range(hours * 60):
            begins = BEGINS + minute * MINUTE
            _send(client, walks, begins, one_by_one=minute < ONE_BY_ONE)
            if minute:
                told.append(keeper.hear())
            keeper.tell(str(begins + MINUTE))  # which it does while the next minute is walked
        told.append(keeper.hear())
        told.append(keeper.ask(str(BEGINS + hours * HOUR + MINUTE)))
        told.append(keeper.ask(str(BEGINS + hours * HOUR + HOUR + MINUTE)))
    _cost(report, told, hours)


def _send(client: Any, walks: Walks, begins: int, *, one_by_one: bool) -> None:
    stream = Keys().positions
    with client.pipeline(transaction=False) as pipe:
        last, number = 0, 0
        for at in range(begins, begins + MINUTE, GAP_S * 1000):
            for came, rows in walks.entries(at):
                last = max(last, came)
                for fields in plain(rows) if one_by_one else ({"fixes": rows},):
                    number += 1
                    pipe.xadd(stream, fields, id=f"{last}-{number}")
        pipe.xtrim(stream, minid=str(begins - KEPT), approximate=False)
        pipe.execute()


def _cost(report: Report, told: list[dict[str, float]], hours: int) -> None:
    fixes = told[-1]["fixes"]
    first, rest = told[1 : ONE_BY_ONE + 1], told[ONE_BY_ONE + 1 :]
    single = sum(each["cpu"] for each in first) / (len(first) * 60)
    batched = sum(each["cpu"] for each in rest) / ((hours * 60 - len(first)) * 60)
    house = [each for each in told[1:] if each["house_cpu"] > 0.05]
    keeping = sum(each["house_cpu"] for each in house) / (hours * 3600)
    peak = max(each["peak"] for each in told)
    longest = max(each["house_s"] for each in house)
    report.keep(
        "columns_cost",
        {"fixes": fixes, "single": single, "batched": batched, "keeping": keeping, "peak_mb": peak},
    )
    report.say(f"{fixes:,.0f} fixes written")
    report.table(
        ["the recorder, at the rate of life", "measured", "goal", ""],
        [
            ["of a core, each fix an entry", f"{single:.2%}", "10 %", verdict(single, 0.1)],
            ["of a core, 500 fixes an entry", f"{batched:.2%}", "10 %", verdict(batched, 0.1)],
            ["of a core, bringing files together", f"{keeping:.2%}", "", ""],
            ["the longest piece of that, an hour", f"{longest:.1f} s", "", ""],
            ["memory at most", f"{peak:.0f} MB", "400 MB", verdict(peak, 400)],
        ],
    )


def _sizes(report: Report, folder: Path) -> None:
    rows = []
    for name in TABLES:
        parts = ColumnTable(Folder(folder / "columns"), TABLES[name]).parts()
        count, size = sum(part.rows for part in parts), sum(part.size for part in parts)
        if count:
            rows.append([name, f"{count:,}", f"{size / 1e6:,.1f} MB", f"{size / count:.2f}", f"{len(parts)}"])
            report.keep(f"columns_{name}", {"rows": count, "bytes": size, "files": len(parts)})
    report.table(["table", "rows", "size", "bytes a row", "files"], rows)
    log = sum(1 for _ in (folder / "columns" / FIXES.name / "_delta_log").iterdir())
    report.say(f"{log} files of the log of fixes; goal 8 bytes a row")


def _ask(report: Report, folder: Path, hours: int) -> None:
    """Times of the tenth of the day that PostgreSQL has too."""
    first = BEGINS + (10 * HOUR if hours == 24 else 0)
    last = first + max(HOUR + MINUTE, hours * HOUR // 10)
    asked = Asked(folder, BEGINS, BEGINS + hours * HOUR, first, last, random.Random(5))
    ask_both(report, asked)
