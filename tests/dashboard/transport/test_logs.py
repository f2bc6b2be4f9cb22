"""The log: one line for each event, and no flood."""

from __future__ import annotations

import logging
import sys

from dashboard.transport.logs import LONGEST, SAME, WINDOW, Brake, OneLine


def record(message: str, line: int = 1, *, fault: bool = False) -> logging.LogRecord:
    return logging.LogRecord(
        "test", logging.ERROR, "file.py", line, message, None, sys.exc_info() if fault else None
    )


def test_a_fault_is_one_line_that_names_the_place() -> None:
    try:
        raise KeyError("no\nsuch key")
    except KeyError:
        line = OneLine("%(message)s").format(record("while reading", fault=True))
    assert "\n" not in line
    assert line.startswith("while reading")
    assert "KeyError" in line and "test_logs.py:" in line


def test_what_a_stranger_sent_cannot_begin_a_line_or_fill_the_disk() -> None:
    line = OneLine("%(message)s").format(record("asked for\n2026 ERROR forged\x1b[2J" + "x" * 5000))
    assert "\n" not in line and "\x1b" not in line
    assert len(line) <= LONGEST + 2


def test_many_lines_from_one_place_are_counted_instead() -> None:
    now = [0.0]
    brake = Brake(lambda: now[0])
    assert sum(brake.filter(record("again")) for _ in range(100)) == SAME
    assert brake.filter(record("another place", line=2))
    now[0] = WINDOW
    later = record("again")
    assert brake.filter(later)
    assert later.getMessage() == f"again (and {100 - SAME} like it before)"
