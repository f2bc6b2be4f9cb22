"""What waits to go out to one screen: bounded, panel by panel, and nobody waits for it.

A panel whose pictures wait too long, or are too many, loses them up to its next key frame. Knows a socket,
no camera.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Protocol

from cameras.media.counts import Counts
from cameras.media.media_packet import DELTA, GOT, INIT, Shot

LATE_S = 2.0  # the page jumps to now when it is more than one second behind
LANE_BYTES, SCREEN_BYTES = 4_000_000, 16_000_000
LANE_TEXTS = 64  # of one panel; more means that nothing has gone out for long
COMMON = 0  # the lane of what belongs to no panel


class Socket(Protocol):
    async def send_str(self, data: str) -> None: ...
    async def send_bytes(self, data: bytes) -> None: ...


@dataclass(slots=True)
class Lane:
    """One panel's."""

    panel: int
    items: deque[tuple[float, int, Shot] | str] = field(default_factory=deque)
    bytes: int = 0
    shots: int = 0
    number: int = 0
    wants_key: bool = True
    queued: bool = False
    gone: bool = False

    def is_late(self, now: float) -> bool:
        first = next((item for item in self.items if not isinstance(item, str)), None)
        return first is not None and now - first[0] > LATE_S

    def drop(self) -> int:
        """Loses the pictures; keeps what is said and the newest description of what is to come."""
        kept: deque[tuple[float, int, Shot] | str] = deque()
        last = max((n for n, item in enumerate(self.items) if _is_init(item)), default=-1)
        lost = 0
        for n, item in enumerate(self.items):
            if isinstance(item, str) or n == last or item[2].type == GOT:
                kept.append(item)
            else:
                lost += 1
        self.items, self.wants_key = kept, True
        self.bytes = sum(len(item[2].payload) for item in kept if not isinstance(item, str))
        return lost


def _is_init(item: tuple[float, int, Shot] | str) -> bool:
    return not isinstance(item, str) and item[2].type == INIT


class Outbox:
    def __init__(self, socket: Socket, counts: Counts) -> None:
        self.counts = counts
        self.lane_bytes = LANE_BYTES  # of pictures that wait in one panel
        self.bytes = 0
        self.dropped = 0
        self.sending_since = 0.0  # monotonic s; 0: nothing is on its way
        self._socket = socket
        self._lanes: dict[int, Lane] = {}
        self._ready: deque[Lane] = deque()
        self._wake = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def say(self, message: dict[str, Any], panel: int = COMMON) -> None:
        """In order with the pictures of its panel."""
        lane = self._lane(panel)
        if len(lane.items) - lane.shots < LANE_TEXTS:
            self._put(lane, json.dumps(message, ensure_ascii=False, separators=(",", ":")))

    def is_empty(self, panel: int = COMMON) -> bool:
        return not self._lane(panel).items

    def shot(self, panel: int, shot: Shot) -> None:
        """A picture, or what describes those to come; lost when the panel is behind."""
        lane = self._lane(panel)
        lane.number += 1
        now = time.monotonic()
        if lane.is_late(now) or lane.bytes + len(shot.payload) > self.lane_bytes:
            self._drop(lane)
        if shot.type == DELTA and lane.wants_key:
            self._lose(1)
            return
        if shot.type != INIT:
            lane.wants_key = False
        self._add(lane, (now, lane.number, shot))
        if self.bytes > SCREEN_BYTES:
            self._drop(max(self._lanes.values(), key=lambda lane: lane.bytes))

    def got(self, panel: int, request: int, payload: bytes) -> None:
        """What the page asked for: never lost, so wait for `room` before."""
        self._add(self._lane(panel), (time.monotonic(), request, Shot(GOT, 0.0, 0.0, payload)))

    async def room(self) -> None:
        """Until little enough waits for more to be made."""
        while self.bytes > SCREEN_BYTES // 2 or len(self._lane(COMMON).items) > LANE_TEXTS // 2:
            self._room.clear()
            await self._room.wait()

    def begin_anew(self, panel: int) -> None:
        """Other pictures follow: those that wait are of no use."""
        lane = self._lane(panel)
        self.bytes -= lane.bytes
        lane.drop()
        self.bytes += lane.bytes
        lane.shots = sum(not isinstance(item, str) for item in lane.items)

    def end(self, panel: int) -> None:
        if (lane := self._lanes.pop(panel, None)) is not None:
            self.bytes -= lane.bytes
            lane.items.clear()
            lane.gone = True

    async def run(self) -> None:
        """Sends until the socket is closed, one message of each panel in turn."""
        while True:
            while self._ready:
                lane = self._ready.popleft()
                if lane.gone or not lane.items:
                    lane.queued = False
                    continue
                await self._send(lane)
                self._ready.append(lane)
                self._room.set()
            self._wake.clear()
            await self._wake.wait()

    async def _send(self, lane: Lane) -> None:
        item = lane.items.popleft()
        self.sending_since = time.monotonic()
        if isinstance(item, str):
            await self._socket.send_str(item)
        else:
            _, number, shot = item
            lane.shots -= 1
            lane.bytes -= len(shot.payload)
            self.bytes -= len(shot.payload)
            await self._socket.send_bytes(shot.message(lane.panel, number))
        self.sending_since = 0.0

    def _lane(self, panel: int) -> Lane:
        return self._lanes.get(panel) or self._lanes.setdefault(panel, Lane(panel))

    def _add(self, lane: Lane, item: tuple[float, int, Shot]) -> None:
        self.counts.shots += 1
        lane.shots += 1
        lane.bytes += len(item[2].payload)
        self.bytes += len(item[2].payload)
        self._put(lane, item)

    def _put(self, lane: Lane, item: tuple[float, int, Shot] | str) -> None:
        lane.items.append(item)
        if not lane.queued:
            lane.queued = True
            self._ready.append(lane)
        self._wake.set()

    def _drop(self, lane: Lane) -> None:
        before = lane.bytes
        lost = lane.drop()
        lane.shots -= lost
        self.bytes += lane.bytes - before
        self._lose(lost)

    def _lose(self, count: int) -> None:
        self.dropped += count
        self.counts.dropped += count
