"""What one minute of streams comes to, in every table: read, made to rows and committed, each entry once.

A table's own transactions say how far it is. When two differ, because we were stopped between two commits,
the one behind first reads up to the other by itself; from then on they go together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redis import Redis
from sqlalchemy import Engine

from city.time.days import MINUTE, LocalDays
from streams.history.columns.column_table import ColumnTable, Made
from streams.history.columns.counts import CountsTable
from streams.history.columns.day_people import DayPeople
from streams.history.columns.followed import Followed, Gap
from streams.history.columns.place import Place
from streams.history.columns.positions_minute import Ground, Kept, Minute, day_name
from streams.history.columns.rows import columns_of, made
from streams.history.columns.small_streams import camera_rows, shown_rows
from streams.history.columns.small_tables import SmallTable
from streams.history.columns.stream_ids import LARGEST_MS, packed, unpacked
from streams.history.columns.tables import CAMERAS, COUNTERS, FIXES, GAPS, PRESENCE, SHOWN
from streams.messages.arrival import TOLERANCE, Arrival, id_ms
from streams.messages.entries import order
from streams.messages.positions import decode_positions
from streams.record.area_counts import AreaCounts
from streams.record.keys import Keys

MOST_ROWS = 400_000  # of one commit: a flood is cut, and goes on in the next
APART = 1000  # ms from which on two Redis' clocks are told apart


def time_of(redis: Redis) -> int:
    """Epoch ms by its clock."""
    told: Any = redis.time()
    return int(told[0]) * 1000 + int(told[1]) // 1000


@dataclass(frozen=True, slots=True)
class Sources:
    """`positions` may be a Redis of its own. `ground()` tells the areas that hold now; `counts()` what was
    counted last, None where nobody counts; `clock` what a Redis's clock shows."""

    record: Redis
    positions: Redis
    keys: Keys
    ground: Callable[[], Ground]
    kept: Kept
    days: LocalDays
    counts: Callable[[], AreaCounts | None] = lambda: None
    clock: Callable[[Redis], int] = time_of


@dataclass(slots=True)
class Told:
    """What was done since the recorder was opened."""

    fixes: int = 0
    entries: int = 0
    minutes: int = 0
    gaps: list[Gap] = field(default_factory=list)


class Recorder:
    """`tracks`: whether fixes are kept at all. Opens where the tables are. Raises what Redis, the tables and
    SQLAlchemy say; then it must be opened anew."""

    def __init__(
        self, place: Place, sources: Sources, engine: Engine, spill: Path | str, *, tracks: bool
    ) -> None:
        self.sources, self.told = sources, Told()
        wanted = [PRESENCE, COUNTERS, CAMERAS, SHOWN, GAPS] + ([FIXES] if tracks else [])
        self.tables = {table.name: ColumnTable(place, table) for table in wanted}
        self._people = DayPeople(engine)
        self._counts = CountsTable(self.tables[COUNTERS.name], sources.days, spill)
        self._placed = [self.tables[spec.name] for spec in (PRESENCE, FIXES) if spec.name in self.tables]
        keys = sources.keys
        self._positions = [
            self._followed(sources.positions, key, self._furthest(key)) for key in keys.position_streams
        ]
        self._small = [
            SmallTable(
                table,
                self._followed(sources.record, key, table.reached(key)),
                rows_of,
                sources.days,
                spill,
            )
            for table, key, rows_of in (
                (self.tables[CAMERAS.name], keys.cameras, camera_rows),
                (self.tables[SHOWN.name], keys.wall, shown_rows),
            )
        ]
        self._behind = list(self._placed)  # that may be

    def turn(self) -> bool:
        """The next minute; True when another one is over already."""
        if self._behind:
            self._catch_up(self._behind.pop())
            return True
        more = self._minute()
        now = self.sources.clock(self.sources.record)
        for small in self._small:
            self._see(small.followed, now, [small.table])
            more |= small.take(now)
        if not more:
            self._counts.take(self.sources.counts())
        self.told.minutes += 1
        return more

    def _minute(self) -> bool:
        """Of all positions."""
        now = self.sources.clock(self.sources.positions)
        begun = now // MINUTE * MINUTE
        ahead = [self._see(followed, now, self._placed) for followed in self._positions]
        oldest = [found for followed in self._positions if (found := followed.oldest()) is not None]
        if not oldest:
            return False
        minute = min(begun - MINUTE, *(id_ms(entry) // MINUTE * MINUTE for entry in oldest))
        gathered, whole = self._gathering(), True
        for followed, leads in zip(self._positions, ahead, strict=True):
            upto = LARGEST_MS - 1 if leads else minute + MINUTE - 1
            whole = whole and self._read(followed, gathered, str(upto), now)
        self._commit(self._placed, gathered, minute)
        return not whole or minute + MINUTE < begun

    def _see(self, followed: Followed, now: int, tables: Sequence[ColumnTable]) -> bool:
        """Tell what is missing; whether the stream's ids lie in the future."""
        look = followed.look()
        gap = followed.gap(look, now)
        if gap is not None:
            self._tell(gap, followed.key, now)
            reached = packed(followed.after) if followed.after else None
            for table in tables:
                if reached is not None and table.reached(followed.key) != reached:
                    table.append([], {followed.key: reached})
        return order(look.newest)[0] > now + TOLERANCE

    def _catch_up(self, table: ColumnTable) -> None:
        """What another table holds already, since that was committed first."""
        now, gathered, reached = (
            self.sources.clock(self.sources.positions),
            self._gathering(),
            dict[str, int](),
        )
        minute = 0
        for followed in self._positions:
            most, mine = self._furthest(followed.key), table.reached(followed.key)
            if most is None or (mine is not None and mine >= most):
                continue
            alone = self._followed(self.sources.positions, followed.key, mine)
            self._see(alone, now, [])
            self._read(alone, gathered, unpacked(most), now, most_rows=2 * MOST_ROWS)
            reached[followed.key], minute = most, max(minute, order(unpacked(most))[0] // MINUTE * MINUTE)
        if reached:
            self._append(table, gathered, minute, reached)

    def _read(
        self, followed: Followed, gathered: Minute, upto: str, now: int, most_rows: int = MOST_ROWS
    ) -> bool:
        """False when it was cut, because there was too much."""
        arrival = Arrival(now - self._lead(now), self._lead(now))
        for entries in followed.entries(upto):
            self.told.entries += len(entries)
            gathered.take(decode_positions(entries, followed.name, arrival).batch)
            if gathered.rows > most_rows:
                return False
        return True

    def _lead(self, now: int) -> int:
        """ms by which the clock of the positions' Redis is ahead of the record's."""
        if self.sources.positions is self.sources.record:
            return 0
        lead = now - self.sources.clock(self.sources.record)
        return lead if abs(lead) > APART else 0

    def _commit(self, tables: Sequence[ColumnTable], gathered: Minute, minute: int) -> None:
        found = {followed.key: packed(followed.after) for followed in self._positions if followed.after}
        reached = {key: version for key, version in found.items() if version is not None}
        for table in tables:
            self._append(table, gathered, minute, reached)

    def _append(self, table: ColumnTable, gathered: Minute, minute: int, reached: Mapping[str, int]) -> None:
        if all(table.reached(key) == version for key, version in reached.items()):
            return
        files = self._fixes(gathered) if table.table is FIXES else self._presence(gathered, minute)
        table.append(files, reached)

    def _fixes(self, gathered: Minute) -> list[Made]:
        days = gathered.fixes(self.sources.days, self._people.ordinals)
        files = [made(FIXES, day, columns) for day, columns in days.items()]
        self.told.fixes += sum(file.rows for file in files)
        return files

    def _presence(self, gathered: Minute, minute: int) -> list[Made]:
        columns = gathered.presence(minute)
        return [made(PRESENCE, self._day(minute), columns)] if columns else []

    def _tell(self, gap: Gap, key: str, now: int) -> None:
        """A row of `gaps`, once."""
        self.told.gaps.append(gap)
        table, app = self.tables[GAPS.name], f"gap:{key}"
        version = packed(gap.before) or now
        if version == table.reached(app):
            return
        times = [min(id_ms(entry), now) for entry in (gap.after, gap.before)]
        row: tuple[Any, ...] = (gap.stream, *times, gap.after, gap.before, gap.why)
        file = made(GAPS, self._day(times[1]), columns_of(GAPS, [row]))
        table.append([file], {app: version})

    def _gathering(self) -> Minute:
        return Minute(self.sources.ground(), self.sources.kept)

    def _day(self, time: int) -> str:
        return day_name(self.sources.days.day(time))

    def _furthest(self, key: str) -> int | None:
        found = [version for table in self._placed if (version := table.reached(key)) is not None]
        return max(found, default=None)

    def _followed(self, redis: Redis, key: str, version: int | None) -> Followed:
        after = None if version is None else unpacked(version)
        return Followed(redis, key, self.sources.keys.label(key), after)
