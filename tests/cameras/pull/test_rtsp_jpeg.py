"""JPEG in RTP: the picture that comes out is, point for point, the one that was cut up."""

import io
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cameras.media.units import SourceError, Unit
from cameras.pull.rtsp.jpeg import Jpeg
from cameras.pull.rtsp.jpeg_head import HUFFMAN, ZIGZAG, head, tables_of
from cameras.pull.rtsp.sdp import Track
from tests.cameras.encoded import picture

WIDTH, HEIGHT = 320, 184
SIZE = 700


def coded(number: int, slices: int = 1) -> bytes:
    """In several slices it has restart markers."""
    context = av.CodecContext.create("mjpeg", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuvj420p"
    context.time_base = Fraction(1, 90_000)
    context.options = {"huffman": "default", "qmin": "2", "qmax": "5", "threads": str(slices)}
    return bytes(context.encode(picture(WIDTH, HEIGHT, number).reformat(format="yuvj420p"))[0])


def segments(jpeg: bytes) -> tuple[bytes, int, bytes]:
    """The quantisation tables, the restart interval, and the coded picture without its end."""
    at, tables, restart = 2, b"", 0
    while True:
        mark, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        body = jpeg[at + 4 : at + 2 + size]
        if mark == 0xDB:
            tables += b"".join(body[n + 1 : n + 65] for n in range(0, len(body), 65))
        if mark == 0xDD:
            restart = int.from_bytes(body, "big")
        if mark == 0xDA:
            return tables, restart, jpeg[at + 2 + size :].removesuffix(b"\xff\xd9")
        at += 2 + size


def packets(jpegs: list[bytes]) -> list[bytes]:
    found: list[bytes] = []
    for number, jpeg in enumerate(jpegs):
        tables, restart, scan = segments(jpeg)
        for at in range(0, len(scan), SIZE):
            told = (
                bytes((0,))
                + at.to_bytes(3, "big")
                + bytes((1 | (restart > 0) << 6, 255, WIDTH // 8, HEIGHT // 8))
            )
            told += restart.to_bytes(2, "big") + b"\xff\xff" if restart else b""
            told += b"" if at else b"\0\0" + len(tables).to_bytes(2, "big") + tables
            mark = (at + SIZE >= len(scan)) << 7
            rtp = (
                bytes((0x80, 26 | mark)) + len(found).to_bytes(2, "big") + (number * 6000).to_bytes(4, "big")
            )
            found.append(rtp + b"SSRC" + told + scan[at : at + SIZE])
    return found


def assembled(packets: list[bytes]) -> list[Unit]:
    units: list[Unit] = []
    assembly = Jpeg(Track(26, "jpeg"), units.append)
    for packet in packets:
        assembly.packet(memoryview(packet))
    return units


def seen(jpeg: bytes) -> NDArray[np.uint8]:
    with av.open(io.BytesIO(jpeg), "r", format="jpeg_pipe") as read:
        return next(read.decode(video=0)).to_ndarray(format="rgb24")  # type: ignore[return-value]


@pytest.mark.parametrize("slices", [1, 4])
def test_pictures_come_out_point_for_point(slices: int) -> None:
    jpegs = [coded(number, slices) for number in range(3)]
    assert bool(segments(jpegs[0])[1]) == (slices > 1)
    units = assembled(packets(jpegs))
    assert len(units) == 3 and all(unit.key for unit in units)
    media = units[0].media
    assert media and (media.codec, media.width, media.height) == ("jpeg", WIDTH, HEIGHT)
    for unit, jpeg in zip(units, jpegs, strict=True):
        assert np.array_equal(seen(unit.data), seen(jpeg))


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 200), max_size=6))
def test_a_lost_packet_costs_one_picture_and_breaks_none(lost: set[int]) -> None:
    jpegs = [coded(number) for number in range(5)]
    sent = packets(jpegs)
    whole = [unit.data for unit in assembled(sent)]
    told = assembled([packet for number, packet in enumerate(sent) if number not in lost])
    units = [unit for unit in told if unit.data]  # one without is a sign of life
    assert all(unit.data in whole for unit in units)
    touched = {sent[number][4:8] for number in lost if number < len(sent)}
    assert len(units) >= 5 - 2 * len(touched)
    assert all(a.time < b.time for a, b in pairwise(units))


def test_the_tables_of_a_quality_are_those_of_the_standard() -> None:
    plain = tables_of(50)
    assert plain[:6] == bytes((16, 11, 12, 14, 12, 10)) and plain[64:70] == bytes((17, 18, 18, 24, 21, 24))
    assert tables_of(99)[0] == 1 and tables_of(1)[0] == 255
    assert ZIGZAG[:10] == [0, 1, 8, 16, 9, 2, 3, 10, 17, 24]


def test_every_code_has_its_value() -> None:
    assert all(sum(lengths) == len(values) == len(set(values)) for _, lengths, values in HUFFMAN)


def test_the_head_is_that_of_any_jpeg_with_the_same_codes() -> None:
    tables, *_ = segments(coded(0))
    made = head(1, WIDTH, HEIGHT, tables, 0)
    assert segments(made)[0] == tables and made.startswith(b"\xff\xd8")


@given(st.binary(max_size=80))
def test_noise_raises_nothing_but_source_errors(noise: bytes) -> None:
    try:
        assembled([bytes((0x80, 26, 0, 0)) + bytes(8) + noise, bytes((0x80, 154, 0, 1)) + bytes(8) + noise])
    except SourceError as error:
        assert error.detail in ("too_big", "codec JPEG")
