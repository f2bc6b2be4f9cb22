"""The plan of shifts and of who is on call as a file. Knows its form, nothing of settings or of who asks."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from city.people.shift_rows import COLUMNS, NEEDED, City, ShiftsError, read_shifts
from city.people.shifts import ShiftPlan
from dashboard.settings.city_files import CityFileError, read_csv


def read_shift_file(path: Path, city: City, zone: ZoneInfo) -> ShiftPlan:
    """Raises CityFileError."""
    try:
        return read_shifts(read_csv(path, COLUMNS, NEEDED), city, path.name, zone)
    except ShiftsError as error:
        raise CityFileError(str(error)) from None
