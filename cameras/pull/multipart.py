"""The parts of a multipart/x-mixed-replace answer (RFC 2046, 5.1), as cameras really write them. Pure.

Seen in the field: a boundary told with its two dashes or without, in quotes, with another one in the body;
lines that end with LF alone; no Content-Length; a Content-Length of 0 or of nonsense.
"""

from __future__ import annotations

import re

from cameras.media.units import SourceError

PICTURE_BYTES = 8_000_000
HEAD_BYTES = 8 * 1024
_BOUNDARY = re.compile(r"boundary\s*=\s*(?:\"([^\"]+)\"|([^\s;\"]+))", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length\s*:\s*(\d{1,9})\s*$", re.IGNORECASE | re.MULTILINE)
_DASHES = re.compile(rb"(?:^|\r?\n)(--[^\r\n]+)\r?\n")
JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"


def boundary_of(content_type: str) -> bytes:
    """Without its dashes; "" when none is told. Raises SourceError for what is no stream of pictures."""
    kind, _, rest = content_type.partition(";")
    if not kind.strip().lower().startswith("multipart/"):
        raise SourceError("garbage")
    found = _BOUNDARY.search(rest)
    return (found[1] or found[2]).strip().lstrip("-").encode("latin-1", "replace") if found else b""


class Parts:
    """`feed` answers the pictures that are complete. Raises SourceError; nothing may be fed after that."""

    def __init__(self, boundary: bytes) -> None:
        self._boundary = boundary
        self._rest = b""
        self._wanted = -1  # bytes of the body that is coming; -1: between two; 0: not told

    def feed(self, chunk: bytes) -> list[bytes]:
        self._rest += chunk
        found: list[bytes] = []
        while (body := self._next()) is not None:
            if body:
                found.append(body)
        if len(self._rest) > PICTURE_BYTES:
            raise SourceError("too_big")
        return found

    def _next(self) -> bytes | None:
        """A picture; empty when something else was passed; None when more must come."""
        if self._wanted < 0:
            return self._head()
        if self._wanted and len(self._rest) >= self._wanted:
            body, self._rest = self._rest[: self._wanted], self._rest[self._wanted :]
            self._wanted = -1
            return body if body.startswith(JPEG_START) else b""
        return self._open_end() if not self._wanted else None

    def _head(self) -> bytes | None:
        """The head of the next part, from its boundary on."""
        start = self._rest.find(b"--" + self._boundary) if self._boundary else -1
        if start < 0 and (told := _DASHES.search(self._rest)):
            self._boundary, start = told[1].strip().lstrip(b"-"), told.start(1)
        ends = _HEAD_END.search(self._rest, max(start, 0))
        if start < 0 or ends is None:
            if len(self._rest) - max(start, 0) > HEAD_BYTES:
                raise SourceError("garbage")
            return None
        length = _LENGTH.search(self._rest[start : ends.start()].replace(b"\r", b""))
        self._wanted = int(length[1]) if length else 0
        if self._wanted > PICTURE_BYTES:
            raise SourceError("too_big")
        self._rest = self._rest[ends.end() :]
        return b""

    def _open_end(self) -> bytes | None:
        """No length: the part ends where the next boundary begins."""
        end = self._rest.find(b"--" + self._boundary)
        if end < 0:
            return None
        body, self._rest, self._wanted = self._rest[:end], self._rest[end:], -1
        last = body.rfind(JPEG_END)
        return body[: last + 2] if body.startswith(JPEG_START) and last > 0 else b""
