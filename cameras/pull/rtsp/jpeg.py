"""JPEG in RTP (RFC 2435): every picture is a key frame, so a lost packet costs one picture alone."""

from __future__ import annotations

from cameras.media.units import Media, SourceError
from cameras.pull.rtsp.assembly import LARGEST_UNIT, Assembly, OnUnit
from cameras.pull.rtsp.jpeg_head import END, head, tables_of
from cameras.pull.rtsp.sdp import Track

HEAD, RESTART, TABLES = 8, 4, 4
WITH_RESTARTS = 64  # added to the type


class Jpeg(Assembly):
    codec = "jpeg"

    def __init__(self, track: Track, on_unit: OnUnit) -> None:
        super().__init__(track, on_unit)
        self.side = (0, 0)
        self.tables: dict[int, bytes] = {}  # by quality: told once for all pictures, or with each

    def _take(self, payload: memoryview) -> None:
        if len(payload) < HEAD:
            self._damage()
            return
        offset, kind, quality = int.from_bytes(payload[1:4], "big"), payload[4], payload[5]
        side = (payload[6] * 8, payload[7] * 8)
        at, restart = HEAD, 0
        if kind & WITH_RESTARTS:
            restart, at = int.from_bytes(payload[at : at + 2], "big"), at + RESTART
        if not offset:
            at = self._begins(payload, at, kind & 0x3F, quality, side, restart)
        if offset != self.size or not self.pieces:
            self._damage()
            return
        self.pieces.append(bytes(payload[at:]))
        self.size += max(len(payload) - at, 0)
        if self.size > LARGEST_UNIT:
            raise SourceError("too_big")

    def _begins(
        self, payload: memoryview, at: int, kind: int, quality: int, side: tuple[int, int], restart: int
    ) -> int:
        """Where the coded picture begins."""
        if not all(side):
            raise SourceError("too_big")  # more than 2,040 pixels a side cannot be said in this format
        if kind > 1:
            raise SourceError("codec JPEG")
        tables = self.tables.get(quality, b"")
        if quality >= 128:
            size = int.from_bytes(payload[at + 2 : at + 4], "big")
            at += TABLES
            tables = bytes(payload[at : at + size]) if size else tables
            at += size
        elif 1 <= quality <= 99:
            tables = tables_of(quality)
        if len(tables) not in (64, 128):
            self._damage()  # not told yet, or with 16 bits, which baseline JPEG has not
            return at
        self.tables = {quality: tables}
        self.side, self.key, self.size = side, True, 0
        self.pieces = [head(kind, *side, tables, restart)]
        return at

    def _end(self) -> None:
        if self.pieces:
            self.pieces.append(END)
        super()._end()

    def _ready(self) -> bool:
        media = Media(self.codec, *self.side)
        self.changed, self.media = media != self.media, media
        return True
