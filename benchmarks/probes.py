"""Marked inspectors: written at random moments, each remembered by the millisecond it was sent, so that the
page can be asked when it painted exactly this fix."""

import random
import threading
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.crowd import Crowd
from streams.server.connect import connect

GAP = 0.3  # seconds at least between two fixes of one probe, so that none hides behind the next


@dataclass(frozen=True, slots=True)
class Latency:
    samples: int
    missing: int  # sent, never seen painted
    p50: float
    p99: float
    worst: float


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, int(-(-share * len(ordered) // 1)) - 1))]


class Prober(threading.Thread):
    """Sends until stopped, about `rate` a second over all probes."""

    def __init__(self, url: str, key: str, probes: Crowd, rate: float = 20.0) -> None:
        super().__init__(daemon=True)
        self.redis, self.key, self.probes = connect(url), key, probes
        self.rate, self.random = rate, random.Random(7)
        self.sent: dict[tuple[str, int], float] = {}
        self.done = threading.Event()

    def run(self) -> None:
        last = [0.0] * len(self.probes)
        while not self.done.wait(self.random.expovariate(self.rate)):
            row = self.random.randrange(len(self.probes))
            clock = time.monotonic()
            if clock - last[row] >= GAP:
                last[row] = clock
                self.send(row, clock)

    def send(self, row: int, seconds: float) -> None:
        lat, lon = self.probes.at(np.array([row]), seconds)
        person = self.probes.ids[row].decode()
        sent = time.time() * 1000
        where = [b"lat", b"%.6f" % lat[0], b"lon", b"%.6f" % lon[0]]
        told = [b"inspector", person.encode(), b"time", b"%d" % sent]
        xadd: Any = self.redis.execute_command  # untyped in redis-py
        xadd("XADD", self.key, "*", *told, *where)
        self.sent[person, int(sent)] = sent

    def stop(self) -> None:
        self.done.set()
        self.join()


def latency(sent: dict[tuple[str, int], float], painted: dict[tuple[str, int], float]) -> Latency:
    """Milliseconds from XADD to painted. A fix whose age crossed the wire as whole milliseconds may come back
    one off; two fixes of one probe are never that near."""
    found, missing = [], 0
    for (person, told), at in sent.items():
        near = (painted.get((person, told + shift)) for shift in (0, -1, 1))
        seen = next((moment for moment in near if moment is not None), None)
        if seen is None:
            missing += 1
        else:
            found.append(seen - at)
    if not found:
        raise RuntimeError(f"none of {len(sent)} marked fixes was painted")
    return Latency(len(found), missing, percentile(found, 0.5), percentile(found, 0.99), max(found))
