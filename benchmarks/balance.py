"""A load balancer for a bench: `python -m benchmarks.balance PORT BACKEND,BACKEND` hands each connection to
one of them that takes it, by turns, and looks at nothing that passes."""

import asyncio
import contextlib
import itertools
import sys

CHUNK = 1 << 16
TAKES = 2.0  # s within which a backend takes a connection


async def main(port: int, backends: list[int]) -> None:
    turns = itertools.count()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = next(turns)
        for number in range(len(backends)):
            backend = backends[(first + number) % len(backends)]
            with contextlib.suppress(OSError, TimeoutError):
                there = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", backend), TAKES)
                await both(reader, writer, *there)
                return
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", port) as server:
        print('{"listens": true}', flush=True)
        loop = asyncio.get_running_loop()
        serving = asyncio.ensure_future(server.serve_forever())
        await loop.run_in_executor(None, sys.stdin.read)
        serving.cancel()


async def both(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    back: asyncio.StreamReader,
    forth: asyncio.StreamWriter,
) -> None:
    """Until one of them ends; then both do."""
    ways = [asyncio.ensure_future(pipe(reader, forth)), asyncio.ensure_future(pipe(back, writer))]
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for way in ways:
        way.cancel()
    for end in (writer, forth):
        end.close()


async def pipe(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await source.read(CHUNK):
            to.write(data)
            await to.drain()


if __name__ == "__main__":
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(main(int(sys.argv[1]), [int(port) for port in sys.argv[2].split(",")]))
