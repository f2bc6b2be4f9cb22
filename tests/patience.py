"""How long tests wait for what must come: long enough for a machine that does other work and stands still now
and then. Nothing takes longer for it but a test that fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 90.0  # s


OFTEN, SELDOM = 0.02, 0.15  # s


def pause(waited: float) -> float:
    """How long until the next look after so many seconds: a twentieth of them. Each look is work, often for a
    server and a page too, and what came late may be found late."""
    return min(max(waited / 20, OFTEN), SELDOM)


def until(
    wanted: Callable[[], Any],
    what: str,
    patience: float = PATIENCE,
    pause: Callable[[float], float] = pause,
    seen: Callable[[], Any] = lambda: "",
) -> Any:
    """The first true answer; fails after a while, and says what is `seen` then."""
    began = time.monotonic()
    while not (found := wanted()):
        waited = time.monotonic() - began
        assert waited < patience, f"{what} within {patience:g} s {seen()}"
        time.sleep(pause(waited))
    return found
