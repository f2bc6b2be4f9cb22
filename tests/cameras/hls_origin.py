"""A real HLS origin of the tests: PyAV makes MPEG-TS or fMP4 segments live; a password guards them."""

from __future__ import annotations

import io
import threading
import time
from collections import OrderedDict
from fractions import Fraction
from typing import Any

import av
import numpy as np
from aiohttp import web

from tests.cameras.served import asks, basic

RATE, WIDTH, HEIGHT = 15, 320, 180
SEGMENT_S = 1
KEPT = 6
FORMATS: dict[str, dict[str, Any]] = {
    "ts": {"format": "mpegts"},
    "mp4": {"format": "mp4", "options": {"movflags": "empty_moov+default_base_moof+frag_keyframe"}},
}


def picture(number: int) -> av.VideoFrame:
    """A bar that moves over a ground, so that no two pictures are alike."""
    image = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    left = number * 7 % WIDTH
    image[:, left : left + 24] = (230, 180, 40)
    image[: number % HEIGHT, :8] = 255
    return av.VideoFrame.from_ndarray(image, format="rgb24")


def segment(first: int, shape: str, still: bool) -> bytes:
    """One second of pictures; fMP4 comes with its init part in front, which each segment repeats."""
    held = io.BytesIO()
    with av.open(held, "w", **FORMATS[shape]) as out:
        stream = out.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.options = {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline"}
        stream.time_base = Fraction(1, RATE)
        for number in range(first, first + RATE * SEGMENT_S):
            frame = picture(0 if still else number)
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return held.getvalue()


class Origin:
    """`stopped`: no segment comes any more; `still`: all pictures are the same."""

    def __init__(self, shape: str = "ts", user: str = "viewer", password: str = "hls-secret") -> None:
        self.shape, self.login = shape, basic(user, password)
        self.stopped = self.still = False
        self.asked: list[str] = []
        self._segments: OrderedDict[int, bytes] = OrderedDict()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        self._thread.join(10)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/live/cam/{name}", self.serve)
        return app

    def _run(self) -> None:
        number, due = 0, time.monotonic()
        while not self._ending.is_set():
            if not self.stopped:
                self._segments[number] = segment(number * RATE * SEGMENT_S, self.shape, self.still)
                number += 1
                while len(self._segments) > KEPT:
                    self._segments.popitem(last=False)
            due += SEGMENT_S
            self._ending.wait(max(0.0, due - time.monotonic()))

    async def serve(self, request: web.Request) -> web.Response:
        if refusal := asks(request, self.login):
            return refusal
        name = request.match_info["name"]
        self.asked.append(name)
        if name == "index.m3u8":
            return web.Response(text=self._master(request.host))
        if name == "low.m3u8":
            return web.Response(text=self._media())
        held = self._segments.get(int(request.query["n"]))
        return web.Response(body=held) if held else web.Response(status=404)

    def _master(self, host: str) -> str:
        address = f"http://viewer:hls-secret@{host}/live/cam/low.m3u8?token=hls-secret"
        return f'#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="avc1.42C01E"\n{address}\n'

    def _media(self) -> str:
        held = list(self._segments)
        lines = ["#EXTM3U", "#EXT-X-VERSION:6", f"#EXT-X-TARGETDURATION:{SEGMENT_S}"]
        lines.append(f"#EXT-X-MEDIA-SEQUENCE:{held[0] if held else 0}")
        for number in held:
            address = f"seg.{self.shape}?token=hls-secret&n={number}"
            if self.shape == "mp4":
                lines += [f'#EXT-X-MAP:URI="{address}"'] if number == held[0] else []
            lines += [f"#EXTINF:{SEGMENT_S}.0,", address]
        return "\n".join(lines) + "\n"
