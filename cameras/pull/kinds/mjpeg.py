"""Cameras that send one JPEG after the other in an answer that never ends (multipart/x-mixed-replace)."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator

from cameras.media.jpeg_size import jpeg_media
from cameras.media.units import Media, Unit
from cameras.pull.kinds import Kind, register
from cameras.pull.multipart import Parts, boundary_of
from cameras.pull.streaming import streamed


async def pull(address: str) -> AsyncGenerator[Unit, None]:
    """Each part as it is complete. Ends with SourceError."""
    async with streamed(address) as (kind, read):
        parts = Parts(boundary_of(kind))
        media: Media | None = None
        begun = time.monotonic()
        while True:
            for data in parts.feed(await read()):
                now = jpeg_media(data)
                changed, media = now != media, now
                yield Unit(
                    time.time() * 1000, time.monotonic() - begun, True, data, media if changed else None
                )


register("mjpeg", Kind(pull=pull))
