"""Cameras in Redis: the camera process tells which there are, how each is and that it lives; others read.

Where pictures come from, and with which password, is never written here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import NoPermissionError, RedisError

from city.cameras.camera_states import STATES, CameraEvent, CameraStates, sound_detail
from streams.messages.entries import Entry
from streams.messages.rejects import Reject, raw_fields, reject
from streams.messages.values import UNREADABLE, RefusedError, identifier, moment, refuse, text
from streams.record.keys import Keys
from streams.server.backoff import Backoff
from streams.server.connect import connect_async, trouble

BEAT_SECONDS = 5.0
BEAT_KEPT = 15  # s after its last beat until the camera process counts as gone
GATHER = 0.05  # s that news may wait for more of it
AT_ONCE = 200  # states in one transaction


class CameraDesk:
    """The camera process's side. `tell` only notes; `run` writes, beats, and waits out Redis's absence.

    A state told while Redis is away replaces the one before; a Redis that comes back empty, or without the
    last states it was told, is told them anew.
    """

    def __init__(self, redis: AsyncRedis | str, keys: Keys, *, url: str = "") -> None:
        self.redis = connect_async(redis) if isinstance(redis, str) else redis
        self.keys = keys
        self.trouble: str | None = None
        self.states = CameraStates()
        self._url = url or (redis if isinstance(redis, str) else "")
        self._list: tuple[str, Sequence[Mapping[str, Any]]] | None = None
        self._listed = False
        self._waiting: dict[str, int] = {}  # camera → time of the newest word on it
        self._doubted = False  # whether Redis still has what it was told
        self._told: dict[str, None] = {}  # every camera a word was said on, in that order
        self._news = asyncio.Event()
        self.ahead = 0  # ms our wall clock is ahead of Redis's, 0 within a second

    def publish(self, rows: Sequence[Mapping[str, Any]], edition: str) -> None:
        """The list as of now (city.cameras.public); written by `run`."""
        self._list, self._listed = (edition, rows), False
        self._news.set()

    def tell(self, camera: str, state: str, detail: str, at: int) -> None:
        """How a camera is since `at` (our epoch ms); nothing is written when it is as it was."""
        at -= self.ahead
        if self.states.apply(CameraEvent("", camera, state, at, detail)):
            self._waiting[camera] = at
            self._told[camera] = None
            self._news.set()

    async def run(self) -> None:
        """Until cancelled. Never raises for Redis: `trouble` tells."""
        patience = Backoff()
        while True:
            try:
                await self.beat()
                await self.flush()
            except (RedisError, OSError) as error:
                self.trouble = trouble(error, self._url)
                self._doubted = True
                await asyncio.sleep(patience.grow())
                continue
            self.trouble = None
            patience.reset()
            await self._pause()

    async def beat(self) -> None:
        """The sign of life; a Redis that came back empty is told all anew. Raises what Redis says."""
        await self._compare()
        if self._list is None:
            return
        if not await self.redis.exists(self.keys.camera_list):
            self._listed = False
            self._waiting = {camera: self.states.of(camera)[1] for camera in self._told} | self._waiting
        if self._doubted:
            await self._prove()
        if not self._listed:
            await self._write_list(*self._list)
            self._listed = True
        await self.redis.set(self.keys.camera_beat, self._list[0], ex=BEAT_KEPT)

    def now(self) -> int:
        """The server's time, epoch ms: what web processes go by."""
        return time.time_ns() // 1_000_000 - self.ahead

    async def _compare(self) -> None:
        """A page's pass and the times we tell are of a web process's clock, which is Redis's."""
        sent = time.time()
        try:
            seconds, micros = await self.redis.time()
        except NoPermissionError:
            return
        back = time.time()
        ahead = (sent + back) / 2 - seconds - micros / 1_000_000
        self.ahead = round(ahead * 1000) if abs(ahead) > 1 + (back - sent) / 2 else 0

    async def _prove(self) -> None:
        """After an absence: whoever answers now may not have what the other was told last."""
        held: Any = await self.redis.hgetall(self.keys.camera_states)
        for camera in self._told:
            if held.get(camera.encode()) != self._packed(camera):
                self._waiting.setdefault(camera, self.states.of(camera)[1])
        self._doubted = False

    def _packed(self, camera: str) -> bytes:
        state, since, detail = self.states.of(camera)
        return msgspec.json.encode([state, since, detail])

    async def flush(self) -> None:
        """Write what waits. Raises what Redis says, and then keeps what was not written."""
        while self._waiting:
            part = dict(list(self._waiting.items())[:AT_ONCE])
            async with self.redis.pipeline(transaction=True) as pipe:
                for camera, at in part.items():
                    state, _, detail = self.states.of(camera)
                    pipe.xadd(self.keys.cameras, camera_fields(CameraEvent("", camera, state, at, detail)))  # type: ignore[arg-type]
                    pipe.hset(self.keys.camera_states, camera, self._packed(camera))
                written = {camera: self.states.of(camera) for camera in part}
                await pipe.execute()
            for camera, told in written.items():
                if self.states.of(camera) == told:
                    self._waiting.pop(camera, None)

    async def close(self) -> None:
        """Gone at once for those who watch, instead of after the last beat ran out."""
        try:
            await self.redis.delete(self.keys.camera_beat)
        except (RedisError, OSError) as error:
            self.trouble = trouble(error, self._url)
        await self.redis.aclose()

    async def _write_list(self, edition: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """The list and, with it, no state of a camera that is no longer in it."""
        held = {text(name) or "" for name in await self.redis.hkeys(self.keys.camera_states)}
        gone = held - {str(row["id"]) for row in rows}
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.set(self.keys.camera_list, msgspec.json.encode([edition, rows]))
            if gone:
                pipe.hdel(self.keys.camera_states, *gone)
            await pipe.execute()

    async def _pause(self) -> None:
        """Until the next beat, or until there is something to write."""
        try:
            async with asyncio.timeout(BEAT_SECONDS):  # wait_for may lose a cancellation before Python 3.12
                await self._news.wait()
        except TimeoutError:
            return
        await asyncio.sleep(GATHER)
        self._news.clear()


def camera_fields(event: CameraEvent) -> dict[str, str]:
    told = {"camera": event.camera, "state": event.state, "time": str(event.time)}
    return told | ({"detail": event.detail} if event.detail else {})


def decode_camera_events(
    entries: Sequence[Entry], stream: str = "cameras"
) -> tuple[list[CameraEvent], list[Reject]]:
    events: list[CameraEvent] = []
    rejects: list[Reject] = []
    for entry, fields in entries:
        name = entry.decode("ascii")
        try:
            events.append(_event(name, fields))
        except RefusedError as error:
            rejects.append(reject(stream, name, None, str(error), raw_fields(fields)))
    return events, rejects


def _event(entry: str, fields: Mapping[bytes, bytes]) -> CameraEvent:
    return CameraEvent(
        entry=entry,
        camera=identifier("camera", fields.get(b"camera")),
        state=_state(fields.get(b"state")),
        time=moment("time", fields.get(b"time")),
        detail=_detail(fields.get(b"detail", b"")),
    )


def _state(value: object) -> str:
    told = text(value)
    if told not in STATES:
        refuse("state", f"one of {', '.join(STATES)}", value)
    return told


def _detail(value: object) -> str:
    told = text(value)
    if told is None or not sound_detail(told):
        refuse("detail", "a known reason, or nothing", value)
    return told


def read_list(redis: Redis, keys: Keys) -> tuple[str, list[Any]] | None:
    """The edition and the rows as published, unchecked; None when there are none that can be read."""
    told: Any = redis.get(keys.camera_list)
    try:
        edition, rows = msgspec.json.decode(told or b"", type=tuple[str, list[Any]])
    except UNREADABLE:
        return None
    return edition, rows


def read_states(redis: Redis, keys: Keys) -> list[CameraEvent]:
    """How each camera is; `time` is since when. What cannot be read is left out."""
    held: Any = redis.hgetall(keys.camera_states)
    found = []
    for camera, told in held.items():
        try:
            state, since, detail = msgspec.json.decode(told, type=tuple[str, int, str])
            name = identifier("camera", camera)
            found.append(CameraEvent("", name, _state(state), max(since, 0), _detail(detail)))
        except (*UNREADABLE, RefusedError):
            continue
    return found


def last_camera_event(redis: Redis, keys: Keys) -> str:
    """The id to read on from; asked before `read_states`, so that no event falls between them."""
    newest: Any = redis.xrevrange(keys.cameras, count=1)
    return newest[0][0].decode("ascii") if newest else "0-0"


def running(redis: Redis, keys: Keys) -> str | None:
    """The edition of the list the camera process works on; None when it gave no sign of life for 15 s."""
    return text(redis.get(keys.camera_beat))
