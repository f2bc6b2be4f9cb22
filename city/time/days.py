"""Local days, hours and minutes of epoch milliseconds in one time zone. Reads no clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
_STEP = 15 * MINUTE  # offsets change on quarters of an hour of UTC at the finest
_LAST = 253_370_764_800_000  # the year 9999: datetime knows no later
LATEST = 253_402_300_799_999  # the last millisecond of the year 9999


class LocalDays:
    """A day is numbered from 1970-01-01 local time; an hour told twice in autumn is one hour here."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._offsets: dict[int, int] = {}

    def _offset(self, step: int) -> int:
        known = self._offsets.get(step)
        if known is None:
            if len(self._offsets) > 10_000:
                self._offsets.clear()
            moment = min(max(step * _STEP, 0), _LAST) // 1000
            told = datetime.fromtimestamp(moment, UTC).astimezone(self.zone).utcoffset()
            known = self._offsets[step] = int(told.total_seconds() * 1000) if told else 0
        return known

    def local(self, time: int) -> int:
        """Milliseconds of the local wall clock since 1970-01-01 00:00 on it."""
        return time + self._offset(time // _STEP)

    def locals(self, times: NDArray[np.int64]) -> NDArray[np.int64]:
        if not times.size:
            return times
        first, last = int(times.min()) // _STEP, int(times.max()) // _STEP
        offset = self._offset(first)
        if (last - first) * _STEP < DAY and offset == self._offset(last):  # no zone changes twice in a day
            return times + offset
        steps, which = np.unique(times // _STEP, return_inverse=True)
        return times + np.array([self._offset(step) for step in steps.tolist()], np.int64)[which]

    def day(self, time: int) -> int:
        return self.local(time) // DAY

    def hour(self, time: int) -> int:
        return self.local(time) % DAY // HOUR

    def stamp(self, time: int, form: str) -> str:
        """Local time as strftime writes it."""
        moment = min(max(time, 0), _LAST) / 1000
        return datetime.fromtimestamp(moment, self.zone).strftime(form)


class Duty:
    """Duty hours as minutes of the local day."""

    def __init__(self, ranges: tuple[tuple[int, int], ...], days: LocalDays) -> None:
        self._days = days
        self._on = np.zeros(1440, np.bool_)
        for begin, end in ranges:
            self._on[begin:end] = True
        self.always = bool(self._on.all())

    def on(self, time: int) -> bool:
        return self.always or bool(self._on[self._days.local(time) % DAY // MINUTE])

    def each(self, times: NDArray[np.int64]) -> NDArray[np.bool_]:
        if self.always:
            return np.ones(len(times), np.bool_)
        return self._on[self._days.locals(times) % DAY // MINUTE]
