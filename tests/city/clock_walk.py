"""A slow, obvious reference for clocks: it walks minute by minute and asks the standard library what the wall
shows. Nothing in it is shared with city/time/deadlines.py."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from city.time.workdays import Calendar

MINUTE = 60_000
PLACES = {  # clocks are changed, a holiday begins or a made-up weekend comes near these local times
    "Asia/Shanghai": ["2026-10-01 00:00", "2026-10-10 08:00", "2026-02-15 12:00", "2026-12-31 17:00"],
    "Europe/Berlin": ["2026-03-29 02:00", "2026-10-25 02:30", "2026-12-24 12:00"],
    "America/New_York": ["2026-03-08 01:30", "2026-11-01 01:59"],
    "Australia/Lord_Howe": ["2026-04-05 01:45", "2026-10-04 02:00"],
    "Asia/Kathmandu": ["2026-05-05 05:45"],
}
HOLIDAYS = frozenset({date(2026, 10, day) for day in range(1, 8)} | {date(2026, 12, 25), date(2026, 3, 9)})
MAKE_UP = frozenset({date(2026, 10, 10), date(2026, 2, 14), date(2026, 10, 25), date(2026, 3, 29)})
HOURS: list[tuple[tuple[int, int], ...]] = [
    ((480, 720), (840, 1080)),
    ((0, 1440),),
    ((0, 150), (1320, 1440)),  # a night, which a change of clocks makes shorter or longer
    ((105, 135), (540, 661)),
]


@cache
def calendar_of(zone: str, hours: tuple[tuple[int, int], ...], weekend: tuple[int, ...]) -> Calendar:
    return Calendar(ZoneInfo(zone), hours, frozenset(weekend), HOLIDAYS, MAKE_UP)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, int]:
    """A calendar and a moment at which something happens in it, to the millisecond."""
    zone = draw(st.sampled_from(sorted(PLACES)))
    near = datetime.fromisoformat(draw(st.sampled_from(PLACES[zone]))).replace(tzinfo=ZoneInfo(zone))
    weekend = draw(st.sampled_from([(5, 6), (4,), ()]))
    calendar = calendar_of(zone, draw(st.sampled_from(HOURS)), weekend)
    moment = int(near.timestamp()) * 1000 + draw(st.integers(-1500, 1500)) * MINUTE
    return calendar, moment + draw(st.sampled_from([0, 0, 1, 999, 30_000, 59_999]))


def wall(moment: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(moment // 1000, UTC).astimezone(zone).replace(tzinfo=None) + timedelta(
        milliseconds=moment % 1000
    )


def works(moment: int, calendar: Calendar) -> bool:
    shown = wall(moment, calendar.zone)
    rests = shown.weekday() in calendar.weekend or shown.date() in calendar.holidays
    open_now = any(begin <= shown.hour * 60 + shown.minute < end for begin, end in calendar.hours)
    return open_now and (not rests or shown.date() in calendar.make_up)


def walk(start: int, work: int, calendar: Calendar, pauses: list[tuple[int, int]]) -> int:
    """When `work` ms of work time are over, of which those within [from, to) of a pause do not count."""
    moment = start
    while True:
        step = (moment // MINUTE + 1) * MINUTE
        step = min([step, *(edge for pause in pauses for edge in pause if edge > moment)])
        rests = any(begin <= moment < end for begin, end in pauses)
        if not rests and works(moment, calendar):
            if work <= step - moment:
                return moment + work
            work -= step - moment
        moment = step


def worked(begin: int, end: int, calendar: Calendar) -> int:
    total, moment = 0, begin
    while moment < end:
        step = min((moment // MINUTE + 1) * MINUTE, end)
        total += (step - moment) * works(moment, calendar)
        moment = step
    return total


def same_wall_time(start: int, days: int, zone: ZoneInfo) -> int:
    """When the wall first shows the start's time of day again, so many days later."""
    target, minute = wall(start, zone) + timedelta(days=days), start // MINUTE * MINUTE
    while wall(minute, zone) + timedelta(minutes=1) <= target:
        minute += MINUTE
    return minute + max(0, round((target - wall(minute, zone)).total_seconds() * 1000))
