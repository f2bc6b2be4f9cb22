"""Real processes whose wall clock is wrong, and put about while they run: by a library before libc."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.running import Web

MINUTE, HOUR = 60_000, 3_600_000


class Shift:
    """How far a process's wall clock is off, ms."""

    def __init__(self, library: Path, file: Path) -> None:
        self.file = file
        self.put(0)
        self.environ = {"LD_PRELOAD": str(library), "SHIFT_FILE": str(file)}

    def put(self, ms: int) -> None:
        with self.file.open("r+b" if self.file.exists() else "wb") as file:
            file.write(struct.pack("q", ms))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler: the clock of another process cannot be shifted")
    made = tmp_path_factory.mktemp("shifted") / "shifted.so"
    source = Path(__file__).with_name("shifted.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(made), str(source)], check=True)
    return made


@pytest.fixture
def shift(library: Path, tmp_path: Path) -> Callable[[str], Shift]:
    return lambda name: Shift(library, tmp_path / name)


@pytest.fixture
def odd_redis(
    shift: Callable[[str], Shift], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[EmbeddedRedis, Shift]]:
    """A Redis whose clock the test puts about."""
    odd = shift("redis-shift")
    with monkeypatch.context() as patch:
        for name, value in odd.environ.items():
            patch.setenv(name, value)
        server = EmbeddedRedis(tmp_path / "odd")
        server.__enter__()
    claim_world(server.client(), Keys(), "live")
    yield server, odd
    server.__exit__(None, None, None)


@pytest.fixture
def webs(tmp_path: Path) -> Iterator[Callable[..., Web]]:
    """`webs(url, shift)`: started, over one record."""
    with ExitStack() as stack:

        def make(url: str, odd: Shift | None = None, *, number: int = 0) -> Web:
            folder = tmp_path / f"web{number}"
            folder.mkdir()
            web = Web(folder, url, **(odd.environ if odd else {}))
            stack.callback(web.end)
            web.start()
            return web

        yield make
