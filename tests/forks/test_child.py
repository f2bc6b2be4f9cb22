"""What is forked is what would have been started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from streams.server.embedded import EmbeddedRedis
from tests.dashboard.running import Web
from tests.dashboard.small_files import write_small_city
from tests.forks.child import ROOT, Child, possible
from tests.patience import PATIENCE

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GRIDWALL_")}


@pytest.mark.parametrize("command", ["web", "cameras"])
def test_what_is_refused_ends_with_the_words_and_the_code_of_a_real_start(
    tmp_path: Path, command: str
) -> None:
    environ = CLEAN | write_small_city(tmp_path) | {"GRIDWALL_CAMERAS_FILE": "none.toml"}
    real = subprocess.run(
        [sys.executable, "-m", "dashboard", command], env=environ, cwd=ROOT, capture_output=True
    )
    with (tmp_path / "log").open("wb") as log:
        forked = Child(command, ROOT, environ, log)
    assert forked.wait(PATIENCE) == real.returncode != 0
    assert (tmp_path / "log").read_bytes() == real.stdout + real.stderr


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_signal_ends_a_forked_wall_as_it_ends_a_real_one(
    tmp_path: Path, redis_server: EmbeddedRedis, how: signal.Signals, code: int
) -> None:
    ends = []
    for anew in (False, True):
        folder = tmp_path / str(anew)
        folder.mkdir()
        web = Web(folder, redis_server.url, GRIDWALL_REDIS_PREFIX=f"{{forked {how} {anew}}}:")
        web.anew = anew
        web.start()
        process = web.process
        web.end(how)
        assert process is not None
        ends.append(process.returncode)
    assert ends == [code, code]


def test_a_process_whose_python_would_start_otherwise_is_not_forked() -> None:
    assert possible(CLEAN)
    assert not possible(CLEAN | {"LD_PRELOAD": "/clock.so"})
    assert not possible(CLEAN | {"PYTHONPATH": "/elsewhere"})
