"""One camera at one quality: pulled once whoever watches, from the first viewer until a while after the last.

Says how it is by what came, never by what should have come. Knows no socket and no protocol.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from contextlib import aclosing
from dataclasses import dataclass

from cameras.media.condition import Condition, StreamState, Told, failed
from cameras.media.jpeg_stream import ABOUT, Slides
from cameras.media.media_packet import JPEG, Shot
from cameras.media.pictures import Pictures
from cameras.media.remux import Remux
from cameras.media.units import Media, SourceError, Unit
from cameras.media.viewer import Viewer
from cameras.pull.backoff import Waits
from cameras.pull.kinds import Pull
from streams.server.ending import end

UNDECODED = ("garbage", "too_big")
AWAITED = "key_frame"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in s."""

    linger: float = 10.0  # pulled on after the last viewer
    first: float = 10.0  # to connect and to see a first sign of pictures
    silent: float = 4.0  # without one: stalled
    rare: float = 120.0  # pictures come, but none that can be shown without those before it
    sample: float = 5.0  # between two key frames that are looked at
    steady: float = 5.0  # pictures for so long: the next failure is a first one
    fault: float = 3.0  # after an error nobody expected


@dataclass(slots=True)
class Run:
    """One connection."""

    begun: float
    media: Media | None = None
    looked: float = 0.0  # epoch ms of the last key frame looked at
    key: Unit | None = None
    error: str = ""
    shown: float = 0.0  # monotonic s of the last picture that could be shown
    waits: bool = False  # for a key frame, as was said


class Feed:
    def __init__(
        self, condition: Condition, stream: StreamState, pull: Pull, pictures: Pictures, pace: Pace
    ) -> None:
        self.condition, self.stream, self.pace = condition, stream, pace
        self.viewers: dict[Viewer, None] = {}
        self.outlet: Remux | Slides | None = None
        self._pull, self._pictures = pull, pictures
        self._waits = Waits(random.Random())
        self._task: asyncio.Task[None] | None = None
        self._stop: asyncio.TimerHandle | None = None
        self._shown: Told | None = None  # since somebody watches
        self._run: Run | None = None
        self._looks: set[asyncio.Task[None]] = set()
        self._doubted = False  # what came last could not be decoded: live only when a picture was

    @property
    def running(self) -> bool:
        return self._task is not None

    @property
    def told(self) -> Told:
        """To those who watch: a camera that is well and not seen yet is being connected to."""
        told = self._shown or self.condition.told
        if told.state not in ("standby", "connecting") or told.detail == AWAITED:
            return told
        return Told("connecting", told.since)

    def join(self, viewer: Viewer) -> None:
        """At once with the newest picture there is, live or not."""
        self.viewers[viewer] = None
        if self._stop is not None:
            self._stop.cancel()
            self._stop = None
        if self._task is None:
            self._start()
        viewer.told(self.told)
        picture = self.condition.picture
        if self.outlet is not None:
            self.outlet.begin(viewer)
        elif picture is not None:
            viewer.media(ABOUT)
            viewer.shot(Shot(JPEG, picture.at, 0.0, picture.jpeg))

    def leave(self, viewer: Viewer) -> None:
        """The last one to leave ends the pull, some time later."""
        self.viewers.pop(viewer, None)
        if not self.viewers and self._task is not None and self._stop is None:
            self._stop = asyncio.get_running_loop().call_later(self.pace.linger, self._end)

    async def close(self) -> None:
        """At once, and for good; what was still looked at is not."""
        task = set() if self._task is None else {self._task}
        self._end()
        await end(task | self._looks)

    def _start(self) -> None:
        self._task = asyncio.create_task(self._pull_on())
        self._task.add_done_callback(self._over)

    def _end(self) -> None:
        if self._stop is not None:
            self._stop.cancel()
        task, self._task, self._stop, self._shown = self._task, None, None, None
        if task is not None:
            task.cancel()
            self._let_go(self._run)
            self.condition.left(self.stream.main, _now())

    def _over(self, task: asyncio.Task[None]) -> None:
        """The edge where an error that nobody expected is told, and the camera tried again."""
        if task.cancelled() or (error := task.exception()) is None:
            return
        self._pictures.counts.faults += 1
        log.error("camera %s: a fault in reading it", self.condition.camera.id, exc_info=error)
        self._say("lost", "garbage")
        if self._task is task:
            self._task = asyncio.create_task(self._rest_and_pull())
            self._task.add_done_callback(self._over)

    async def _rest_and_pull(self) -> None:
        await asyncio.sleep(self.pace.fault)
        await self._pull_on()

    async def _pull_on(self) -> None:
        self._waits.reset()
        while True:
            run = self._run = Run(time.monotonic(), shown=time.monotonic())
            self._pictures.counts.pulls += 1
            try:
                detail = await self._pull_once(run)
            finally:
                self._let_go(run)
            self._say(failed(detail), detail)
            if time.monotonic() - run.begun > self.pace.steady + self.pace.silent:
                self._waits.reset()
            await asyncio.sleep(self._waits.after(detail))

    async def _pull_once(self, run: Run) -> str:
        """Until there is nothing more; why."""
        loop = asyncio.get_running_loop()
        try:
            async with (
                asyncio.timeout(self.pace.first) as watchdog,
                aclosing(self._pull(self.stream.address)) as units,
            ):
                async for unit in units:
                    watchdog.reschedule(loop.time() + self.pace.silent)
                    if unit.blank:
                        self._wait_for_key(run)
                    else:
                        self._take(run, unit)
        except TimeoutError:
            return "stalled" if run.media else "timeout"
        except SourceError as error:
            self._doubted |= run.media is not None and error.detail in UNDECODED
            return error.detail
        return "ended"

    def _wait_for_key(self, run: Run) -> None:
        """Some cameras send one every half a minute: what comes until then says that they are there."""
        waited = time.monotonic() - run.shown
        if waited > self.pace.rare:
            raise SourceError(AWAITED)
        if not run.waits and (run.media is None or waited > self.pace.silent):
            run.waits = True
            self._say("connecting", AWAITED)

    def _take(self, run: Run, unit: Unit) -> None:
        self._pictures.counts.units += 1
        waited, run.waits, run.shown = run.waits and run.media is not None, False, time.monotonic()
        if run.error:
            raise SourceError(run.error)
        if unit.media is not None:
            self._change(run, unit.media)
        elif waited:
            self._say_well()
        if self.outlet is None:
            raise SourceError("garbage")
        if unit.key:
            run.key = unit
            if unit.at - run.looked >= self.pace.sample * 1000 and not self._looks:
                run.looked = unit.at
                self._look(run, unit)
        self.outlet.take(unit)

    def _change(self, run: Run, media: Media) -> None:
        """The first media of a connection, or another: those who watch begin anew with it."""
        outlet = self._outlet(media)
        if self.outlet is not None:
            self.outlet.close()
        self.outlet, run.media = outlet, media
        self._say_well()
        for viewer in tuple(self.viewers):
            outlet.begin(viewer)

    def _say_well(self) -> None:
        """What stood still before the connection broke must show that it moves."""
        if self.stream.frozen:
            self._say("frozen", "frozen")
        elif not self._doubted:
            self._say("live", "")

    def _outlet(self, media: Media) -> Remux | Slides:
        if media.codec == "h264":
            return Remux(media, self.viewers)
        return Slides(media, self.viewers, self._pictures)

    def _look(self, run: Run, unit: Unit) -> None:
        task = asyncio.create_task(self._looking(run, unit))
        self._looks.add(task)
        task.add_done_callback(self._looks.discard)

    async def _looking(self, run: Run, unit: Unit) -> None:
        if run.media is None:
            return
        try:
            seen = await self._pictures.look(run.media, unit.data)
        except SourceError as error:
            run.error = error.detail
            return
        if seen is None:
            return
        self._doubted = False
        self.condition.keep(seen.jpeg, unit.at)
        frozen = self.stream.sample(seen.luma, unit.at)
        if run is self._run and run.media is not None and self.running:
            self._say(*(("frozen", "frozen") if frozen else ("live", "")))

    def _let_go(self, run: Run | None) -> None:
        """The connection is over; its last key frame becomes the last picture, when it was not looked at."""
        if run is None or run is not self._run:
            return
        if self.outlet is not None:
            self.outlet.close()
            self.outlet = None
        if run.key is not None and run.key.at > run.looked and not run.error:
            self._look(run, run.key)
        self._run = None

    def _say(self, state: str, detail: str) -> None:
        if self._task is None:
            return
        now = _now()
        self.condition.found(self.stream.main, state, detail, now)
        before = self._shown
        if before is not None and (before.state, before.detail) == (state, detail):
            return
        kept = before is not None and before.state == state
        self._shown = Told(state, before.since if before and kept else round(now), detail)
        for viewer in tuple(self.viewers):
            viewer.told(self._shown)


def _now() -> float:
    return time.time() * 1000
