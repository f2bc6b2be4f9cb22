"""The browser's modules hold what their own tests, run by Node, say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.patience import PATIENCE

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(HERE).as_posix() for path in HERE.rglob("*.test.mjs"))
)
def test_node_agrees(name: str) -> None:
    node = shutil.which("node")
    assert node, "node: version 20 or newer wanted, found none on the path"
    ran = subprocess.run([node, str(HERE / name)], capture_output=True, text=True, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stdout + ran.stderr
