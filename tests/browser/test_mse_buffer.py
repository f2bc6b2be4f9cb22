"""The player of H.264 in a real Chromium: B-pictures are shown in their order and each is counted once."""

import base64
import mimetypes
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from cameras.media.fmp4 import Timeline, codec_string, fragment, init_segment
from cameras.media.units import Unit
from tests.cameras.encoded import FPS, clip
from tests.cameras.media.test_fmp4 import units_of

pytestmark = pytest.mark.browser
ASSETS = Path(__file__).parents[2] / "assets"
ORIGIN = "http://buffer.test"
PLAY = """async ([codec, shots, burst, pause]) => {
  const { MseBuffer } = await import('/assets/cameras/mse_buffer.mjs')
  const painted = []
  let broke = 0
  const buffer = new MseBuffer(document.body, `video/mp4; codecs="${codec}"`, {
    painted: ({ number, dropped }) => painted.push([number, dropped]),
    broken: () => (broke += 1),
  })
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  const wait = (ms) => new Promise((done) => setTimeout(done, ms))
  for (const [nth, [type, time, data]] of shots.entries()) {
    buffer.take({ type, number: nth, at: Date.now(), time, bytes: bytes(data) })
    if (nth > burst) await wait(pause)
  }
  await wait(800)
  buffer.close()
  return { painted, broke }
}"""


def served(route: Route) -> None:
    path = route.request.url.removeprefix(f"{ORIGIN}/assets/")
    file = ASSETS / path
    if route.request.url == f"{ORIGIN}/":
        route.fulfill(body="<!doctype html><title>buffer</title>", content_type="text/html")
    else:
        kind = "text/javascript" if file.suffix == ".mjs" else mimetypes.guess_type(path)[0]
        route.fulfill(body=file.read_bytes(), content_type=kind or "text/plain")


def played(browser: Browser, units: list[Unit], burst: int) -> Any:
    media, timeline = units[0].media, Timeline()
    assert media is not None
    shots: list[tuple[int, float, bytes]] = [(1, 0.0, init_segment(media))]
    for number, unit in enumerate(units, 1):
        shots.append((2 if unit.key else 3, unit.time, fragment(number, unit, *timeline.times(unit))))
    page = browser.new_page()
    page.route(f"{ORIGIN}/**", served)
    page.goto(f"{ORIGIN}/")
    given = [(kind, at, base64.b64encode(data).decode()) for kind, at, data in shots]
    found = page.evaluate(PLAY, [codec_string(media), given, burst, 1000 / FPS])
    page.close()
    return found


def test_pictures_out_of_order_are_each_painted_and_counted_once(browser: Browser) -> None:
    units = units_of(
        clip(
            frames=60,
            tune="film",
            preset="fast",
            bf="2",
            g="200",
            **{"x264-params": "slices=1:b-adapt=0:keyint=200"},
        )
    )
    found = played(browser, units, burst=0)
    order = sorted(range(1, len(units) + 1), key=lambda number: units[number - 1].time)
    numbers = [number for number, _ in found["painted"]]
    assert found["broke"] == 0 and numbers == [number for number in order if number in numbers]
    assert len(numbers) + sum(dropped for _, dropped in found["painted"]) >= len(units) - 3
    assert len(numbers) > len(units) / 2


def test_a_late_viewer_of_a_group_of_twenty_seconds_sees_now_and_not_then(browser: Browser) -> None:
    units = units_of(clip(frames=330, g="400", **{"x264-params": "slices=1:keyint=400"}))
    found = played(browser, units, burst=300)
    assert found["broke"] == 0 and found["painted"][-1][0] > 320
