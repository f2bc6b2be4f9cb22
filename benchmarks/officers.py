"""Officers at duty consoles, each a real socket with a seat of its own, acting at random on what their queue
shows: `python -m benchmarks.officers PORTS AREA COUNT SECONDS_BETWEEN FOLDER`. What each asked, what it was
answered and when each screen showed it stands in FOLDER afterwards.

Reads a line at a time: `act`, `rest` (answered once nobody waits for an answer), `rows` (once written).
An officer that gets no answer, or `away`, asks again under the same id: what a page must do.
"""

import asyncio
import contextlib
import itertools
import json
import random
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgpack
from aiohttp import ClientError, ClientSession, ClientTimeout, ClientWebSocketResponse, WSMsgType

from benchmarks.deeds import deed
from benchmarks.inside import header

AGAIN = 0.25  # s before a command is asked again
UNHEARD = 10.0  # s until an answer is no longer waited for
GONE = (ClientError, OSError, TimeoutError, ConnectionError)


@lru_cache(maxsize=200)
def unpacked(message: bytes) -> Any:
    """Once for all who got the same bytes: in life fifty consoles are fifty machines, here one process."""
    return msgpack.unpackb(message)


class Officer:
    def __init__(self, number: int, port: int, area: str, http: ClientSession, keys: Path) -> None:
        self.keys = keys
        self.number, self.area, self.http = number, area, http
        self.home = f"http://127.0.0.1:{port}"
        self.dice = random.Random(number)
        self.rows: dict[str, dict[str, Any]] = {}
        self.shown: list[tuple[str, int, float]] = []  # case, revision, when this screen had it
        self.asked: list[dict[str, Any]] = []
        self.viewer = self.cookie = ""
        self.busy = False
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._wire: ClientWebSocketResponse | None = None

    async def live(self) -> None:
        """Connected as long as possible."""
        while True:
            with contextlib.suppress(*GONE):
                await self._sit_down()
                await self._watch()
            self._wire = None
            for waiting in self._answers.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionError())
            self._answers.clear()
            await asyncio.sleep(0.1 + self.dice.random() * 0.2)

    async def act(self, pause: float, working: asyncio.Event) -> None:
        """A command now and then, each until it has its answer."""
        for count in itertools.count():
            await asyncio.sleep(self.dice.expovariate(1 / pause))
            await working.wait()
            case = self._some_case()
            if case is None:
                continue
            do, data = deed(self.dice, case, self.viewer, self.rows)
            told = {"command": f"o{self.number}-{count}", "case": case["id"], "do": do, "data": data}
            self.busy = True
            await self._until_answered(told | {"revision": case["revision"]})
            self.busy = False

    async def _until_answered(self, told: dict[str, Any]) -> None:
        began, tries = time.time(), 0
        while True:
            tries += 1
            try:
                answer = await self._ask("command", told)
            except GONE:
                await asyncio.sleep(AGAIN)
                continue
            if answer["ok"] or answer["code"] != "away":
                break
            await asyncio.sleep(AGAIN)
        record = {"viewer": self.viewer, "began": began, "ended": time.time(), "tries": tries}
        self.asked.append(told | record | {"answer": answer})

    def _some_case(self) -> dict[str, Any] | None:
        """One of all, or, every second time, of the few everybody looks at."""
        if not self.rows:
            return None
        cases = list(self.rows)
        few = max(1, len(cases) // 40)
        return self.rows[cases[self.dice.randrange(few if self.dice.random() < 0.5 else len(cases))]]

    async def _sit_down(self) -> None:
        if not self.cookie:
            inside = {"Cookie": header(self.keys)}
            async with self.http.get(f"{self.home}/console/{self.area}", headers=inside) as answer:
                self.cookie = header(self.keys, answer.headers.get("Set-Cookie", "").partition(";")[0])
        head = {"Origin": self.home, "Cookie": self.cookie}
        address = f"{self.home}/socket.io/?EIO=4&transport=websocket&kind=console&build="
        self._wire = await self.http.ws_connect(address, headers=head, max_msg_size=0)
        await self._wire.send_bytes(msgpack.packb({"type": 0, "nsp": "/"}))

    async def _watch(self) -> None:
        wire = self._wire
        assert wire is not None
        async for message in wire:
            if message.type == WSMsgType.TEXT and message.data == "2":
                await wire.send_str("3")
            elif message.type == WSMsgType.BINARY:
                self._hear(unpacked(message.data))

    def _hear(self, packet: dict[str, Any]) -> None:
        kind, data = packet["type"], packet.get("data")
        if kind == 3:
            waiting = self._answers.pop(packet["id"], None)
            if waiting and not waiting.done():
                waiting.set_result(data[0])
        elif kind == 2 and data[0] == "hello":
            self.viewer = data[1]["viewer"]["id"]
            asyncio.get_running_loop().create_task(self._open_desk())
        elif kind == 2 and data[0] == "queue":
            self._take(data[1])

    async def _open_desk(self) -> None:
        with contextlib.suppress(*GONE):
            await self._ask("desk", {"area": self.area})

    def _take(self, told: dict[str, Any]) -> None:
        now = time.time()
        before, self.rows = self.rows, {} if told["whole"] else self.rows
        for row in told["rows"]:
            known = before.get(row["id"])
            self.rows[row["id"]] = row
            if known is None or known["revision"] != row["revision"]:
                self.shown.append((row["id"], row["revision"], now))
        for gone in told["gone"]:
            self.rows.pop(gone, None)

    async def _ask(self, event: str, told: Any) -> Any:
        wire = self._wire
        if wire is None:
            raise ConnectionError
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        try:
            await wire.send_bytes(msgpack.packb({"type": 2, "nsp": "/", "id": number, "data": [event, told]}))
            return await asyncio.wait_for(answer, UNHEARD)
        finally:
            self._answers.pop(number, None)


async def main(ports: list[int], area: str, count: int, pause: float, folder: Path) -> None:
    async with ClientSession(timeout=ClientTimeout(total=20)) as http:
        officers = [Officer(n, ports[n % len(ports)], area, http, folder / "keys") for n in range(count)]
        working = asyncio.Event()
        tasks = [asyncio.create_task(o.live()) for o in officers]
        tasks += [asyncio.create_task(o.act(pause, working)) for o in officers]
        while not all(o.viewer and o.rows for o in officers):
            await asyncio.sleep(0.05)
        say({"officers": count})
        lines = await stdin()
        while line := (await lines.readline()).decode().strip():
            if line == "act":
                working.set()
            elif line == "rest":
                working.clear()
                while any(o.busy for o in officers):
                    await asyncio.sleep(0.05)
            else:
                write(folder, officers)
            say({"asked": sum(len(o.asked) for o in officers)})
        for task in tasks:
            task.cancel()


def write(folder: Path, officers: list[Officer]) -> None:
    told = {
        "asked": [asked for o in officers for asked in o.asked],
        "shown": [o.shown for o in officers],
        "rows": [o.rows for o in officers],
    }
    (folder / "officers.json").write_text(json.dumps(told), encoding="utf-8")


def say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


async def stdin() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    told_ports, told_area, told_count, told_pause, told_folder = sys.argv[1:]
    asyncio.run(
        main(
            [int(port) for port in told_ports.split(",")],
            told_area,
            int(told_count),
            float(told_pause),
            Path(told_folder),
        )
    )
