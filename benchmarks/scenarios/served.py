"""The wall or one of the baselines, answering on loopback beside what a rig holds."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.ports import free_port
from benchmarks.rig import CITY, Rig
from benchmarks.wall import end_with_parent

MODULES = {"json": "benchmarks.baselines.lean_json", "dash": "benchmarks.baselines.dash_geojson"}


@contextmanager
def served(rig: Rig, kind: str) -> Iterator[tuple[str, int]]:
    """The wall or a baseline, answering on loopback; the page to look at and the port."""
    if kind == "gridwall":
        wall = rig.start_wall()
        yield wall.page(f"/wall/{CITY}?lang=zh"), wall.port
        wall.end()
        return
    port = free_port()
    roster = str(rig.folder / "roster.csv")
    arguments = [rig.redis.url, rig.keys.positions, roster, str(port)]
    process = subprocess.Popen([sys.executable, "-m", MODULES[kind], *arguments], preexec_fn=end_with_parent)
    rig.processes["web"] = process.pid
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}/{CITY}", port
    finally:
        process.terminate()
        process.wait(15)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} did not answer")
