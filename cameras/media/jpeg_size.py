"""What a JPEG says of itself in its frame header (ITU-T T.81, B.2.2). Decodes nothing."""

from __future__ import annotations

from cameras.media.units import Media, SourceError

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a body
SCAN, END = 0xDA, 0xD9


def jpeg_media(data: bytes) -> Media:
    """Raises SourceError when this is no JPEG."""
    at = 2
    if data[:2] != b"\xff\xd8":
        raise SourceError("garbage")
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif marker in ALONE:
            at += 2
        elif marker in FRAMES and at + 9 <= len(data):
            height, width = (
                int.from_bytes(data[at + 5 : at + 7], "big"),
                int.from_bytes(data[at + 7 : at + 9], "big"),
            )
            if width and height:
                return Media("jpeg", width, height)
            break
        elif marker in (SCAN, END):
            break
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise SourceError("garbage")
