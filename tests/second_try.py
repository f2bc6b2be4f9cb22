"""Tests of whole lives (browsers, servers, cameras beside each other) run once more when they fail, and the
run says so: a machine may stop one of ten processes for longer than anybody waits. A test that passed only at
its second try is a fault to be found, its own or the product's."""

from __future__ import annotations

import pytest

LIVES = tuple(
    f"tests/{room}/" for room in ("browser", "cameras", "clocks", "dashboard", "demo", "deploy", "package")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(LIVES):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    still = {report.nodeid for end in ("failed", "error") for report in terminalreporter.getreports(end)}
    for report in terminalreporter.getreports("rerun"):
        said = "failed otherwise before" if report.nodeid in still else "passed only when run again"
        terminalreporter.write_line(f"{said}: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext[-2000:])
