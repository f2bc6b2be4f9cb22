"""A real history process beside an application: it has copied the record as it stands, and answers."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from city.time.days import LocalDays
from dashboard.access.key_files import handed_to_history
from dashboard.settings.settings import Settings
from streams.history.events.case_facts import CityAt
from streams.history.events.keeping import EventKeeping
from streams.history.reviewing import Reviewing
from streams.history.service import Place, Service
from streams.record.keys import Keys
from tests.patience import PATIENCE
from tests.streams.history.recording import history


@contextmanager
def history_beside(app: Flask, settings: Settings, keys: Keys, url: str, folder: Path) -> Iterator[None]:
    """Of the city that the application shows."""
    live, key = app.extensions["gridwall"].live, handed_to_history(settings).history
    assert key is not None
    loop, ports, end = asyncio.new_event_loop(), [], asyncio.Event()
    ready = threading.Event()
    with history(url, keys, folder, CityAt(lambda ms: (live.areas, live.matters))) as held:
        held.copier.redis.setnx(keys.epoch, "beside")  # no clerk has begun the record
        held.catch_up()
        reviewing = Reviewing(held.store, lambda: held.world, LocalDays(settings.rules.zone))

        async def serve() -> None:
            keeping = EventKeeping(lambda: (held.copier, held.facts))
            async with Service(keeping, (), reviewing.questions(), key, Place()) as service:
                ports.append(service.port)
                ready.set()
                await end.wait()

        thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
        thread.start()
        try:
            assert ready.wait(PATIENCE)
            app.extensions["gridwall.history"].address = f"http://127.0.0.1:{ports[0]}"
            yield
        finally:
            loop.call_soon_threadsafe(end.set)
            thread.join(PATIENCE)
