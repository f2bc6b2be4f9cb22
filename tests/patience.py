"""How long tests wait for what must come: long enough for a machine that does other work and stands still now
and then. Nothing takes longer for it but a test that fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 90.0  # s


def until(wanted: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """The first true answer; fails after a while."""
    give_up = time.monotonic() + patience
    while not (found := wanted()):
        assert time.monotonic() < give_up, f"{what} within {patience:g} s"
        time.sleep(0.02)
    return found
