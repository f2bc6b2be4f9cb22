"""When a city works: hours of the day, weekends, public holidays and days worked instead. Knows no case."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from city.rules import RulesError, day_ranges
from city.time.days import DAY, MINUTE
from city.time.local_time import END, SPAN, WallTime

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MEMBERS = ("hours", "weekend", "holidays", "make_up")
_EPOCH = date(1970, 1, 1)


class CalendarError(ValueError):
    """One sentence: where, what was wanted, what came."""


class _Page(NamedTuple):
    """The stretches of work in one SPAN, in order, and the ms of work done before each."""

    starts: list[int]
    lengths: list[int]
    before: list[int]
    total: int


@dataclass(frozen=True)
class Calendar:
    """It is work time at a moment when the wall clock of `zone` shows one of the `hours` (minutes of the day,
    [from, to)) and the day it shows is no weekend day and no holiday, or is a make-up day."""

    zone: ZoneInfo
    hours: tuple[tuple[int, int], ...] = ((480, 720), (840, 1080))
    weekend: frozenset[int] = frozenset({5, 6})  # Monday is 0
    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    wall: WallTime = field(init=False, repr=False, compare=False)
    _pages: list[_Page] = field(default_factory=list, init=False, repr=False, compare=False)
    _sums: list[int] = field(default_factory=lambda: [0], init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wall", WallTime(self.zone))

    @property
    def day_ms(self) -> int:
        """What one work day is worth: the hours of a day together."""
        return sum(end - begin for begin, end in self.hours) * MINUTE

    def works(self, day: date) -> bool:
        return day in self.make_up or (day.weekday() not in self.weekend and day not in self.holidays)

    def worked(self, moment: int) -> int:
        """Ms of work time from 1970 to the moment."""
        moment = min(max(moment, 0), END - 1)
        number = moment // SPAN
        self._reach(number)
        page = self._pages[number]
        row = bisect_right(page.starts, moment) - 1
        if row < 0:
            return self._sums[number]
        return self._sums[number] + page.before[row] + min(moment - page.starts[row], page.lengths[row])

    def moment(self, worked: int) -> int:
        """The first moment by which so many ms of work time had passed; END where they never do."""
        if worked <= 0:
            return 0
        while self._sums[-1] < worked and len(self._pages) * SPAN < END:
            self._reach(len(self._pages))
        number = bisect_left(self._sums, worked) - 1
        if number == len(self._pages):
            return END
        page, rest = self._pages[number], worked - self._sums[number]
        row = bisect_left(page.before, rest) - 1
        return page.starts[row] + rest - page.before[row]

    def _reach(self, number: int) -> None:
        while len(self._pages) <= number:
            page = self._page(len(self._pages) * SPAN)
            self._pages.append(page)
            self._sums.append(self._sums[-1] + page.total)

    def _page(self, begin: int) -> _Page:
        starts, ends = [], []
        for since, until, offset in self.wall.stretches(begin, begin + SPAN):
            days = np.arange((since + offset) // DAY, (until - 1 + offset) // DAY + 1, dtype=np.int64)
            days = days[self._works(days)] * DAY - offset
            for opening, closing in self.hours:
                starts.append(np.clip(days + opening * MINUTE, since, until))
                ends.append(np.clip(days + closing * MINUTE, since, until))
        start, end = np.concatenate(starts), np.concatenate(ends)
        order = np.argsort(start, kind="stable")
        order = order[(end > start)[order]]
        lengths = (end - start)[order]
        before = np.cumsum(lengths) - lengths
        return _Page(start[order].tolist(), lengths.tolist(), before.tolist(), int(lengths.sum()))

    def _works(self, days: NDArray[np.int64]) -> NDArray[np.bool_]:
        rest = np.isin((days + 3) % 7, list(self.weekend)) | np.isin(days, _numbers(self.holidays))
        works: NDArray[np.bool_] = ~rest | np.isin(days, _numbers(self.make_up))
        return works


def _numbers(days: frozenset[date]) -> list[int]:
    return [(day - _EPOCH).days for day in days]


def read_calendar(document: Mapping[str, Any], source: str, zone: ZoneInfo) -> Calendar:
    """The calendar of a parsed calendar.toml; what it leaves out is as in `Calendar`."""
    for member in document:
        if member not in MEMBERS:
            raise CalendarError(f"{source}: {member} is not known, {', '.join(MEMBERS)} are")
    plain = Calendar(zone)
    calendar = Calendar(
        zone,
        _hours(document["hours"], source) if "hours" in document else plain.hours,
        _weekend(document["weekend"], source) if "weekend" in document else plain.weekend,
        _days(document, "holidays", source),
        _days(document, "make_up", source),
    )
    for day in sorted(calendar.make_up):
        if day in calendar.holidays:
            raise CalendarError(f"{source}: a day is a holiday or made up for, got {day} as both")
        if day.weekday() not in calendar.weekend:
            raise CalendarError(
                f"{source} make_up: must be weekend days, got {day}, a {WEEKDAYS[day.weekday()]}"
            )
    return calendar


def _hours(value: object, source: str) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, str):
        raise CalendarError(f"{source}: hours must be text such as '08:00-12:00, 14:00-18:00', got {value!r}")
    try:
        hours = day_ranges(value, "hours")
    except RulesError as error:
        raise CalendarError(f"{source}: {error}") from None
    if not hours:
        raise CalendarError(f"{source}: hours must name at least one range, got {value!r}")
    for (_, end), (begin, _) in pairwise(hours):
        if begin < end:
            raise CalendarError(f"{source}: hours must not overlap, got {value!r}")
    return hours


def _weekend(value: object, source: str) -> frozenset[int]:
    names = value if isinstance(value, list) else [value]
    for name in names:
        if name not in WEEKDAYS:
            raise CalendarError(f"{source}: weekend must be a list of {', '.join(WEEKDAYS)}, got {name!r}")
    weekend = frozenset(WEEKDAYS.index(name) for name in names)
    if len(weekend) == len(WEEKDAYS):
        raise CalendarError(f"{source}: weekend must leave a day to work on, got all seven")
    return weekend


def _days(document: Mapping[str, Any], member: str, source: str) -> frozenset[date]:
    value = document.get(member, [])
    if not isinstance(value, list):
        raise CalendarError(f"{source}: {member} must be a list of days such as '2026-10-01', got {value!r}")
    days = set()
    for told in value:
        try:
            days.add(date.fromisoformat(str(told)))  # TOML has days of its own
        except ValueError:
            raise CalendarError(f"{source} {member}: a day such as 2026-10-01 wanted, got {told!r}") from None
    return frozenset(days)
