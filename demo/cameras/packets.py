"""RTP packets of coded pictures: H.264 (RFC 6184, mode 1) and H.265 (RFC 7798). Knows no socket.

Small NAL units that follow each other share a packet, large ones are cut into fragments.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

PAYLOAD_TYPE, RATE = 96, 90_000
ROOM = 1400  # bytes of payload, as cameras on a LAN send it
STAP_A, FU_A = 24, 28
AP, FU = 48, 49
_HEAD = struct.Struct(">BBHII")


def payloads(codec: str, nals: Sequence[bytes]) -> Iterator[bytes]:
    """What the packets of one picture carry, in order."""
    group: list[bytes] = []
    size = 2
    for nal in nals:
        if group and size + 2 + len(nal) > ROOM:
            yield _together(codec, group)
            group, size = [], 2
        if len(nal) > ROOM:
            yield from _fragments(codec, nal)
        else:
            group.append(nal)
            size += 2 + len(nal)
    if group:
        yield _together(codec, group)


def _together(codec: str, group: list[bytes]) -> bytes:
    if len(group) == 1:
        return group[0]
    body = b"".join(len(nal).to_bytes(2, "big") + nal for nal in group)
    if codec == "h264":
        return bytes((max(nal[0] & 0x60 for nal in group) | STAP_A,)) + body
    return bytes((AP << 1, 1)) + body


def _fragments(codec: str, nal: bytes) -> Iterator[bytes]:
    if codec == "h264":
        head, kind, data = bytes((nal[0] & 0xE0 | FU_A,)), nal[0] & 0x1F, nal[1:]
    else:
        head, kind, data = bytes((nal[0] & 0x81 | FU << 1, nal[1])), nal[0] >> 1 & 0x3F, nal[2:]
    step = ROOM - len(head) - 1
    for at in range(0, len(data), step):
        first, last = at == 0, at + step >= len(data)
        yield head + bytes((first << 7 | last << 6 | kind,)) + data[at : at + step]


class Packets:
    """Numbers one stream's packets."""

    def __init__(self, codec: str, source: int) -> None:
        self.codec, self.source = codec, source & 0xFFFFFFFF
        self.number = 0

    def of(self, nals: Sequence[bytes], timestamp: int) -> list[bytes]:
        """The picture's packets; the last one is marked."""
        bodies = list(payloads(self.codec, nals))
        made = []
        for index, body in enumerate(bodies, 1):
            mark = PAYLOAD_TYPE | (0x80 if index == len(bodies) else 0)
            made.append(_HEAD.pack(0x80, mark, self.number, timestamp & 0xFFFFFFFF, self.source) + body)
            self.number = self.number + 1 & 0xFFFF
        return made
