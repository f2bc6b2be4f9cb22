"""Screens that watch the city while its areas change: `python -m benchmarks.watchers PORT FOLDER COUNT`. Each
is a real socket that comes back by itself, as a page does, and joins the city anew. Reads a line at a time:
`begin` forgets what was, `told` answers what happened since: of each screen the longest time without a frame
(ms), the city it is on, when that came (epoch ms) and how often its socket was made anew; and of requests
that were asked every 20 ms, how many were not answered, and the longest wait (ms)."""

import asyncio
import contextlib
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from benchmarks.hung import GONE, Page
from benchmarks.inside import header

ASKED_EVERY = 0.02  # s
CITY = "441900"


class Watcher(Page):
    """`city`: as the server called it; `gap`: the longest time without a frame, in ms."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.city, self.since, self.heard, self.gap = "", 0.0, time.monotonic(), 0.0

    def hear(self, event: str, told: Any) -> None:
        if event == "hello":
            if told["city"] != self.city:
                self.city, self.since = told["city"], time.time() * 1000
            asyncio.get_running_loop().create_task(self.join())
        elif event == "frame":
            self.gap, self.heard = self.longest(), time.monotonic()

    async def join(self) -> None:
        with contextlib.suppress(*GONE, asyncio.CancelledError):
            await self.ask("join", {"area": CITY})

    def longest(self) -> float:
        return max(self.gap, (time.monotonic() - self.heard) * 1000)

    def begin(self) -> None:
        self.heard, self.gap, self.losses = time.monotonic(), 0.0, 0


class Asker:
    """Somebody who asks all the time."""

    def __init__(self, port: int, cookie: str) -> None:
        self.address, self.cookie = f"http://127.0.0.1:{port}/api/areas/{CITY}/live", cookie
        self.unanswered, self.asked, self.longest = 0, 0, 0.0

    async def live(self) -> None:
        # a connection each: one that is kept belongs to a process that goes
        connector = TCPConnector(force_close=True)
        async with ClientSession(timeout=ClientTimeout(20), connector=connector) as http:
            while True:
                began = time.monotonic()
                self.asked += 1
                try:
                    async with http.get(self.address, headers={"Cookie": self.cookie}) as answer:
                        self.unanswered += answer.status != 200
                        await answer.read()
                except GONE:
                    self.unanswered += 1
                self.longest = max(self.longest, (time.monotonic() - began) * 1000)
                await asyncio.sleep(ASKED_EVERY)

    def begin(self) -> None:
        self.unanswered, self.asked, self.longest = 0, 0, 0.0


async def watch(port: int, folder: Path, count: int) -> None:
    cookie = header(folder / "keys")
    loop = asyncio.get_running_loop()
    async with ClientSession(timeout=ClientTimeout(10)) as http:
        screens = [Watcher(port, cookie, http, seed) for seed in range(count)]
        asker = Asker(port, cookie)
        works = [loop.create_task(each.live()) for each in (*screens, asker)]
        lines: asyncio.StreamReader = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        while line := (await lines.readline()).decode().strip():
            if line == "begin":
                for each in (*screens, asker):
                    each.begin()
            print(json.dumps(told(screens, asker)), flush=True)
        for work in works:
            work.cancel()


def told(screens: list[Watcher], asker: Asker) -> dict[str, Any]:
    return {
        "gaps": [each.longest() for each in screens],
        "cities": [each.city for each in screens],
        "since": [each.since for each in screens],
        "losses": sum(each.losses for each in screens),
        "connected": sum(each.connected for each in screens),
        "asked": asker.asked,
        "unanswered": asker.unanswered,
        "longest": asker.longest,
    }


if __name__ == "__main__":
    random.seed(1)
    asyncio.run(watch(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
