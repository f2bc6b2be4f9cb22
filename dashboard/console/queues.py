"""The live queues of the duty consoles: one an area and scope, and one more for those who are told no ids;
packed once for all who watch it, whole and as changes.

Nothing here waits or yields: a whole queue and the changes after it can never disagree. A screen that reads
too slowly misses changes and gets the whole again; its wire decides when.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any, NamedTuple

import msgspec

from city.cases.case import Case
from city.cases.shift import mine_to_do
from city.live import LiveCity
from city.sight import NAMELESS, Sight
from dashboard.console.console_presence import ConsolePresence
from dashboard.console.names import desk_name, outsider
from dashboard.console.queue_rows import case_row
from dashboard.rooms.rooms import Client
from dashboard.transport.sockets import packed_message
from streams.access.seats import Sitting

EVERY_MS = 100  # between two changes of one desk
SHOWN_MS = 60_000  # an ended case stays, so that "done" is seen


Key = tuple[str, str, bool]  # the area, the scope, and whether people are told by id


class Told(NamedTuple):
    """A row as it was told: packed, and what it depends on beside the case."""

    packed: bytes
    mine: bool
    revision: int
    moment: int  # when time alone changes it and the desk will look again; 0: never


@dataclass(eq=False, slots=True)
class Desk:
    code: str
    depth: int
    sight: Sight
    screens: dict[str, Client] = field(default_factory=dict)
    rows: dict[str, Told] = field(default_factory=dict)
    dirty: set[str] = field(default_factory=set)
    moments: list[tuple[int, str]] = field(default_factory=list)  # heap: when time alone changes a row
    sequence: int = 0
    next_at: int = 0


class Desks:
    """`attendance` tells who is on shift, and where."""

    def __init__(self, live: LiveCity, attendance: ConsolePresence) -> None:
        self.live, self.attendance = live, attendance
        self.desks: dict[Key, Desk] = {}
        self._areas: dict[str, list[Desk]] = {}
        self._here: frozenset[str] = frozenset()
        self._ended: dict[str, int] = {}  # in the last minute, oldest first
        self.messages = self.bytes = 0
        self.known = True  # else nothing has been read yet: no queue is claimed to be empty

    def open(self, screen: Client, code: str, now: int) -> Desk:
        """Move a screen to an area's desk and send it the whole queue."""
        self.leave(screen)
        key = (code, screen.viewer.scope, screen.viewer.names)
        desk = self.desks.get(key)
        if desk is None:
            depth = int(self.live.areas.depth[self.live.areas.position[code]])
            desk = self.desks[key] = Desk(code, depth, self.live.sight(*key[1:]))
            self._areas.setdefault(code, []).append(desk)
            self._here = self.attendance.staffed(now)
            desk.dirty.update(case.id for case in self.live.open_cases(code))
            desk.dirty.update(self._ended)
            self._take(desk, now)
        desk.screens[screen.sid] = screen
        screen.desk = desk.code
        self.whole(screen, now)
        self._tell_seats(screen, now)
        return desk

    def leave(self, screen: Client) -> None:
        desk = self._of(screen)
        screen.desk = None
        if desk is None:
            return
        desk.screens.pop(screen.sid, None)
        if not desk.screens:
            del self.desks[desk.code, desk.sight.scope, desk.sight.named]
            self._areas[desk.code].remove(desk)

    def whole(self, screen: Client, now: int) -> None:
        """Everything, at the desk's sequence; the others are brought up to date first."""
        desk = self._of(screen)
        if desk is None or not self.known:
            return
        self._flush(desk, now, without=screen)
        rows = [told.packed for told in desk.rows.values()]
        self._send([screen], _queue(desk, rows, [], whole=True))

    def cases_changed(self, cases: Iterable[Case]) -> None:
        for case in cases:
            if not case.open and _was_open(case):
                self._ended[case.id] = case.ended_at or 0
            for code in case.place:
                for desk in self._areas.get(code, ()):
                    desk.dirty.add(case.id)
            for desk in self.desks.values():  # it may have lain there before
                if case.id in desk.rows:
                    desk.dirty.add(case.id)

    def seats_changed(self, now: int) -> None:
        """Others are on shift: what is whose to do may be otherwise."""
        self._here = self.attendance.staffed(now)
        for desk in self.desks.values():
            for case in self.live.some(desk.rows):
                if self._mine(desk, case, now) != desk.rows[case.id].mine:
                    desk.dirty.add(case.id)
            for screen in desk.screens.values():
                self._tell_seats(screen, now)

    def become_known(self, now: int) -> None:
        """All there is has been read: whoever waits is told."""
        self.known = True
        for desk in self.desks.values():
            for screen in desk.screens.values():
                self.whole(screen, now)

    def run(self, now: int) -> None:
        """Serve every desk that is due and has something to tell."""
        if not self.known:
            return
        while self._ended and now >= next(iter(self._ended.values())) + SHOWN_MS:
            del self._ended[next(iter(self._ended))]
        for desk in self.desks.values():
            if not now < desk.next_at <= now + EVERY_MS:  # a clock put back does not silence it
                self._flush(desk, now)

    def due_at(self) -> int:
        """When the first desk has something to tell, as far as is known now (epoch ms)."""
        if not self.known:
            return sys.maxsize
        at = [desk.next_at for desk in self.desks.values() if desk.dirty]
        at += [max(desk.next_at, desk.moments[0][0]) for desk in self.desks.values() if desk.moments]
        return min(at, default=sys.maxsize)

    def _of(self, screen: Client) -> Desk | None:
        return self.desks.get((screen.desk or "", screen.viewer.scope, screen.viewer.names))

    def _tell_seats(self, screen: Client, now: int) -> None:
        """Who sits at the consoles this viewer may know of."""
        areas, scope = self.live.areas, screen.viewer.scope
        sight = self.live.sight(scope)
        seats = {
            code: [self._seat(sight, sitting) for sitting in sittings]
            for code, sittings in self.attendance.by_area(now).items()
            if code in areas and areas.within(code, scope)
        }
        self._send([screen], packed_message("seats", seats))

    def _seat(self, sight: Sight, sitting: Sitting) -> dict[str, Any]:
        """Whoever acts nowhere in the viewer's scope sits here without a name."""
        id, name = sitting.id, sitting.name
        if sight.seat(id) != id:
            id, name = NAMELESS, outsider()
        elif id in self.live.colleagues:
            name = desk_name(self.live, id)
        return {"id": id, "name": name, "role": sitting.role, "area": sitting.area}

    def _flush(self, desk: Desk, now: int, without: Client | None = None) -> None:
        rows, gone = self._take(desk, now)
        if rows or gone:
            desk.sequence += 1
            desk.next_at = now + EVERY_MS
            others = [screen for screen in desk.screens.values() if screen is not without]
            self._send(others, _queue(desk, rows, gone, whole=False))

    def _take(self, desk: Desk, now: int) -> tuple[list[bytes], list[str]]:
        """The rows that are not as told, and those to take away; both count as told from here on."""
        while desk.moments and desk.moments[0][0] <= now:
            id_ = heappop(desk.moments)[1]
            desk.dirty.add(id_)
            if told := desk.rows.get(id_):
                desk.rows[id_] = told._replace(moment=0)
        rows: list[bytes] = []
        gone: list[str] = []
        for id_ in desk.dirty:
            case = self.live.case(id_)
            if case is None or not self._shown(desk, case, now):
                if desk.rows.pop(id_, None):
                    gone.append(id_)
                continue
            mine = self._mine(desk, case, now)
            known, at = desk.rows.get(id_), _moment(case, now)
            if at and (known is None or known.moment != at):  # once, however often it changes till then
                heappush(desk.moments, (at, id_))
            if known is not None and (known.mine, known.revision) == (mine, case.revision):
                desk.rows[id_] = known._replace(moment=at)
                continue
            row = msgspec.msgpack.encode(case_row(self.live, case, desk.depth, mine, desk.sight))
            desk.rows[id_] = Told(row, mine, case.revision, at)
            rows.append(row)
        desk.dirty.clear()
        return rows, gone

    def _shown(self, desk: Desk, case: Case, now: int) -> bool:
        if desk.code not in case.place:
            return False
        return case.open or (_was_open(case) and now < (case.ended_at or 0) + SHOWN_MS)

    def _mine(self, desk: Desk, case: Case, now: int) -> bool:
        return mine_to_do(case, desk.code, self.live.areas, self._here, now)

    def _send(self, screens: Iterable[Client], message: bytes) -> None:
        for screen in screens:
            if screen.wire.offer(message):
                self.messages += 1
                self.bytes += len(message)


def _moment(case: Case, now: int) -> int:
    if not case.open:
        return (case.ended_at or 0) + SHOWN_MS
    return min((at for at in (case.due, case.reply_by) if at is not None and at > now), default=0)


def _was_open(case: Case) -> bool:
    """One that was put right on the spot was never anybody's to do."""
    return case.revision > 1


def _queue(desk: Desk, rows: list[bytes], gone: list[str], *, whole: bool) -> bytes:
    told = {"area": desk.code, "whole": whole, "sequence": desk.sequence}
    return packed_message("queue", told | {"rows": [msgspec.Raw(row) for row in rows], "gone": gone})
