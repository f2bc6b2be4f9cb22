"""A free loopback port that stays ours: many servers are started at once, and some again on the same port."""

import fcntl
import os
import secrets
import socket
import tempfile
from pathlib import Path

# below those that the kernel hands out to clients: none of them sits on it while our server is away
PORTS = range(12_000, 32_000)
_kept: list[int] = []  # open files whose locks end with this process


def free_port() -> int:
    """Nobody listens there, and no other process of benches and tests on this machine is told the same."""
    folder = Path(tempfile.gettempdir()) / f"gridwall-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for _ in PORTS:
        port = secrets.choice(PORTS)
        lock = os.open(folder / str(port), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
        except OSError:
            os.close(lock)
            continue
        _kept.append(lock)
        return port
    raise OSError(f"no port between {PORTS.start} and {PORTS.stop} is free")
