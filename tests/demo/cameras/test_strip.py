"""The live foot: FFmpeg decodes what was drawn, to the pixel, and above it the street unharmed."""

import asyncio

import av
import numpy as np
import numpy.typing as npt
import pytest

from cameras.media.sps import h264_sps
from demo.cameras.loop import Loop
from demo.cameras.sources import LiveLoop, foot
from demo.cameras.strip import Layout
from demo.cameras.studio import Studio, Wanted
from tests.cameras.street import LOOPS

START, FPS = 1_763_900_000_123, 15
Luma = list[npt.NDArray[np.uint8]]


def loop(seed: int, width: int, height: int) -> Loop:
    studio = Studio(LOOPS)
    made = asyncio.run(studio.street(Wanted(seed, "h264", width, height, FPS)))
    studio.close()
    return made


def decoded(pictures: list[tuple[bytes, ...]]) -> Luma:
    coder = av.CodecContext.create("h264", "r")
    assert isinstance(coder, av.VideoCodecContext)
    packets = [av.Packet(b"".join(b"\0\0\0\1" + nal for nal in nals)) for nals in pictures]
    frames = [frame for packet in [*packets, None] for frame in coder.decode(packet)]
    return [frame.to_ndarray(format="yuv420p")[: frame.height] for frame in frames]


@pytest.mark.parametrize(
    ("width", "height"),
    [(640, 360), (1280, 720), (320, 180), (480, 272), (704, 576), (652, 366)],
)
def test_every_pixel_of_two_rounds_is_right(width: int, height: int) -> None:
    street, layout = loop(1, width, height), Layout(width, height)
    live = LiveLoop(street, layout, "CAM 01")
    count = 2 * len(street.shots)
    times = [START + number * 1000 // FPS for number in range(count)]
    seen = decoded([live.picture(number, at).nals for number, at in enumerate(times)])
    plain = decoded([(street.parameters if shot.key else ()) + shot.nals for shot in street.shots])
    assert len(seen) == count
    for number, (picture, at) in enumerate(zip(seen, times, strict=True)):
        strip = np.zeros((layout.strip, width), dtype=np.uint8)
        layout.draw(strip, foot("CAM 01", at, live.zone, number + 1), at)
        assert np.array_equal(picture[layout.ground :], strip), number
        assert np.array_equal(picture[: layout.ground], plain[number % len(plain)]), number


def test_a_held_picture_is_the_one_before() -> None:
    live = LiveLoop(loop(1, 640, 360), Layout(640, 360), "CAM 01")
    first = [live.picture(number, START + number) for number in range(20)]
    held = [live.held(live.picture(number, START + number)) for number in range(20, 30)]
    seen = decoded([*(picture.nals for picture in first), *held])
    assert len(seen) == 30
    assert all(np.array_equal(picture, seen[19]) for picture in seen[19:])
    assert max(len(nal) for nals in held for nal in nals) < 16


def test_the_sets_tell_the_whole_picture_s_size() -> None:
    for width, height in [(640, 360), (1280, 720), (652, 366)]:
        live = LiveLoop(loop(1, width, height), Layout(width, height), "")
        sps = h264_sps(live.parameters[0])
        assert (sps.width, sps.height) == (width, height)


def test_the_foot_costs_little() -> None:
    live = LiveLoop(loop(1, 640, 360), Layout(640, 360), "CAM 01")
    feet = 0
    for number in range(150):
        nals = live.picture(number, START + number * 1000 // FPS).nals
        feet += sum(len(nal) for nal in nals[-live.layout.down :])
    assert feet * 8 / 10 < 150_000  # bits a second


def test_a_picture_too_small_for_a_foot_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 320 x 120 pixels wanted, got 160 x 90"):
        Layout(160, 90)
