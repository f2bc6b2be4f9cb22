"""A street of demo cameras in a process of its own: `python -m benchmarks.street FILE`; the file is a list of
`{id, codec, width, height, fps, seed}`. Tells its addresses once all are made, and answers each line with how
many pictures its viewers were too slow for."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from demo.cameras.camera import Plan
from demo.cameras.server import DemoServer

LOOPS = Path(tempfile.gettempdir()) / "gridwall-demo-loops"  # encoded once for many runs


def plan(told: dict[str, Any]) -> Plan:
    size = (told["width"], told["height"])
    return Plan(told["id"], told["codec"], seed=told["seed"], fps=told["fps"], main=size, sub=size)


async def serve(wanted: list[dict[str, Any]]) -> None:
    server = DemoServer(LOOPS)
    for told in wanted:
        server.add(plan(told))
    await server.start()
    for told in wanted:
        await server.cameras[told["id"]].warm("main")
    print(json.dumps({told["id"]: server.address(told["id"]) for told in wanted}), flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps({"dropped": server.dropped}), flush=True)
    await server.close()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(Path(sys.argv[1]).read_text())))
