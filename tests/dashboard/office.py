"""An application on a real Redis whose loops stand still: the test folds when it wants, as another process
would have. What is asked goes the way of every command."""

from __future__ import annotations

import itertools
import time
from typing import Any

from flask import Flask
from redis import Redis

from city.cases.case import CaseEvent
from dashboard.access.seat import COOKIE, Seat, seal
from dashboard.access.viewer import Viewer
from streams.record.append import append_event
from tests.city.small_city import PLACES

ANN, BOB = Viewer("seat-1", "officer", "0"), Viewer("seat-2", "officer", "0")
HEAD = Viewer("seat-9", "head", "0")
_commands = itertools.count(1)


def now() -> int:
    return time.time_ns() // 1_000_000


class Office:
    """`browser` sits on seat 1."""

    def __init__(self, app: Flask, redis: Redis) -> None:
        self.engine: Any = app.extensions["gridwall"]
        self.redis, self.keys = redis, self.engine.connections.keys
        key = self.engine.signing.key_file.settle({}).seats or b""
        self.engine.chain.record.caught_up = True
        self.browser = app.test_client()
        self.browser.set_cookie(COOKIE, seal(key, Seat(ANN.id)))
        self._read = "0-0"

    def fold(self) -> None:
        entries: Any = self.redis.xrange(self.keys.cases, min=f"({self._read}")
        if entries:
            self._read = entries[-1][0].decode()
            self.engine.folding.record(self.engine.filling, self.keys.cases, entries, now())

    def file(self, case: str, area: str = "1-1", **data: Any) -> None:
        """A case as the clerk files it, and folded."""
        lat, lon = PLACES.get(area, (None, None))
        told = {"item": "hole", "area": area, "lat": lat, "lon": lon, "reported": now(), "received": now()}
        event = CaseEvent("", case, 1, "filed", now(), "clerk", f"filed:{case}", told | data)
        append_event(self.redis, self.keys, event, 0)
        self.fold()

    def ask(self, viewer: Viewer, do: str, case: str, *, fold: bool = True, **told: Any) -> dict[str, Any]:
        """The answer; `command` and `revision` are the page's own unless told."""
        known = self.engine.live.cases.get(case)
        asked = {"command": f"k-{next(_commands)}", "revision": known.revision if known else 1}
        data = told.pop("data", {})
        answer = self.engine.commands.carry_out(viewer, asked | {"case": case, "do": do, "data": data} | told)
        if fold:
            self.fold()
        return answer

    def types(self, case: str) -> list[str]:
        """The events in the record."""
        told = (fields for _, fields in self.redis.xrange(self.keys.cases))
        return [fields[b"type"].decode() for fields in told if fields[b"case"].decode() == case]
