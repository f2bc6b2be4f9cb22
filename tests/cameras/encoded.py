"""Pictures coded for the tests by PyAV: access units as lists of NAL units, and how they go into RTP."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np

FPS = 15
TICK = 90_000 // FPS
SETS = {"h264": (7, 8), "h265": (32, 33, 34)}


@dataclass(frozen=True)
class Picture:
    nals: tuple[bytes, ...]
    key: bool
    ticks: int

    def slices(self, codec: str) -> bytes:
        """As a unit carries them: without parameter sets and SEI, each behind its length."""
        kept = [
            nal
            for nal in self.nals
            if (kind_of(codec, nal) <= 5 if codec == "h264" else kind_of(codec, nal) < 32)
        ]
        return b"".join(len(nal).to_bytes(4, "big") + nal for nal in kept)


def kind_of(codec: str, nal: bytes) -> int:
    return nal[0] & 0x1F if codec == "h264" else nal[0] >> 1 & 0x3F


@functools.cache
def clip(
    codec: str = "h264",
    width: int = 320,
    height: int = 180,
    frames: int = 40,
    pixels: str = "yuv420p",
    **options: str,
) -> tuple[Picture, ...]:
    """A ramp that moves, a key frame every 10 pictures with its parameter sets in band."""
    name = {"h264": "libx264", "h265": "libx265"}[codec]
    context = av.CodecContext.create(name, "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, height, pixels
    context.time_base, context.framerate = Fraction(1, 90_000), Fraction(FPS)
    quiet = {"x265-params": "log-level=none:pools=1:keyint=10:bframes=0:repeat-headers=1:slices=1"}
    chosen = (
        {"tune": "zerolatency", "g": "10", "threads": "1", "x264-params": "slices=1"}
        if codec == "h264"
        else quiet
    )
    context.options = {"preset": "ultrafast"} | chosen | options
    found: list[Picture] = []
    for number in [*range(frames), -1]:
        for packet in context.encode(None if number < 0 else picture(width, height, number, pixels)):
            assert packet.pts is not None
            found.append(Picture(tuple(nals_of(bytes(packet))), packet.is_keyframe, packet.pts))
    return tuple(found)


def picture(width: int, height: int, number: int, pixels: str = "yuv420p") -> av.VideoFrame:
    ramp = (np.add.outer(np.arange(height) * 3, np.arange(width)) + number * 9).astype(np.uint8)
    rgb = np.stack([ramp, ramp[::-1], np.roll(ramp, number * 4, axis=1)], axis=2)
    frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format=pixels)
    frame.pts, frame.time_base = number * TICK, Fraction(1, 90_000)
    return frame


def nals_of(annexb: bytes) -> Iterator[bytes]:
    for part in annexb.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1"):
        if part:
            yield part


def sets_of(codec: str, pictures: tuple[Picture, ...]) -> list[bytes]:
    return [nal for nal in pictures[0].nals if kind_of(codec, nal) in SETS[codec]]


class Packets:
    """RTP packets of pictures; `size` is the largest payload, `joined` puts small units into one packet."""

    def __init__(
        self, codec: str = "h264", size: int = 700, joined: bool = False, marker: bool = True
    ) -> None:
        self.codec, self.size, self.joined, self.marker = codec, size, joined, marker
        self.sequence, self.base, self.payload = 65_500, 0xFFFFFF00, 96

    def of(self, picture: Picture) -> list[bytes]:
        payloads = list(self._joined(picture) if self.joined else self._single(picture.nals))
        last = len(payloads) - 1
        return [self._packet(p, picture.ticks, self.marker and n == last) for n, p in enumerate(payloads)]

    def _packet(self, payload: bytes, ticks: int, marker: bool) -> bytes:
        self.sequence = self.sequence + 1 & 0xFFFF
        head = bytes((0x80, self.payload | marker << 7)) + self.sequence.to_bytes(2, "big")
        return head + (self.base + ticks & 0xFFFFFFFF).to_bytes(4, "big") + b"SSRC" + payload

    def _single(self, nals: tuple[bytes, ...] | list[bytes]) -> Iterator[bytes]:
        for nal in nals:
            if len(nal) <= self.size:
                yield nal
            else:
                yield from self._cut(nal)

    def _joined(self, picture: Picture) -> Iterator[bytes]:
        small = [nal for nal in picture.nals if len(nal) < 200]
        if len(small) > 1:
            head = b"\x78" if self.codec == "h264" else b"\x60\x01"
            yield head + b"".join(len(nal).to_bytes(2, "big") + nal for nal in small)
            yield from self._single([nal for nal in picture.nals if len(nal) >= 200])
        else:
            yield from self._single(picture.nals)

    def _cut(self, nal: bytes) -> Iterator[bytes]:
        kind, skip = kind_of(self.codec, nal), 1 if self.codec == "h264" else 2
        head = bytes((nal[0] & 0xE0 | 28,)) if skip == 1 else bytes((nal[0] & 0x81 | 49 << 1, nal[1]))
        step = self.size - 3
        for at in range(skip, len(nal), step):
            mark = (at == skip) << 7 | (at + step >= len(nal)) << 6
            yield head + bytes((mark | kind,)) + nal[at : at + step]
