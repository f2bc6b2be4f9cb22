"""At the end of a run: its ten slowest tests, and how much of the time of all tests nobody worked."""

from __future__ import annotations

import os
import resource
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

import pytest

SLOWEST = 10
_TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    wall: float  # s
    cpu: float  # s, of all processors, with every process the test started or used


def _living(pid: int) -> float:
    """CPU seconds of a process's descendants that still run; 0 where the kernel does not tell."""
    total = 0.0
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = told.read_text().split()
        except OSError:
            continue
        for child in children:
            try:
                fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += sum(map(int, fields[11:15])) / _TICKS + _living(int(child))
    return total


def cpu_seconds() -> float:
    """Of this process and of all that it has started."""
    ours = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in ours) + _living(os.getpid())


def without_lane(nodeid: str) -> str:
    """An id as it was before; a parameter may have an @ of its own."""
    test, at, _ = nodeid.rpartition("@")
    return test if at and nodeid.rfind("@") > nodeid.rfind("]") else nodeid


class Worker:
    """Hangs on each report what its phase cost."""

    last = 0.0

    def pytest_collection_finish(self) -> None:
        self.last = cpu_seconds()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.when == "teardown":
            now = cpu_seconds()
            report.user_properties.append(("cpu", max(now - self.last, 0.0)))
            self.last = now
        return report


class Summary:
    def __init__(self) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        test = without_lane(report.nodeid)
        self.wall[test] += report.duration
        if report.when == "teardown":
            self.cpu[test] = float(dict(report.user_properties).get("cpu", 0.0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        wall, cpu = sum(self.wall.values()), sum(self.cpu.values())
        if len(self.wall) <= SLOWEST:
            return
        for test in sorted(self.wall, key=lambda test: -self.wall[test])[:SLOWEST]:
            spent = f"{self.wall[test]:6.1f} s, {self.cpu.get(test, 0.0):5.1f} s of CPU"
            terminalreporter.write_line(f"{spent}  {test}")
        waited = max(1 - cpu / wall, 0.0)
        terminalreporter.write_line(
            f"{wall:.0f} s in tests took {cpu:.0f} s of CPU: {100 * waited:.0f} % waiting"
        )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Worker(), "timings-worker")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary(), "timings-summary")
