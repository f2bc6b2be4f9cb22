"""The wall as a lean WebSocket program: asyncio alone, JSON deltas in fixed slots of 100 ms, each row and
each frame encoded and compressed once however many watch. `python -m benchmarks.baselines.lean_json REDIS
KEY ROSTER PORT`."""

import asyncio
import base64
import hashlib
import json
import sys
import time
import zlib
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from benchmarks.baselines.newest import Newest

SLOT = 0.1
QUEUE = 1 << 20  # bytes waiting in front of a slow screen before it is let go
PAGE = Path(__file__).parent / "lean"
ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def text_frame(payload: bytes) -> bytes:
    """Compressed as browsers offer it (permessage-deflate); every frame by itself, so that it is the same
    for all."""
    press = zlib.compressobj(wbits=-15)
    packed = (press.compress(payload) + press.flush(zlib.Z_SYNC_FLUSH))[:-4]
    size = len(packed)
    if size < 126:
        return bytes([0xC1, size]) + packed
    if size < 65536:
        return b"\xc1\x7e" + size.to_bytes(2, "big") + packed
    return b"\xc1\x7f" + size.to_bytes(8, "big") + packed


class Lean:
    def __init__(self, newest: Newest) -> None:
        self.newest = newest
        self.rooms: dict[str, set[asyncio.StreamWriter]] = {}
        self.moved: set[int] = set()
        self.told: dict[str, dict[str, int]] = {}

    async def read(self, url: str, key: str) -> None:
        redis: Any = Redis.from_url(url, protocol=2)  # its own types say "anything" for the answer of XREAD
        last = b"$"
        while True:
            for _, entries in await redis.xread({key: last}, count=2000, block=1000) or []:
                self.moved.update(self.newest.take(entries))
                last = entries[-1][0]

    def row(self, row: int, now: int) -> bytes:
        newest = self.newest
        return b"[%d,%.6f,%.6f,%d]" % (row, newest.lat[row], newest.lon[row], now - newest.time[row])

    def send(self, area: str, frame: bytes) -> None:
        for writer in list(self.rooms[area]):
            if writer.transport.get_write_buffer_size() > QUEUE:
                writer.transport.abort()
            else:
                writer.write(frame)

    async def pump(self) -> None:
        """Every slot the rows that moved; every second the counters that changed."""
        slot = 0
        while True:
            await asyncio.sleep(SLOT - time.time() % SLOT)
            slot += 1
            now, rows = int(time.time() * 1000), dict[str, list[bytes]]()
            for number in self.moved:
                written = self.row(number, now)
                for area in self.newest.areas[number]:
                    if self.rooms.get(area):
                        rows.setdefault(area, []).append(written)
            self.moved.clear()
            for area, written_rows in rows.items():
                body = b'{"t":%d,"p":[%s]}' % (now, b",".join(written_rows))
                self.send(area, text_frame(body))
            if slot % 10 == 0:
                self.count()

    def count(self) -> None:
        for area in [area for area, writers in self.rooms.items() if writers]:
            counts = self.newest.on_duty(area)
            before = self.told.get(area, {})
            changed = {code: count for code, count in counts.items() if before.get(code) != count}
            if changed:
                self.told[area] = counts
                self.send(area, text_frame(json.dumps({"counters": changed}).encode()))

    def snapshot(self, area: str) -> bytes:
        now, newest = int(time.time() * 1000), self.newest
        people = newest.people.get(area, [])
        names = json.dumps([[row, newest.ids[row]] for row in people], separators=(",", ":"))
        rows = b",".join(self.row(row, now) for row in people if newest.time[row])
        counts = json.dumps(newest.on_duty(area)).encode()
        body = b'{"t":%d,"names":%s,"p":[%s],"counters":%s}' % (now, names.encode(), rows, counts)
        return text_frame(body)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1]
            if path.startswith("/ws/"):
                await self.screen(path.removeprefix("/ws/"), head, reader, writer)
            else:
                answer_file(writer, path)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def screen(
        self, area: str, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        lines = (line.split(": ", 1) for line in head.split("\r\n") if ": " in line)
        key = {name.lower(): value for name, value in lines}["sec-websocket-key"].encode()
        accept = base64.b64encode(hashlib.sha1(key + ACCEPT).digest())
        upgrade = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        upgrade += b"Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"
        writer.write(upgrade + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n" + self.snapshot(area))
        room = self.rooms.setdefault(area, set())
        room.add(writer)
        try:
            while await reader.read(4096):
                continue  # a screen has nothing to say but goodbye
        finally:
            room.discard(writer)


def answer_file(writer: asyncio.StreamWriter, path: str) -> None:
    script = path == "/lean.js"
    body = (PAGE / ("lean.js" if script else "lean.html")).read_bytes()
    kind = b"text/javascript" if script else b"text/html; charset=utf-8"
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    writer.write(head % (kind, len(body)) + body)


async def main() -> None:
    url, key, roster, port = sys.argv[1:]
    lean = Lean(Newest(Path(roster)))
    server = await asyncio.start_server(lean.serve, "127.0.0.1", int(port))
    await asyncio.gather(server.serve_forever(), lean.read(url, key), lean.pump())


if __name__ == "__main__":
    asyncio.run(main())
