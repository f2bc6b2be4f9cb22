"""The camera process on this machine, in a process group of its own on a free loopback port: started, asked,
and ended as often as wished. The tests of cameras stand on it too."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from benchmarks.ports import free_port
from benchmarks.wall import begun
from dashboard.access.key_file import KeyFile


class CameraProcess:
    """`gridwall cameras` on a camera file and a city's areas in `folder`."""

    def __init__(self, folder: Path, redis_url: str, file: str = "cameras.toml", **more: str) -> None:
        self.folder, self.redis_url, self.file, self.more = folder, redis_url, file, more
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def key(self) -> bytes:
        """What passes are signed with, as the web process would have made it."""
        return KeyFile(self.folder / "keys").settle({}).cameras or b""

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def environment(self) -> dict[str, str]:
        ours = {
            "GRIDWALL_CITY_AREAS": str(self.folder / "areas.geojson"),
            "GRIDWALL_CAMERAS_FILE": str(self.folder / self.file),
            "GRIDWALL_CAMERAS_PORT": str(self.port),
            "GRIDWALL_REDIS_URL": self.redis_url,
            "GRIDWALL_WEB_KEYS_FILE": str(self.folder / "keys"),
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GRIDWALL_")}
        return kept | ours | self.more

    def start(self, patience: float = 90.0) -> float:
        """Start, wait until it answers, and tell how many seconds that took."""
        began = time.monotonic()
        with (self.folder / "cameras.log").open("ab") as log:
            self.process = self.begun(log)
        while self.get("/cameras/healthz")[0] != 200:
            if self.process.poll() is not None or time.monotonic() - began > patience:
                self.end(signal.SIGKILL)
                raise RuntimeError(
                    f"gridwall cameras did not answer within {patience:g} s:\n{self.log()[-2000:]}"
                )
            time.sleep(0.02)
        return time.monotonic() - began

    def begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return begun("cameras", self.folder, self.environment(), log)

    def get(self, path: str) -> tuple[int, str]:
        """What it answers to HTTP; status 0 when nobody is there."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace")
        except (urllib.error.URLError, OSError):
            return 0, ""

    def log(self) -> str:
        return (self.folder / "cameras.log").read_text(encoding="utf-8", errors="replace")

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, how)
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        except ProcessLookupError:
            self.process.wait()
        self.process = None
