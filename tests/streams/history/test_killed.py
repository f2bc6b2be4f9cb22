"""The history process as it is started, killed in the middle of its work, again and again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis

from dashboard.access.key_file import KeyFile
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import filed
from tests.dashboard.small_files import write_small_city
from tests.patience import PATIENCE
from tests.streams.history.recording import write

LIVES = 2


@contextmanager
def process(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """One life of it, until it is killed."""
    command = [sys.executable, "-m", "dashboard", "history"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as life:
        try:
            yield life
        finally:
            life.send_signal(signal.SIGKILL)


def held(folder: Path) -> list[str]:
    """What stands in the store, by anybody who may read it."""
    if not (folder / "events.sqlite").exists():
        return []
    with sqlite3.connect(folder / "events.sqlite", timeout=PATIENCE) as store:
        try:
            rows = store.execute("SELECT ms, seq FROM entries WHERE stream = 'cases' ORDER BY ms, seq")
            return [f"{ms}-{seq}" for ms, seq in rows]
        except sqlite3.OperationalError:
            return []  # nothing was made yet


def test_killed_at_any_moment_it_keeps_each_entry_once(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    told = {"REDIS_URL": redis_server.url, "REDIS_PREFIX": keys.prefix, "HISTORY_PORT": "0"}
    told |= {"HISTORY_FOLDER": str(tmp_path / "history"), "WEB_KEYS_FILE": str(tmp_path / "keys")}
    environ = (
        os.environ | write_small_city(tmp_path) | {f"GRIDWALL_{name}": value for name, value in told.items()}
    )
    KeyFile(tmp_path / "keys").settle({})
    redis.set(keys.epoch, "first")
    ends = threading.Event()

    def writer() -> None:
        number = 0
        while not ends.is_set():
            write(redis, keys, [filed(f"c-{number}-{at}") for at in range(20)])
            number += 1
            time.sleep(0.01)

    work = threading.Thread(target=writer)
    work.start()
    try:
        for life in range(LIVES):
            with process(environ):
                before, end = len(held(tmp_path / "history")), time.monotonic() + PATIENCE
                while len(held(tmp_path / "history")) == before and time.monotonic() < end:
                    time.sleep(0.02 + 0.013 * life)
    finally:
        ends.set()
        work.join()
    there = [entry.decode() for entry, _ in redis.xrange(keys.cases)]
    with process(environ):
        end = time.monotonic() + PATIENCE
        while len(held(tmp_path / "history")) < len(there) and time.monotonic() < end:
            time.sleep(0.05)
    assert held(tmp_path / "history") == there and len(there) > 100
