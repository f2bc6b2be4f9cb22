"""What a photo says of itself before it is decoded: its kind, its size, and how much work it asks.

Reads JPEG (ITU-T T.81), PNG (ISO 15948) and WebP (RFC 9649) headers. Decodes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a body
SCAN, END = 0xDA, 0xD9
PNG = b"\x89PNG\r\n\x1a\n"
HEADERS = 4096  # segments of a JPEG before its frame: more is made to be slow


@dataclass(frozen=True, slots=True)
class Head:
    kind: str  # jpeg, png, webp
    width: int
    height: int
    scans: int = 1  # passes over the picture that a JPEG asks for


def read_head(data: bytes) -> Head | None:
    """None for what is none of the three kinds."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(PNG) and data[12:16] == b"IHDR":
        return _head("png", _big(data[16:20]), _big(data[20:24]))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _head(kind: str, width: int, height: int, scans: int = 1) -> Head | None:
    return Head(kind, width, height, scans) if width > 0 and height > 0 else None


def _jpeg(data: bytes) -> Head | None:
    at = 2
    for _ in range(HEADERS):
        if at + 9 > len(data) or data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in FRAMES:
            size = _big(data[at + 7 : at + 9]), _big(data[at + 5 : at + 7])
            # 0xFF is followed by 0x00 in coded pictures: these two bytes begin a scan, or are in a thumbnail
            return _head("jpeg", *size, data.count(b"\xff\xda", at))
        if marker in (SCAN, END):
            return None
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif marker in ALONE:
            at += 2
        else:
            at += 2 + _big(data[at + 2 : at + 4])
    return None


def _webp(data: bytes) -> Head | None:
    form, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if form == b"VP8X":
        return _head("webp", _little(body[4:7]) + 1, _little(body[7:10]) + 1)
    if form == b"VP8L" and body[0] == 0x2F:
        bits = _little(body[1:5])
        return _head("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return _head("webp", _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF)
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
