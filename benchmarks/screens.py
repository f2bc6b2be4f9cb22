"""Many other screens, cheaply: `python -m benchmarks.screens KIND PORT AREAS COOKIE` opens one an area
and keeps it as a browser would. It drains all of them twenty times a second, counts, answers pings and
draws nothing, so that it is not what the bench measures. KIND is a key of KINDS; AREAS a JSON file of
area codes, beside the wall's key file; COOKIE of somebody who signed in, or nothing."""

import json
import select
import sys
import time
from pathlib import Path

from benchmarks.inside import header
from benchmarks.wires import KINDS, Wire

ROUND = 0.05
OPENING = 0.008  # seconds between two connections: a room full of screens, not an attack


def opened(kind: str, port: int, areas: list[str], cookie: str) -> list[Wire]:
    wires = []
    for number, area in enumerate(areas):
        wires.append(KINDS[kind](port, area, number / len(areas), cookie))
        for wire in wires[-50:]:
            wire.drain()
        time.sleep(OPENING)
    return wires


def totals(wires: list[Wire]) -> str:
    return json.dumps(
        {
            "screens": sum(wire.open for wire in wires),
            "lost": sum(not wire.open for wire in wires),
            "bytes": sum(wire.bytes for wire in wires),
            "messages": sum(wire.messages for wire in wires),
            "quiet": sum(wire.messages == 0 for wire in wires),
        }
    )


def main() -> None:
    kind, port, path, cookie = sys.argv[1:]
    told = cookie or header(Path(path).with_name("keys"))
    wires = opened(kind, int(port), json.loads(Path(path).read_text()), told)
    print(totals(wires), flush=True)
    poll = select.epoll()
    by_number = {wire.socket.fileno(): wire for wire in wires}
    for number in by_number:
        poll.register(number, select.EPOLLIN)
    poll.register(sys.stdin.fileno(), select.EPOLLIN)
    while True:
        time.sleep(ROUND)
        for number, _ in poll.poll(0, len(wires) + 1):
            if number != sys.stdin.fileno():
                by_number[number].drain()
                if not by_number[number].open:
                    poll.unregister(number)
            elif not sys.stdin.readline():
                return
            else:
                print(totals(wires), flush=True)
        now = time.monotonic()
        for wire in wires:
            wire.tick(now)


if __name__ == "__main__":
    main()
