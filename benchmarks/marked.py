"""Is a paint event the truth? One marked inspector jumps between two empty places, and the canvas itself is
read inside the event that claims the jump: the dot must stand at the new place and be gone from the old
one."""

import time
from typing import Any

from benchmarks.page import Screen
from streams.server.connect import connect

ARM = """({ id, time, east }) => {
  const bench = window.bench_probe;
  const canvas = document.querySelector('canvas[data-layer="people"]');
  const old = window.gridwall.pixel(id);
  const alpha = (place) => {
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    const [x, y] = [(place.x - box.left) * ratio, (place.y - box.top) * ratio];
    return canvas.getContext('2d').getImageData(Math.floor(x), Math.floor(y), 1, 1).data;
  };
  const look = () => {
    const fix = window.gridwall.inspector(id);
    if (!fix || Math.abs(fix.time - time) > 1) return;
    window.removeEventListener('gridwall:paint', look);
    const now = window.gridwall.pixel(id);
    const there = alpha(now);
    const near = now.color.every((value, at) => Math.abs(value - there[at]) <= 24) && there[3] > 200;
    const moved = Math.hypot(now.x - old.x, now.y - old.y) > 20 && now.x > old.x === east;
    bench.checks.push({ near, moved, gone: alpha(old)[3] === 0 });
  };
  window.addEventListener('gridwall:paint', look);
}"""
TAKE = "() => { const told = window.bench_probe.checks; window.bench_probe.checks = []; return told; }"


class Marked:
    def __init__(
        self, screen: Screen, url: str, key: str, person: str, places: list[tuple[float, float]]
    ) -> None:
        self.screen, self.person, self.places = screen, person, places
        self.key, self.turn, self.told = key, 0, 0
        self.xadd: Any = connect(url).execute_command

    def put(self, at: int) -> int:
        lat, lon = self.places[at % len(self.places)]
        told = int(time.time() * 1000)
        self.xadd("XADD", self.key, "*", "inspector", self.person, "lat", lat, "lon", lon, "time", told)
        return told

    def begin(self) -> None:
        """Stand at the first place, painted."""
        self.told = self.put(0)
        if not self.painted():
            raise RuntimeError("the marked inspector was never painted")

    def painted(self) -> bool:
        """Wait until the page shows the last fix told: a jump is checked against where the dot stood."""
        until = time.monotonic() + 10
        while (fix := self.where()) is None or abs(fix["time"] - self.told) > 1:
            if time.monotonic() > until:
                return False
            self.screen.page.wait_for_timeout(20)
        return True

    def where(self) -> dict[str, float] | None:
        fix: dict[str, float] | None = self.screen.page.evaluate(
            "(id) => window.gridwall.inspector(id)", self.person
        )
        return fix

    def jump(self) -> None:
        """Arm the check, then send the fix it waits for; a jump never painted is missed in the results."""
        if not self.painted():
            return
        self.turn += 1
        lat, lon = self.places[self.turn % len(self.places)]
        east = lon > self.places[(self.turn - 1) % len(self.places)][1]
        told = self.told = int(time.time() * 1000)  # not ahead: a fix from the future is stored as received
        self.screen.page.evaluate(ARM, {"id": self.person, "time": told, "east": east})
        self.xadd("XADD", self.key, "*", "inspector", self.person, "lat", lat, "lon", lon, "time", told)

    def results(self) -> list[dict[str, bool]]:
        self.painted()
        found: list[dict[str, bool]] = self.screen.page.evaluate(TAKE)
        return found
