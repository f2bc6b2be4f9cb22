"""Cuts what was kept long enough (`retention.py`). Cases are never cut here: they wait for the archive."""

import time
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.access.session_trimming import trim_sessions
from streams.clerk.erasures import Erasures
from streams.clerk.retention import REPORTS, Retention
from streams.clerk.tries import Tries
from streams.messages.arrival import TOLERANCE
from streams.messages.entries import order
from streams.record.gateways import note_fault
from streams.record.history_cursors import COPIED, read_copied
from streams.record.keys import Keys
from streams.record.marks import Marks
from streams.record.running_ahead import last_ids
from streams.record.tails import START

MINUTE, DAY = 60_000, 86_400_000
SESSIONS_EVERY = 3600.0  # s: all of the stream is read for it
EVERY = 5.0  # s: at full rate positions grow by half a megabyte a second
AT_ONCE = 50_000  # entries of a stream: some milliseconds of Redis's time
ROUNDS = 40


def _wall() -> int:
    return time.time_ns() // 1_000_000


class Trimming:
    """Needs no lease and no memory, so that a Redis that is full gets room again whoever is clerk."""

    def __init__(
        self,
        record: Redis,
        positions: Redis,
        keys: Keys,
        retention: Retention,
        monotonic: Callable[[], float] = time.monotonic,
        clock: Callable[[], int] = _wall,
    ) -> None:
        self.record, self.positions, self.keys, self.retention = record, positions, keys, retention
        self.tries = Tries(monotonic)
        self._monotonic, self._clock = monotonic, clock
        self._marks = Marks(monotonic)
        self._erasures = Erasures(keys)
        self._at = self._sessions_at = 0.0

    def turn(self) -> None:
        """When it is time. Never raises for Redis: others say what is wrong with a server that is away."""
        if self._monotonic() < self._at:
            return
        self._at = self._monotonic() + EVERY
        for name, trim in (
            ("trim", self._record),
            ("trim_positions", self._positions),
            ("trim_sessions", self._sessions),
        ):
            try:
                self.tries(name, trim, None)
            except (RedisError, OSError):
                continue

    def _record(self) -> None:
        trim_record(self.record, self.keys, self.retention, min(self._clock(), _wall()))

    def _sessions(self) -> None:
        if self._monotonic() >= self._sessions_at:
            trim_sessions(self.record, self.keys, min(_server_time(self.record), self._clock(), _wall()))
            self._sessions_at = self._monotonic() + SESSIONS_EVERY

    def _positions(self) -> None:
        if self.keys.gateways:
            kept_ms, now = self.retention.positions_minutes * MINUTE, _server_time(self.positions)
            for gateway in self._erasures.look(self.positions, now, kept_ms):
                note_fault(self.record, self.keys, gateway, "erased", now)
        trim_positions(self.positions, self.keys, self.retention, self._clock(), self._marks)


def trim_record(record: Redis, keys: Keys, retention: Retention, ours: int | None = None) -> None:
    """A report is never cut before it is filed: the clerk's cursor is the last one that is.

    Nor is anything that is old by one clock alone: a clock that is years ahead for a minute cuts nothing.
    """
    now = min(_server_time(record), _wall() if ours is None else ours)
    aged = now - retention.reports_days * DAY
    filed = _filed(record, keys)
    oldest = {
        keys.dispatches: f"{now - retention.dispatches_days * DAY}-0",
        keys.cameras: f"{now - retention.cameras_days * DAY}-0",
        keys.wall: f"{now - retention.wall_days * DAY}-0",
        keys.warnings: f"{now - retention.warnings_days * DAY}-0",
        keys.handovers: f"{now - retention.handovers_days * DAY}-0",
        keys.audit: f"{now - retention.audit_days * DAY}-0",
        keys.reports: filed if order(filed) < (aged, 0) else f"{aged}-0",
    }
    _cut(record, behind_history(record, keys, oldest))


def behind_history(record: Redis, keys: Keys, oldest: dict[str, str]) -> dict[str, str]:
    """Where a history process was ever at work, nothing of what it copies is cut before it has it."""
    try:
        copied = read_copied(record, keys)
    except ResponseError:  # another type stands under its name: nobody can say how far it is
        return {stream: entry for stream, entry in oldest.items() if keys.label(stream) not in COPIED}
    if not copied.at:
        return oldest
    last = {stream: copied.entries.get(keys.label(stream), START) for stream in oldest}
    kept = {stream for stream in oldest if keys.label(stream) in COPIED}
    return {
        stream: min(entry, last[stream], key=order) if stream in kept else entry
        for stream, entry in oldest.items()
    }


def _filed(record: Redis, keys: Keys) -> str:
    """Nothing, as long as nobody can say."""
    try:
        told = record.hget(keys.cursors, REPORTS)
    except ResponseError:
        told = None
    return told.decode() if isinstance(told, bytes) else "0-0"


def trim_positions(positions: Redis, keys: Keys, retention: Retention, ours: int, marks: Marks) -> None:
    """By age; a stream whose ids run ahead of the clock, by what its last id was so long ago."""
    told, minutes = _server_time(positions), retention.positions_minutes
    aged = f"{min(told, ours) - minutes * MINUTE}-0"
    oldest = dict.fromkeys(keys.position_streams, aged)
    for stream, last in last_ids(positions, keys.position_streams).items():
        marks.note(stream, last, minutes * 60)
        if order(last)[0] > told + TOLERANCE:
            oldest[stream] = marks.aged(stream, minutes * 60) or aged
    _cut(positions, oldest)


def _cut(redis: Redis, oldest: dict[str, str]) -> None:
    """Every stream on its own; then what the first of those that could not be cut met is raised.

    Left to itself Redis drops 10,000 entries a time, which is less than come in at full rate.
    """
    left, failed = oldest, None
    for _ in range(ROUNDS):
        with redis.pipeline(transaction=False) as pipe:
            for stream, entry in left.items():
                pipe.xtrim(stream, minid=entry, approximate=True, limit=AT_ONCE)
            answers = dict(zip(left, pipe.execute(raise_on_error=False), strict=True))
        failed = failed or next((one for one in answers.values() if isinstance(one, Exception)), None)
        left = {s: left[s] for s, cut in answers.items() if isinstance(cut, int) and cut >= AT_ONCE / 2}
        if not left:
            break
    if failed:
        raise failed


def _server_time(redis: Redis) -> int:
    """Entries' ids come from Redis's clock, so age is told by it too: ours may jump."""
    told: Any = redis.time()
    return int(told[0]) * 1000
