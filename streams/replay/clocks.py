"""The clock of a recording: its times as epoch ms, whether they count from its own start, and which of them
are so far off from the rest that nobody is to wait for them. Knows neither Redis nor the city."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from streams.messages.values import EARLIEST
from streams.replay.columns import MappingError, Told

DAY = 86_400_000
AHEAD = 120_000  # ms a recording's last row may be ahead of our clock
# a wrong clock, not a pause: so far from all the rest, no more than such a share of all rows, or so many
OFF = ((30 * DAY, 0.05, 1), (2 * DAY, 0.005, 0))
SPREADS = 3.0  # … and so many median distances from the middle, for recordings of weeks and years
FEW = 0.05  # rows of another kind of clock than all others
UNITS = {"s": 1000.0, "ms": 1.0, "us": 1e-3, "ns": 1e-6}
_NUMBER = re.compile(r"\d+(\.\d*)?([eE]\+?\d{1,2})?", re.ASCII)
_COMPACT = re.compile(r"(?:19|20)\d{12}", re.ASCII)  # 20261129080500


def time_reader(told: Told, where: str) -> Callable[[str], int | None]:
    """From a value of the time column to epoch ms (of relative times: ms since 0), None when unreadable.

    Raises MappingError for a time without a zone when none was told: guessing would be hours off.
    """
    zone: Any = ZoneInfo(told.zone) if told.zone else UTC if told.relative else None
    form = told.time_format

    def read(value: str) -> int | None:
        try:
            if form in UNITS or (not form and _NUMBER.fullmatch(value) and not _COMPACT.fullmatch(value)):
                return _number(value, "s" if told.relative and not form else form)
            when = _moment(value, form)
        except (ValueError, OverflowError):
            return None
        if when.tzinfo is None:
            if zone is None:
                raise MappingError(
                    f"{where}: the time {value!r} has no zone; say which with --zone, for instance "
                    "--zone Asia/Shanghai, or --relative when times count from the recording's start"
                )
            when = when.replace(tzinfo=zone)
        return round(when.timestamp() * 1000)

    return read


def _number(value: str, form: str) -> int:
    """Unless told, by its size: ten digits are seconds, thirteen ms, sixteen us, nineteen ns."""
    read = float(value)
    digits = len(str(int(read)))
    form = form or ("s" if digits <= 11 else "ms" if digits <= 14 else "us" if digits <= 17 else "ns")
    return round(read * UNITS[form])


def _moment(value: str, form: str) -> datetime:
    if form:
        return datetime.strptime(value, form)
    if _COMPACT.fullmatch(value):
        return datetime.strptime(value, "%Y%m%d%H%M%S")
    return datetime.fromisoformat(value)


def sensible(time: int | None) -> bool:
    """A time a recording can be shifted by: clocks that were never set say 1970."""
    return time is not None and time >= EARLIEST


def from_start(times: Sequence[int], told: bool) -> int | None:
    """What to add to times that count from the recording's own start, None when they are times of day.

    They are relative when it is told, or when all but a few lie before any phone told its position.
    """
    late = sum(time >= EARLIEST for time in times)
    few = max(1.0, FEW * len(times))
    if not times or not (told or (late <= few and 2 * late < len(times))):
        return None
    return EARLIEST + DAY - min(times)


def span(times: Sequence[int], now: int) -> tuple[int, int]:
    """The first and last time of the recording, without the few that are far off from the rest: in our own
    future, or apart from all others by days and weeks. `times` are at least one."""
    ordered = np.sort(np.array(times, np.int64))
    past = ordered[ordered <= now + AHEAD]
    if 2 * len(past) >= len(ordered):
        ordered = past  # nothing was recorded that has not happened yet
    for apart, share, count in OFF:
        ordered = _without(ordered, apart, max(share * len(ordered), count))
    return int(ordered[0]), int(ordered[-1])


def _without(ordered: NDArray[np.int64], apart: int, few: float) -> NDArray[np.int64]:
    """Without what lies apart and is few, but never without all."""
    middle = np.median(ordered)
    apart = max(apart, int(SPREADS * np.median(np.abs(ordered - middle))))
    parts = np.split(ordered, np.flatnonzero(np.diff(ordered) > apart) + 1)
    kept = [part for part in parts if len(part) > few] or [max(reversed(parts), key=len)]
    return np.concatenate(kept)
