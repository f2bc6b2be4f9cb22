"""When nobody is on call: for each area, and each department that has a list of its own. In wall time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from city.people.shifts import LONGEST, Turn

MINUTES = 1440
Stretch = tuple[int, int]  # [from, to) in minutes since the first day's midnight


def gap_notes(turns: list[Turn], first: date, days: int) -> Iterator[str]:
    """A sentence each, over so many days from the first one on; hours missing every day are told once."""
    calls = [turn for turn in turns if turn.on_call]
    for area, department in sorted({(turn.area, turn.department or "") for turn in calls}):
        here = [turn for turn in calls if turn.area == area and turn.department in (None, department)]
        whom = area + (f" ({department})" if department else "")
        found = gaps(here, first, days)
        daily = [hours for hours in dict.fromkeys(map(_hours, found)) if _times(hours, found) == days]
        for begin, end in daily:
            yield f"nobody is on call for {whom} on any day {_clock(begin)}–{_clock(end)}"
        for gap in found:
            if _hours(gap) not in daily:
                yield f"nobody is on call for {whom} on {_told(gap, first)}"


def gaps(turns: list[Turn], first: date, days: int) -> list[Stretch]:
    """What none of them covers."""
    number = (first - date(1970, 1, 1)).days
    covered = sorted(
        (day * MINUTES + turn.begin, day * MINUTES + turn.end)
        for day in range(-LONGEST, days)
        for turn in turns
        if turn.falls_on(number + day)
    )
    found, reached = [], 0
    for begin, end in (*covered, (days * MINUTES, days * MINUTES)):
        if begin > reached:
            found.append((reached, begin))
        reached = max(reached, end)
    return found


def _hours(gap: Stretch) -> Stretch:
    return gap[0] % MINUTES, gap[0] % MINUTES + gap[1] - gap[0]


def _times(hours: Stretch, found: list[Stretch]) -> int:
    return sum(_hours(gap) == hours for gap in found)


def _told(gap: Stretch, first: date) -> str:
    begin, end = gap
    starts, ends = (first + timedelta(minute // MINUTES) for minute in (begin, end - 1))
    if starts == ends:
        return f"{starts} {_clock(begin % MINUTES)}–{_clock(end - begin // MINUTES * MINUTES)}"
    return f"{starts} {_clock(begin % MINUTES)} – {ends} {_clock((end - 1) % MINUTES + 1)}"


def _clock(minute: int) -> str:
    """A minute of the day, or of the next."""
    minute = minute if minute <= MINUTES else minute - MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}"
