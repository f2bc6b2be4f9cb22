"""A real history process beside an application: it has copied the record as it stands, and answers."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from benchmarks.intake import begun
from city.time.days import DAY, LocalDays
from dashboard.access.key_files import handed_to_history
from dashboard.settings.settings import Settings
from streams.history.events.case_facts import CityAt
from streams.history.events.keeping import EventKeeping
from streams.history.reviewing import Reviewing
from streams.history.service import Place, Service
from streams.record.keys import Keys
from tests.patience import PATIENCE, until
from tests.streams.history.recording import history


class HistoryProcess:
    """`gridwall history` by the settings of a wall that runs, in a process of its own."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder, self._environ = folder, dict(environ)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        with (self._folder / "history.log").open("ab") as log:
            self._process = begun("history", self._folder, self._environ, log)
        url = f"http://127.0.0.1:{self._environ['GRIDWALL_HISTORY_PORT']}/history/healthz"
        until(lambda: _answers(url), "the history process answers")

    def end(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(PATIENCE)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


@contextmanager
def history_beside(
    app: Flask, settings: Settings, keys: Keys, url: str, folder: Path, began: int = 40
) -> Iterator[None]:
    """Of the city that the application shows; the history begins so many days ago."""
    live, key = app.extensions["gridwall"].live, handed_to_history(settings).history
    assert key is not None
    loop, ports, end = asyncio.new_event_loop(), [], asyncio.Event()
    ready = threading.Event()
    with history(url, keys, folder, CityAt(lambda ms: (live.areas, live.matters))) as held:
        held.copier.redis.setnx(keys.epoch, "beside")  # no clerk has begun the record
        held.catch_up()
        old = f"{time.time_ns() // 1_000_000 - began * DAY}-0".encode()
        held.store.copy(held.world, {"cases": [(old, {b"case": b"of-long-ago"})]})
        reviewing = Reviewing(held.store, lambda: held.world, LocalDays(settings.rules.zone))

        async def serve() -> None:
            keeping = EventKeeping(lambda: (held.copier, held.facts))
            async with Service(keeping, (), reviewing.questions(), key, Place()) as service:
                ports.append(service.port)
                ready.set()
                await end.wait()

        def work() -> None:
            try:
                loop.run_until_complete(serve())
                loop.run_until_complete(loop.shutdown_default_executor())
            finally:
                loop.close()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        try:
            assert ready.wait(PATIENCE)
            app.extensions["gridwall.history"].address = f"http://127.0.0.1:{ports[0]}"
            yield
        finally:
            loop.call_soon_threadsafe(end.set)
            thread.join(PATIENCE)
