"""What `gridwall check` says of the working calendar: can it be read, and until when has it holidays?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from city.time.workdays import Calendar
from dashboard.settings.city_files import CityFileError
from dashboard.settings.installed_city import city_calendar
from dashboard.settings.settings import Settings
from streams.server.fitness import Verdict


def calendar_findings(settings: Settings, today: date) -> Iterator[Verdict]:
    told = settings.city.calendar
    if not told:
        yield Verdict("ok", "no calendar: deadlines know weekends, but no public holidays")
        return
    try:
        calendar = city_calendar(settings)
    except CityFileError as error:
        yield Verdict("bad", str(error))
        return
    counts = f"{len(calendar.holidays):,} holidays and {len(calendar.make_up):,} make-up days"
    yield Verdict("ok", f"the calendar {settings.path(told).name} has {counts}")
    yield from _runs_out(calendar, today)


def _runs_out(calendar: Calendar, today: date) -> Iterator[Verdict]:
    """Holidays are announced a year at a time: a file that was forgotten makes deadlines too early."""
    last = max(calendar.holidays, default=None)
    if last is None or last < today:
        known = f"its last one was {last}" if last else "it has none"
        yield Verdict("warn", f"the calendar knows no holiday ahead: {known}; deadlines may come too early")
