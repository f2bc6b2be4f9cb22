"""A page without a browser: takes frames as a screen would, and keeps what it would show."""

from __future__ import annotations

from typing import Any

from city.live import LiveCity
from dashboard.access.viewer import Viewer
from dashboard.rooms import frames
from dashboard.rooms.broadcaster import Broadcaster
from dashboard.rooms.frame_tables import STRANGER
from dashboard.rooms.rooms import Client, Rooms

MERGED = ("counters", "tiles", "cameras")


class Page:
    """An outlet that applies every frame, and refuses a gap as the browser does."""

    def __init__(self) -> None:
        self.taken: list[frames.Frame] = []
        self.people: dict[int, tuple[int, ...]] = {}
        self.names: dict[int, str] = {}
        self.grids: dict[int, tuple[int, int]] = {}
        self.state: dict[str, Any] = {}
        self.cases: dict[str, dict[str, Any]] = {}
        self.full = False
        self.dropped = self.stuck = self.waiting = 0
        self.on_drained = lambda: None

    def offer(self, data: bytes) -> bool:
        if self.full:
            self.dropped += 1
            return False
        frame = frames.decode(data)
        if frame.kind == frames.SNAPSHOT:
            self.people, self.grids, self.state, self.cases = {}, {}, {}, {}
        else:
            assert frame.sequence == self.taken[-1].sequence + 1
        self.taken.append(frame)
        self._apply(frame)
        return True

    def _apply(self, frame: frames.Frame) -> None:
        self.names.update(frame.names)
        for index in (*frame.gone, *frame.hidden):
            self.people.pop(index, None)
        for index, lat, lon, age, state, flags in frame.people.tolist():
            self.people[index] = (lat, lon, round(frame.at) - age, state, flags)
            assert index in self.names or index >= STRANGER or not self.names  # a room without ids has none
        for index, north, east, age in frame.moved.tolist():
            lat, lon, _, *look = self.people[index]
            self.people[index] = (lat + north, lon + east, round(frame.at) - age, *look)
        for index, *look in frame.looks.tolist():
            self.people[index] = (*self.people[index][:3], *look)
        self.grids.update({int(g["position"]): (int(g["open"]), int(g["covered"])) for g in frame.grids})
        self._merge(dict(frame.state))

    def _merge(self, state: dict[str, Any]) -> None:
        for case in state.pop("cases", []):
            self.cases[case["id"]] = case
        for case in state.pop("gone_cases", []):
            self.cases.pop(case, None)
        for key in MERGED:
            merged = {**self.state.get(key, {}), **state.pop(key, {})}
            self.state[key] = {
                name: value for name, value in merged.items() if value is not None or key != "cameras"
            }
        kinds = {**self.state.get("kinds", {}), **state.pop("kinds", {})}
        self.state["kinds"] = {kind: many for kind, many in kinds.items() if many}
        days = self.state.get("before", {})
        for ago, changed in state.pop("before", {}).items():
            told = {**days.get(ago, {}), **changed}
            days = {**days, ago: {name: value for name, value in told.items() if value is not None}}
        self.state["before"] = {ago: told for ago, told in days.items() if told}
        self.state.update(state)

    def shown(self) -> dict[str, Any]:
        """Everything on this page, with people by name where they have one."""
        named = {self.names.get(i, "?") if i < STRANGER else "?": p for i, p in self.people.items()}
        nameless = sorted(p for i, p in self.people.items() if i >= STRANGER)
        named.pop("?", None)
        return {"named": named, "nameless": nameless, "grids": self.grids, "cases": self.cases} | self.state


def pump_of(live: LiveCity, frame_ms: int = 100) -> Broadcaster:
    return Broadcaster(live, Rooms(live.areas), 7, lambda now: frames.Truth(), lambda frame: frame, frame_ms)


def watch(pump: Broadcaster, code: str, now: int, scope: str = "0") -> tuple[Page, Client]:
    """A new page on an area."""
    page = Page()
    screen = Client(f"s{id(page)}", page, Viewer("test", "operator", scope))
    pump.join(screen, code, now)
    return page, screen
