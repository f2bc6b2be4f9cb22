"""Which connected pages are screens and which look after a room of them; each is told at once when the plan
changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from city.access.roles import SCREEN, may
from city.cameras.cameras import Camera, Cameras
from city.live import LiveCity
from city.screens.plan import Plan
from dashboard.access.viewer import Viewer
from dashboard.console.names import called_in
from dashboard.rooms.connected import Clients
from dashboard.rooms.rooms import Client
from dashboard.screens.told import Known, room_told, screen_told
from dashboard.transport.answers import refused
from dashboard.transport.sockets import packed_message
from streams.messages.values import UNREADABLE
from streams.screens.beats import LONGEST_ERROR, Beat
from streams.screens.sightings import Sighting

LARGEST_BEAT = 2048  # bytes of JSON
CALLED_MS = 15_000  # until a director's names of people are looked up again
OWN = ("screen:", "stack:")  # subjects that are one screen's alone


class Showing:
    """`tell(screen, beat)` keeps a sign of life. `tabs`: whether a tab that shows a screen stands for it;
    `known()`: whether the plan has been read; `cameras()`: those the camera process told of last."""

    def __init__(
        self,
        clients: Clients,
        plan: Callable[[], Plan],
        live: Callable[[], LiveCity],
        clock: Callable[[], int],
        tell: Callable[[str, Beat], object],
        tabs: bool = False,
        known: Callable[[], bool] = lambda: True,
        cameras: Callable[[], Cameras | None] = lambda: None,
    ) -> None:
        self._clients, self._plan, self._live, self._clock = clients, plan, live, clock
        self._tell, self._tabs, self._known = tell, tabs, known
        self._cameras = cameras
        self._said: dict[str, bytes] = {}  # to each screen, last
        self._shown: dict[str, bytes] = {}  # to each client that looks after a room
        self.beats: Mapping[str, Beat] = {}
        self.looked: frozenset[str] = frozenset()  # screens that `beats` tells of, also by telling of none
        self.sightings: Mapping[str, list[Sighting]] = {}  # of each announcement
        self._told: object = None  # signs of life, and who has seen what, as directors were told last
        self._again = 0  # epoch ms from which they may be told something else, though nobody did anything

    # -- what pages ask

    def show(self, client: Client, asked: Any) -> dict[str, Any]:
        """It is this screen, or shows it in a tab; what it shows is on its way before this answers."""
        id = asked.get("id") if isinstance(asked, dict) else None
        if not self._known():  # what is not read yet was not taken down: the page asks again
            return refused("what screens show is not read yet")
        if not isinstance(id, str) or not self._may_show(client.viewer, id):
            return refused("you see no such screen")
        client.screen = id
        client.wire.offer(self._of_screen(id))
        return {"ok": True}

    def beat(self, client: Client, asked: Any) -> dict[str, Any]:
        """How a screen is, by what it says itself."""
        if client.screen is None or not isinstance(asked, dict):
            return refused("say which screen this is first")
        try:
            if len(msgspec.json.encode(asked)) > LARGEST_BEAT:
                return refused("a sign of life is smaller")
            beat = msgspec.convert(asked, Beat)
        except UNREADABLE as error:
            return refused(str(error))
        if client.viewer.role == SCREEN or self._tabs:
            short = (beat.error or "")[:LONGEST_ERROR] or None
            self._tell(client.screen, msgspec.structs.replace(beat, at=self._clock(), error=short))
        return {"ok": True}

    def direct(self, client: Client, asked: Any) -> dict[str, Any]:
        """Look after a room, or no more."""
        room = asked.get("room") if isinstance(asked, dict) else None
        if room is not None and not isinstance(room, str):
            return refused("room must be text")
        client.directs = room
        self._shown.pop(client.sid, None)
        if room is not None:
            self._tell_director(client)
        return {"ok": True}

    # -- what has happened

    def changed(self, subjects: Iterable[str]) -> None:
        """Of the plan: whoever is concerned is told."""
        told = set(subjects)
        if not told:
            return
        own = {subject.partition(":")[2] for subject in told if subject.startswith(OWN)}
        everybody = any(not subject.startswith(OWN) for subject in told)
        for client in list(self._clients.values()):
            if client.screen is not None and (everybody or client.screen in own):
                self._tell_screen(client)
        self._told = None
        self.look()

    def look(self) -> None:
        """What those who look after rooms see may be another picture now: by the plan, by a sign of life, by
        the end of what was put somewhere, or because somebody is called otherwise."""
        now = self._clock()
        news = (self.beats, self.sightings, self.looked)
        if self._told == news and now < self._again:
            return
        self._told, self._again = news, min(now + CALLED_MS, self._next_end(now))
        for client in list(self._clients.values()):
            if client.directs is not None:
                self._tell_director(client)
        for said in (self._shown, self._said):
            for sid in [sid for sid in said if sid not in self._clients]:
                del said[sid]

    def _next_end(self, now: int) -> int:
        """Of all that was put on screens or announced and goes on."""
        plan = self._plan()
        ends = [push.until for stack in plan.stacks.values() for push in stack.live(now)]
        ends += [told.until for told in plan.announcements.values() if told.until > now]
        return min(ends, default=now + CALLED_MS)

    def redraw(self, client: Client) -> None:
        """It missed something."""
        if client.screen is not None:
            client.wire.offer(self._of_screen(client.screen))
        if client.directs is not None:
            self._shown.pop(client.sid, None)
            self._tell_director(client)

    def directed(self) -> set[str]:
        """Screens whose health somebody looks at; '' is every room."""
        rooms = {client.directs for client in self._clients.values() if client.directs is not None}
        screens = self._plan().screens.values()
        return {screen.id for screen in screens if "" in rooms or screen.room in rooms}

    def seen(self, id: str, who: Viewer) -> str | None:
        """The area of a screen that this viewer may see; None for all others. What hangs, and who may see
        screens, is let in before this process has read where: they would stand before an error for ever."""
        if not self._known() and who.role != SCREEN:
            return who.scope if may(who.role, "push") else None
        if not self._may_show(who, id):
            return None
        screen = self._plan().screens.get(id)
        return screen.area if screen else who.scope

    def _may_show(self, who: Viewer, id: str) -> bool:
        screen, areas = self._plan().screens.get(id), self._live().areas
        if who.role == SCREEN:
            return who.id == id
        within = screen is not None and screen.area in areas and areas.within(screen.area, who.scope)
        return within and may(who.role, "push")

    def _tell_screen(self, client: Client) -> None:
        id = str(client.screen)
        if not self._may_show(client.viewer, id):
            client.screen = None
            client.wire.offer(packed_message("shows", {"screen": None}))
            return
        message = self._of_screen(id)
        if self._said.get(client.sid) != message and client.wire.offer(message):
            self._said[client.sid] = message

    def _of_screen(self, id: str) -> bytes:
        plan, live = self._plan(), self._live()
        screen = plan.screens.get(id)
        called = called_in(live, screen.area if screen else "")
        return packed_message("shows", screen_told(plan, id, self._clock(), called, live.areas))

    def _tell_director(self, client: Client) -> None:
        who, room = client.viewer, str(client.directs)
        told = room_told(
            self._plan(),
            room,
            who,
            self._clock(),
            Known(self.beats, self.sightings, self._live().case, self._camera, self.looked),
            called_in(self._live(), who.scope),
            self._live().areas,
        )
        message = packed_message("screens", told)
        if self._shown.get(client.sid) != message and client.wire.offer(message):
            self._shown[client.sid] = message

    def _camera(self, id: str, area: str) -> Camera | None:
        """One that lies in the area."""
        cameras, areas = self._cameras(), self._live().areas
        camera = cameras.get(id) if cameras else None
        return camera if camera and cameras and areas.within(cameras.area[id], area) else None
