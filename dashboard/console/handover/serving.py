"""Handovers of one web process, put together. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from city.areas.areas import Areas
from city.handover.handovers import Handover, Shifts
from city.handover.sheet import Sheet
from city.people.shifts import ShiftPlan
from dashboard.console.handover import routes
from dashboard.console.handover.desk import HandoverDesk
from dashboard.console.handover.following import HandoverFollowing
from dashboard.console.handover.open_things import OpenThings
from dashboard.console.handover.view import HandoverViews, World
from dashboard.transport.page_files import PageFiles
from streams.handovers.handover_log import open_handover
from streams.record.connections import Connections
from streams.record.startup import AWAY


class HandoverServing:
    def __init__(
        self,
        to: Connections,
        following: HandoverFollowing,
        things: OpenThings,
        plan: Callable[[], ShiftPlan | None],
        world: Callable[[], World],
    ) -> None:
        self._to, self.following = to, following
        self.desk = HandoverDesk(
            to, things.live, things.clock, things.sheet, lambda *of: following.until(*of)
        )
        self.views = HandoverViews(things.live, plan, things.clock, things.sheet, self._opened, world)

    def register(self, server: Flask, areas: Areas, files: PageFiles, done: routes.Done) -> None:
        pages = routes.HandoverPages(areas, self._shifts, self.views, files)
        routes.register(server, pages, self.desk, done)

    def _shifts(self, area: str) -> Shifts:
        return self.following.reader.handovers.of(area)

    def _opened(self, found: Handover) -> Sheet | None:
        try:
            return open_handover(self._to.clerk_redis, self._to.keys, found.entry, self._to.seal)
        except AWAY:
            return None
