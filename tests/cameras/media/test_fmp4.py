"""Pictures as fragmented MP4: an independent reader takes them for the film they were."""

import io
from itertools import pairwise

import av
import pytest
from av.container import InputContainer
from hypothesis import given
from hypothesis import strategies as st

from cameras.media.fmp4 import TICKS, Timeline, codec_string, fragment, init_segment
from cameras.media.sps import h264_sps, h265_sps
from cameras.media.units import Media, Unit
from cameras.pull.rtsp.client import CODECS
from cameras.pull.rtsp.sdp import Track
from tests.cameras.encoded import Packets, Picture, clip, kind_of, sets_of


def units_of(pictures: tuple[Picture, ...], codec: str = "h264") -> list[Unit]:
    units: list[Unit] = []
    assembly, into = CODECS[codec](Track(96, codec), units.append), Packets(codec)
    for picture in pictures:
        for packet in into.of(picture):
            assembly.packet(memoryview(packet))
    return units


def film(units: list[Unit]) -> bytes:
    timeline, media = Timeline(), units[0].media
    assert media is not None
    return init_segment(media) + b"".join(fragment(n, u, *timeline.times(u)) for n, u in enumerate(units, 1))


def reader(units: list[Unit]) -> InputContainer:
    return av.open(io.BytesIO(film(units)), "r")


def test_the_film_has_every_picture_its_time_its_size_and_its_key_frames() -> None:
    units = units_of(clip())
    with reader(units) as read:
        packets = [packet for packet in read.demux(video=0) if packet.size]
        assert [packet.is_keyframe for packet in packets] == [unit.key for unit in units]
        assert [bytes(packet) for packet in packets] == [unit.data for unit in units]
    with reader(units) as read:
        frames = list(read.decode(video=0))
        assert [(frame.width, frame.height) for frame in frames] == [(320, 180)] * len(units)
        assert [frame.time for frame in frames] == pytest.approx([unit.time for unit in units], abs=1e-4)
        assert not any(frame.is_corrupt for frame in frames)


def test_pictures_out_of_order_are_decoded_in_one_order_and_shown_in_another() -> None:
    pictures = clip(tune="film", preset="fast", bf="2", g="20", **{"x264-params": "slices=1:b-adapt=0"})
    ticks = [picture.ticks for picture in pictures]
    assert ticks != sorted(ticks)
    with reader(units_of(pictures)) as read:
        times = [frame.time or 0.0 for frame in read.decode(video=0)]
    shown = [time - times[0] for time in times]  # this reader moves a whole film on by its negative offsets
    assert shown == pytest.approx(sorted(t / TICKS for t in ticks), abs=1e-4)


@pytest.mark.parametrize("profile", ["baseline", "main", "high", "high422", "high444"])
def test_any_profile_is_read_and_named(profile: str) -> None:
    formats = {"high422": "yuv422p", "high444": "yuv444p"}
    units = units_of(clip(frames=3, profile=profile, preset="fast", pixels=formats.get(profile, "yuv420p")))
    media = units[0].media
    assert media is not None
    numbers = {"baseline": "42C0", "main": "4D40", "high": "6400", "high422": "7A00", "high444": "F400"}
    assert codec_string(media).startswith("avc1." + numbers[profile])
    with reader(units) as read:
        assert len(list(read.decode(video=0))) == 3


@pytest.mark.parametrize("codec", ["h264", "h265"])
@pytest.mark.parametrize(("width", "height"), [(640, 360), (1920, 1080), (322, 182), (176, 144)])
def test_sizes_are_those_of_the_picture_without_what_is_cropped(codec: str, width: int, height: int) -> None:
    kind, read = {"h264": (7, h264_sps), "h265": (33, h265_sps)}[codec]
    sets = sets_of(codec, clip(codec, width, height, frames=1))
    sps = read(next(nal for nal in sets if kind_of(codec, nal) == kind))
    assert (sps.width, sps.height) == (width, height)


@given(st.binary(max_size=80))
def test_a_broken_sequence_parameter_set_is_a_value_error(data: bytes) -> None:
    for read in (h264_sps, h265_sps):
        try:
            sps = read(b"\x67\x42\x00\x1e" + data)
        except ValueError:
            continue
        assert sps.width > 0 and sps.height > 0


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60))
def test_decode_times_never_go_back_nor_leave_a_gap_that_a_page_would_cut_at(times: list[float]) -> None:
    timeline = Timeline()
    told = [timeline.times(Unit(0.0, time, False, b"")) for time in times]
    for (before, duration), (after, _) in pairwise(told):
        assert before < after <= before + 2 * duration


@given(st.floats(0, 1000), st.integers(0, 2**30), st.binary(max_size=9), st.booleans())
def test_a_picture_is_shown_at_its_own_time_whenever_it_is_decoded(
    time: float, decode: int, data: bytes, key: bool
) -> None:
    made = fragment(7, Unit(0.0, time, key, data), decode, 6000)
    head = len(made) - len(data) - 8
    assert made[head + 4 :] == b"mdat" + data and int.from_bytes(made[:4], "big") == head
    assert decode + int.from_bytes(made[head - 4 : head], "big", signed=True) == round(time * TICKS)


def test_a_steady_camera_is_decoded_when_it_is_shown() -> None:
    timeline = Timeline()
    told = [timeline.times(Unit(0.0, number / 15, False, b"")) for number in range(100)]
    assert told[5:] == [(number * 6000, 6000) for number in range(5, 100)]


def test_a_media_with_several_parameter_sets_carries_them_all() -> None:
    sps, pps = sets_of("h264", clip(frames=1))
    other = bytes((pps[0], pps[1] ^ 0x40)) + pps[2:]
    made = init_segment(Media("h264", 320, 180, (sps, pps, other)))
    assert sps in made and pps in made and other in made
