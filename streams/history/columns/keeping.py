"""The column store as a part of the history process: in a thread of its own, from minute to minute."""

from __future__ import annotations

import asyncio
import logging
import shutil
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import duckdb
from deltalake.exceptions import DeltaError
from redis.exceptions import RedisError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from city.time.days import MINUTE
from streams.history.columns.column_table import ColumnTable, TableBusyError, stands
from streams.history.columns.housekeeping import Housekeeping
from streams.history.columns.place import Place
from streams.history.columns.recorder import Recorder, Sources
from streams.history.columns.tables import FIXES
from streams.server.backoff import Backoff
from streams.server.connect import trouble

GRACE = 2000  # ms after a minute's end until it is read
FAULTS = (RedisError, OSError, DeltaError, TableBusyError, SQLAlchemyError, duckdb.Error)
log = logging.getLogger(__name__)


class ColumnKeeping:
    """`spill`: a folder of this machine for what does not fit into memory. `kept`: days by table; fixes are
    written only when theirs is above 0. `trouble` is None while all goes well."""

    def __init__(
        self, place: Place, sources: Sources, engine: Engine, spill: Path, kept: Mapping[str, int]
    ) -> None:
        self.trouble: str | None = None
        self.recorder: Recorder | None = None
        self.done = 0  # epoch ms of the record's Redis up to which all is recorded
        self._place, self._sources, self._engine = place, sources, engine
        self._spill, self._kept = spill, dict(kept)
        self._ending = threading.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="history-columns")
        self._working: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        shutil.rmtree(self._spill, ignore_errors=True)
        self._spill.mkdir(parents=True)
        return self

    async def __aexit__(self, *_: object) -> None:
        """What is in the midst of a minute or of bringing files together is ended first."""
        self._ending.set()
        await asyncio.to_thread(self._thread.shutdown)

    async def run(self) -> None:
        """Until cancelled. What is away is waited for, and `trouble` tells; a fault of ours is raised."""
        self._working = asyncio.get_running_loop().run_in_executor(self._thread, self._work)
        await asyncio.shield(self._working)

    def _work(self) -> None:
        patience = Backoff()
        while not self._ending.is_set():
            try:
                self._record(patience)
            except FAULTS as error:
                self.trouble = _words(error)
                log.warning("columns: %s", self.trouble)
                self._ending.wait(patience.grow())

    def _record(self, patience: Backoff) -> None:
        """Until something is away, or we end."""
        tracks = self._kept.get(FIXES.name, 0) > 0
        self.recorder = recorder = Recorder(
            self._place, self._sources, self._engine, self._spill, tracks=tracks
        )
        tables = dict(recorder.tables)
        if not tracks and stands(self._place, FIXES):  # what was kept while they were is dropped
            tables[FIXES.name] = ColumnTable(self._place, FIXES)
        house = Housekeeping(tables, self._kept, self._sources.days, self._engine, self._spill)
        while not self._ending.is_set():
            more = recorder.turn()
            if not more:  # all that was there is written: one table that takes it says nothing of the others
                self.trouble = None
                patience.reset()
                self._until_next_minute(house)

    def _until_next_minute(self, house: Housekeeping) -> None:
        """What there is to keep in order is done in between, a piece at a time."""
        now = self._now()
        self.done = now // MINUTE * MINUTE
        due = self.done + MINUTE + GRACE
        while now < due and house.step(now) and not self._ending.is_set():
            now = self._now()
        self._ending.wait(max(0, due - now) / 1000)

    def _now(self) -> int:
        return self._sources.clock(self._sources.record)


def _words(error: Exception) -> str:
    if isinstance(error, RedisError):
        return trouble(error, "")
    return f"{type(error).__name__}: {error}".splitlines()[0]
