"""A forked process of `gridwall`, with the face of a subprocess: `Child("web", folder, environ, log)`."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from benchmarks.wall import end_with_parent
from tests.patience import until

ROOT = Path(__file__).parents[2]
# what is read when Python itself starts: such a process is started for real
AT_START = ("LD_", "PYTHON", "MALLOC_", "OPENBLAS_", "OMP_")
_nurseries: dict[str, Nursery] = {}


class Nursery:
    """The one process of these tests that has what the command imports."""

    def __init__(self, command: str) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._turn = threading.Lock()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __package__ + ".nursery", command, str(theirs.fileno())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                preexec_fn=end_with_parent,
            )
        atexit.register(self.close)

    def close(self) -> None:
        self._line.close()
        self.process.wait()

    def ask(self, told: dict[str, Any], *files: int) -> int:
        with self._turn:
            socket.send_fds(self._line, [json.dumps(told).encode()], files)
            return int(json.loads(self._line.recv(1 << 10)))


def possible(environ: dict[str, str]) -> bool:
    """Whether a fork would be what a start with this environment is."""
    ours = {name for name in environ if name.startswith(AT_START)}
    same = all(environ[name] == os.environ.get(name) for name in ours)
    return same and hasattr(os, "pidfd_open")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Child:
    """In a session of its own, as all starts of the tests are."""

    def __init__(
        self,
        command: str,
        folder: Path,
        environ: dict[str, str],
        log: IO[bytes],
        paces: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """`paces`: constants of modules that this one waits by, where how long is not what is tested."""
        if command not in _nurseries:
            _nurseries[command] = Nursery(command)
        self._nursery = _nurseries[command]
        port = int(environ.get(f"GRIDWALL_{command.upper()}_PORT", 0))
        # a fork begins before the worker of one that was just killed has let go of it
        until(lambda: is_free(port), f"nobody listens on port {port} any more")
        told = {"words": [command], "folder": str(folder), "environ": environ, "paces": dict(paces)}
        self.pid = self._nursery.ask(told, log.fileno())
        self.returncode: int | None = None
        self._end = os.pidfd_open(self.pid)

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._end], [], [], 0)[0]:
            self._reap()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._end], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self._reap()
        assert self.returncode is not None
        return self.returncode

    def _reap(self) -> None:
        self.returncode = self._nursery.ask({"end": self.pid})
        os.close(self._end)

    def send_signal(self, how: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)
