"""The column store of the history process, from the settings. Decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from city.time.days import Duty, LocalDays
from dashboard.settings.addresses import history_client, history_positions_client, keys_of
from dashboard.settings.settings import Settings
from streams.history.columns.keeping import ColumnKeeping
from streams.history.columns.place import Bucket, Folder, Place
from streams.history.columns.positions_minute import Ground, Kept
from streams.history.columns.recorder import Sources
from streams.history.events.case_facts import CityAt
from streams.history.questions.reader import Reader
from streams.record.area_counts import load_counts

COLUMNS, CACHE, SPILL, ASKED_SPILL = "columns", "columns-cache", "spill", "asked-spill"


def column_keeping(settings: Settings, engine: Engine, city_at: CityAt) -> ColumnKeeping:
    """What records. Raises RedisAddressError."""
    record, keys, rules = history_client(settings), keys_of(settings), settings.rules
    positions = record if not _apart(settings) else history_positions_client(settings)
    days, told = LocalDays(rules.zone), settings.history
    sources = Sources(
        record,
        positions,
        keys,
        _ground(city_at),
        Kept(Duty(rules.duty, days), rules.accuracy_metres),
        days,
        lambda: load_counts(positions, keys),
    )
    kept = {"fixes": told.tracks_days, "presence": told.presence_days}
    kept |= dict.fromkeys(("counters", "cameras", "shown"), told.counters_days)
    return ColumnKeeping(place_of(settings), sources, engine, _folder(settings) / SPILL, kept)


def column_reader(settings: Settings) -> Reader:
    """What answers."""
    spill = _folder(settings) / ASKED_SPILL
    spill.mkdir(parents=True, exist_ok=True)
    return Reader(place_of(settings), spill)


def place_of(settings: Settings) -> Place:
    """Where the tables stand."""
    told, photos = settings.history, settings.photos
    if not told.columns:
        return Folder(_folder(settings) / COLUMNS)
    return Bucket(
        told.columns,
        _folder(settings) / CACHE,
        photos.s3_endpoint,
        photos.s3_region,
        photos.s3_bucket_in_host,
        photos.s3_key,
        photos.s3_secret,
    )


def _ground(city_at: CityAt) -> Callable[[], Ground]:
    """The areas that hold now, made once an edition."""
    made: list[tuple[object, Ground]] = []

    def ground() -> Ground:
        places = city_at(time.time_ns() // 1_000_000).places
        if not made or made[0][0] is not places:
            made[:] = [(places, Ground.of(places.areas, places.locator))]
        return made[0][1]

    return ground


def _apart(settings: Settings) -> bool:
    told = settings.redis
    return bool(told.positions) and told.positions not in (told.record or told.url, told.history)


def _folder(settings: Settings) -> Path:
    return settings.path(settings.history.folder)
