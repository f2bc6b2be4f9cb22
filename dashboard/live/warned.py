"""Follows the warnings in the record and tells each page those of the area it looks at, as they come and go.
While Redis is away what was known goes on, and ends by the clock."""

from __future__ import annotations

from collections.abc import Sequence

import gevent

from city.warnings.meant import concerns, meant_areas
from city.warnings.standing import Standing
from city.warnings.warning import Info
from dashboard.live.engine import Engine
from dashboard.live.warning_views import warnings_told
from dashboard.rooms.rooms import Client
from dashboard.transport.sockets import packed_message
from streams.record.startup import AWAY
from streams.server.backoff import Backoff
from streams.warnings.warning_reader import WarningReader

WAIT_MS = 1000  # for news; as often it is seen what begins and ends


class Warned:
    def __init__(self, engine: Engine) -> None:
        to = engine.connections
        self.reader = WarningReader(to.record_redis, to.keys, engine.settings.rules.zone)
        self._engine, self._backoff = engine, Backoff()
        self._standing: list[Standing] = []
        self._meant: dict[str, tuple[Info, tuple[str, ...]]] = {}  # codes of ours, by warning, and of what
        self._by_area: dict[str, bytes] = {}  # messages, of the warnings that stand now
        self._said: dict[str, bytes] = {}  # to each client, last

    def follow_warnings(self, wait_ms: int = WAIT_MS) -> None:
        """One turn of a loop."""
        try:
            self.reader.poll(wait_ms)
            self._backoff.reset()
        except AWAY:
            gevent.sleep(self._backoff.grow())
        self._engine.sources.rejects.extend(self.reader.rejects)
        self.reader.rejects.clear()
        if self.reader.caught_up:  # until then what is taken back may seem to stand
            self._look()

    def concerning(self, area: str) -> list[Standing] | None:
        """In force for whoever looks at this area; None while they have not been read."""
        if not self.reader.caught_up:
            return None
        areas = self._engine.live.areas
        return [part for part in self._standing if concerns(areas, self._of(part), area)]

    def tell(self, client: Client) -> None:
        """It looks at another area, or missed something."""
        self._said.pop(client.sid, None)
        self._tell(client)

    def _look(self) -> None:
        standing = self.reader.warnings.standing(self._engine.clock())
        if standing == self._standing:
            return
        self._standing, self._by_area = standing, {}
        self._meant = {part.id: (part.info, self._meant_by(part)) for part in standing}
        for client in list(self._engine.screens.values()):
            self._tell(client)
        for sid in [sid for sid in self._said if sid not in self._engine.screens]:
            del self._said[sid]

    def _meant_by(self, part: Standing) -> tuple[str, ...]:
        info, codes = self._meant.get(part.id, (None, ()))
        return codes if info == part.info else meant_areas(self._engine.live.areas, part.info.areas)

    def _of(self, part: Standing) -> Sequence[str]:
        return self._meant[part.id][1]

    def _tell(self, client: Client) -> None:
        """Nothing to one that looks at nothing yet: it is told when it does."""
        if client.room is None:
            return
        message = self._message(client.room.code)
        if self._said.get(client.sid) != message and client.wire.offer(message):
            self._said[client.sid] = message

    def _message(self, area: str) -> bytes:
        if area not in self._by_area:
            told = warnings_told(self._standing, self._of, self._engine.live.areas, area)
            self._by_area[area] = packed_message("warnings", told)
        return self._by_area[area]


def serve(engine: Engine) -> Warned:
    """Pages are told from now on."""
    warned = Warned(engine)
    engine.besides.append(warned.follow_warnings)
    engine.requests.on_join.append(warned.tell)
    engine.requests.on_redraw.append(warned.tell)
    return warned
