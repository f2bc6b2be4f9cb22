"""`python -m benchmarks` measures everything in one run; `python -m benchmarks NAME ...` some of it;
`--quick` for a trial. Prints tables and writes var/bench/<date>.json. No figure fails anything; a run
whose own checks fail is void."""

import sys
from collections.abc import Callable

import click
from playwright.sync_api import Error as BrowserError

from benchmarks.report import Report
from benchmarks.rig import FULL, QUICK, Plan
from benchmarks.scenarios import baselines, drill, idle, latency, memory, start

SCENARIOS: dict[str, Callable[[Report, Plan], None]] = {
    "latency": latency.run,
    "baselines": baselines.run,
    "drill": drill.run,
    "start": start.run,
    "idle": idle.run,
    "memory": memory.run,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(SCENARIOS)))
@click.option(
    "--quick", is_flag=True, help="Short windows: shows that the bench works, not how good the wall is."
)
def main(names: tuple[str, ...], quick: bool) -> None:
    report = Report(quick)
    for name in names or SCENARIOS:
        try:
            SCENARIOS[name](report, QUICK if quick else FULL)
        except (RuntimeError, BrowserError) as error:
            report.void(f"{name} ended early: {error}")
    path = report.write()
    print(f"\n  written to {path}")
    if report.voids:
        print("  THIS RUN IS VOID: " + "; ".join(report.voids))
        sys.exit(1)


if __name__ == "__main__":
    main()
