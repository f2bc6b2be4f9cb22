"""Chromium decodes what the demo cameras send: the live foot to the pixel, and its time code at any size."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from cameras.media.fmp4 import fragment, init_segment
from cameras.media.units import Media, Unit
from demo.cameras.sources import LiveLoop, foot
from demo.cameras.strip import Layout
from demo.cameras.studio import Studio, Wanted
from tests.cameras.street import LOOPS

READ = (Path(__file__).parent / "timecode.js").read_text("utf-8")
FPS, START, TICK = 15, 1_763_900_000_123, 6000
SIZE = (640, 360)
NUMBERS = (0, 29, 30, 77, 149, 150, 222, 299)
# green channel, and what the reader says, of each picture asked for
SHOW = """async ([source, size, times, near]) => {
  const video = document.createElement('video')
  video.muted = true
  video.src = source
  const loaded = new Promise((done, failed) => {
    video.onloadeddata = done
    video.onerror = () => failed(new Error(video.error.message))
  })
  const late = () => new Promise((done) => setTimeout(done, 2000))
  // a busy browser may skip the one picture of a seek, and its sign comes never: it is sought again
  const seek = async (time) => {
    for (let tries = 0; tries < 30; tries += 1) {
      const painted = new Promise((done) => video.requestVideoFrameCallback((_, told) => done(told)))
      video.currentTime = time
      const told = await Promise.race([painted, late()])
      if (told && told.mediaTime <= time && time < told.mediaTime + PICTURE) return
    }
    throw new Error(`no picture at ${time} s`)
  }
  await loaded
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = size
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const found = []
  for (const time of times) {
    await seek(time)
    pen.drawImage(video, 0, 0, ...size)
    const image = pen.getImageData(0, 0, ...size)
    const green = image.data.filter((_, index) => index % 4 === 1)
    const told = Array.from(green, (value) => value.toString(16).padStart(2, '0')).join('')
    found.push([window.readTimecode(image, near), told])
  }
  return found
}""".replace("PICTURE", str(1 / FPS))


def made_at(number: int) -> int:
    return START + number * 1000 // FPS


@pytest.fixture(scope="module")
def film() -> str:
    """20 s of a live camera as the page gets it: fragmented MP4, in one address."""
    studio = Studio(LOOPS)
    with ThreadPoolExecutor(1) as aside:  # Playwright keeps a loop running in this thread
        loop = aside.submit(asyncio.run, studio.street(Wanted(3, "h264", *SIZE, FPS))).result()
    studio.close()
    live = LiveLoop(loop, Layout(*SIZE), "CAM 03")
    media = Media("h264", *SIZE, live.parameters)
    parts = [init_segment(media)]
    for number in range(max(NUMBERS) + 1):
        picture = live.picture(number, made_at(number))
        slices = [nal for nal in picture.nals if nal not in live.parameters]
        data = b"".join(len(nal).to_bytes(4, "big") + nal for nal in slices)
        unit = Unit(made_at(number), picture.shown, picture.key, data)
        parts.append(fragment(number + 1, unit, number * TICK, TICK))
    return "data:video/mp4;base64," + base64.b64encode(b"".join(parts)).decode()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page() as page:
        page.add_init_script(f"window.readTimecode = {READ}")
        page.goto("about:blank")
        yield page


@pytest.mark.parametrize("size", [SIZE, (333, 187), (160, 90), (96, 54)])
def test_the_time_code_is_read_back_in_a_page_at_any_size(
    film: str, page: Page, size: tuple[int, int]
) -> None:
    times = [(number + 0.5) / FPS for number in NUMBERS]
    seen = page.evaluate(SHOW, [film, list(size), times, START + 5000])
    assert [at for at, _ in seen] == [made_at(number) for number in NUMBERS]


def test_the_live_foot_is_exact_to_the_pixel(film: str, page: Page) -> None:
    layout = Layout(*SIZE)
    seen = page.evaluate(SHOW, [film, list(SIZE), [(number + 0.5) / FPS for number in NUMBERS], START])
    for number, (_, green) in zip(NUMBERS, seen, strict=True):
        drawn = np.zeros((layout.strip, SIZE[0]), dtype=np.uint8)
        layout.draw(drawn, foot("CAM 03", made_at(number), UTC, number + 1), made_at(number))
        shown = np.frombuffer(bytes.fromhex(green), dtype=np.uint8).reshape(SIZE[1], SIZE[0])[layout.ground :]
        assert np.abs(shown - (drawn.astype(float) - 16) * 255 / 219).max() < 1, number
