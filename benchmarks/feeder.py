"""Plays the gateway in a process of its own: writes a crowd's fixes at an exact rate, evenly within a
second. `python -m benchmarks.feeder URL KEY CROWD` obeys one word a line on its standard input and ends
with it.

Entries are written by hand, as bytes, with CLIENT REPLY OFF: at 84,280 fixes a second a polite client
would need more of the machine than the wall it feeds. tests/benchmarks holds the bytes to the decoder of
the product."""

import json
import socket
import sys
import time
from pathlib import Path
from select import select
from urllib.parse import urlsplit

import numpy as np

from benchmarks.crowd import Crowd, load

SLICE = 0.02  # seconds: fifty small writes a second, no bursts
ROWS = 500  # of a `fixes` entry
HEARTBEAT = 5.0
PLAIN = (
    b"*11\r\n$4\r\nXADD\r\n$%d\r\n%s\r\n$1\r\n*\r\n$9\r\ninspector\r\n$7\r\n%s\r\n"
    b"$3\r\nlat\r\n$9\r\n%9.6f\r\n$3\r\nlon\r\n$10\r\n%10.6f\r\n$4\r\ntime\r\n$13\r\n%d\r\n"
)
FIXED = np.dtype(  # [inspector, time, lat, lon] as MessagePack always writes it for these widths
    [
        *[("array", "u1"), ("text", "u1"), ("id", "S7"), ("u64", "u1"), ("time", ">u8")],
        *[("f64a", "u1"), ("lat", ">f8"), ("f64b", "u1"), ("lon", ">f8")],
    ]
)


def command(*parts: bytes) -> bytes:
    """One Redis command as it stands on the wire."""
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)


def plain_entries(key: bytes, crowd: Crowd, rows: np.ndarray, now: int, seconds: float) -> bytes:
    lat, lon = crowd.at(rows, seconds)
    columns = zip(crowd.ids[rows].tolist(), lat.tolist(), lon.tolist(), strict=True)
    size = len(key)
    return b"".join(PLAIN % (size, key, person, y, x, now) for person, y, x in columns)


def fixes_entry(key: bytes, crowd: Crowd, rows: np.ndarray, now: int, seconds: float) -> bytes:
    table = np.empty(len(rows), FIXED)
    table["array"], table["text"], table["u64"] = 0x94, 0xA7, 0xCF
    table["f64a"] = table["f64b"] = 0xCB
    table["id"], table["time"] = crowd.ids[rows], now
    table["lat"], table["lon"] = crowd.at(rows, seconds)
    packed = b"\xdc" + len(rows).to_bytes(2, "big") + table.tobytes()
    return command(b"XADD", key, b"*", b"fixes", packed)


def redis_socket(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        wire = socket.socket(socket.AF_UNIX)
        wire.connect(parts.path)
    else:
        wire = socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379))
    return wire


class Feeder:
    """Sends what is due and remembers what it sent."""

    def __init__(self, url: str, key: str, crowd: Crowd) -> None:
        self.key, self.crowd = key.encode(), crowd
        self.wire = redis_socket(url)
        self.wire.sendall(command(b"CLIENT", b"REPLY", b"OFF"))
        self.rate, self.batched, self.sent, self.late = 0.0, False, 0, 0.0
        self.slice = SLICE
        self.next_row, self.owed = 0, 0.0
        self.began = self.before = time.monotonic()
        self.beat = 0.0

    def step(self) -> None:
        clock = time.monotonic()
        self.owed += self.rate * (clock - self.before)
        self.late = max(self.late, clock - self.before - self.slice)
        self.before = clock
        if self.rate and clock - self.beat >= HEARTBEAT:
            self.beat = clock
            self.wire.sendall(command(b"XADD", self.key, b"*", b"heartbeat", b"bench"))
        due = int(self.owed)
        self.owed -= due
        self.send((self.next_row + np.arange(due)) % len(self.crowd))
        self.next_row = (self.next_row + due) % len(self.crowd)

    def send(self, rows: np.ndarray) -> None:
        now, seconds = int(time.time() * 1000), time.monotonic() - self.began
        write = fixes_entry if self.batched else plain_entries
        for first in range(0, len(rows), ROWS):
            self.wire.sendall(write(self.key, self.crowd, rows[first : first + ROWS], now, seconds))
        self.sent += len(rows)

    def obey(self, line: str) -> None:
        """`rate 8428 plain`, `rate 84280 batch 0.05` (written every 50 ms); `mark` prints what was sent
        and how late, at worst."""
        match line.split():
            case ["rate", rate, form, *every]:
                self.rate, self.batched, self.owed = float(rate), form == "batch", 0.0
                self.slice = float(every[0]) if every else SLICE
            case ["mark"]:
                print(json.dumps({"sent": self.sent, "late_ms": self.late * 1000}), flush=True)
                self.late = 0.0


def main() -> None:
    url, key, path = sys.argv[1:]
    feeder = Feeder(url, key, load(Path(path)))
    while True:
        if select([sys.stdin], [], [], feeder.slice)[0]:
            line = sys.stdin.readline()
            if not line:
                return
            feeder.obey(line)
        try:
            feeder.step()
        except BrokenPipeError:  # Redis is gone; whoever killed it starts another feeder
            sys.exit("the feeder's Redis is gone")


if __name__ == "__main__":
    main()
