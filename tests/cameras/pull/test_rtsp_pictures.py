"""RTP packets become pictures: whole ones, in order, and never one that a lost packet touched."""

import contextlib
import functools
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cameras.media.units import SourceError, Unit
from cameras.pull.rtsp.assembly import LARGEST_UNIT, Assembly
from cameras.pull.rtsp.h264 import H264
from cameras.pull.rtsp.h265 import H265
from cameras.pull.rtsp.interleaved import Splitter, frame
from cameras.pull.rtsp.rtp import Clock, parts
from cameras.pull.rtsp.sdp import Track
from tests.cameras.encoded import Packets, Picture, clip

KINDS: dict[str, type[Assembly]] = {"h264": H264, "h265": H265}


def film(codec: str) -> tuple[Picture, ...]:
    return clip(codec, frames=25)


@functools.cache
def good(codec: str) -> list[bytes]:
    return [picture.slices(codec) for picture in film(codec)]


def packets(codec: str, joined: bool = False, size: int = 700, marker: bool = True) -> list[bytes]:
    into = Packets(codec, size, joined, marker)
    return [packet for picture in film(codec) for packet in into.of(picture)]


def assembled(codec: str, packets: Iterable[bytes]) -> list[Unit]:
    units: list[Unit] = []
    assembly = KINDS[codec](Track(96, codec), units.append)
    for packet in packets:
        assembly.packet(memoryview(packet))
    return [unit for unit in units if not unit.blank]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["h264", "h265"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([60, 400, 1400]),
    st.sets(st.integers(0, 2000), max_size=12),
)
def test_a_lost_packet_costs_pictures_but_never_breaks_one(
    codec: str, joined: bool, marker: bool, size: int, lost: set[int]
) -> None:
    kept = [p for n, p in enumerate(packets(codec, joined, size, marker)) if n not in lost]
    units = assembled(codec, kept)
    numbers = [good(codec).index(unit.data) for unit in units]
    assert all(unit.key == film(codec)[number].key for number, unit in zip(numbers, units, strict=True))
    # what is no key frame follows the very picture it was made from
    assert all(unit.key or b == a + 1 for (a, b), unit in zip(pairwise([-1, *numbers]), units, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["h264", "h265"]), st.lists(st.integers(1, 5000), min_size=1))
def test_any_split_of_the_byte_stream_gives_the_same_pictures(codec: str, sizes: list[int]) -> None:
    stream = b"".join(frame(0, packet) for packet in packets(codec))
    units: list[Unit] = []
    assembly = KINDS[codec](Track(96, codec), units.append)
    splitter = Splitter(lambda channel, packet: assembly.packet(packet), lambda message: None)
    at = 0
    while at < len(stream):
        for size in sizes:
            splitter.feed(stream[at : at + size])
            at += size
    assert [unit.data for unit in units] == good(codec)


@given(st.sampled_from(["h264", "h265"]), st.lists(st.binary(max_size=60), max_size=20), st.booleans())
def test_noise_in_packets_raises_nothing_but_source_errors(
    codec: str, noise: list[bytes], headed: bool
) -> None:
    heads = [bytes((0x80, 96, 0, n)) + bytes(8) if headed else b"" for n in range(len(noise))]
    with contextlib.suppress(SourceError):
        assembled(codec, [head + body for head, body in zip(heads, noise, strict=True)])


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_one_lost_packet_costs_only_up_to_the_next_key_frame(codec: str) -> None:
    sent = packets(codec)
    first = len(Packets(codec).of(film(codec)[0]))
    units = assembled(codec, [p for n, p in enumerate(sent) if n != first])
    assert [unit.data for unit in units] == [good(codec)[0], *good(codec)[10:]]


def test_pictures_that_need_a_key_frame_still_to_come_are_signs_of_life() -> None:
    units: list[Unit] = []
    assembly = H264(Track(96, "h264"), units.append)
    for packet in packets("h264")[len(Packets("h264").of(film("h264")[0])) :]:
        assembly.packet(memoryview(packet))
        assembly.alive_at = 0.0  # as if a second had passed
    blank = [unit.blank for unit in units]
    assert blank == [True] * 9 + [False] * 15
    assert units[9].key and units[9].media is not None


def test_a_picture_without_end_is_too_big() -> None:
    head = bytes((0x80, 96)), bytes(8)
    start, more = bytes((28, 0x85)), bytes((28, 0x05))
    assembly = H264(Track(96, "h264"), lambda unit: None)
    with pytest.raises(SourceError) as caught:
        for number in range(LARGEST_UNIT // 60_000 + 2):
            told = number.to_bytes(2, "big")
            assembly.packet(
                memoryview(head[0] + told + head[1] + (more if number else start) + bytes(60_000))
            )
    assert caught.value.detail == "too_big"


def test_packets_of_another_payload_type_between_are_passed_over() -> None:
    sent: list[bytes] = []
    into = Packets()
    for picture in film("h264"):
        into.payload = 112  # data of the camera's own, in the same run of numbers
        sent.append(into._packet(b"private", picture.ticks, False))
        into.payload = 96
        sent.extend(into.of(picture))
    assert [unit.data for unit in assembled("h264", sent)] == good("h264")


def test_padding_extensions_and_sources_are_no_part_of_the_payload() -> None:
    head = bytes((0xB2, 0xE0, 0, 7, 0, 0, 0, 9)) + b"SSRC" + b"AAAABBBB" + b"\xbe\xde\0\1extn"
    read = parts(memoryview(head + b"payload" + b"\0\0\3"))
    assert read is not None
    assert (*read[:4], bytes(read[4])) == (0x80, 96, 7, 9, b"payload")
    assert parts(memoryview(head[:15])) is None and parts(memoryview(b"\x80" * 11)) is None


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 900_000), max_size=30))
def test_a_clock_runs_on_over_its_wrap(start: int, steps: list[int]) -> None:
    clock, ticks = Clock(90_000), 0
    clock.seconds(start)
    for step in steps:
        ticks += step
        assert clock.seconds((start + ticks) % 2**32) == pytest.approx(ticks / 90_000)


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1))
def test_a_clock_never_leaps(stamps: list[int]) -> None:
    clock = Clock(90_000)
    times = [clock.seconds(stamp) for stamp in stamps]
    assert all(-1 <= b - a <= 11 for a, b in pairwise(times))


def test_after_a_leap_time_goes_on_where_it_was() -> None:
    clock = Clock(90_000)
    assert [round(clock.seconds(t), 3) for t in (0, 6000, 12_000)] == [0, 0.067, 0.133]
    assert clock.seconds(90_000_000) == pytest.approx(0.2)
    assert clock.seconds(90_006_000) == pytest.approx(4 / 15)
    assert clock.seconds(5) == pytest.approx(5 / 15)
