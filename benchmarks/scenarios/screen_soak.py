"""A screen that turns through six scenes every ten seconds while a day of cases comes sixty times as fast as
in life: does its heap stay flat, do nodes and listeners, is any frame white, does it ever stutter? Alone:
`python -m benchmarks screen-soak --minutes 24`."""

import base64
import io
import itertools
import json
import threading
import time
from typing import Any

import av
import numpy as np
from playwright.sync_api import CDPSession, Page

from benchmarks.page import SIZE
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan, Rig
from city.screens.decision import Decision
from city.screens.programme import Programme, Step
from city.screens.scenes import Panel, Scene
from city.screens.screen import Screen
from streams.screens.plan_store import PlanStore

A_DAY, FASTER = 720, 60  # cases of a city's day (7,984 problems a year in one of 33 towns), times as fast
OPEN, ITEM = 60, "0102"  # of them at a time: two hours each
PEOPLE, SECONDS = 843, 10
SETTLE = 6  # minutes until the first look: then as many end as begin
HEAP_GOAL, SAME_GOAL, STUTTER = 5.0, 0.01, 250  # MB, share, ms
WHITE, BRIGHT = 0.6, 200  # share of a frame's pixels that are so bright: the page is dark
LONG = 30  # minutes: looking at every frame takes half a core
SCREEN = "soak"
SCENES = {
    "map": ("one", ("map",)),
    "map-feed": ("two", ("map", "feed")),
    "tiles": ("two", ("tiles", "map")),
    "numbers": ("three", ("map", "counters", "feed")),
    "chart": ("four", ("map", "chart", "feed", "counters")),
    "words": ("one", ("announcement",)),
}
REGIONS = """() => {
  const found = {}
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    const part = (node.nodeType === 1 ? node : node.parentElement)?.closest('[id]')?.id ?? ''
    found[part] = (found[part] ?? 0) + 1
  }
  return found
}"""
STUTTERS = """() => {
  const told = (window.bench_gaps = { longest: 0, over: [], frames: 0 })
  const clock = window.benchReal ?? (() => performance.now())
  let before = clock()
  const frame = () => {
    const at = clock()
    told.frames += 1
    told.longest = Math.max(told.longest, at - before)
    if (at - before > LIMIT) told.over.push(Math.round(at - before))
    before = at
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}""".replace("LIMIT", str(STUTTER))


class Cases(threading.Thread):
    """A day of them, sixty times as fast, each somewhere else and closed two hours (two minutes) later."""

    def __init__(self, rig: Rig) -> None:
        super().__init__(daemon=True)
        self.redis, self.keys, self.over = rig.redis.client(), rig.keys, threading.Event()
        self.areas = [area.code for area in rig.areas.order if area.level == rig.areas.levels[-1]]

    def run(self) -> None:
        pause = 86_400 / A_DAY / FASTER
        for number in itertools.count():
            if self.over.wait(pause):
                return
            self.write(number, 1, "filed")
            if number >= OPEN:
                self.write(number - OPEN, 2, "closed")

    def write(self, number: int, revision: int, type_: str) -> None:
        now, case = int(time.time() * 1000), f"soak-{number}"
        area = self.areas[number * 7919 % len(self.areas)]
        filed = {"report": case, "item": ITEM, "area": area, "reported": now, "received": now}
        fields = {
            "case": case,
            "revision": revision,
            "type": type_,
            "time": now,
            "actor": "seat-1",
            "key": f"{case}:{revision}",
            "data": json.dumps(filed if type_ == "filed" else {}),
        }
        self.redis.xadd(self.keys.cases, fields)  # type: ignore[arg-type]
        self.redis.hset(self.keys.revisions, case, str(revision))


class Frames:
    """What the browser itself says it put on the screen, small: each frame, in a long soak each sixth."""

    def __init__(self, session: CDPSession, minutes: int) -> None:
        self.session, self.count, self.white = session, 0, 0
        session.on("Page.screencastFrame", self._take)
        told = {"format": "jpeg", "quality": 40, "maxWidth": 320, "maxHeight": 180}
        told["everyNthFrame"] = 1 if minutes <= LONG else 6
        session.send("Page.startScreencast", told)

    def _take(self, told: dict[str, Any]) -> None:
        self.session.send("Page.screencastFrameAck", {"sessionId": told["sessionId"]})
        with av.open(io.BytesIO(base64.b64decode(told["data"]))) as held:
            picture = next(held.decode(video=0)).to_ndarray(format="gray")
        self.count += 1
        self.white += bool(np.mean(picture > BRIGHT) > WHITE)


def run(report: Report, plan: Plan = FULL, minutes: int = 24) -> None:
    report.title(
        f"A screen for {minutes} minutes: six scenes, one every {SECONDS} s; cases {FASTER} times as fast"
    )
    with Rig(PEOPLE, report, plan) as rig:
        hang(rig)
        wall = rig.start_wall()
        rig.feeder.tell(f"rate {PEOPLE / 10} plain")
        page = rig.start_browser().new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
        page.goto(wall.page(f"/screen/{SCREEN}?lang=zh"), wait_until="commit")
        page.locator("[data-stage=one]").wait_for(timeout=60_000)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        cases = Cases(rig)
        cases.start()
        frames = Frames(page.context.new_cdp_session(page), minutes)
        page.evaluate(STUTTERS)
        watch, found, parts, began = rig.watch(), [], [], time.monotonic()
        for number in range(1, minutes + 1):
            # at the same moment of each minute, whatever measuring took: the same scene
            page.wait_for_timeout(max(0.0, (began + number * 60 - time.monotonic()) * 1000))
            found.append(measured(session, page))
            if number in (min(SETTLE, minutes), minutes):
                parts.append(regions(page))
            report.say(
                f"minute {number}: " + ", ".join(f"{name} {value:,.1f}" for name, value in found[-1].items())
            )
        gaps = page.evaluate("() => window.bench_gaps")
        cases.over.set()
        report.load(watch.stop())
        say(report, "screen soak", found, frames, gaps)
        report.say(f"nodes by part that are others at the end: {others(parts[0], parts[-1])}")


def hang(rig: Rig) -> None:
    scenes = {
        f"scene:{id}": Scene(id, id, layout, tuple(Panel(kind, text="路" * 20) for kind in kinds))
        for id, (layout, kinds) in SCENES.items()
    }
    programme = Programme("day", "day", tuple(Step(id, SECONDS) for id in SCENES), area=CITY)
    screen = Screen(SCREEN, SCREEN, "room", CITY, programme="day")
    changes = {**scenes, "programme:day": programme, f"screen:{SCREEN}": screen}
    PlanStore(rig.redis.client(), rig.keys).carry_out("hung", "bench", 1, lambda _: Decision("hung", changes))


def measured(session: CDPSession, page: Page) -> dict[str, float]:
    """After everything unreachable was collected. `nodes` are those that anything holds: on the page
    (`attached`), or off it by a script. `counted` is what Chromium counts: its own collection, which nobody
    can ask for, leaves some for a while."""
    session.send("HeapProfiler.collectGarbage")
    told = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    attached = sum(regions(page).values())
    return {
        "heap_mb": told["JSHeapUsedSize"] / 1e6,
        "nodes": attached + detached(session),
        "listeners": told["JSEventListeners"],
        "attached": attached,
        "counted": told["Nodes"],
    }


def detached(session: CDPSession) -> int:
    """Nodes that a script holds and that stand on no page."""
    session.send("DOM.enable")
    try:
        held = session.send("DOM.getDetachedDomNodes")["detachedNodes"]
    finally:
        session.send("DOM.disable")
    return sum(below(each["treeNode"]) for each in held)


def below(node: dict[str, Any]) -> int:
    return 1 + sum(below(child) for child in node.get("children", ()))


def regions(page: Page) -> dict[str, int]:
    """How many nodes stand below each part of the page that has a name."""
    found: dict[str, int] = page.evaluate(REGIONS)
    return found


def others(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    names = sorted(before.keys() | after.keys())
    return {name: by for name in names if (by := after.get(name, 0) - before.get(name, 0))}


def say(
    report: Report, name: str, found: list[dict[str, float]], frames: Frames, gaps: dict[str, Any]
) -> None:
    """The same scene is looked at each minute: six of ten seconds."""
    first, last = found[min(SETTLE, len(found)) - 1], found[-1]
    growth = last["heap_mb"] - first["heap_mb"]
    report.say(f"heap grew {growth:+.1f} MB  (goal {HEAP_GOAL:.0f} MB: {verdict(growth, HEAP_GOAL)})")
    for each in ("nodes", "listeners"):
        share = last[each] / first[each] - 1
        report.say(f"{each} {share:+.2%}  (goal ± {SAME_GOAL:.0%}: {verdict(abs(share), SAME_GOAL)})")
    report.say(f"{frames.white} white frames of {frames.count:,} seen  (goal 0: {verdict(frames.white, 0)})")
    report.say(
        f"{len(gaps['over'])} stutters above {STUTTER} ms in {gaps['frames']:,} frames,"
        f" the longest {gaps['longest']:.0f} ms"
        f"  (goal 0: {verdict(len(gaps['over']), 0)})"
    )
    kept = {each: [minute[each] for minute in found] for each in first}
    report.keep(name, kept | {"white": frames.white, "frames": frames.count, "gaps": gaps})
    report.say(json.dumps(gaps["over"][:20]))
