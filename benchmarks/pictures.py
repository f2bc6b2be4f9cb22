"""What a page really paints of cameras: time codes read back from the pixels of its panels."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from benchmarks.page import Screen
from benchmarks.probes import percentile

HERE = Path(__file__).parent
READER = HERE.parent / "tests" / "browser" / "timecode.js"
TAKE = "() => { const told = window.bench_cameras.samples; window.bench_cameras.samples = []; return told; }"
STALE = 60_000  # ms: a code further off than this was misread
FPS = 15


@dataclass(frozen=True, slots=True)
class Painted:
    panels: int
    samples: int  # of the panel with fewest
    p50: float  # ms from the time code to the screen, over all panels
    p99: float
    worst: float
    slowest: float  # the p50 of the panel that is last
    dropped: int  # pictures that were due and never painted
    due: int


def code() -> str:
    """The probe with the reader in it, as a function expression."""
    comment, _, function = READER.read_text(encoding="utf-8").partition("(image, near)")
    assert function, comment
    probe = (HERE / "camera_probe.js").read_text(encoding="utf-8")
    return probe.replace("READ_TIMECODE\n", f"(image, near){function}\n")


class Watching:
    """Begins to read as soon as it is made."""

    def __init__(self, page: Page, every: int) -> None:
        self.page = page
        self.page.evaluate(code(), every)
        self.ahead = Screen(page, []).measure_clock()

    def take(self) -> dict[str, list[tuple[float, float, int]]]:
        """By camera: what its pictures said, when they were painted on our clock, and which of all it was."""
        found: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
        for camera, at, painted, presented in self.page.evaluate(TAKE):
            if camera and abs(painted - at) < STALE:
                found[camera].append((at, painted - self.ahead, presented))
        return found

    def until(self, done: Callable[[], Any], what: str, patience: float = 90.0) -> None:
        for _ in range(int(patience * 10)):
            if done():
                return
            self.page.wait_for_timeout(100)
        raise RuntimeError(f"not within {patience:g} s: {what}")


def judged(found: dict[str, list[tuple[float, float, int]]]) -> Painted:
    if not found:
        raise RuntimeError("no time code was painted")
    each = {camera: [painted - at for at, painted, _ in told] for camera, told in found.items()}
    every = [late for told in each.values() for late in told]
    due = sum(round((told[-1][0] - told[0][0]) * FPS / 1000) for told in found.values())
    painted = sum(told[-1][2] - told[0][2] for told in found.values())
    return Painted(
        panels=len(found),
        samples=min(map(len, each.values())),
        p50=percentile(every, 0.5),
        p99=percentile(every, 0.99),
        worst=max(every),
        slowest=max(percentile(told, 0.5) for told in each.values()),
        dropped=max(due - painted, 0),
        due=due,
    )
