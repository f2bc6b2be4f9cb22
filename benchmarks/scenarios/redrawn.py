"""Two years of redrawn grids (3,201, 3,150, 3,106) loaded while fifty screens and a browser watch; beside it
what a plain start of the server costs the same screens."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.child import Child
from benchmarks.redrawing import halved, merged
from benchmarks.report import Report
from benchmarks.rig import CITY, FULL, Plan, Rig
from benchmarks.scenarios.screen_soak import Frames
from city.areas.areas import read_areas
from demo.city.city import demo_city

PEOPLE, SCREENS = 5928, 50
HALVED, MERGED = 51, 44  # 3,201 → 3,150 → 3,106 grids
CASES = 2400  # of yesterday
HOUR = 3_600_000
STEADY, PATIENCE = 8.0, 180.0  # s
SIZE = {"width": 1920, "height": 1080}


def run(report: Report, plan: Plan = FULL) -> None:
    report.title(f"{SCREENS} screens and a browser; grids redrawn twice, then the server started anew")
    with Rig(PEOPLE, report, plan) as rig:
        files = editions(rig.folder)
        file_cases(rig)
        wall = rig.start_wall()
        rig.feeder.tell(f"rate {PEOPLE / 10} plain")
        screens = rig.stack.enter_context(
            Child("benchmarks.watchers", str(wall.port), str(rig.folder), str(SCREENS))
        )
        page = rig.start_browser().new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
        page.goto(wall.page(f"/wall/{CITY}"), wait_until="commit")
        page.locator("#chart-graph .main-svg").first.wait_for(timeout=60_000)
        frames = Frames(page.context.new_cdp_session(page), 1)
        origin, before = page.evaluate("performance.timeOrigin"), days_before(rig)
        page.wait_for_timeout(STEADY * 1000)
        watch, rows = rig.watch(), []
        for name, file in files.items():
            rows.append(changed(rig, screens, page, name, file))
            odd = {code for code, told in days_before(rig).items() if told != before.get(code, told)}
            if odd:
                report.void(f"after {name} the numbers of the days before are others in {sorted(odd)[:5]}")
        if page.evaluate("performance.timeOrigin") != origin:
            report.void("the browser loaded its page anew")
        seen, white = frames.count, frames.white
        rows.append(started_anew(rig, screens, page))
        report.load(watch.stop())
        say(report, rows, seen, white)


def editions(folder: Path) -> dict[str, Path]:
    """The settings' file is that of the first year; the others are loaded."""
    document = demo_city(1).areas_document
    first = halved(document, HALVED)
    write(folder / "areas.geojson", first)
    found = {}
    for told in (document, merged(document, MERGED)):
        count = sum(each["properties"]["level"] == told["levels"][-1] for each in told["features"])
        name = f"{count:,} grids"
        found[name] = folder / f"areas-{count}.geojson"
        write(found[name], told)
    return found


def write(file: Path, document: Any) -> None:
    read_areas(document, file.name)
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def file_cases(rig: Rig) -> None:
    """Of yesterday and of the day before, half of them closed: what the numbers of earlier days count."""
    now, redis = int(time.time() * 1000), rig.redis.client()
    areas = read_areas(json.loads((rig.folder / "areas.geojson").read_text("utf-8")), "first")
    leaves = [area.code for area in areas.order if area.level == areas.levels[-1]]
    with redis.pipeline(transaction=False) as pipe:
        for number in range(CASES):
            time_, case = now - 50 * HOUR + number * 24 * HOUR // CASES, f"old-{number}"
            area = leaves[number * 7919 % len(leaves)]
            filed = {"report": case, "item": "0101", "area": area, "reported": time_, "received": time_}
            events = [("filed", filed), ("closed", {})] if number % 2 else [("filed", filed)]
            for revision, (type_, data) in enumerate(events, 1):
                fields = {
                    "case": case,
                    "revision": revision,
                    "type": type_,
                    "time": time_ + revision,
                    "actor": "seat-1",
                    "key": f"{case}:{revision}",
                    "data": json.dumps(data),
                }
                pipe.xadd(rig.keys.cases, fields)  # type: ignore[arg-type]
                pipe.hset(rig.keys.revisions, case, str(revision))
        pipe.execute()


def days_before(rig: Rig) -> dict[str, Any]:
    """Of the city, each town and some villages: what was reported by this time of yesterday and open then."""
    found = {}
    codes = [area.code for area in rig.areas.order if rig.areas.depth[rig.areas.position[area.code]] < 2]
    villages = [area.code for area in rig.areas.order if area.level == "village"][::20]
    for code in (*codes, *villages):
        for counter in ("closed", "open"):
            told = json.loads(rig.wall.get(f"/api/areas/{code}/list/{counter}"))
            found[f"{code} {counter}"] = told["before"].get("day")
    return found


def changed(rig: Rig, screens: Child, page: Any, name: str, file: Path) -> list[Any]:
    """Loads it and waits until every screen is on it."""
    was = screens.ask("begin")["cities"][0]
    command = [str(Path(sys.executable).parent / "gridwall"), "areas", "load", str(file)]
    done = subprocess.run(
        [*command, "--from", "now", "--yes"], env=rig.wall.environment(), cwd=rig.folder, capture_output=True
    )
    if done.returncode:
        rig.report.void(f"{name} was not loaded: {done.stderr.decode()[-300:]}")
    loaded = time.time()
    return settled(
        rig, screens, page, name, loaded, lambda told: all(c not in ("", was) for c in told["cities"])
    )


def started_anew(rig: Rig, screens: Child, page: Any) -> list[Any]:
    screens.ask("begin")
    began = time.time()
    rig.wall.end()
    rig.wall.start()
    return settled(
        rig,
        screens,
        page,
        "a plain start",
        began,
        lambda told: told["losses"] >= SCREENS and told["connected"] == SCREENS,
    )


def settled(rig: Rig, screens: Child, page: Any, name: str, since: float, there: Any) -> list[Any]:
    give_up = time.time() + PATIENCE
    while not there(told := screens.ask("told")):
        if time.time() > give_up:
            rig.report.void(f"{name}: not every screen was there within {PATIENCE:.0f} s")
            break
        page.wait_for_timeout(100)
    took = time.time() - since
    page.wait_for_timeout(STEADY * 1000)
    told = screens.ask("told")
    gaps = sorted(told["gaps"])
    return [name, took, gaps[len(gaps) // 2], gaps[-1], told["unanswered"], told["asked"], told["longest"]]


def say(report: Report, rows: list[list[Any]], seen: int, white: int) -> None:
    head = [
        "",
        "all screens there",
        "without a frame, median",
        "longest",
        "requests unanswered",
        "longest wait",
    ]
    told = [
        [
            name,
            f"{took:.1f} s",
            f"{median:,.0f} ms",
            f"{longest:,.0f} ms",
            f"{none} of {asked:,}",
            f"{wait:,.0f} ms",
        ]
        for name, took, median, longest, none, asked, wait in rows
    ]
    report.table(head, told)
    worst, plain = max(row[3] for row in rows[:-1]), rows[-1][3]
    report.say(f"longest without a frame: {worst / plain:.2f} of a plain start's")
    report.say(f"{white} white frames of {seen:,} of the browser, which did not load its page anew")
    report.keep("redrawn", {"rows": rows, "white": white, "frames": seen})
