"""What clocks on the wall show at a moment, and when they first show a time. Exact to the millisecond
where clocks are put forward or back. Reads no clock; its memory grows by the years it is asked about."""

from bisect import bisect_right
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from city.time.days import DAY

SPAN = 512 * DAY  # looked at in one go …
_STRIDE = 8 * DAY  # … in such strides
END = 400 * SPAN  # in the year 2530; what would end later ends here


class WallTime:
    """A wall time is ms on the wall since 1970-01-01 00:00 there. Clocks change once a stride at most."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._since = [-END]  # moments from which …
        self._offsets = [self._offset(0)]  # … these ms are added
        self._known = 0

    def wall(self, moment: int) -> int:
        self._reach(moment)
        return moment + self._offsets[bisect_right(self._since, moment) - 1]

    def steady(self, moment: int) -> int:
        """The wall time that never runs back: it stands still while an hour is told for the second time."""
        self._reach(moment)
        row = bisect_right(self._since, moment) - 1
        shown = moment + self._offsets[row]
        return max(shown, self._since[row] + self._offsets[row - 1]) if row else shown

    def first(self, wall: int) -> int:
        """The first moment at which the clock shows this time or, where it jumps over it, a later one."""
        self._reach(wall + 2 * DAY)
        row = max(bisect_right(self._since, wall - DAY) - 1, 0)
        while row + 1 < len(self._since) and self._since[row + 1] + self._offsets[row] <= wall:
            row += 1
        return max(self._since[row], wall - self._offsets[row])

    def stretches(self, begin: int, end: int) -> list[tuple[int, int, int]]:
        """[begin, end) cut where the clocks change: (from, to, ms to add)."""
        self._reach(end)
        rows = range(bisect_right(self._since, begin) - 1, bisect_right(self._since, end - 1))
        bounds = [*self._since, END * 2]
        return [(max(begin, bounds[row]), min(end, bounds[row + 1]), self._offsets[row]) for row in rows]

    def _reach(self, moment: int) -> None:
        while self._known <= min(moment, END):
            for day in range(self._known, self._known + SPAN, _STRIDE):
                self._look(day)
            self._known += SPAN

    def _look(self, day: int) -> None:
        """Finds the second in the stride from this day on at which the clocks are changed, if they are."""
        before, after = self._offsets[-1], self._offset(day + _STRIDE)
        if before == after:
            return
        low, high = day, day + _STRIDE
        while high - low > 1000:
            middle = (low + high) // 2000 * 1000
            low, high = (middle, high) if self._offset(middle) == before else (low, middle)
        self._since.append(high)
        self._offsets.append(after)

    def _offset(self, moment: int) -> int:
        told = datetime.fromtimestamp(moment // 1000, UTC).astimezone(self.zone).utcoffset()
        return int(told.total_seconds() * 1000) if told else 0
