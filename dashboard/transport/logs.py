"""One form for all of the log, one line for every event, no flood of the same line. Knows no part."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
CHATTY = ("werkzeug", "engineio", "socketio", "dash")
LONGEST = 600  # characters of one line
SAME, WINDOW = 10, 60.0  # lines from one place in the code within so many seconds; the rest is counted
STEPS = 4  # innermost calls of a fault that are told


class OneLine(logging.Formatter):
    """A fault is one line, innermost call last; what a stranger sent cannot begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        line = super().format(record)
        if len(line) > LONGEST:
            line = f"{line[:LONGEST]} …"
        return "".join(c if c.isprintable() else " " for c in line)

    def formatException(self, info: object) -> str:
        kind, error, trace = info  # type: ignore[misc]
        steps = traceback.extract_tb(trace)[-STEPS:]  # type: ignore[has-type]
        where = " > ".join(f"{step.filename.rpartition('/')[2]}:{step.lineno} {step.name}" for step in steps)
        return f"| {kind.__name__}: {error} | {where}"  # type: ignore[has-type]


TRACE = {"trace": True}  # `extra=` of a line that is the only trace of what somebody did: never held back


class Brake(logging.Filter):
    """Of many lines from one place in the code the first pass; how many did not is told with the next one."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._places: dict[tuple[str, int], list[float]] = {}  # began, passed, held

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "trace", False):
            return True
        now, place = self._monotonic(), (record.pathname, record.lineno)
        seen = self._places.setdefault(place, [now, 0, 0])
        if now - seen[0] >= WINDOW:
            if seen[2]:
                record.msg, record.args = f"{record.getMessage()} (and {seen[2]:.0f} like it before)", None
            seen[:] = [now, 0, 0]
        seen[1] += 1
        if seen[1] > SAME:
            seen[2] += 1
        return seen[1] <= SAME


def set_up_logs(level: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(FORM))
    handler.addFilter(Brake())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    server = logging.getLogger("gunicorn.error")  # it brings a handler that writes tracebacks
    server.handlers, server.propagate = [], True
