"""Screens of one web process, put together. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from city.live import LiveCity
from city.screens.plan import Plan
from dashboard.rooms.connected import Clients
from dashboard.rooms.rooms import Client
from dashboard.screens.commands import ScreenCommands
from dashboard.screens.following import Following
from dashboard.screens.notices import Notices
from dashboard.screens.placing import Places
from dashboard.screens.plan_trouble import PlanTrouble
from dashboard.screens.showing import Showing
from streams.record.connections import Connections

Asked = Callable[[Client, Any], Any]
Tellers = list[Callable[[Client], object]]


class ScreenServing:
    """`loops` are turned by the engine; `asked` are the events of a page's socket, by name."""

    def __init__(
        self,
        to: Connections,
        clients: Clients,
        live: Callable[[], LiveCity],
        places: Callable[[], Places],
        clock: Callable[[], int],
        tabs: bool,
        troubles: PlanTrouble,
    ) -> None:
        self.troubles = troubles
        self.to, self.places = to, places
        following = Following(to, lambda: self.showing, lambda: self.notices, troubles)
        self.following = following
        self.showing = Showing(
            clients,
            lambda: following.reader.plan,
            live,
            clock,
            following.tell,
            tabs,
            lambda: following.reader.caught_up,
            lambda: places().watching.cameras,
        )
        self.notices = Notices(clients, lambda: following.reader.plan, live, clock, following.sightings, tabs)
        self.commands = ScreenCommands(to, live, places, clock, troubles)
        self.loops = (following.follow_plan, following.look_after)
        self.asked: dict[str, Asked] = {
            "screen": self.showing.show,
            "beat": self.showing.beat,
            "room": self.showing.direct,
            "seen": self.notices.seen,
            "wall": lambda client, told: self.commands.carry_out(client.viewer, told),
        }

    def plan(self) -> Plan:
        return self.following.reader.plan

    def told_by(self, on_redraw: Tellers, on_arrival: Tellers) -> None:
        """Whoever comes is told at once, whoever missed something again."""
        on_redraw += [self.showing.redraw, self.notices.arrive]
        on_arrival.append(self.notices.arrive)
