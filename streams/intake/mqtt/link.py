"""The link to the broker: opened again whenever it ends, later each time, and told while it is not there."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from streams.intake.mqtt.broker import Broker
from streams.intake.mqtt.session import LinkError, Session, Take
from streams.server.backoff import Backoff

LOOK_S = 1.0
STEADY_S = 30.0  # after which it counts as whole: two that take each other's place would else never wait
LONGEST_S = 30.0  # between two tries

log = logging.getLogger(__name__)


class MqttLink:
    """`objection`: why it must not be open now, in words; nothing when it may. `passed`: see Session."""

    def __init__(
        self, broker: Broker, take: Take, objection: Callable[[], str], passed: Callable[[], object]
    ) -> None:
        self.broker = broker
        self.trouble: str | None = f"{broker.name} was not reached yet"
        self.opened = 0
        self._take, self._objection, self._passed = take, objection, passed
        self._session: Session | None = None
        self._backoff = Backoff(longest=LONGEST_S)

    @property
    def up(self) -> bool:
        return self.trouble is None

    @property
    def waiting(self) -> int:
        """Messages that came and are not done with."""
        return len(self._session) if self._session else 0

    async def run(self) -> None:
        """Until cancelled. Never raises for the broker: `trouble` tells."""
        while True:
            if objection := self._objection():
                self._tell(objection)
                await asyncio.sleep(LOOK_S)
                continue
            try:
                await self._live()
            except LinkError as error:
                self._tell(str(error))
            await asyncio.sleep(self._backoff.grow())

    async def _live(self) -> None:
        """Raises LinkError."""
        session = Session(self.broker, self._take, self._passed)
        try:
            await session.open()
            self._session, began = session, time.monotonic()
            self._came_up(session.kept)
            while not (objection := self._objection()):
                await session.alive(LOOK_S)
                if time.monotonic() - began > STEADY_S:
                    self._backoff.reset()
            raise LinkError(objection)
        finally:
            await session.close()
            self._session = None

    def _came_up(self, kept: bool) -> None:
        self.trouble = None
        self.opened += 1
        if kept or self.opened == 1:
            log.info("%s lets us read %s", self.broker.name, ", ".join(self.broker.filters))
        else:
            log.warning("%s had kept nothing of what came meanwhile", self.broker.name)

    def _tell(self, trouble: str) -> None:
        if trouble != self.trouble:
            log.warning("%s; the broker keeps what comes", trouble)
        self.trouble = trouble
