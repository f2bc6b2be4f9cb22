"""Screens of cameras without a browser: each one real WebSocket of the camera process, read to its end,
nothing drawn.

A process of its own: `python -m benchmarks.viewers PORT KEY` reads a line of JSON at a time:
`[[camera, …], …]` opens one more screen for each list of cameras, `null` closes all; every line is answered
with what came since the line before.
"""

import asyncio
import itertools
import json
import struct
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from streams.access.camera_tokens import sign

ORIGIN = "http://127.0.0.1"
HEAD = struct.Struct("<BBHIdd")
KEY, DELTA, JPEG = 2, 3, 4
RENEWED = 40.0  # s; a token lasts 60
WIDTH = 480


@dataclass
class Tally:
    pictures: int = 0
    bytes: int = 0
    numbers_missed: int = 0
    closed: int = 0
    ages: list[float] = field(default_factory=list)  # ms from received by the process to read here
    gaps: list[float] = field(default_factory=list)  # ms between two pictures of one panel


class Screen:
    def __init__(self, number: int, cameras: list[str], tally: Tally) -> None:
        self.name, self.cameras, self.tally = f"viewer-{number}", cameras, tally
        self.last: dict[int, tuple[int, float]] = {}  # panel → number, moment of its newest picture
        self.states: dict[int, str] = {}

    async def run(self, http: ClientSession, port: str, key: bytes) -> None:
        address = f"http://127.0.0.1:{port}/cameras/socket"
        async with http.ws_connect(address, headers={"Origin": ORIGIN}, max_msg_size=0) as wire:
            renewing = asyncio.create_task(self.renew(wire, key))
            try:
                async for message in wire:
                    if message.type == WSMsgType.BINARY:
                        self.take(message.data)
                    elif message.type == WSMsgType.TEXT:
                        self.hear(json.loads(message.data))
            finally:
                renewing.cancel()
                self.tally.closed += 1

    async def renew(self, wire: ClientWebSocketResponse, key: bytes) -> None:
        for turn in itertools.count():
            token = sign(key, self.name, self.cameras, ORIGIN, time.time_ns() // 1_000_000)
            await wire.send_json({"token": token})
            if turn == 0:
                wishes = [
                    {"panel": number, "camera": camera, "main": False, "width": WIDTH}
                    for number, camera in enumerate(self.cameras, 1)
                ]
                await wire.send_json({"show": wishes})
            await asyncio.sleep(RENEWED)

    def hear(self, told: dict[str, Any]) -> None:
        if "state" in told:
            self.states[told["panel"]] = told["state"]

    def take(self, data: bytes) -> None:
        _, kind, panel, number, at, _ = HEAD.unpack_from(data)
        self.tally.bytes += len(data)
        if kind not in (KEY, DELTA, JPEG):
            return
        now = time.time() * 1000
        self.tally.pictures += 1
        if panel in self.last:
            before, moment = self.last[panel]
            self.tally.numbers_missed += max(0, number - before - 1)
            self.tally.gaps.append(now - moment)
        self.tally.ages.append(now - at)
        self.last[panel] = number, now


class Viewers:
    def __init__(self, port: str, key: bytes) -> None:
        self.port, self.key, self.tally = port, key, Tally()
        self.screens: list[Screen] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        async with ClientSession() as self.http:
            while line := await loop.run_in_executor(None, sys.stdin.readline):
                await self.obey(json.loads(line))
                print(self.told(), flush=True)
            await self.obey(None)

    async def obey(self, order: list[list[str]] | None) -> None:
        for cameras in order or []:
            screen = Screen(len(self.screens) + 1, cameras, self.tally)
            self.screens.append(screen)
            self.tasks.append(asyncio.create_task(screen.run(self.http, self.port, self.key)))
        if order is None:
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)
            self.screens, self.tasks = [], []

    def told(self) -> str:
        """And begin to count anew."""
        tally = self.tally
        states = [state for screen in self.screens for state in screen.states.values()]
        answer = {
            "screens": sum(not task.done() for task in self.tasks),
            "live": states.count("live"),
            "pictures": tally.pictures,
            "bytes": tally.bytes,
            "missed": tally.numbers_missed,
            "closed": tally.closed,
            "age": spread(tally.ages),
            "gap": spread(tally.gaps),
        }
        self.tally = Tally()
        for screen in self.screens:
            screen.tally = self.tally
        return json.dumps(answer)


def spread(values: list[float]) -> list[float]:
    """p50, p99 and the largest."""
    ordered = sorted(values)
    if not ordered:
        return [0.0, 0.0, 0.0]
    return [ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], ordered[-1]]


if __name__ == "__main__":
    asyncio.run(Viewers(sys.argv[1], bytes.fromhex(sys.argv[2])).serve())
