"""A few seconds of coded video, to be played over and over: read from MP4, encoded into MP4."""

from __future__ import annotations

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

CODECS = {"h264": 7, "hevc": 33}  # and the type of NAL unit its sequence parameter set is
BESIDE = {"h264": frozenset((6, 7, 8, 9, 12)), "h265": frozenset((32, 33, 34, 35, 38, 39, 40))}


class LoopError(ValueError):
    """One sentence: which file, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One coded picture. Times in seconds from the loop's begin: when to send it, when to show it."""

    due: float
    shown: float
    key: bool
    nals: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    codec: str  # h264, h265
    width: int
    height: int
    seconds: float
    parameters: tuple[bytes, ...]
    shots: list[Shot]


def kind(codec: str, nal: bytes) -> int:
    """The NAL unit's type."""
    return nal[0] & 0x1F if codec == "h264" else nal[0] >> 1 & 0x3F


def read_loop(file: Path) -> Loop:
    """The video of an MP4 file, as it is coded. Raises LoopError."""
    try:
        with av.open(str(file)) as container:
            if not container.streams.video:
                raise LoopError(f"{file}: a video wanted, got none")
            return _demuxed(container, container.streams.video[0], file)
    except (av.error.FFmpegError, OSError) as error:
        raise LoopError(f"{file}: an MP4 file wanted, got {error.strerror}") from None


def _demuxed(container: Any, stream: Any, file: Path) -> Loop:
    name = stream.codec_context.name
    if name not in CODECS or not stream.codec_context.extradata:
        raise LoopError(f"{file}: H.264 or H.265 in MP4 wanted, got {name}")
    codec = "h264" if name == "h264" else "h265"
    packets = [packet for packet in container.demux(stream) if packet.size]
    while packets and not packets[0].is_keyframe:
        del packets[0]
    if not packets:
        raise LoopError(f"{file}: a video wanted, got one without a key frame")
    base, unit = packets[0].dts, float(stream.time_base)
    shots = [_shot(packet, base, unit, codec) for packet in packets]
    last = packets[-1]
    seconds = (last.dts - base + (last.duration or packets[1].dts - base)) * unit
    sets = _sets(stream.codec_context.extradata, codec)
    return Loop(codec, stream.codec_context.width, stream.codec_context.height, seconds, sets, shots)


def _shot(packet: Any, base: int, unit: float, codec: str) -> Shot:
    units = tuple(nal for nal in _units(bytes(packet)) if kind(codec, nal) not in BESIDE[codec])
    return Shot((packet.dts - base) * unit, (packet.pts - base) * unit, packet.is_keyframe, units)


def _units(data: bytes) -> list[bytes]:
    """NAL units, each behind its 4-byte length."""
    found, at = [], 0
    while at + 4 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def _sets(extra: bytes, codec: str) -> tuple[bytes, ...]:
    """Out of the configuration record (ISO/IEC 14496-15)."""
    found: list[bytes] = []

    def take(at: int, count: int) -> int:
        for _ in range(count):
            size = int.from_bytes(extra[at : at + 2], "big")
            found.append(extra[at + 2 : at + 2 + size])
            at += 2 + size
        return at

    if codec == "h264":
        at = take(6, extra[5] & 0x1F)
        take(at + 1, extra[at])
    else:
        at = 23
        for _ in range(extra[22]):
            at = take(at + 3, int.from_bytes(extra[at + 1 : at + 3], "big"))
    return tuple(nal for nal in found if kind(codec, nal) in (7, 8, 32, 33, 34))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to encode: libx264 or libx265, with its own options."""

    encoder: str
    options: dict[str, str]


def recipe(codec: str, fps: int, gop: int, macroblocks: int) -> Recipe:
    """No B-frames, groups of one length. H.264: baseline, so CAVLC; one reference, one slice."""
    regular = f"keyint={gop}:min-keyint={gop}:scenecut=0:bframes=0"
    if codec == "h265":
        told = f"{regular}:open-gop=0:log-level=error:pools=1:frame-threads=1"
        return Recipe("libx265", {"preset": "ultrafast", "crf": "30", "x265-params": told})
    level = 31 if macroblocks <= 3600 else 40
    told = f"{regular}:ref=1:weightp=0:mbtree=0:level={level}:mvrange=32"
    options = {"preset": "ultrafast", "profile": "baseline", "crf": "26", "x264-params": told}
    return Recipe("libx264", options | {"threads": "1"})


def encode(file: Path, pictures: Any, size: tuple[int, int], fps: int, how: Recipe) -> None:
    """`pictures` are arrays of yuv420p. The file is whole or not there."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    with av.open(str(part), "w", format="mp4") as container:
        stream: Any = container.add_stream(how.encoder, rate=fps, options=how.options)
        stream.width, stream.height = size
        stream.pix_fmt, stream.time_base = "yuv420p", Fraction(1, fps)
        for number, array in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(array, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    part.replace(file)
