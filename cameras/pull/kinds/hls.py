"""HLS: the page plays a gateway's segments, which come to it through this process.

The kind's `probe` follows the playlist until it moves on: one that is only there is no live camera. Knows no
page.
"""

from __future__ import annotations

import asyncio

from yarl import URL

from cameras.media.units import SourceError
from cameras.pull.gateway import Gateway
from cameras.pull.kinds import Kind, register
from cameras.pull.playlist import Playlist, is_playlist, read_playlist

SEGMENT_BYTES = 16 << 20
MASTERS = 2  # a master playlist may name another, once
SHORTEST_S, LONGEST_S = 6.0, 15.0
PAUSE_S = (0.5, 2.0)


async def probe(address: str) -> None:
    """SourceError unless the stream moves on within three segments."""
    async with Gateway(address) as gateway:
        where, seen = await _media_playlist(gateway)
        if seen.ended:
            raise SourceError("ended")
        patience = min(max(3 * seen.target, SHORTEST_S), LONGEST_S)
        try:
            async with asyncio.timeout(patience):
                await _moves_on(gateway, where, seen, patience / 3)
        except TimeoutError:
            raise SourceError("stalled") from None


async def _moves_on(gateway: Gateway, where: URL, seen: Playlist, prod_after: float) -> None:
    shortest, longest = PAUSE_S
    pause, waited = min(max(seen.target / 2, shortest), longest), 0.0
    prodded = False
    while (now := await _fetch(gateway, where)).mark == seen.mark:
        if now.newest and waited >= prod_after and not prodded:
            prodded = True
            # go2rtc moves its list on only for those who take segments from it
            await gateway.ask("GET", gateway.beside(where, now.newest), limit=SEGMENT_BYTES)
        waited += pause
        await asyncio.sleep(pause)


async def _media_playlist(gateway: Gateway) -> tuple[URL, Playlist]:
    where = gateway.url
    for _ in range(MASTERS + 1):
        seen = await _fetch(gateway, where)
        if not seen.variant:
            return where, seen
        where = gateway.beside(where, seen.variant)
    raise SourceError("garbage")


async def _fetch(gateway: Gateway, where: URL) -> Playlist:
    reply = await gateway.ask("GET", where)
    if detail := reply.detail():
        raise SourceError(detail)
    if not is_playlist(reply.body):
        raise SourceError("garbage")
    return read_playlist(reply.body)


register("hls", Kind(probe=probe))
