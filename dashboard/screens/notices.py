"""What every page is told besides its picture: the level of the city, announcements for whoever looks at it,
which screens follow them, and who replaced what they had put on one. Each hears at once when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from city.access.roles import SCREEN
from city.live import LiveCity
from city.screens.content import FOLLOW
from city.screens.plan import Changes, Plan
from city.screens.replacing import Replaced, replaced
from dashboard.access.viewer import Viewer
from dashboard.console.names import called_in
from dashboard.rooms.connected import Clients
from dashboard.rooms.rooms import Client
from dashboard.screens.told import Called, newest
from dashboard.transport.answers import refused
from dashboard.transport.sockets import packed_message
from streams.record.startup import AWAY
from streams.screens import sightings

EVERYBODYS = ("announcement:", "level:")  # subjects that concern whoever looks
STACK = "stack:"
REPLACED_MS = 600_000  # for which whoever was replaced is told
MOST_REPLACED = 8  # to one of them


class Notices:
    """`tabs`: whether a tab that shows a screen stands for it."""

    def __init__(
        self,
        clients: Clients,
        plan: Callable[[], Plan],
        live: Callable[[], LiveCity],
        clock: Callable[[], int],
        seen: sightings.Sightings,
        tabs: bool,
    ) -> None:
        self._clients, self._plan, self._live, self._clock = clients, plan, live, clock
        self._sightings, self._tabs = seen, tabs
        self._said: dict[str, bytes] = {}  # to each client, last
        self._followed: dict[str, list[dict[str, Any]]] = {}  # by account
        self._replaced: dict[str, list[Replaced]] = {}  # the same, since this process began
        self._news: set[str] = set()  # accounts who are not told yet
        self.late: Callable[[Viewer], list[dict[str, Any]]] = lambda _: []  # handovers nobody accepted

    def level(self, who: Viewer) -> dict[str, Any]:
        """As a page that is opened now begins with it."""
        return self._level(called_in(self._live(), who.scope))

    def arrive(self, client: Client) -> None:
        """It is new, or missed something."""
        self._said.pop(client.sid, None)
        self._tell(client, self._level(called_in(self._live(), client.viewer.scope)))

    def replacing(self, before: Plan, changes: Changes, actor: str, at: int) -> None:
        """Somebody does this to the plan: whose push they cover or end is told when it has changed."""
        least = at - REPLACED_MS
        for told in replaced(before, changes, actor, at):
            kept = [one for one in self._replaced.get(told.whose, ()) if one.at > least]
            self._replaced[told.whose] = [*kept, told][-MOST_REPLACED:]
            self._news.add(told.whose)

    def again(self) -> None:
        """Something besides the plan changed."""
        for client in list(self._clients.values()):
            self._tell(client, self.level(client.viewer))

    def changed(self, subjects: Iterable[str]) -> None:
        """Of the plan: whoever is concerned is told."""
        told = set(subjects)
        everybody = any(subject.startswith(EVERYBODYS) for subject in told)
        concerned: set[str] = set()
        if any(subject.startswith(STACK) for subject in told):
            before, self._followed = self._followed, self._followers()
            accounts = {*before, *self._followed}
            concerned = {id for id in accounts if before.get(id) != self._followed.get(id)} | self._news
            self._news.clear()
        levels: dict[str, dict[str, Any]] = {}
        for client in list(self._clients.values()):
            who = client.viewer
            if everybody or who.id in concerned:
                if who.scope not in levels:
                    levels[who.scope] = self.level(who)
                self._tell(client, levels[who.scope])
        for sid in [sid for sid in self._said if sid not in self._clients]:
            del self._said[sid]

    def seen(self, client: Client, asked: Any) -> dict[str, Any]:
        """A page showed an announcement, or somebody there says that they have read it."""
        id = asked.get("announcement") if isinstance(asked, dict) else None
        plan, areas, now = self._plan(), self._live().areas, self._clock()
        told = plan.announcements.get(id) if isinstance(id, str) else None
        if told is None or told.until <= now:
            return refused("there is no such announcement now")
        screen = plan.screens.get(client.screen or "")
        if screen is not None and (client.viewer.role == SCREEN or self._tabs):
            kind, who, may = sightings.SCREEN, screen.id, told.on_screen(screen, areas)
        else:
            kind, who = sightings.PERSON, client.viewer.id
            may = told.for_person(client.viewer.role, client.viewer.scope, areas)
        if not may:
            return refused("there is no such announcement now")
        read = kind == sightings.PERSON and asked.get("read") is True
        try:
            self._sightings.note(told.id, kind, who, now, told.until, read)
        except AWAY:
            return refused("the record is away")
        return {"ok": True}

    def _tell(self, client: Client, level: dict[str, Any]) -> None:
        who, areas, now = client.viewer, self._live().areas, self._clock()
        called = called_in(self._live(), who.scope)
        announcements = [
            {"id": told.id, "text": told.text, "by": called(told.by), "at": told.at, "until": told.until}
            for told in newest(self._plan())
            if told.until > now and told.for_person(who.role, who.scope, areas)
        ]
        followed = self._followed.get(who.id, []) if who.role != SCREEN else []
        gone = self._replaced_of(who, called, now) if who.role != SCREEN else []
        told: dict[str, Any] = {
            "level": level,
            "announcements": announcements,
            "followed": followed,
            "replaced": gone,
        }
        told["late"] = self.late(who)
        message = packed_message("notices", told)
        if self._said.get(client.sid) != message and client.wire.offer(message):
            self._said[client.sid] = message

    def _replaced_of(self, who: Viewer, called: Called, now: int) -> list[dict[str, Any]]:
        """Of screens in their area, with the end of this being told."""
        areas = self._live().areas
        return [
            {
                "id": f"{told.push} {told.how}",
                "screen": told.screen,
                "how": told.how,
                "by": called(told.by),
                "until": told.at + REPLACED_MS,
            }
            for told in self._replaced.get(who.id, ())
            if told.at + REPLACED_MS > now and told.area in areas and areas.within(told.area, who.scope)
        ]

    def _level(self, called: Called) -> dict[str, Any]:
        level = self._plan().level
        return asdict(level) | {"by": called(level.by) if level.by else None}

    def _followers(self) -> dict[str, list[dict[str, Any]]]:
        """Who is followed by which screens; when that ends by itself a page sees by its own clock."""
        plan, now = self._plan(), self._clock()
        found: dict[str, list[dict[str, Any]]] = {}
        for id, stack in plan.stacks.items():
            screen = plan.screens.get(id)
            for push in stack.live(now) if screen else ():
                if push.content.kind == FOLLOW and screen:
                    told = {"screen": id, "name": screen.name, "push": push.id, "beyond": push.content.beyond}
                    found.setdefault(push.by, []).append(told)
        return found
