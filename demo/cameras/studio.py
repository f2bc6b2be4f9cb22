"""Makes the demo cameras' loops: each encoded once and kept; ahead of need by a thread that gives way."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from demo.cameras import timecode
from demo.cameras.loop import Loop, encode, read_loop, recipe
from demo.cameras.scene import SECONDS, Scene
from demo.cameras.strip import Layout

GOP_SECONDS = 2
NICE = 5  # of a street somebody waits for; three times that ahead of need
PARTS = ("bits.py", "glyphs.py", "loop.py", "scene.py", "slices.py", "strip.py", "studio.py", "timecode.py")
NOISE = 2.0  # steps of brightness, of a sensor that looks at nothing that moves


@dataclass(frozen=True, slots=True)
class Wanted:
    """`still`: a street where nothing moves, with a sensor's noise and without a live foot."""

    seed: int
    codec: str  # h264, h265
    width: int
    height: int
    fps: int
    still: bool = False


class Studio:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._asked = ThreadPoolExecutor(1, "studio-asked", _give_way, (NICE,))
        self._ahead = ThreadPoolExecutor(1, "studio-ahead", _give_way, (3 * NICE,))
        self._made: dict[object, asyncio.Future[Loop]] = {}

    async def street(self, wanted: Wanted, ahead: bool = False) -> Loop:
        """`ahead`: nobody waits for it yet, so it need not hurry."""
        return await self._once(wanted, lambda: self._street(wanted), self._ahead if ahead else self._asked)

    async def film(self, file: Path) -> Loop:
        """An MP4 file as it is. Raises LoopError."""
        return await self._once(file, lambda: read_loop(file), self._asked)

    async def _once(self, key: object, make: Callable[[], Loop], thread: ThreadPoolExecutor) -> Loop:
        if key not in self._made:
            self._made[key] = asyncio.get_running_loop().run_in_executor(thread, make)
        # one who gives up waiting takes nothing from the others
        return await asyncio.shield(self._made[key])

    def _street(self, wanted: Wanted) -> Loop:
        file = self.folder / f"{_named(wanted)}.mp4"
        if not file.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            blocks = -(-wanted.width // 16) * -(-wanted.height // 16)
            how = recipe(wanted.codec, wanted.fps, GOP_SECONDS * wanted.fps, blocks)
            encode(file, pictures(wanted), drawn_size(wanted), wanted.fps, how)
        return read_loop(file)

    def close(self) -> None:
        for thread in (self._asked, self._ahead):
            thread.shutdown(cancel_futures=True)


def _give_way(nice: int) -> None:
    if sys.platform == "linux":  # there, a thread is as nice as it likes
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)


def _named(wanted: Wanted) -> str:
    """Another one whenever the same scene may look or be coded otherwise."""
    digest = hashlib.sha256(f"{wanted} {np.__version__} {av.library_versions}".encode())
    for part in PARTS:
        digest.update(resources.files("demo.cameras").joinpath(part).read_bytes())
    return digest.hexdigest()[:20]


def drawn_size(wanted: Wanted) -> tuple[int, int]:
    """Of what is encoded: the street alone where the foot is live."""
    if wanted.codec == "h264" and not wanted.still:
        return wanted.width, Layout(wanted.width, wanted.height).ground
    return wanted.width, wanted.height


def pictures(wanted: Wanted) -> Iterator[npt.NDArray[np.uint8]]:
    """The ten seconds, as arrays of yuv420p."""
    width, height = drawn_size(wanted)
    layout = Layout(width, wanted.height)
    scene = Scene(wanted.seed, width, height if height == layout.ground or wanted.still else layout.ground)
    random = np.random.default_rng(wanted.seed)
    for number in range(SECONDS * wanted.fps):
        if wanted.still:
            picture = scene.ground.copy()
            noisy = picture.y + random.normal(0, NOISE, picture.y.shape)
            picture.y = np.clip(noisy, 16, 235).astype(np.uint8)
            yield picture.array()
        elif height == layout.ground:
            yield scene.at(number / wanted.fps).array()
        else:
            phase = round(number * 1000 / wanted.fps)
            text = f"H.265  LOOP  {phase / 1000:04.1f} / {SECONDS} S"
            yield with_foot(scene, layout, number / wanted.fps, text, phase, timecode.PHASE)


def with_foot(
    scene: Scene, layout: Layout, seconds: float, text: str, at: int, kind: int = timecode.LIVE
) -> npt.NDArray[np.uint8]:
    """The whole picture, foot and all, for encoders that draw everything anew."""
    street = scene.at(seconds)
    whole = type(street).blank(layout.width, layout.height)
    for name in ("y", "u", "v"):
        plane = getattr(street, name)
        getattr(whole, name)[: len(plane)] = plane
    layout.draw(whole.y[layout.ground :], text, at, kind)
    return whole.array()
