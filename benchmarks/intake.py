"""The intake process on this machine, in a process group of its own on a free loopback port: started, asked
and killed as often as wished. The tests of doors stand on it too."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.ports import free_port
from benchmarks.wall import begun


class IntakeProcess:
    """`gridwall intake` with the city's files in `folder`; `more`: environment variables beside ours."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        files = {"AREAS": "areas.geojson", "ROSTER": "roster.csv", "MATTERS": "items.toml"}
        ours = {f"GRIDWALL_CITY_{name}": str(folder / file) for name, file in files.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GRIDWALL_")}
        self.environ = kept | ours | {"GRIDWALL_INTAKE_PORT": str(self.port)} | more

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self, patience: float = 90.0) -> None:
        """Until it takes what phones send."""
        with (self.folder / "intake.log").open("ab") as log:
            self.process = begun("intake", self.folder, self.environ, log)
        give_up = time.monotonic() + patience
        while self.get("/doors/readyz") != 200:
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"gridwall intake was not ready:\n{self.log()[-2000:]}")
            time.sleep(0.02)

    def get(self, path: str) -> int:
        """What it answers; 0 when nobody is there."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            return 0

    def log(self) -> str:
        return (self.folder / "intake.log").read_text(encoding="utf-8", errors="replace")

    def end(self, how: signal.Signals = signal.SIGTERM) -> int | None:
        """What it ended with; None when it was not there."""
        if self.process is None or self.process.poll() is not None:
            return None
        os.killpg(self.pid, how)
        return self.process.wait(30)
