"""What goes to a page as one binary message: 24 bytes of header, then the payload. Knows no socket."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

VERSION = 1
INIT, KEY, DELTA, JPEG, GOT = 1, 2, 3, 4, 5
HEADER = struct.Struct("<BBHIdd")  # version, type, panel, number, at, time
PANELS = 65535


@dataclass(frozen=True, slots=True)
class Shot:
    """Made once for all who watch. `at`: epoch ms received; `time`: s on the media's own clock."""

    type: int
    at: float
    time: float
    payload: bytes = field(repr=False)

    def message(self, panel: int, number: int) -> bytes:
        return HEADER.pack(VERSION, self.type, panel, number & 0xFFFFFFFF, self.at, self.time) + self.payload
