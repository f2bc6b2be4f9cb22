"""RTSP's one TCP stream taken apart: messages, and between them binary frames behind a `$` (RFC 2326, 10.12).

Both ends use it. What waits for its rest is bounded: a head, a body, or one frame of 64 kB.
"""

from __future__ import annotations

from collections.abc import Callable

from cameras.pull.rtsp.message import HEAD_BYTES, Message, MessageError, body_length, parse_head

DOLLAR = 0x24
FRAME_HEAD = 4

OnFrame = Callable[[int, memoryview], None]
OnMessage = Callable[[Message], None]


def frame(channel: int, packet: bytes) -> bytes:
    return b"$" + bytes((channel,)) + len(packet).to_bytes(2, "big") + packet


class Splitter:
    """`feed` tells each part as it is complete. A frame's bytes are lent: copy what must outlive the call."""

    def __init__(self, on_frame: OnFrame, on_message: OnMessage) -> None:
        self.on_frame, self.on_message = on_frame, on_message
        self.rest = b""
        self.message: Message | None = None  # its body is still coming
        self.wanted = 0

    def feed(self, chunk: bytes | bytearray | memoryview) -> None:
        """Raises MessageError on anything else; nothing may be fed after that."""
        view = memoryview(self.rest + chunk if self.rest else chunk)
        at, size, on_frame = 0, len(view), self.on_frame
        # written out in one loop, because it runs for every packet of every camera
        while at < size:
            if self.message is None and view[at] == DOLLAR:
                end = at + FRAME_HEAD
                if end > size:
                    break
                end += view[at + 2] << 8 | view[at + 3]
                if end > size:
                    break
                on_frame(view[at + 1], view[at + FRAME_HEAD : end])
            else:
                end = self._text(view, at)
                if not end:
                    break
            at = end
        self.rest = bytes(view[at:])

    def _text(self, view: memoryview, at: int) -> int:
        """Where the head or body that begins here ends; 0 when not all of it has come."""
        if self.message is None:
            return self._head(view, at)
        if len(view) - at < self.wanted:
            return 0
        message, self.message = self.message, None
        message.body = bytes(view[at : at + self.wanted])
        self.on_message(message)
        return at + self.wanted

    def _head(self, view: memoryview, at: int) -> int:
        if view[at] in b"\r\n":
            return at + 1  # blank lines between messages are some cameras' keep-alive
        text = bytes(view[at : at + HEAD_BYTES])
        ends = [(text.find(mark), len(mark)) for mark in (b"\r\n\r\n", b"\n\n")]
        found = min((end for end in ends if end[0] >= 0), default=None)
        if found is None:
            self._doubt(text)
            return 0
        message = parse_head(text[: found[0]])
        self.wanted = body_length(message.headers)
        if self.wanted:
            self.message = message
        else:
            self.on_message(message)
        return at + sum(found)

    def _doubt(self, text: bytes) -> None:
        """Something that can become no message is refused before 16 kB of it came."""
        if len(text) >= HEAD_BYTES:
            raise MessageError(f"a head of more than {HEAD_BYTES} bytes")
        if not (text[:1].isalpha() and text[:1].isupper()) or b"\0" in text:
            raise MessageError("neither a frame nor a message of RTSP")
        if b"\n" in text:
            parse_head(text[: text.index(b"\n")])
