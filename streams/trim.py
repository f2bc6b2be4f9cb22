"""How long each stream is kept. Cases are never cut here: they wait for the archive."""

from dataclasses import dataclass
from typing import Any

from redis import Redis

from streams.entries import order
from streams.keys import Keys

MINUTE, DAY = 60_000, 86_400_000


@dataclass(frozen=True, slots=True)
class Retention:
    positions_minutes: int = 15
    reports_days: int = 90
    dispatches_days: int = 7
    cameras_days: int = 90
    wall_days: int = 90
    rejected: int = 10_000  # entries
    snapshot_seconds: int = 10  # between snapshots


def trim_record(record: Redis, keys: Keys, retention: Retention, filed: str) -> None:
    """A report is never cut before it is filed: `filed` is the last one that is."""
    now = _server_time(record)
    aged = now - retention.reports_days * DAY
    oldest = {
        keys.dispatches: f"{now - retention.dispatches_days * DAY}-0",
        keys.cameras: f"{now - retention.cameras_days * DAY}-0",
        keys.wall: f"{now - retention.wall_days * DAY}-0",
        keys.reports: filed if order(filed) < (aged, 0) else f"{aged}-0",
    }
    _cut(record, oldest)


def trim_positions(positions: Redis, keys: Keys, retention: Retention) -> None:
    oldest = f"{_server_time(positions) - retention.positions_minutes * MINUTE}-0"
    _cut(positions, dict.fromkeys(keys.position_streams, oldest))


def _cut(redis: Redis, oldest: dict[str, str]) -> None:
    with redis.pipeline(transaction=False) as pipe:
        for stream, entry in oldest.items():
            pipe.xtrim(stream, minid=entry, approximate=True)
        pipe.execute()


def _server_time(redis: Redis) -> int:
    """Entries' ids come from Redis's clock, so age is told by it too: ours may jump."""
    told: Any = redis.time()
    return int(told[0]) * 1000
