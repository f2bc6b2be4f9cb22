"""Our fragmented MP4 in Media Source Extensions as Chromium has them: whatever the camera's rhythm, every
picture is taken."""

import base64
import functools
import random
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from cameras.media.fmp4 import TICKS, Timeline, codec_string, fragment, init_segment
from cameras.media.units import Unit
from tests.cameras.encoded import FPS, clip
from tests.cameras.media.test_fmp4 import units_of

pytestmark = pytest.mark.browser
COUNT = 90  # one key frame, then none: what Chromium leaves out up to the next one is the rest
APPEND = """async ([codec, parts]) => {
  const source = new MediaSource(), video = document.createElement('video');
  video.src = URL.createObjectURL(source);
  await new Promise(done => source.addEventListener('sourceopen', done, {once: true}));
  const buffer = source.addSourceBuffer(`video/mp4; codecs="${codec}"`);
  for (const part of parts) {
    buffer.appendBuffer(Uint8Array.from(atob(part), letter => letter.charCodeAt(0)));
    await new Promise(done => buffer.addEventListener('updateend', done, {once: true}));
  }
  const ranges = [...Array(buffer.buffered.length).keys()];
  return {
    ranges: ranges.map(n => [buffer.buffered.start(n), buffer.buffered.end(n)]),
    size: [video.videoWidth, video.videoHeight],
  };
}"""


@functools.cache
def film() -> list[Unit]:
    return units_of(clip(frames=COUNT, g="200", **{"x264-params": "slices=1:keyint=200"}))


def appended(browser: Browser, units: list[Unit], times: list[tuple[int, int]]) -> list[list[float]]:
    """What is buffered then."""
    media = units[0].media
    assert media is not None
    parts = [fragment(n, unit, *told) for n, (unit, told) in enumerate(zip(units, times, strict=True), 1)]
    page = browser.new_page()
    given = [base64.b64encode(part).decode() for part in (init_segment(media), *parts)]
    found = page.evaluate(APPEND, [codec_string(media), given])
    page.close()
    assert found["size"] == [320, 180]
    ranges: list[list[float]] = found["ranges"]
    return ranges


def gaps(number: int) -> float:
    return (0.7 if number >= 30 else 0.0) + (1.6 if number >= 60 else 0.0)


def jitter(number: int) -> float:
    return random.Random(number).uniform(0, 0.05)


def sluggish(number: int) -> float:
    return number * 0.4


@pytest.mark.parametrize("late", [lambda number: 0.0, gaps, jitter, sluggish])
def test_every_picture_is_buffered_in_one_range(browser: Browser, late: object) -> None:
    assert callable(late)
    units = [replace(unit, time=unit.time + late(number)) for number, unit in enumerate(film())]
    timeline = Timeline()
    (found,) = appended(browser, units, [timeline.times(unit) for unit in units])
    assert found[0] == pytest.approx(units[0].time, abs=0.001)
    assert units[-1].time < found[1] <= units[-1].time + 1.1


def test_decode_times_that_leave_a_gap_would_lose_all_that_follows(browser: Browser) -> None:
    """Why there is a Timeline at all."""
    units = [replace(unit, time=unit.time + gaps(number)) for number, unit in enumerate(film())]
    plain = [(round(unit.time * TICKS), TICKS // FPS) for unit in units]
    (found,) = appended(browser, units, plain)
    assert found[1] < units[31].time
