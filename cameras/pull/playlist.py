"""HLS playlists (RFC 8216, and the low-latency one): what one says, and one that names no address. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

OPENING = b"#EXTM3U"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_URI = re.compile(r'\bURI="([^"]*)"')
# what a player needs; of any other line nobody knows what it tells
_KEPT = re.compile(
    r"#(EXTM3U|EXTINF|EXT-X-(VERSION|INDEPENDENT-SEGMENTS|START|TARGETDURATION|MEDIA-SEQUENCE|"
    r"DISCONTINUITY-SEQUENCE|ENDLIST|PLAYLIST-TYPE|BYTERANGE|DISCONTINUITY|KEY|MAP|PROGRAM-DATE-TIME|GAP|BITRATE|"
    r"PART|PART-INF|SERVER-CONTROL|SKIP|PRELOAD-HINT|RENDITION-REPORT|MEDIA|STREAM-INF))(?=[:\s]|$)"
)
_DURATION = re.compile(r"#EXTINF:\s*(\d+(?:\.\d*)?)")


@dataclass(frozen=True, slots=True)
class Playlist:
    variant: str  # the first of a master playlist, else ""
    newest: str  # the last segment, else ""
    target: float  # s a segment lasts at most
    ended: bool
    mark: tuple[int, int, str]  # another one: it has moved on


def is_playlist(body: bytes) -> bool:
    return body.removeprefix(BYTE_ORDER_MARK).startswith(OPENING)


def lines_of(body: bytes) -> list[str]:
    text = body.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(lines: list[str], tag: str) -> int:
    told = next((line[len(tag) :] for line in lines if line.startswith(tag)), "")
    return int(told) if told.isdecimal() and len(told) < 16 else 0


def read_playlist(body: bytes) -> Playlist:
    lines = lines_of(body)
    addresses = [line for line in lines if not line.startswith("#")]
    master = any(line.startswith("#EXT-X-STREAM-INF") for line in lines)
    parts = sum(line.startswith("#EXT-X-PART:") for line in lines)
    first, last = (addresses[0], addresses[-1]) if addresses else ("", "")
    return Playlist(
        variant=first if master else "",
        newest="" if master else last,
        target=float(_number(lines, "#EXT-X-TARGETDURATION:")),
        ended="#EXT-X-ENDLIST" in lines,
        mark=(_number(lines, "#EXT-X-MEDIA-SEQUENCE:"), parts, last),
    )


def veiled(body: bytes, name: Callable[[str], str]) -> bytes:
    """The playlist for a page: addresses as `name` calls them; no comments, no titles, no unknown tags."""
    return "".join(f"{_veil(line, name)}\n" for line in lines_of(body) if _shown(line)).encode()


def _shown(line: str) -> bool:
    return not line.startswith("#") or _KEPT.match(line) is not None


def _veil(line: str, name: Callable[[str], str]) -> str:
    if not line.startswith("#"):
        return name(line)
    if told := _DURATION.match(line):
        return f"#EXTINF:{told[1]},"
    return _URI.sub(lambda found: f'URI="{name(found[1])}"', line)
