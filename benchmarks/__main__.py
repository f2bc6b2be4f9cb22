"""`python -m benchmarks` measures everything in one run; `python -m benchmarks NAME ...` some of it;
`--quick` for a trial. Prints tables and writes var/bench/<date>.json. No figure fails anything; a run
whose own checks fail is void."""

import sys
from collections.abc import Callable
from functools import partial

import click
from playwright.sync_api import Error as BrowserError

from benchmarks.report import Report
from benchmarks.rig import FULL, QUICK, Plan
from benchmarks.scenarios import (
    baselines,
    camera_latency,
    camera_sizes,
    camera_soak,
    cameras,
    columns,
    door,
    drill,
    history,
    idle,
    intake,
    latency,
    memory,
    officers,
    phones,
    queue,
    redrawn,
    responders,
    review,
    screen_day,
    screen_soak,
    screens_room,
    start,
)

SCENARIOS: dict[str, Callable[[Report, Plan], None]] = {
    "latency": latency.run,
    "baselines": baselines.run,
    "drill": drill.run,
    "start": start.run,
    "idle": idle.run,
    "memory": memory.run,
    "responders": responders.run,
    "officers": officers.run,
    "queue": queue.run,
    "intake": intake.run,
    "history": history.run,
    "cameras": cameras.run,
    "camera-sizes": camera_sizes.run,
    "camera-latency": camera_latency.run,
    "door": door.run,
    "screens-room": screens_room.run,
    "phones": phones.run,
    "redrawn": redrawn.run,
    "columns": columns.run,
    "review": review.run,
}
SOAKS = {  # too long to be part of the whole run
    "camera-soak": camera_soak.run,
    "screen-soak": screen_soak.run,
    "screen-day": screen_day.run,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([*SCENARIOS, *SOAKS]))
@click.option(
    "--quick", is_flag=True, help="Short windows: shows that the bench works, not how good the wall is."
)
@click.option("--minutes", default=30, show_default=True, type=click.IntRange(3), help="Of a soak.")
def main(names: tuple[str, ...], quick: bool, minutes: int) -> None:
    report = Report(quick)
    soaks = {name: partial(soak, minutes=minutes) for name, soak in SOAKS.items()}
    for name in names or SCENARIOS:
        try:
            {**SCENARIOS, **soaks}[name](report, QUICK if quick else FULL)
        except (RuntimeError, BrowserError) as error:
            report.void(f"{name} ended early: {error}")
    path = report.write()
    print(f"\n  written to {path}")
    if report.voids:
        print("  THIS RUN IS VOID: " + "; ".join(report.voids))
        sys.exit(1)


if __name__ == "__main__":
    main()
