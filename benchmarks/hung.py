"""A room of screens and the operators who push to them, each a real socket:
`python -m benchmarks.hung PORT FOLDER SECONDS_BETWEEN`. FOLDER holds `room.json`: {screens: {id: cookie},
seen: [ids that browsers show], operators: [cookies], areas: [codes]}; what happened stands in `hung.json`.

A screen does what a page does: asks who it is at each connection, keeps what it was told, and shows what is
on top by the clock. Whoever gets no answer asks again under the same id. Reads a line at a time: `act`,
`rest` (answered once nobody waits for an answer), `shown` (what each shows now), `rows` (once written).
"""

import asyncio
import contextlib
import itertools
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import msgpack
from aiohttp import ClientError, ClientSession, ClientTimeout, ClientWebSocketResponse, WSMsgType

from city.screens.content import Content
from city.screens.stack import Push, Stack

LOOK = 0.02  # s between two looks at what is on top
BEAT = 5.0  # s
AGAIN, UNHEARD = 0.25, 10.0  # s before a command is asked again, until an answer is no longer waited for
LEASES = (10, 40)  # s
SEEN = 0.3  # of the pushes go to screens that browsers show
GONE = (ClientError, OSError, TimeoutError, ConnectionError)


def now() -> int:
    return time.time_ns() // 1_000_000


class Page:
    """A socket that comes back by itself."""

    kind = "wall"

    def __init__(self, port: int, cookie: str, http: ClientSession, seed: int) -> None:
        self.home, self.cookie, self.http = f"http://127.0.0.1:{port}", cookie, http
        self.dice = random.Random(seed)
        self.losses = 0
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._wire: ClientWebSocketResponse | None = None

    @property
    def connected(self) -> bool:
        return self._wire is not None

    async def live(self) -> None:
        while True:
            with contextlib.suppress(*GONE):
                await self._watch()
            self.losses += self._wire is not None
            self._wire = None
            for waiting in self._answers.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionError())
            self._answers.clear()
            await asyncio.sleep(0.1 + self.dice.random() * 0.4)

    async def ask(self, event: str, told: Any) -> Any:
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

    def hear(self, event: str, told: Any) -> None:
        """What the server says."""

    async def _watch(self) -> None:
        head = {"Origin": self.home, "Cookie": self.cookie}
        address = f"{self.home}/socket.io/?EIO=4&transport=websocket&kind={self.kind}&build="
        wire = await self.http.ws_connect(address, headers=head, max_msg_size=0)
        await wire.send_bytes(msgpack.packb({"type": 0, "nsp": "/"}))
        async for message in wire:
            if message.type == WSMsgType.TEXT and message.data == "2":
                await wire.send_str("3")
            elif message.type == WSMsgType.BINARY:
                packet = msgpack.unpackb(message.data)
                if packet["type"] == 3 and (waiting := self._answers.pop(packet["id"], None)):
                    if not waiting.done():
                        waiting.set_result(packet["data"][0])
                elif packet["type"] == 2:
                    if packet["data"][0] == "hello":
                        self._wire = wire
                    self.hear(*packet["data"])


class HungScreen(Page):
    def __init__(self, id: str, *told: Any) -> None:
        super().__init__(*told)
        self.id, self.stack = id, Stack()
        self.shown: list[tuple[int, str | None]] = []  # since when what
        self.told = 0

    def hear(self, event: str, told: Any) -> None:
        if event == "hello":
            asyncio.get_running_loop().create_task(self._enter())
        elif event == "shows" and told["screen"]:
            self.told += 1
            pushes = (
                each | {"content": Content(each["content"]["kind"], each["content"]["area"])}
                for each in told["pushes"]
            )
            names = Push.__slots__
            self.stack = Stack(tuple(Push(**{name: each[name] for name in names}) for each in pushes))
            self.look()

    def look(self) -> None:
        at = now()
        top = self.stack.top(at)
        id = top.id if top else None
        if not self.shown or self.shown[-1][1] != id:
            self.shown.append((at, id))

    async def beat(self) -> None:
        await asyncio.sleep(self.dice.random() * BEAT)
        while True:
            with contextlib.suppress(*GONE):
                await self.ask("beat", {"fps": 60.0, "lag": 3, "heap": 30.0, "size": [1920, 1080]})
            await asyncio.sleep(BEAT)

    async def _enter(self) -> None:
        with contextlib.suppress(*GONE):
            while not (await self.ask("screen", {"id": self.id}))["ok"]:
                await asyncio.sleep(2)


class Operator(Page):
    kind = "console"

    def __init__(self, number: int, room: dict[str, Any], *told: Any) -> None:
        super().__init__(*told)
        self.number, self.room = number, room
        self.screens = [*room["screens"], *room["seen"]]
        self.asked: list[dict[str, Any]] = []
        self.pushes: list[tuple[str, str]] = []  # screen and id of those that we made lately
        self.busy = False

    async def act(self, pause: float, working: asyncio.Event) -> None:
        for count in itertools.count():
            await asyncio.sleep(self.dice.expovariate(1 / pause))
            await working.wait()
            self.busy = True
            await self._carry_out(f"p{self.number}-{count}", *self._wish())
            self.busy = False

    def _wish(self) -> tuple[str, dict[str, Any]]:
        chance = self.dice.random()
        if self.pushes and chance < 0.15:
            screen, push = self.pushes.pop(self.dice.randrange(len(self.pushes)))
            return "end", {"screen": screen, "push": push}
        if self.pushes and chance < 0.25:
            screen, push = self.dice.choice(self.pushes)
            return "extend", {"screen": screen, "push": push, "seconds": 10}
        among = self.room["seen"] if self.dice.random() < SEEN else self.screens
        content = {"kind": "area", "area": self.dice.choice(self.room["areas"])}
        seconds = self.dice.randint(*LEASES)
        return "put", {"screen": self.dice.choice(among), "content": content, "seconds": seconds}

    async def _carry_out(self, command: str, do: str, data: dict[str, Any]) -> None:
        """Whoever is told that somebody else drives a screen takes it, every second time."""
        answer = await self._until_answered({"command": command, "do": do, "data": data})
        if not answer["ok"] and answer["code"] == "driven" and self.dice.random() < 0.5:
            over = data | {"over": answer["over"]}
            answer = await self._until_answered({"command": f"{command}-over", "do": do, "data": over})
        if answer["ok"] and do == "put":
            self.pushes = [*self.pushes, (data["screen"], answer["data"]["push"])][-20:]

    async def _until_answered(self, told: dict[str, Any]) -> dict[str, Any]:
        began, tries = time.time(), 0
        while True:
            tries += 1
            try:
                answer: dict[str, Any] = await self.ask("wall", told)
            except GONE:
                await asyncio.sleep(AGAIN)
                continue
            if answer["ok"] or answer["code"] not in ("away", "busy"):
                break
            await asyncio.sleep(AGAIN)
        self.asked.append(told | {"began": began, "ended": time.time(), "tries": tries, "answer": answer})
        return answer


async def main(port: int, folder: Path, pause: float) -> None:
    room = json.loads((folder / "room.json").read_text("utf-8"))
    async with ClientSession(timeout=ClientTimeout(total=20)) as http:
        screens = [
            HungScreen(id, port, cookie, http, number)
            for number, (id, cookie) in enumerate(room["screens"].items())
        ]
        operators = [
            Operator(n, room, port, cookie, http, 1000 + n) for n, cookie in enumerate(room["operators"])
        ]
        working = asyncio.Event()
        tasks = [asyncio.create_task(page.live()) for page in (*screens, *operators)]
        tasks += [asyncio.create_task(screen.beat()) for screen in screens]
        tasks += [asyncio.create_task(operator.act(pause, working)) for operator in operators]
        tasks.append(asyncio.create_task(looking(screens)))
        while not (all(screen.told for screen in screens) and all(each.connected for each in operators)):
            await asyncio.sleep(0.05)
        say({"screens": len(screens)})
        lines = await stdin()
        while line := (await lines.readline()).decode().strip():
            if line == "act":
                working.set()
            elif line == "rest":
                working.clear()
                while any(operator.busy for operator in operators):
                    await asyncio.sleep(0.05)
            elif line == "rows":
                write(folder, screens, operators)
            say({"shown": {screen.id: screen.shown[-1][1] if screen.shown else None for screen in screens}})
        for task in tasks:
            task.cancel()


async def looking(screens: list[HungScreen]) -> None:
    while True:
        await asyncio.sleep(LOOK)
        for screen in screens:
            if screen.told:
                screen.look()


def write(folder: Path, screens: list[HungScreen], operators: list[Operator]) -> None:
    told = {
        "shown": {screen.id: screen.shown for screen in screens},
        "losses": {screen.id: screen.losses for screen in screens},
        "connected": sum(screen.connected for screen in screens),
        "asked": [asked for operator in operators for asked in operator.asked],
    }
    (folder / "hung.json").write_text(json.dumps(told), encoding="utf-8")


def say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


async def stdin() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    told_port, told_folder, told_pause = sys.argv[1:]
    asyncio.run(main(int(told_port), Path(told_folder), float(told_pause)))
