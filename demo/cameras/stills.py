"""JPEG pictures of a demo street, drawn and coded only when somebody asks. Knows no protocol."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, tzinfo
from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from demo.cameras.scene import SECONDS, Scene
from demo.cameras.sources import foot
from demo.cameras.strip import Layout
from demo.cameras.studio import with_foot


class Stills:
    """However many ask within one picture's time get the same one; frozen, all of them do."""

    def __init__(self, seed: int, size: tuple[int, int], fps: int, label: str, zone: tzinfo = UTC) -> None:
        self.seed, self.size, self.fps, self.label, self.zone = seed, size, fps, label, zone
        self.layout = Layout(*size)
        self.frozen = False
        self._scene: Scene | None = None
        self._number, self._jpeg = -1, b""
        self._lock = asyncio.Lock()

    async def now(self) -> bytes:
        async with self._lock:
            at = time.time()
            number = int(at * self.fps)
            if not self._jpeg or (number != self._number and not self.frozen):
                self._jpeg = await asyncio.to_thread(self._picture, number, int(at * 1000))
                self._number = number
            return self._jpeg

    def _picture(self, number: int, at: int) -> bytes:
        self._scene = self._scene or Scene(self.seed, self.size[0], self.layout.ground)
        text = foot(self.label, at, self.zone, number % 10_000_000)
        return jpeg(with_foot(self._scene, self.layout, at / 1000 % SECONDS, text, at))


def jpeg(array: npt.NDArray[np.uint8]) -> bytes:
    """Of planes as yuv420p."""
    frame = av.VideoFrame.from_ndarray(array, format="yuvj420p")
    coder: Any = av.CodecContext.create("mjpeg", "w")
    coder.width, coder.height, coder.pix_fmt = frame.width, frame.height, "yuvj420p"
    coder.time_base = Fraction(1, 25)
    coder.options = {"qmin": "3", "qmax": "5", "strict": "unofficial"}
    return b"".join(bytes(packet) for packet in [*coder.encode(frame), *coder.encode(None)])
