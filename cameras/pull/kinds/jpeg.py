"""Cameras that give a JPEG each time they are asked for one. A slow camera is asked less often."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator

from cameras.media.jpeg_size import jpeg_media
from cameras.media.units import Media, SourceError, Unit
from cameras.pull.gateway import Gateway
from cameras.pull.kinds import Kind, register
from cameras.pull.multipart import PICTURE_BYTES

EVERY_S, RAREST_S = 1.0, 3.0  # the rarest is well below the silence after which a camera counts as stalled
BUSY = 2  # a camera that takes so long to answer is left in peace for as long times this


async def pull(address: str) -> AsyncGenerator[Unit, None]:
    """Ends with SourceError."""
    media: Media | None = None
    async with Gateway(address) as camera:
        begun = time.monotonic()
        while True:
            asked = time.monotonic()
            reply = await camera.ask("GET", limit=PICTURE_BYTES)
            if detail := reply.detail():
                # of a camera, any other answer than a picture is none
                raise SourceError("garbage" if detail in ("gateway", "codec") else detail)
            now = jpeg_media(reply.body)
            changed, media = now != media, now
            came = time.monotonic()
            yield Unit(time.time() * 1000, came - begun, True, reply.body, media if changed else None)
            pause = min(max(EVERY_S - (came - asked), (came - asked) * (BUSY - 1)), RAREST_S)
            await asyncio.sleep(max(pause, 0.0))


register("jpeg", Kind(pull=pull))
