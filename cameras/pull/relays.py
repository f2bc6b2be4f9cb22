"""What pages play through this process: offers to WHEP gateways, playlists and segments of HLS.

Knows no socket, no token and no camera file. A panel is whatever tells one picture of one screen from all
others, such as (screen, panel's number). It holds one address at a time; another, or `end`, leaves the first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Hashable
from typing import Any

from cameras.media.units import SourceError
from cameras.pull.kinds.whep import WhepSession, check_sdp
from cameras.pull.origin import Got, Origin

ENDING_AT_MOST = 256  # goodbyes on their way to gateways
GOODBYE_S = 5.0


class Stay:
    """A panel's session, which begins by itself and can be ended at any moment of it."""

    def __init__(self, address: str, offer: str) -> None:
        self.session = WhepSession(address)
        self.answer = asyncio.create_task(self.session.open(offer))

    async def end(self) -> None:
        # also an answer nobody waits for any more has begun something at the gateway
        await asyncio.gather(self.answer, return_exceptions=True)
        await self.session.close()


class Relays:
    def __init__(self) -> None:
        self._stays: dict[Hashable, Stay] = {}
        self._origins: dict[str, Origin] = {}
        self._watching: dict[Hashable, str] = {}
        self._ending: set[asyncio.Task[None]] = set()

    async def offer(self, panel: Hashable, address: str, sdp: object) -> str:
        """The gateway's SDP to the page's. SourceError with a detail; the page may offer again."""
        told = check_sdp(sdp)
        self.end(panel)
        if len(self._ending) > ENDING_AT_MOST:
            raise SourceError("gateway")
        stay = self._stays[panel] = Stay(address, told)
        try:
            return await asyncio.shield(stay.answer)
        except SourceError:
            if self._stays.get(panel) is stay:
                self.end(panel)
            raise

    async def get(self, panel: Hashable, address: str, path: object) -> Got:
        """Bytes for the page, or a status and a detail: never an error."""
        if self._watching.get(panel) != address:
            self.end(panel)
        try:
            origin = self._origins.get(address) or self._origins.setdefault(address, Origin(address))
        except SourceError as error:
            return Got.failed(error.detail)
        self._watching[panel] = address
        return await origin.get(path)

    def end(self, panel: Hashable) -> None:
        """The panel shows something else, or its screen has gone. Nothing happens twice."""
        if (stay := self._stays.pop(panel, None)) is not None:
            self._later(stay.end())
        address = self._watching.pop(panel, None)
        if address is not None and address not in self._watching.values():
            self._later(self._origins.pop(address).close())

    async def close(self) -> None:
        """Ends everything, telling the gateways as far as they listen."""
        for panel in [*self._stays, *self._watching]:
            self.end(panel)
        if self._ending:
            _, late = await asyncio.wait(self._ending, timeout=GOODBYE_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _later(self, goodbye: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(goodbye)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
