"""Pictures as JPEGs, for codecs that browsers do not play: as large as the panels, a few a second.

One decode a camera and one encode a size, whoever watches. What comes too fast is left out, the newest wins.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Collection

from cameras.media.decoding import Decoder, Jpegs
from cameras.media.media_packet import JPEG, Shot
from cameras.media.pictures import Pictures
from cameras.media.units import Media, SourceError, Unit
from cameras.media.viewer import Viewer, wide_enough

ABOUT = {"kind": "jpeg"}
EVERY_MS = 125.0  # 8 a second
EARLY_MS = 15.0  # a picture that comes a little before its turn is taken
WAITING = 50  # pictures behind which a decoder is too slow
BAD_RUNS = 5  # in a row
BLANK = 75  # pictures that went into the decoder and none came out
UNTOUCHED = 2  # a JPEG up to so many times as wide as the panel is passed on as it is


class Slides:
    def __init__(self, media: Media, viewers: Collection[Viewer], pictures: Pictures) -> None:
        self.media, self.about = media, ABOUT
        self.error = ""
        self._viewers, self._pictures = viewers, pictures
        self._waiting: deque[Unit] = deque()
        self._task: asyncio.Task[None] | None = None
        self._last: dict[int, Shot] = {}  # the newest of each width; 0 is the camera's own
        self._decoder = Decoder(media)
        self._jpegs = Jpegs()
        self._due = 0.0
        self._bad = self._blank = 0
        self._wants_key = True

    def begin(self, viewer: Viewer) -> None:
        viewer.media(self.about)
        wanted = self._width(viewer)
        if shot := self._last.get(wanted) or next(iter(self._last.values()), None):
            viewer.shot(shot)

    def take(self, unit: Unit) -> None:
        """Raises SourceError when what came before could not be decoded."""
        if self.error:
            raise SourceError(self.error)
        if self.media.codec == "jpeg":
            self._take_jpeg(unit)
        else:
            self._take_coded(unit)
        if self._waiting and self._task is None:
            self._task = asyncio.create_task(self._work())

    def close(self) -> None:
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def _width(self, viewer: Viewer) -> int:
        """0: the camera's own pictures will do."""
        wanted = wide_enough(viewer.width)
        return 0 if self.media.codec == "jpeg" and self.media.width <= UNTOUCHED * wanted else wanted

    def _is_due(self, at: float) -> bool:
        if at < self._due - EARLY_MS:
            return False
        self._due = max(self._due + EVERY_MS, at)
        return True

    def _take_jpeg(self, unit: Unit) -> None:
        if not self._is_due(unit.at):
            self._pictures.counts.skipped += 1
            return
        self._show({0: unit.data}, unit.at, unit.time)
        if any(map(self._width, self._viewers)):
            self._pictures.counts.skipped += len(self._waiting)
            self._waiting.clear()
            self._waiting.append(unit)

    def _take_coded(self, unit: Unit) -> None:
        if len(self._waiting) >= WAITING:
            self._pictures.counts.skipped += len(self._waiting)
            self._waiting.clear()
            self._wants_key = True
        if self._wants_key and not unit.key:
            return
        self._wants_key = False
        self._waiting.append(unit)

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch = tuple(self._waiting)
                self._waiting.clear()
                widths = {width for viewer in self._viewers if (width := self._width(viewer))}
                at, made = await self._pictures.run(self._make, batch, widths)
                self._pictures.counts.slides += len(made)
                self._bad = 0
                if self._blank > BLANK:
                    self.error = "garbage"
                if made:
                    self._show(made, at, batch[-1].time)
        except SourceError as error:
            self._begin_anew(error.detail)
        finally:
            self._task = None

    def _begin_anew(self, detail: str) -> None:
        self._bad += 1
        self.error = detail if self._bad >= BAD_RUNS or detail != "garbage" else ""
        self._decoder = Decoder(self.media)
        self._wants_key = True
        self._waiting.clear()

    def _make(self, batch: tuple[Unit, ...], widths: set[int]) -> tuple[float, dict[int, bytes]]:
        """In a thread. Every picture is decoded, since others build on it; the newest is encoded. When
        it came: among B-pictures it was not the last one to come."""
        newest = None
        for unit in batch:
            for frame in self._decoder.decode(unit.data, unit.key, unit.at):
                newest = frame
        self._blank = 0 if newest is not None else self._blank + len(batch)
        coded = self.media.codec != "jpeg"
        if newest is None or not widths or (coded and not self._is_due(batch[-1].at)):
            return 0.0, {}
        at = batch[-1].at if newest.pts is None else float(newest.pts)
        return at, {width: self._jpegs.encode(newest, width) for width in widths}

    def _show(self, made: dict[int, bytes], at: float, time: float) -> None:
        for width, jpeg in made.items():
            self._last[width] = Shot(JPEG, at, time, jpeg)
        for viewer in self._viewers:
            if (width := self._width(viewer)) in made:
                viewer.shot(self._last[width])
