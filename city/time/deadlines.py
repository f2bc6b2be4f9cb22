"""How long a case may take and how much of that is left. Each kind of time is a meter that only runs forward:
a deadline is the first moment at which its meter has gone on by the limit, so pauses are plain subtraction.

The four kinds are those of digital urban management (GB/T 30428.8): *urgent hours* run day and night; *work
hours* and *work days* run in work time only, a work day being the calendar's hours of one day; a *natural
day* ends at the same time on the wall clock. docs/deadlines.md tells it to those whose clocks these are."""

from typing import Protocol

from city.matters import Limit, LimitError, read_limit
from city.rules import Rules
from city.time.days import DAY, HOUR, MINUTE
from city.time.workdays import Calendar

__all__ = [
    "CLOCKS",
    "CONTINUOUS",
    "Limit",
    "LimitError",
    "Timed",
    "clock",
    "due",
    "due_soon_at",
    "left",
    "length",
    "read_limit",
    "resume",
    "runs_on",
]

CLOCKS = ("running", "paused", "due_soon", "overdue", "finished")
CONTINUOUS = frozenset({"urgent_hours", "natural_days"})  # kinds whose time runs day and night


class Timed(Protocol):
    """What a clock needs to know of a case."""

    @property
    def limit(self) -> str: ...
    @property
    def due(self) -> int | None: ...
    @property
    def paused(self) -> object | None: ...
    @property
    def ended_at(self) -> int | None: ...


def runs_on(limit: str) -> bool:
    """Whether its time runs day and night, so that what is left of it is plain time; so does none at all."""
    return not limit or read_limit(limit).kind in CONTINUOUS


def length(limit: Limit, calendar: Calendar) -> int:
    """The limit as ms of its own kind of time: an hour's 3,600,000, a natural day's 24 hours, a work day's
    hours of the calendar."""
    unit = {"natural_days": DAY, "work_days": calendar.day_ms}.get(limit.kind, HOUR)
    return limit.amount * unit


def due(start: int, limit: Limit, calendar: Calendar) -> int:
    """The first moment at which the limit is used up. A natural day ends at the start's own wall time; where
    the clock jumps over that time, when it jumps."""
    if limit.kind == "natural_days":
        return calendar.wall.first(calendar.wall.wall(start) + length(limit, calendar))
    return _moment(_meter(start, limit.kind, calendar) + length(limit, calendar), limit.kind, calendar)


def left(now: int, due: int, kind: str, calendar: Calendar) -> int:
    """Ms of this kind of time from now to the deadline; below 0 when it has passed."""
    return _meter(due, kind, calendar) - _meter(now, kind, calendar)


def resume(now: int, left: int, kind: str, calendar: Calendar) -> int:
    """The deadline of a clock that had `left` when it was paused and runs again from now."""
    return _moment(_meter(now, kind, calendar) + left, kind, calendar)


def clock(case: Timed, now: int, rules: Rules, calendar: Calendar) -> str:
    """One of CLOCKS. Overdue: the deadline has passed. Due soon: `due_soon_at` has come. Without a limit:
    running."""
    if case.ended_at is not None:
        return "finished"
    if case.paused is not None:
        return "paused"
    if case.due is None:
        return "running"
    if now > case.due:
        return "overdue"
    soon = due_soon_at(case, rules, calendar)
    return "due_soon" if soon is not None and now >= soon else "running"


def due_soon_at(case: Timed, rules: Rules, calendar: Calendar) -> int | None:
    """The first moment at which less is left than a quarter of the limit, and than `rules.due_soon_minutes`,
    both in the limit's own kind of time; None while no clock runs, and without a limit."""
    if case.ended_at is not None or case.paused is not None or case.due is None or not case.limit:
        return None
    limit = read_limit(case.limit)
    soon = min(length(limit, calendar) // 4, rules.due_soon_minutes * MINUTE)
    return _moment(_meter(case.due, limit.kind, calendar) - soon + 1, limit.kind, calendar)


def _meter(moment: int, kind: str, calendar: Calendar) -> int:
    if kind == "urgent_hours":
        return moment
    return calendar.wall.steady(moment) if kind == "natural_days" else calendar.worked(moment)


def _moment(reading: int, kind: str, calendar: Calendar) -> int:
    if kind == "urgent_hours":
        return reading
    return calendar.wall.first(reading) if kind == "natural_days" else calendar.moment(reading)
