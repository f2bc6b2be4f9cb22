"""The real thing on this machine: city files, an embedded Redis and `gridwall web` in a process group of its
own, on a free loopback port. The browser tests stand on it too."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from benchmarks.inside import header, start_address
from benchmarks.ports import free_port
from city.areas.areas import Areas, read_areas
from demo.city.city import demo_city

ITEMS = Path(__file__).resolve().parent.parent / "demo" / "city" / "data" / "items.toml"


def write_city(folder: Path) -> Areas:
    """The demo city's areas as a file in `folder`, read back as the wall will read it."""
    path = folder / "areas.geojson"
    document = demo_city(1).areas_document
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    shutil.copy(ITEMS, folder / "items.toml")
    return read_areas(document, path.name)


def end_with_parent() -> None:
    """A bench that is killed leaves nothing behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def begun(command: str, folder: Path, environ: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    """`gridwall COMMAND`, in a process group of its own."""
    return subprocess.Popen(
        [str(Path(sys.executable).parent / "gridwall"), command],
        env=environ,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )


class Wall:
    """`gridwall web` on the city in `folder`, killable and startable as often as wished."""

    def __init__(self, folder: Path, redis_url: str, roster: str = "roster.csv", **more: str) -> None:
        """`more`: environment variables beside ours."""
        self.folder, self.redis_url, self.roster, self.more = folder, redis_url, roster, more
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.folder / "keys"

    def page(self, path: str) -> str:
        """The address that a browser opens first."""
        return start_address(self.address + path, self.keys)

    def cookie(self, *more: str) -> str:
        return header(self.keys, *more)

    def get(self, path: str, timeout: float = 30) -> bytes:
        """What it answers to a browser that was let in. Raises what urllib does."""
        asked = urllib.request.Request(self.address + path, headers={"Cookie": self.cookie()})
        with urllib.request.urlopen(asked, timeout=timeout) as answer:
            return bytes(answer.read())

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def environment(self) -> dict[str, str]:
        ours = {
            "GRIDWALL_CITY_AREAS": str(self.folder / "areas.geojson"),
            "GRIDWALL_CITY_ROSTER": str(self.folder / self.roster),
            "GRIDWALL_CITY_MATTERS": str(self.folder / "items.toml"),
            "GRIDWALL_REDIS_URL": self.redis_url,
            "GRIDWALL_RULES_DUTY": "00:00-24:00",  # people are shown whatever the hour of the run
            "GRIDWALL_RULES_JUMP_MPS": "1000000",  # who is put anywhere is looked for there
            "GRIDWALL_WEB_PORT": str(self.port),
            "GRIDWALL_WEB_KEYS_FILE": str(self.keys),
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GRIDWALL_")}
        return kept | ours | self.more

    def start(self, patience: float = 90.0) -> float:
        """Start, wait for /readyz, and answer how many seconds that took."""
        began = time.monotonic()
        with (self.folder / "web.log").open("ab") as log:
            self.process = self.begun(log)
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() - began > patience:
                self.end(signal.SIGKILL)
                raise RuntimeError(f"gridwall web was not ready within {patience:g} s:\n{self.log()[-2000:]}")
            time.sleep(0.02)
        return time.monotonic() - began

    def begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return begun("web", self.folder, self.environment(), log)

    def log(self) -> str:
        return (self.folder / "web.log").read_text(encoding="utf-8", errors="replace")

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the whole group: the master and its worker."""
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
