"""H.264's bits as text of 0 and 1: Exp-Golomb numbers read and written, NAL units made of them.

ITU-T H.264, 7.3 and 9.1. Text, because what is written is a few hundred bits a picture and easy to look at.
"""

from __future__ import annotations

import re
from functools import cache

_ESCAPE = re.compile(rb"\0\0(?=[\0-\3])")


@cache
def ue(value: int) -> str:
    code = f"{value + 1:b}"
    return "0" * (len(code) - 1) + code


def se(value: int) -> str:
    return ue(2 * value - 1 if value > 0 else -2 * value)


def text_of(nal: bytes, skip: int = 1) -> str:
    """The bits behind the header, without emulation prevention."""
    data = nal[skip:].replace(b"\0\0\3", b"\0\0")
    return f"{int.from_bytes(data, 'big'):0{8 * len(data)}b}"


class Cursor:
    """Reads from such a text."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def take(self, count: int) -> int:
        self.at += count
        return int(self.text[self.at - count : self.at], 2)

    def ue(self) -> int:
        zeros = self.text.index("1", self.at) - self.at
        self.at += zeros
        return self.take(zeros + 1) - 1

    def se(self) -> int:
        code = self.ue()
        return code + 1 >> 1 if code & 1 else -(code >> 1)


class Payload:
    """What a NAL unit will hold: bits, and now and then whole bytes on a byte's boundary."""

    def __init__(self, head: str) -> None:
        self.whole = bytearray()
        self.parts = [head]

    def bits(self, text: str) -> None:
        self.parts.append(text)

    def aligned(self, data: bytes) -> None:
        """Zeros up to the next byte, then these bytes."""
        self._settle("")
        self.whole += data

    def _settle(self, end: str) -> None:
        text = "".join(self.parts) + end
        if text:
            size = (len(text) + 7) // 8
            self.whole += int(text.ljust(8 * size, "0"), 2).to_bytes(size, "big")
        self.parts = []

    def nal(self, header: bytes) -> bytes:
        """The unit with its stop bit, and with nothing in it that looks like a start code."""
        self._settle("1")
        return header + escaped(bytes(self.whole))


def escaped(data: bytes) -> bytes:
    return _ESCAPE.sub(b"\0\0\3", data) if b"\0\0" in data else data
