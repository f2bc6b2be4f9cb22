"""H.264 pictures as fragmented MP4, one picture a fragment, nothing decoded (ISO/IEC 14496-12 and 14496-15).

Boxes are named as there. One track, number 1, with 90,000 ticks a second.
"""

from __future__ import annotations

import struct
from collections import deque

from cameras.media.sps import CHROMA, h264_sps
from cameras.media.units import Media, Unit

TICKS = 90_000  # a second
SPS, PPS = 7, 8
KEY, OTHER = (
    0x02000000,
    0x01010000,
)  # sample flags, 14496-12, 8.8.3.1: depends on no other; on others, and no sync
MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
# moof of one sample: mfhd, traf (tfhd with default-base-is-moof, tfdt with 64 bits, trun with duration,
# size, flags and signed composition offset), and the head of mdat
FRAGMENT = struct.Struct(">I4s I4sII I4s I4sII I4sIQ I4sIIi IIIi I4s")
MOOF = FRAGMENT.size - 8
HELD = 32  # intervals remembered
LONGEST = TICKS  # duration told of a picture
ROUNDING = 9  # browsers count in microseconds: twice the duration, rounded, is more than twice the duration


def _box(name: bytes, *parts: bytes) -> bytes:
    size = 8 + sum(map(len, parts))
    return b"".join((size.to_bytes(4, "big"), name, *parts))


def _full(name: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return _box(name, (version << 24 | flags).to_bytes(4, "big"), *parts)


def codec_string(media: Media) -> str:
    """As MediaSource wants it (RFC 6381): profile, constraints and level of the SPS."""
    return "avc1." + _sets(media, SPS)[0][1:4].hex().upper()


def init_segment(media: Media) -> bytes:
    brands = b"iso5" + bytes(4) + b"iso5iso6mp41avc1"
    return _box(b"ftyp", brands) + _box(b"moov", _mvhd(), _trak(media), _box(b"mvex", _trex()))


def _mvhd() -> bytes:
    head = struct.pack(">IIIIIH10x", 0, 0, TICKS, 0, 0x10000, 0x0100)
    return _full(b"mvhd", 0, 0, head, MATRIX, bytes(24), (2).to_bytes(4, "big"))


def _trak(media: Media) -> bytes:
    size = struct.pack(">II", media.width << 16, media.height << 16)
    tkhd = _full(b"tkhd", 0, 3, struct.pack(">IIIII8xHHHH", 0, 0, 1, 0, 0, 0, 0, 0, 0), MATRIX, size)
    mdhd = _full(b"mdhd", 0, 0, struct.pack(">IIIIHH", 0, 0, TICKS, 0, 0x55C4, 0))  # no language
    hdlr = _full(b"hdlr", 0, 0, bytes(4), b"vide", bytes(12), b"camera\0")
    dref = _full(b"dref", 0, 0, (1).to_bytes(4, "big"), _full(b"url ", 0, 1))
    tables = [
        _full(name, 0, 0, bytes(count))
        for name, count in ((b"stts", 4), (b"stsc", 4), (b"stsz", 8), (b"stco", 4))
    ]
    stsd = _full(b"stsd", 0, 0, (1).to_bytes(4, "big"), _avc1(media))
    minf = _box(b"minf", _full(b"vmhd", 0, 1, bytes(8)), _box(b"dinf", dref), _box(b"stbl", stsd, *tables))
    return _box(b"trak", tkhd, _box(b"mdia", mdhd, hdlr, minf))


def _avc1(media: Media) -> bytes:
    head = struct.pack(">6xH16xHHIIIH32xHh", 1, media.width, media.height, 0x480000, 0x480000, 0, 1, 24, -1)
    return _box(b"avc1", head, _avcc(_sets(media, SPS), _sets(media, PPS)))


def _avcc(sps: list[bytes], pps: list[bytes]) -> bytes:
    """AVCDecoderConfigurationRecord (14496-15, 5.3.3.1): lengths of 4 bytes."""
    told = [b"\x01", sps[0][1:4], b"\xff", bytes((0xE0 | len(sps),)), *map(_counted, sps)]
    told += [bytes((len(pps),)), *map(_counted, pps)]
    if sps[0][1] in CHROMA:
        read = h264_sps(sps[0])
        told.append(bytes((0xFC | read.chroma, 0xF8 | read.luma_bits - 8, 0xF8 | read.chroma_bits - 8, 0)))
    return _box(b"avcC", *told)


def _counted(nal: bytes) -> bytes:
    return len(nal).to_bytes(2, "big") + nal


def _sets(media: Media, kind: int) -> list[bytes]:
    return [nal for nal in media.parameters if nal[0] & 0x1F == kind]


def _trex() -> bytes:
    return _full(b"trex", 0, 0, struct.pack(">IIIII", 1, 1, 0, 0, 0))


def fragment(number: int, unit: Unit, decode_time: int, duration: int) -> bytes:
    """Times in ticks. The picture is shown at `unit.time`, whatever its decode time is."""
    size, offset = len(unit.data), round(unit.time * TICKS) - decode_time
    mfhd, traf = (16, b"mfhd", 0, number & 0xFFFFFFFF), (MOOF - 24, b"traf")
    tfhd, tfdt = (16, b"tfhd", 0x020000, 1), (20, b"tfdt", 0x01000000, decode_time)
    trun = (36, b"trun", 0x01000F01, 1, MOOF + 8, duration, size, KEY if unit.key else OTHER, offset)
    head = FRAGMENT.pack(MOOF, b"moof", *mfhd, *traf, *tfhd, *tfdt, *trun, size + 8, b"mdat")
    return head + unit.data


class Timeline:
    """Decode times and durations of a live stream, where no picture's duration is known before the next one.

    A picture is sent at once, with the longest of the newest intervals as its duration. Media Source
    Extensions throw away all up to the next key frame when a decode time is farther from the one before
    than twice its duration, or before it: so decode times grow steadily, and what a late or an early
    picture differs by goes into its composition offset.
    """

    def __init__(self) -> None:
        self.steps: deque[int] = deque(maxlen=HELD)
        self.shown = self.decoded = -1
        self.duration = TICKS // 25
        self.delay = 0  # how far pictures came out of order (B-frames)

    def times(self, unit: Unit) -> tuple[int, int]:
        """(decode_time, duration) in ticks; decode times grow, from wherever the stream's clock is."""
        shown = round(unit.time * TICKS)
        if self.shown < 0:
            self.shown = self.decoded = shown
            return shown, self.duration
        step = shown - self.shown
        if step <= 0:
            self.delay = max(self.delay, -step)
        else:
            self.steps.append(step)
        latest = self.decoded + 2 * self.duration - ROUNDING
        self.decoded = max(self.decoded + 1, min(shown - self.delay, latest))
        self.duration = min(max(self.steps, default=self.duration), LONGEST)
        self.shown = shown
        return self.decoded, self.duration
