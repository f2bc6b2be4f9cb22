"""What tests of the column store share: a small city, a recorder of it, and what is in its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from redis import Redis

from city.time.days import MINUTE, Duty, LocalDays
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.day_people import metadata
from streams.history.columns.engine import connect, files
from streams.history.columns.place import Folder
from streams.history.columns.positions_minute import Ground, Kept
from streams.history.columns.recorder import Recorder, Sources, time_of
from streams.history.columns.tables import TABLES
from streams.record.keys import Keys
from tests.city.small_city import AREAS, LOCATOR, PLACES, at

GROUND = Ground.of(AREAS, LOCATOR)
DAYS = LocalDays(at.__globals__["ZoneInfo"]("Asia/Shanghai"))
ALWAYS = Kept(Duty(((0, 1440),), DAYS), 200.0)


def people_store(folder: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{folder / 'people.sqlite'}")
    metadata.create_all(engine)
    return engine


def sources(redis: Redis, keys: Keys, **others: Any) -> Sources:
    return Sources(redis, redis, keys, lambda: GROUND, others.pop("kept", ALWAYS), DAYS, **others)


def recorder(folder: Path, redis: Redis, keys: Keys, *, tracks: bool = True, **others: Any) -> Recorder:
    told = sources(redis, keys, **others)
    return Recorder(Folder(folder / "columns"), told, people_store(folder), folder / "spill", tracks=tracks)


def record(recorder: Recorder) -> Recorder:
    """All that is there."""
    while recorder.turn():
        pass
    return recorder


def begun(redis: Redis, minutes_ago: int) -> int:
    """Epoch ms of when that minute began."""
    return (time_of(redis) // MINUTE - minutes_ago) * MINUTE


def fix(redis: Redis, key: str, id_: int | str, who: str, place: str = "1-1", **more: Any) -> str:
    """A fix that came with this id (a time, or all of it), taken at that time unless told."""
    lat, lon = PLACES[place]
    told = {"inspector": who, "time": str(id_).partition("-")[0], "lat": lat, "lon": lon} | more
    entry: Any = redis.xadd(key, told, id=str(id_))  # type: ignore[arg-type]
    return str(entry.decode())


def rows(folder: Path, table: str, columns: str = "*", order: str = "ALL") -> list[tuple[Any, ...]]:
    """All rows of a table, in the order of these columns."""
    found = ColumnTable(Folder(folder / "columns"), TABLES[table])
    paths = found.place.local(table, [part.path for part in found.parts()])
    if not paths:
        return []
    with connect(folder / "spill") as engine:
        return engine.execute(
            f"SELECT {columns} FROM read_parquet({files(paths)}) ORDER BY {order}"
        ).fetchall()
