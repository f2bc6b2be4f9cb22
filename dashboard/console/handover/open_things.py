"""What stands open besides cases: cameras without a picture, pushes on screens, warnings in force. None where
this process does not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from city.cameras.camera_states import HEALTHY
from city.handover.handovers import Note
from city.handover.sheet import Sheet, Thing, sheet
from city.live import LiveCity
from city.screens.plan import Plan
from city.warnings.standing import Standing
from dashboard.console.names import said
from dashboard.rooms.cameras import Watching


@dataclass(frozen=True, slots=True)
class OpenThings:
    """`plan()` and `warnings(area)` are None while they have not been read."""

    live: Callable[[], LiveCity]
    watching: Callable[[], Watching]
    plan: Callable[[], Plan | None]
    warnings: Callable[[str], list[Standing] | None]
    clock: Callable[[], int]

    def sheet(self, area: str, notes: tuple[Note, ...]) -> Sheet:
        """Of an area and all below it, now."""
        things = {"dark": self._dark(area), "pushed": self._pushed(area), "warned": self._warned(area)}
        return sheet(self.live(), area, self.clock(), things, notes)

    def _dark(self, area: str) -> list[Thing] | None:
        watching = self.watching()
        if not watching.running:
            return None
        dark = [one for one in watching.cameras.within(area) if watching.of(one.id)[0] not in HEALTHY]
        return [(one.id, one.name, one.name_en or one.name) for one in dark]

    def _pushed(self, area: str) -> list[Thing] | None:
        """On screens that hang there."""
        plan, areas, now = self.plan(), self.live().areas, self.clock()
        if plan is None:
            return None
        found = list[Thing]()
        for id, stack in plan.stacks.items():
            screen = plan.screens.get(id)
            if screen is None or screen.area not in areas or not areas.within(screen.area, area):
                continue
            for push in stack.live(now):
                zh, en = said(f"thing_{push.content.kind}")
                found.append((push.id, f"{screen.name} · {zh}", f"{screen.name} · {en}"))
        return found

    def _warned(self, area: str) -> list[Thing] | None:
        standing = self.warnings(area)
        if standing is None:
            return None
        return [(each.id, _headline(each, "zh"), _headline(each, "en")) for each in standing]


def _headline(standing: Standing, language: str) -> str:
    info = standing.in_language(language)
    return (info.headline or info.event)[:200]
