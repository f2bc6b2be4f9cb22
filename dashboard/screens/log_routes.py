"""`/api/screens/log`: what the screens of a room showed, in words, as far as the newest entries tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, request
from msgspec import Struct

from city.areas.areas import Areas
from city.live import LiveCity
from city.screens.content import AREA, CAMERA, CASE, COUNTER, SCENE
from city.screens.history import LEVEL, PUSH, Line, lines
from city.screens.plan import Plan
from dashboard.access.viewer import Viewer, viewer
from dashboard.console.names import called_in, said
from dashboard.rooms.cameras import Watching
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import Parameter, documented
from layouts.counter_words import counter_words
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.screens.wall_log import newest

LOG = "/api/screens/log"
MOST = 80  # lines of one answer
Pair = tuple[str, str]
ROOM = Parameter("room", str, "The room, by its name; of all rooms without one.", False)


class LogLine(Struct, frozen=True):
    """`kind`: push, announcement or level; `screen` its name, of a push; `thing` what it was, or the level's
    word; `what` in words; `until` epoch ms, when it ended or is to end, null for a level; `ended_by` who took
    it off, null where it ended by itself."""

    kind: str
    at: int
    until: int | None
    screen: str | None
    screen_id: str | None
    thing: str
    what: Pair
    who: Pair
    ended_by: Pair | None


class WallLog(Struct, frozen=True):
    """The newest first."""

    room: str
    lines: list[LogLine]


@dataclass(frozen=True, slots=True)
class Known:
    """What names come from: what pages see."""

    live: Callable[[], LiveCity]
    watching: Callable[[], Watching]
    plan: Callable[[], Plan]

    def what(self, line: Line, scope: str) -> Pair:
        """Where it lies is said level by level below the scope. A thing that is no more has the name of its
        kind."""
        if line.kind != PUSH:
            return line.text, line.text
        live, plan = self.live(), self.plan()
        kind, where = said(f"thing_{line.thing}"), _path(live.areas, line.area, scope)
        if line.thing == CASE:
            case = live.case(line.id)
            item = live.matters.items.get(case.item) if case else None
            name = (item.name, item.name_en or item.name) if item else kind
            return _joined(name, where)
        if line.thing == CAMERA:
            camera = self.watching().cameras.get(line.id)
            return (camera.name, camera.name_en or camera.name) if camera else _joined(kind, where)
        if line.thing == SCENE:
            scene = plan.scenes.get(line.id)
            return _joined(kind, (scene.name, scene.name)) if scene else kind
        if line.thing == COUNTER:
            told = counter_words(live.rules).get(line.id)
            return _joined(where, (told["zh"], told["en"]) if told else kind)
        if line.thing == AREA:
            return where
        return _joined(kind, where)


def register(server: Flask, to: Callable[[], Connections], known: Known) -> None:
    @server.get(LOG)
    @documented(WallLog, (503, "away"), query=(ROOM,))
    def wall_log() -> Response:
        """What was put on the screens of a room, by whom and until when; announcements and levels."""
        room = request.args.get("room", "")
        try:
            return answer(_log(room, viewer(), to(), known))
        except AWAY:
            return refuse(503, "away", "Redis is away: ask again.")


def _log(room: str, who: Viewer, to: Connections, known: Known) -> WallLog:
    live, plan = known.live(), known.plan()
    found = lines(newest(to.record_redis, to.keys), plan, live.areas, who.scope)
    here = [line for line in found if line.kind != PUSH or not room or plan.screens[line.screen].room == room]
    called = called_in(live, who.scope)

    def told(line: Line) -> LogLine:
        screen, rule = plan.screens.get(line.screen), plan.rules.get(line.by) if line.rule else None
        return LogLine(
            line.kind,
            line.at,
            None if line.kind == LEVEL else line.until,
            screen.name if screen else None,
            screen.id if screen else None,
            line.thing,
            known.what(line, who.scope),
            (rule.name, rule.name) if rule else said("role_clerk") if line.rule else called(line.by),
            called(line.ended_by) if line.ended_by else None,
        )

    there = any(
        screen.room == room and screen.area in live.areas and live.areas.within(screen.area, who.scope)
        for screen in plan.screens.values()
    )
    return WallLog(room if there else "", [told(line) for line in here[:MOST]])


def _path(areas: Areas, code: str, scope: str) -> Pair:
    """Below the scope; of the scope itself, and of what lies beyond it, the name alone."""
    if code not in areas:
        return "", ""
    path = areas.path(code)
    below = path[areas.depth[areas.position[scope]] + 1 :] if scope in areas else []
    return _joined(*((area.name, area.name_en or area.name) for area in below or path[-1:]))


def _joined(*pairs: Pair) -> Pair:
    zh, en = (" · ".join(part for part in of_one if part) for of_one in zip(*pairs, strict=True))
    return zh, en
