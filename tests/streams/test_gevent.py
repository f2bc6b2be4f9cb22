"""Under gevent's patched sockets the reader waits without holding up anything else."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import gevent.monkey
gevent.monkey.patch_all()
import sys, gevent
from streams.server.embedded import EmbeddedRedis
from streams.record.reader import Reader

with EmbeddedRedis(sys.argv[1]) as server, server.client() as redis, server.client() as writer:
    reader, seen, ticks, meanwhile = Reader(redis, {"s": "0-0"}, "epoch"), [], [], []

    def follow():
        while len(seen) < 600:
            before = len(ticks)
            found = reader.poll(500).entries.get("s", [])
            seen.extend(int(f[b"n"]) for _, f in found)
            if not found:
                meanwhile.append(len(ticks) - before)

    def tick():
        while len(seen) < 600:
            ticks.append(1)
            gevent.sleep(0.01)

    greenlets = [gevent.spawn(follow), gevent.spawn(tick)]
    for n in range(300):
        writer.xadd("s", {"n": n})
    while not meanwhile:
        gevent.sleep(0.01)
    server.kill()
    while not reader.trouble:
        gevent.sleep(0.01)
    server.restart()
    for n in range(300, 600):
        writer.xadd("s", {"n": n})
    gevent.joinall(greenlets, timeout=100)
    assert seen == list(range(600)), len(seen)
    assert max(meanwhile) > 0, "others run while it waits"
print("done")
"""


def test_the_reader_yields_while_it_waits_and_survives_a_killed_server(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("done\n", "")
