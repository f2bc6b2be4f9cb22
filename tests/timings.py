"""At the end of a run: its ten slowest tests, and how much of the time of all tests nobody worked."""

from __future__ import annotations

import os
import resource
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

import pytest

SLOWEST = 10
SHORT = 0.01  # s: below it the system counts no time of another process
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
    """Of this process and of all that it has started. To look at a browser's hundred threads takes 2 ms."""
    ours = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in ours) + _living(os.getpid())


def without_lane(nodeid: str) -> str:
    """An id as it was before; a parameter may have an @ of its own."""
    test, at, _ = nodeid.rpartition("@")
    return test if at and nodeid.rfind("@") > nodeid.rfind("]") else nodeid


class Worker:
    """Hangs on each report what its test cost. What other processes spent during a short test is told with
    the next that is not."""

    last = own = began = 0.0

    def pytest_collection_finish(self) -> None:
        self.last, self.own = cpu_seconds(), time.process_time()

    def pytest_runtest_logstart(self) -> None:
        self.began = time.monotonic()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.when == "teardown":
            report.user_properties.append(("cpu", self.spent()))
        return report

    def spent(self) -> float:
        own = time.process_time()
        if time.monotonic() - self.began < SHORT:
            spent, self.own = own - self.own, own
            self.last += spent
            return spent
        now = cpu_seconds()
        spent, self.last, self.own = max(now - self.last, 0.0), now, own
        return spent


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
