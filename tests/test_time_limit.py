"""What hangs is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HANGS = """
import threading
import pytest

@pytest.mark.timeout(0.2, method="signal")
def test_that_hangs():
    threading.Event().wait()

def test_after_it():
    pass
"""


def test_a_test_that_hangs_fails_by_its_name_and_the_next_one_runs(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(HANGS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:dash", "--rootdir", tmp_path, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert "FAILED test_it.py::test_that_hangs - Failed: Timeout" in done.stdout
    assert "1 failed, 1 passed" in done.stdout


def test_every_test_has_a_limit(request: pytest.FixtureRequest) -> None:
    assert all(item.get_closest_marker("timeout") for item in request.session.items)
