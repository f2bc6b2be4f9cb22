"""One demo camera: its streams, its password, its faults. Knows no protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path

from cameras.pull.http_auth import Guard, Login
from demo.cameras.faults import Habit, checked
from demo.cameras.sources import LiveLoop, PlainLoop, Source
from demo.cameras.stills import Stills
from demo.cameras.stream import Stream
from demo.cameras.strip import Layout
from demo.cameras.studio import Studio, Wanted

CODECS = ("h264", "h265", "mjpeg", "jpeg")
MAIN, SUB = (1280, 720), (640, 360)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a camera is. `file`: an MP4 that it plays instead of a street; `basic`: HTTP's weaker login."""

    id: str
    codec: str = "h264"
    seed: int = 0
    fps: int = 15
    main: tuple[int, int] = MAIN
    sub: tuple[int, int] = SUB
    still: bool = False
    file: Path | None = None
    label: str = ""
    user: str = "viewer"
    password: str = field(default="street", repr=False)
    basic: bool = False
    habits: tuple[Habit, ...] = ()


class DemoCamera:
    def __init__(self, plan: Plan, studio: Studio, zone: tzinfo = UTC) -> None:
        if plan.codec not in CODECS:
            raise ValueError(f"{plan.id}: a codec must be one of {', '.join(CODECS)}, got {plan.codec!r}")
        self.plan, self.studio, self.zone = plan, studio, zone
        self.fault = ""
        self.guard = self._guard(plan.password)
        sizes = {"main": plan.main, "sub": plan.sub}
        self.streams: dict[str, Stream] = {}
        self.stills: dict[str, Stills] = {}
        if plan.codec in ("mjpeg", "jpeg"):
            label = plan.label or plan.id
            self.stills = {
                name: Stills(plan.seed, size, plan.fps, label, zone) for name, size in sizes.items()
            }
        else:
            self.streams = {name: Stream(self._maker(size)) for name, size in sizes.items()}
        self.closers: set[Callable[[], None]] = set()  # ends a connection at once
        self.spoilers: set[Callable[[], None]] = set()  # writes nonsense into a connection

    def _guard(self, password: str) -> Guard:
        return Guard(Login(self.plan.user, password), "street", ("MD5",), basic=self.plan.basic)

    def _maker(self, size: tuple[int, int]) -> Callable[[], Awaitable[Source]]:
        return lambda: self._source(size)

    async def _source(self, size: tuple[int, int]) -> Source:
        plan = self.plan
        if plan.file is not None:
            return PlainLoop(await self.studio.film(plan.file))
        loop = await self.studio.street(self._wanted(size))
        if plan.codec != "h264" or plan.still:
            return PlainLoop(loop, in_step=plan.codec == "h265")
        return LiveLoop(loop, Layout(*size), plan.label or plan.id, self.zone)

    def _wanted(self, size: tuple[int, int]) -> Wanted:
        return Wanted(self.plan.seed, self.plan.codec, *size, self.plan.fps, self.plan.still)

    def set_fault(self, fault: str) -> None:
        """ "" mends it. Connections that a camera with that fault would not keep are ended."""
        self.fault = checked(fault)
        wrong = "another " + self.plan.password if fault == "password" else self.plan.password
        self.guard = self._guard(wrong)
        for stills in self.stills.values():
            stills.frozen = fault == "freeze"
        for stream in self.streams.values():
            stream.frozen = fault == "freeze"
            stream.quiet = fault in ("stall", "silent", "garbage")
        if fault in ("drop", "missing", "password"):
            self.cut()
        elif fault == "garbage":
            for spoil in list(self.spoilers):
                spoil()

    async def warm(self, stream: str) -> None:
        """Has its pictures made before anybody asks."""
        plan = self.plan
        if stream in self.streams and plan.file is None:
            size = plan.main if stream == "main" else plan.sub
            await self.studio.street(self._wanted(size), ahead=True)

    def cut(self) -> None:
        for close in list(self.closers):
            close()

    async def resize(self, stream: str, width: int, height: int) -> None:
        """Another resolution from that stream's next key frame on, without a word to its viewers."""
        self.streams[stream].change(await self._source((width, height)))

    async def live_with(self, habit: Habit) -> None:
        """Has the fault now and then, for ever."""
        await asyncio.sleep(habit.first)
        while True:
            self.set_fault(habit.fault)
            await asyncio.sleep(habit.lasts)
            self.set_fault("")
            await asyncio.sleep(max(0.0, habit.every - habit.lasts))

    async def close(self) -> None:
        self.cut()
        for stream in self.streams.values():
            await stream.close()


def numbered(plan: Plan, seed: int) -> Plan:
    """With a street of its own where none was chosen."""
    return plan if plan.seed else replace(plan, seed=seed)
