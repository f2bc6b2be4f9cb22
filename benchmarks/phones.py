"""Many phones with Traccar Client: each keeps what was not answered 200, and sends it again. No Redis."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import msgspec

LINES = 32  # connections, as a proxy keeps them open
AGAIN = 0.2  # s until what was not taken is sent again
REPEATED, BROKEN = 0.05, 0.02  # shares of what is sent

Fix = tuple[str, int]  # whose, and when it was taken


@dataclass(slots=True)
class Told:
    """What the phones know of their door."""

    good: set[Fix] = field(default_factory=set)
    repeated: int = 0
    broken: int = 0
    kept: int = 0  # answers for which something had to be sent again
    answers: Counter[int] = field(default_factory=Counter)
    waits: list[tuple[float, float]] = field(default_factory=list)  # s: when it was due, until it was taken


def body(device: str, time_ms: int, north: float, east: float) -> bytes:
    """As client 9 and 10 send it."""
    moment = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(time_ms / 1000))}.{time_ms % 1000:03d}Z"
    coords = {"latitude": north, "longitude": east, "accuracy": 5, "speed": 1.4, "heading": -1, "altitude": 5}
    location = {
        "timestamp": moment,
        "coords": coords,
        "is_moving": True,
        "odometer": 10,
        "event": "motionchange",
        "battery": {"level": 0.79, "is_charging": False},
        "activity": {"type": "walking"},
        "extras": {},
    }
    return msgspec.json.encode({"location": location, "device_id": device})


class Phones:
    """`devices` and whose each is; each sends once in `gap` seconds."""

    def __init__(self, port: int, key: str, devices: dict[str, str], gap: float) -> None:
        self.told, self._whose, self._gap = Told(), devices, gap
        lines = (
            f"POST /doors/osmand/{key} HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "",
        )
        self._head, self._port = "\r\n".join(lines).encode(), port
        self._chance = random.Random(7)

    async def send(self, seconds: float) -> None:
        """Until all of it is taken."""
        queue: asyncio.Queue[tuple[float, bytes] | None] = asyncio.Queue()
        lines = [asyncio.create_task(self._line(queue)) for _ in range(LINES)]
        began, number, devices = time.monotonic(), 0, list(self._whose)
        while (now := time.monotonic() - began) < seconds:
            while number * self._gap / len(devices) <= now:
                for sent in self._due(devices[number % len(devices)]):
                    queue.put_nowait((time.monotonic(), sent))
                number += 1
            await asyncio.sleep(0.005)
        for _ in lines:
            queue.put_nowait(None)
        await asyncio.gather(*lines)

    def _due(self, device: str) -> list[bytes]:
        if self._chance.random() < BROKEN:
            self.told.broken += 1
            return [body(device, 0, 0, 0)[: self._chance.randrange(9, 90)]]
        at = time.time_ns() // 1_000_000
        self.told.good.add((self._whose[device], at))
        sent = body(device, at, 22.8 + 0.3 * self._chance.random(), 113.6 + 0.4 * self._chance.random())
        again = self._chance.random() < REPEATED
        self.told.repeated += again
        return [sent, sent] if again else [sent]

    async def _line(self, queue: asyncio.Queue[tuple[float, bytes] | None]) -> None:
        reader: asyncio.StreamReader | None = None
        writer: asyncio.StreamWriter | None = None
        while (due := await queue.get()) is not None:
            while True:
                try:
                    if reader is None or writer is None:
                        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                    status = await self._ask(reader, writer, due[1])
                except (OSError, EOFError):
                    status, reader, writer = 0, None, None
                self.told.answers[status] += 1
                if status == 200:
                    break
                self.told.kept += 1
                await asyncio.sleep(AGAIN)
            self.told.waits.append((due[0], time.monotonic() - due[0]))
        if writer is not None:
            writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes) -> int:
        writer.write(self._head + b"Content-Length: %d\r\n\r\n" % len(sent) + sent)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r")[0])
        await reader.readexactly(length)
        return int(head[9:12])
