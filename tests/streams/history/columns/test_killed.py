"""A recorder that is killed, kill -9, at every step of its work: no fix twice, none missing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.streams.history.columns.kept import begun, fix, rows

# which of the moments of this name: presence is written before fixes
STEPS = [("read", 2), ("written", 1), ("written", 2), ("committed", 1), ("compacting", 1), ("compacted", 1)]


class Recorders:
    """They are forked from one process that has imported all they need."""

    def __init__(self, server: EmbeddedRedis, folder: Path, keys: Keys) -> None:
        told = ["-m", "tests.streams.history.columns.recording", server.url, str(folder), keys.prefix]
        self.process = subprocess.Popen(
            [sys.executable, *told], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def one(self, moment: str, nth: int = 1) -> str:
        """What it says when it stops there; then it is killed."""
        number = self._begin(moment, nth)
        while (told := self._line())[0] != number:
            pass
        os.kill(number, signal.SIGKILL)
        return told[1]

    def killed_after(self, seconds: float) -> None:
        number = self._begin("never", 1)
        time.sleep(seconds)
        os.kill(number, signal.SIGKILL)

    def _begin(self, moment: str, nth: int) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{moment} {nth}\n")
        self.process.stdin.flush()
        while (told := self._line())[1] != "began":
            pass
        return told[0]

    def _line(self) -> tuple[int, str]:
        assert self.process.stdout is not None
        number, _, said = self.process.stdout.readline().strip().partition(" ")
        return int(number), said

    def close(self) -> None:
        with self.process:
            self.process.kill()


@pytest.fixture
def recorders(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> Iterator[Recorders]:
    found = Recorders(redis_server, tmp_path, keys)
    yield found
    found.close()


def test_killed_at_every_step_it_goes_on_where_it_was(
    tmp_path: Path, recorders: Recorders, redis: Redis, keys: Keys
) -> None:
    at, chance, sent = begun(redis, 10), random.Random(4), 0
    for moment, nth in STEPS:
        for _ in range(40):
            sent += 1
            fix(redis, keys.positions, f"{at}-{sent}", f"w{chance.randrange(9)}", accuracy=sent, sos=sent % 2)
        assert recorders.one(moment, nth) == moment
        at += 60_000
    assert recorders.one("never") == "done"
    assert [row[0] for row in rows(tmp_path, "fixes", "accuracy", "accuracy")] == list(range(1, sent + 1))
    assert rows(tmp_path, "gaps") == []


def test_killed_at_any_moment_it_goes_on_where_it_was(
    tmp_path: Path, recorders: Recorders, redis: Redis, keys: Keys
) -> None:
    at, chance, sent = begun(redis, 12), random.Random(), 0
    for _ in range(8):
        for _ in range(30):
            sent += 1
            fix(redis, keys.positions, f"{at}-{sent}", f"w{chance.randrange(9)}", accuracy=sent)
        recorders.killed_after(chance.uniform(0.02, 0.12))
        at += 60_000
    assert recorders.one("never") == "done"
    assert [row[0] for row in rows(tmp_path, "fixes", "accuracy", "accuracy")] == list(range(1, sent + 1))
