"""Pictures decoded, made small and encoded, from bytes to bytes: FFmpeg is never handed an address.

Everything here blocks and belongs into a thread; one object is used by one thread at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

import av
import numpy as np
from av.codec import CodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from cameras.media.units import Media, SourceError
from city.cameras.freeze import COLUMNS, ROWS

DECODERS = {"h264": "h264", "h265": "hevc", "jpeg": "mjpeg"}
MOST_PIXELS = 40_000_000  # 8K has 33 million
QUALITY = 6  # of FFmpeg's 2 (best) to 31
LAST_WIDTH = 320
START = b"\0\0\0\1"
TICK = Fraction(1, 90_000)

av.logging.set_level(None)  # what FFmpeg would print may hold bytes of anybody's stream


@dataclass(frozen=True, slots=True)
class Look:
    """`luma`: ROWS × COLUMNS; `jpeg`: at most LAST_WIDTH wide."""

    luma: NDArray[np.uint8]
    jpeg: bytes


def annexb(data: bytes) -> bytes:
    """NAL units behind start codes instead of their lengths, which take 4 bytes too."""
    told, at = bytearray(data), 0
    while at + 4 <= len(told):
        size = int.from_bytes(told[at : at + 4], "big")
        told[at : at + 4] = START
        at += 4 + size
    return bytes(told)


def fitting(width: int, height: int, widest: int) -> tuple[int, int]:
    """A size of the same shape, at most so wide, in even numbers as JPEG's colours want it."""
    if width > widest:
        width, height = widest, height * widest // width
    return max(2, width & ~1), max(2, height & ~1)


class Decoder:
    """One stream's, in its order, from a key frame on."""

    def __init__(self, media: Media) -> None:
        if media.width * media.height > MOST_PIXELS:
            raise SourceError("too_big")
        self.media = media
        context = CodecContext.create(DECODERS[media.codec], "r")
        context.thread_count = 1
        context.options = {"flags": "low_delay", "max_pixels": str(MOST_PIXELS)}
        self._context = cast(VideoCodecContext, context)
        self._sets = b"".join(START + nal for nal in media.parameters)

    def decode(self, data: bytes, key: bool, at: float = 0) -> list[VideoFrame]:
        """Frames with `at` (epoch ms) as their pts, where the stream keeps its order."""
        raw = data if self.media.codec == "jpeg" else annexb(data)
        packet = av.Packet(self._sets + raw if key else raw)
        packet.pts = packet.dts = round(at)
        return self._run(packet)

    def rest(self) -> list[VideoFrame]:
        """What the decoder still held back; it can decode no more."""
        return self._run(None)

    def _run(self, packet: av.Packet[Any] | None) -> list[VideoFrame]:
        try:
            return self._context.decode(packet)
        except (av.FFmpegError, ValueError):
            raise SourceError("garbage") from None


class Jpegs:
    """Encoders, one a size."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], VideoCodecContext] = {}

    def encode(self, frame: VideoFrame, widest: int) -> bytes:
        size = fitting(frame.width, frame.height, widest)
        small = frame.reformat(*size, format="yuvj420p", interpolation="BILINEAR")
        encoder = self._held.get(size) or self._held.setdefault(size, self._made(*size))
        small.pts = None
        packets = encoder.encode(small)
        return b"".join(bytes(packet) for packet in packets)

    @staticmethod
    def _made(width: int, height: int) -> VideoCodecContext:
        encoder = CodecContext.create("mjpeg", "w")
        encoder.width, encoder.height = width, height
        encoder.pix_fmt, encoder.time_base = "yuvj420p", TICK
        encoder.thread_count = 1
        encoder.qmin = encoder.qmax = QUALITY
        return encoder


def look(media: Media, data: bytes) -> Look:
    """At one key frame. Raises SourceError when it cannot be decoded."""
    decoder = Decoder(media)
    frames = decoder.decode(data, True) + decoder.rest()
    if not frames:
        raise SourceError("garbage")
    return Look(luma(frames[0]), Jpegs().encode(frames[0], LAST_WIDTH))


def luma(frame: VideoFrame) -> NDArray[np.uint8]:
    small = frame.reformat(COLUMNS, ROWS, format="gray", interpolation="AREA")
    return np.ascontiguousarray(small.to_ndarray(), dtype=np.uint8)
