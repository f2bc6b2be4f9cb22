"""A room of fifty screens, two of them browsers, and three operators who push to them at random while Redis
and one of two web processes are killed and come back: does every screen end where it should, by itself, does
no lease outlive itself, and how long until a push is painted?"""

import itertools
import json
import time
from contextlib import ExitStack
from typing import Any

import msgspec
import numpy as np

from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, Plan
from benchmarks.screen_room import BROWSERS, OPERATORS, SOCKETS, Room
from benchmarks.watch import Watch

GOAL, BOUND = 250.0, 500.0  # ms, push → painted, p99
OUTLIVES = 1000.0  # ms after its end in which a lease is gone
LONGEST_LEASE = 60.0  # s until all that was pushed is over, extensions among it
CLOCK = "() => performance.timeOrigin + performance.now()"

Shown = dict[str, list[tuple[float, str | None]]]  # by screen: since when (epoch ms) which push
Ends = dict[tuple[str, str], float]  # by screen and push, epoch ms


def run(report: Report, plan: Plan = FULL) -> None:
    seconds, kills = (600.0, 6) if plan is FULL else (90.0, 2)
    report.title(
        f"{SOCKETS + BROWSERS} screens, {BROWSERS} of them browsers, {OPERATORS} operators, {seconds:.0f} s;"
        f" Redis and one of two web processes killed {kills // 2} times each"
    )
    with ExitStack() as stack:
        room = Room(stack, report, seconds, kills)
        room.open()
        watch = Watch({"screens and operators": room.hung.pid})
        room.work()
        report.load(watch.stop())
        judge(room)


def judge(room: Room) -> None:
    report = room.report
    ends_where_it_should(room, "when the operators rest")
    room.wait(time.time() + LONGEST_LEASE)
    ends_where_it_should(room, "when every lease is over")
    room.hung.ask("rows")
    told = json.loads((room.folder / "hung.json").read_text("utf-8"))
    if told["connected"] < SOCKETS:
        report.void(f"{SOCKETS - told['connected']} screens are not connected")
    shown: Shown = {id: [(at, push) for at, push in rows] for id, rows in told["shown"].items()}
    painted: Shown = {}
    for id, page in room.pages.items():
        offset = page.evaluate(CLOCK) - time.time() * 1000
        rows = page.evaluate("() => window.bench_shown")
        shown[id] = [(at - offset, push) for at, push, _ in rows]
        painted[id] = [(at - offset, push) for at, push, whole in rows if whole]
    outlived(room, shown)
    waits(room, told["asked"], shown, painted)
    report.say(f"connections lost and made again by themselves: {sum(told['losses'].values())}")


def ends_where_it_should(room: Room, when: str) -> None:
    """Within two seconds: what is on its way may arrive."""
    give_up = time.time() + 2
    while (shown := room.shown()) != (wanted := room.wanted()) and time.time() < give_up:
        room.wait(time.time() + 0.1)
    odd = [id for id in room.ids if shown[id] != wanted[id]]
    pushed = sum(push is not None for push in wanted.values())
    room.report.say(
        f"{when}: {len(room.ids) - len(odd)} of {len(room.ids)} show what they should, {pushed} pushes"
    )
    if odd:
        room.report.void(f"{when} {len(odd)} screens show something else: {odd[:5]}")


def log_of(room: Room) -> tuple[Ends, Ends]:
    """When each lease was over, and when somebody ended it before, by the record."""
    leases: Ends = {}
    early: Ends = {}
    entries: Any = room.redis.client().xrange(room.keys.wall)
    for id, fields in entries:
        done, data = fields[b"done"].decode(), msgspec.json.decode(fields[b"data"])
        if done in ("put", "extended"):
            leases[data["screen"], data["push"]] = data["until"]
        elif done == "ended" and not data.get("ran_out"):
            for push in data["pushes"]:
                early[data["screen"], push] = float(id.split(b"-")[0])
    return leases, early


def outlived(room: Room, shown: Shown) -> None:
    """Longer than its lease nothing is seen, whatever is killed: the screen itself ends it."""
    leases, early = log_of(room)
    report = room.report
    gone = [
        (id, push, at)
        for id, rows in shown.items()
        for (_, push), (at, _) in itertools.pairwise(rows)
        if push is not None
    ]
    over = sorted(at - leases[id, push] for id, push, at in gone if (id, push) in leases)
    ended = [
        at - early[id, push]
        for id, push, at in gone
        if (id, push) in early and at >= early[id, push] and not in_windows(room, at / 1000)
    ]
    worst = over[-1] if over else 0.0
    late = sum(each > OUTLIVES for each in over)
    report.say(
        f"{len(leases):,} pushes; the latest end of a lease, kills and all, was {worst:+.0f} ms from its time"
        f"  (bound {OUTLIVES:.0f}: {verdict(worst, OUTLIVES)})"
    )
    p99 = float(np.percentile(ended, 99)) if ended else 0.0
    report.say(f"ended early → gone, {len(ended):,} outside the windows: p99 {p99:.0f} ms")
    if late:
        report.void(f"{late} leases outlived themselves, the worst by {worst:.0f} ms")
    report.keep(
        "screens room leases", {"pushes": len(leases), "latest_ms": worst, "late": late, "ended_p99_ms": p99}
    )


def waits(room: Room, asked: list[dict[str, Any]], shown: Shown, painted: Shown) -> None:
    report = room.report
    puts = [each for each in asked if each["do"] == "put" and each["answer"]["ok"]]
    refused: dict[str, int] = {}
    for each in asked:
        if not each["answer"]["ok"]:
            refused[each["answer"]["code"]] = refused.get(each["answer"]["code"], 0) + 1
    report.say(
        f"{len(asked):,} commands, {sum(each['tries'] > 1 for each in asked)} asked again; refused: {refused}"
    )
    for name, where in (("shown by a socket", shown), ("painted by a browser", painted)):
        calm = [
            took
            for each in puts
            if (name.startswith("painted") == (each["data"]["screen"] in painted))
            and not in_windows(room, each["began"])
            and (took := first(where, each)) is not None
        ]
        if not calm:
            report.void(f"nothing was {name} outside the windows")
            continue
        p50, p99 = (float(np.percentile(calm, share)) for share in (50, 99))
        report.say(
            f"push → {name}, {len(calm):,} outside the windows: p50 {p50:.0f} ms, p99 {p99:.0f} ms"
            f"  (goal {GOAL:.0f}: {verdict(p99, GOAL)}, bound {BOUND:.0f}: {verdict(p99, BOUND)})"
        )
        report.keep(f"screens room {name}", {"pushes": len(calm), "p50_ms": p50, "p99_ms": p99})


def first(where: Shown, asked: dict[str, Any]) -> float | None:
    """ms from when it was asked for; None where something newer was seen at once."""
    push = asked["answer"]["data"]["push"]
    moments = (at for at, id in where.get(asked["data"]["screen"], []) if id == push)
    found = next(moments, None)
    return None if found is None else found - 1000 * asked["began"]


def in_windows(room: Room, at: float) -> bool:
    return any(begin <= at <= end for begin, end in room.windows)
