"""A webhook process to be killed: `python -m … REDIS PREFIX PORT`."""

from __future__ import annotations

import asyncio
import sys

from streams.record.keys import Keys
from streams.server.connect import connect
from streams.webhooks.service import run
from streams.webhooks.tak.server import TakServer
from tests.streams.webhooks.receiving import Outgoing


async def live(url: str, prefix: str, port: int) -> None:
    out = Outgoing(connect(url), Keys(prefix), url)
    await run(out.service(tak=TakServer("127.0.0.1", port, False, "1", 600_000)))


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], sys.argv[2], int(sys.argv[3])))
