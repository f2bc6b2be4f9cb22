"""Whether the session that a pass names still is, and acts in the role and area that the pass was given for.

While Redis is away, what was known goes on. Knows no camera and no socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from city.access.grants import chosen
from streams.access.camera_tokens import Pass
from streams.access.session_reader import SessionReader
from streams.access.sessions import LIMITS
from streams.record.startup import AWAY
from streams.server.backoff import Backoff

WAIT_MS = 1000  # for news of sessions; so often everybody who is in is looked at again


class SessionWatch:
    """`now()` in epoch ms, `day()` the city's local day."""

    def __init__(self, reader: SessionReader, now: Callable[[], int], day: Callable[[], date]) -> None:
        self._reader, self._now, self._day = reader, now, day

    @property
    def caught_up(self) -> bool:
        return self._reader.caught_up

    def lets(self, passed: Pass) -> bool:
        session = self._reader.sessions.open.get(passed.session)
        account = self._reader.account(session.account) if session else None
        if session is None or account is None or not account.current():
            return False
        day = self._day()
        grant = chosen([each for each in account.grants if each.holds_on(day)], session.grant)
        if grant is None or (grant.role, grant.area) != (passed.role, passed.area):
            return False
        return self._reader.sessions.get(session.id, self._now(), LIMITS[grant.role].idle) is not None

    async def follow(self, look: Callable[[], object]) -> None:
        """Until cancelled: wait for news in a thread, then have everybody who is in looked at again."""
        backoff, loop = Backoff(), asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "sessions") as thread:
            while True:
                try:
                    await loop.run_in_executor(thread, self._reader.poll, WAIT_MS)
                except AWAY:
                    await asyncio.sleep(backoff.grow())
                    continue
                backoff.reset()
                look()
