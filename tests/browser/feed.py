"""A small city that always does the same: sixty people in Hengli walk circles, a gateway shows a sign of
life, and a test adds what it wants to see. Writes through the product's own encoders."""

import math
import threading
import time
from contextlib import suppress
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from city.areas.areas import Areas
from city.people.roster import Roster
from streams.messages.contract import decode_events, heartbeat_fields, position_fields, report_fields
from streams.record.keys import Keys
from tests.patience import until

TOWN = "441900106"
WALKERS = 60
STEP = 1.0  # seconds between two fixes of everybody
METRES = 1 / 111_320  # in degrees of latitude


class Feed(threading.Thread):
    def __init__(self, redis: Redis, keys: Keys, areas: Areas, roster: Roster) -> None:
        super().__init__(daemon=True)
        self.redis: Any = redis  # redis-py's types want more of a dict of text than it needs
        self.keys, self.areas = keys, areas
        here = sorted(p.inspector for p in roster.people if areas.within(p.area, TOWN))
        self.walkers, self.others = here[:WALKERS], iter(here[WALKERS:])
        self.home = {p.inspector: p.area for p in roster.people}
        self.done = threading.Event()
        self.last_time = 0

    def middle(self, code: str) -> tuple[float, float]:
        """Latitude and longitude of a point inside an area."""
        point = self.areas[code].polygon.representative_point()
        return float(point.y), float(point.x)

    def someone(self) -> str:
        """A person at home in Hengli whom no other test has used."""
        return next(self.others)

    def run(self) -> None:
        step = 0
        while not self.done.wait(STEP):
            with suppress(RedisError):  # some tests take Redis away
                self.walk(step)
                step += 1

    def walk(self, step: int) -> None:
        now = int(time.time() * 1000)
        with self.redis.pipeline(transaction=False) as pipe:
            for number, person in enumerate(self.walkers):
                lat, lon = self.middle(self.home[person])
                angle = 0.1 * step + number
                lat, lon = lat + 60 * METRES * math.sin(angle), lon + 60 * METRES * math.cos(angle)
                pipe.xadd(self.keys.positions, position_fields(person, lat, lon, now))
            pipe.xadd(self.keys.positions, heartbeat_fields("test-gateway"))
            pipe.execute()

    def put(self, person: str, lat: float, lon: float, *, sos: bool = False) -> int:
        """One fix, now; the time it carries, never the same twice."""
        self.last_time = max(int(time.time() * 1000), self.last_time + 1)
        fields = position_fields(person, lat, lon, self.last_time, sos=sos)
        self.redis.xadd(self.keys.positions, fields)
        return self.last_time

    def report(self, report: str, lat: float, lon: float, item: str = "0103", **more: Any) -> None:
        """A report of something that can wait, unless another item is told; `more`: other fields of it."""
        fields = report_fields(report, int(time.time() * 1000), item, lat=lat, lon=lon, **more)
        self.redis.xadd(self.keys.reports, fields)

    def filed(self, report: str, lat: float, lon: float, **more: Any) -> str:
        """Report, wait until a clerk has filed it, and answer the case's id."""
        self.report(report, lat, lon, **more)

        def case() -> str | None:
            events, _ = decode_events(self.redis.xrange(self.keys.cases))
            return next((event.case for event in events if event.data.get("report") == report), None)

        found: str = until(case, f"{report} is filed")
        return found

    def stop(self) -> None:
        self.done.set()
        self.join()
