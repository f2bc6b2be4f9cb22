"""Key frames looked at, and pictures made small: real codecs, no wire."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest
from av.codec import CodecContext

from cameras.media import decoding
from cameras.media.counts import Counts
from cameras.media.decoding import Decoder, Jpegs, fitting
from cameras.media.jpeg_size import jpeg_media
from cameras.media.jpeg_stream import EVERY_MS, Slides
from cameras.media.media_packet import JPEG, Shot
from cameras.media.pictures import LOOKS_WAITING, Pictures
from cameras.media.units import Media, SourceError, Unit
from tests.cameras.encoded import clip
from tests.cameras.media.test_fmp4 import units_of
from tests.cameras.page import until


def frame(value: int, width: int = 640, height: int = 360) -> av.VideoFrame:
    picture = np.full((height * 3 // 2, width), 128, np.uint8)
    picture[:height] = value
    picture[: height // 2, : width // 2] = 16
    return av.VideoFrame.from_ndarray(picture, format="yuv420p")


def jpeg(value: int, width: int = 640, height: int = 360) -> bytes:
    return Jpegs().encode(frame(value, width, height), width)


def h265(count: int) -> tuple[Media, list[Unit]]:
    """A short stream as a camera sends it, 25 pictures a second."""
    encoder = CodecContext.create("libx265", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 320, 180, "yuv420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"x265-params": "bframes=0:keyint=25:log-level=none", "tune": "zerolatency"}
    packets = []
    for n in range(count):
        picture = frame(n * 3 % 200 + 30, 320, 180)
        picture.pts = n
        packets += encoder.encode(picture)
    packets += encoder.encode(None)
    sets, units = [], []
    for n, packet in enumerate(packets):
        nals = [nal for nal in bytes(packet).replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1") if nal]
        sets += [nal for nal in nals if nal[0] >> 1 & 63 in (32, 33, 34)] if n == 0 else []
        coded = [nal for nal in nals if nal[0] >> 1 & 63 < 32]
        data = b"".join(len(nal).to_bytes(4, "big") + nal for nal in coded)
        units.append(Unit(1000.0 + n * 40, n / 25, bool(packet.is_keyframe), data))
    media = Media("h265", 320, 180, tuple(sets))
    units[0].media = media
    return media, units


class Panel:
    """A viewer that keeps what it gets."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.about: list[dict[str, object]] = []
        self.shots: list[Shot] = []

    def media(self, about: dict[str, object]) -> None:
        self.about.append(about)

    def shot(self, shot: Shot) -> None:
        self.shots.append(shot)

    def told(self, told: object) -> None: ...


def test_a_look_gives_the_brightness_and_a_small_jpeg() -> None:
    data = jpeg(200, 1280, 720)
    seen = decoding.look(jpeg_media(data), data)
    assert seen.luma.shape == (18, 32)
    assert seen.luma[0, 0] < 40 < 150 < seen.luma[17, 31]
    assert (jpeg_media(seen.jpeg).width, jpeg_media(seen.jpeg).height) == (320, 180)


def test_the_same_key_frame_looks_the_same_and_another_does_not() -> None:
    one, same, other = (decoding.look(Media("jpeg", 640, 360), jpeg(v)).luma for v in (90, 90, 93))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xd9", b"GET / HTTP/1.1", bytes(5000)])
@pytest.mark.parametrize("codec", ["h264", "h265", "jpeg"])
def test_what_is_no_picture_is_garbage(codec: str, data: bytes) -> None:
    with pytest.raises(SourceError, match="garbage"):
        decoding.look(Media(codec, 640, 360), data)


def test_a_picture_too_big_for_this_machine_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(SourceError, match="too_big"):
        Decoder(Media("h264", 16_000, 16_000))


def test_sizes_keep_the_shape_and_never_grow() -> None:
    assert fitting(1920, 1080, 320) == (320, 180)
    assert fitting(352, 288, 1280) == (352, 288)
    assert fitting(641, 3, 320) == (320, 2)


def test_h265_becomes_jpegs_of_each_width_a_few_a_second() -> None:
    async def trial() -> None:
        media, units = h265(50)
        small, same, large = Panel(150), Panel(160), Panel(300)
        viewers = {small: None, same: None, large: None}
        pictures = Pictures(Counts())
        slides = Slides(media, viewers, pictures)  # type: ignore[arg-type]
        for viewer in viewers:
            slides.begin(viewer)  # type: ignore[arg-type]
        for unit in units:
            slides.take(unit)
            await until(lambda: slides._task is None, "it is decoded")
        assert [jpeg_media(panel.shots[-1].payload).width for panel in viewers] == [160, 160, 320]
        assert small.shots == same.shots
        assert all(shot.type == JPEG for shot in small.shots)
        most = (units[-1].at - units[0].at) / EVERY_MS + 2
        assert 5 < len(small.shots) <= most
        late = Panel(160)
        slides.begin(late)  # type: ignore[arg-type]
        assert late.shots == [small.shots[-1]]
        slides.close()
        pictures.close()

    asyncio.run(trial())


def test_a_picture_held_back_by_b_pictures_is_as_old_as_it_is() -> None:
    options = "log-level=none:pools=1:keyint=30:bframes=2:b-adapt=0:repeat-headers=1:slices=1"
    units = units_of(clip("h265", frames=30, preset="fast", **{"x265-params": options}), "h265")
    units = [replace(unit, at=1e12 + 40 * nth) for nth, unit in enumerate(units)]
    assert units[0].media is not None
    pictures = Pictures(Counts())
    at, made = Slides(units[0].media, {}, pictures)._make(tuple(units), {160})
    pictures.close()
    shown = sorted(units, key=lambda unit: unit.time)[-3]  # two are still held back
    assert (at, list(made)) == (shown.at, [160]) and at < units[-1].at


def test_a_decoder_that_is_too_slow_skips_to_a_key_frame_and_holds_little() -> None:
    async def trial() -> None:
        media, units = h265(120)
        pictures = Pictures(Counts())
        panel = Panel(320)
        slides = Slides(media, {panel: None}, pictures)  # type: ignore[dict-item]
        for unit in units:  # all at once
            slides.take(unit)
            assert len(slides._waiting) <= 50
        await until(lambda: panel.shots, "a picture")
        assert pictures.counts.skipped > 0
        slides.close()
        pictures.close()

    asyncio.run(trial())


def test_a_jpeg_goes_untouched_to_a_panel_not_much_smaller_and_smaller_to_a_small_one() -> None:
    async def trial() -> None:
        data = jpeg(120)
        pictures = Pictures(Counts())
        near, far = Panel(320), Panel(100)
        slides = Slides(jpeg_media(data), {near: None, far: None}, pictures)  # type: ignore[dict-item]
        slides.take(Unit(1000, 0, True, data))
        await until(lambda: far.shots, "a small one")
        assert near.shots[0].payload == data
        assert jpeg_media(far.shots[0].payload).width == 160
        slides.close()
        pictures.close()

    asyncio.run(trial())


def test_a_stream_that_never_decodes_is_garbage_in_the_end() -> None:
    async def trial() -> None:
        media, _units = h265(1)
        pictures = Pictures(Counts())
        slides = Slides(media, {Panel(320): None}, pictures)  # type: ignore[dict-item]
        with pytest.raises(SourceError, match="garbage"):
            for n in range(200):
                slides.take(Unit(1000 + n * 40, n / 25, True, (9).to_bytes(4, "big") + b"\x26\x01nothing"))
                await until(lambda: slides._task is None, "it was tried")
        slides.close()
        pictures.close()

    asyncio.run(trial())


def test_too_many_looks_at_once_are_left_out() -> None:
    async def trial() -> None:
        pictures = Pictures(Counts())
        data = jpeg(90)
        looks = [pictures.look(jpeg_media(data), data) for _ in range(LOOKS_WAITING + 10)]
        seen = await asyncio.gather(*looks)
        assert sum(look is None for look in seen) == 10 == pictures.counts.unseen
        pictures.close()

    asyncio.run(trial())
