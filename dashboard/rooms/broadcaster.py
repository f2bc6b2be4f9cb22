"""Turns what the fold knows into frames, one room at a time, and hands each to the room's screens.

A room is served at once, by a budget: one frame each `frame_ms` on average, and what it did not use it may
use later, up to AT_ONCE frames. It is served at least every second. Nothing here waits or yields: a
snapshot and the deltas after it can never disagree.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.cases.case import Case
from city.live import LiveCity
from dashboard.rooms import frame_tables, frames
from dashboard.rooms.baselines import Baselines
from dashboard.rooms.cameras import Watching
from dashboard.rooms.people_news import News, news_of
from dashboard.rooms.people_table import PeopleTable, inside
from dashboard.rooms.room_state import Changes, RoomState
from dashboard.rooms.rooms import Client, Room, Rooms

HEARTBEAT_MS = 1000
AT_ONCE = 10  # frames a room may save up: a burst of fixes waits for nothing
RIDE = 2  # frames' time for which numbers, grids and cameras wait to go with people or cases


class Broadcaster:
    """`truth(now)` tells the ages for a header; `pack(frame)` makes the bytes a wire takes."""

    def __init__(
        self,
        live: LiveCity,
        rooms: Rooms,
        epoch: int,
        truth: Callable[[int], frames.Truth],
        pack: Callable[[bytes], bytes],
        frame_ms: int,
        watching: Watching | None = None,
    ) -> None:
        self.live, self.rooms, self.epoch = live, rooms, epoch
        self.watching = watching or Watching(live.areas)
        self.truth, self.pack, self.frame_ms = truth, pack, frame_ms
        self.boards: dict[Room, RoomState] = {}
        self.changes = Changes(live)
        self.baselines = Baselines(live.people)
        self.frames = self.bytes = self.snapshots = 0

    def join(self, screen: Client, code: str, now: int) -> Room:
        """Move a screen to an area and send it the snapshot."""
        room, fresh = self.rooms.join(screen, code)
        if fresh:
            self._prune()
            self.boards[room] = RoomState(self.live, self.watching, code, screen.viewer.scope, screen.named)
            self.rooms.flushed[room.slot] = self.live.version
            self.rooms.sent_at[room.slot] = now
        self.snapshot(screen, now)
        return room

    def snapshot(self, screen: Client, now: int) -> None:
        """All a screen needs, at its room's sequence; the room itself is brought up to date first."""
        room = screen.room
        if room is None:
            return
        self._take_departures()
        self.baselines.note(self.live.version)
        board, slot = self.boards[room], room.slot
        if room.sequence or len(room.screens) > 1:
            self._flush(room, now, without=screen)
        else:
            room.known.clear()  # nobody has anything of it
        self.rooms.flushed[slot] = self.live.version
        dots = PeopleTable(self.live.people, self.live.areas, self.live.area_people(room.first))
        (news,) = news_of(dots, [room], dots.everyone(), now, self.baselines, None)
        sections = self._people_sections(news)
        sections.append(frames.grids_section(self._grid_records(self._grids_of(room))))
        sections.append(frames.state_section(board.whole(self.changes.seen)))
        self.rooms.numbers_due[slot] = self.rooms.cases_due[slot] = self.rooms.cameras_due[slot] = False
        room.cameras.clear()
        screen.wire.offer(self.pack(self._frame(room, frames.SNAPSHOT, now, news.newest, sections)))
        self.snapshots += 1

    def run(self, now: int) -> None:
        """Serve every room that is due and has something to tell, or has been silent for a second."""
        rooms = self.rooms
        self._take_departures()
        due = (rooms.next_at <= now) | (rooms.sent_at > now)  # a clock put back does not silence them
        if not due.any():
            return
        slots = due.nonzero()[0]
        told = self._people_news(slots, now)
        silent = now - rooms.sent_at[slots]
        riding, cases = self._riding()[slots], rooms.cases_due[slots]
        serve = cases | (silent >= HEARTBEAT_MS) | (silent < 0) | (riding & (silent >= RIDE * self.frame_ms))
        serve[list(told)] = True
        served, more = serve.nonzero()[0], (riding | cases)[serve].tolist()
        for place, slot, also in zip(served.tolist(), slots[served].tolist(), more, strict=True):
            self._serve(rooms.rooms[slot], told.get(place) or News(), now, also)
        rooms.flushed[slots] = self.live.version
        self._pay(slots[served], now)

    def _pay(self, slots: NDArray[Any], now: int) -> None:
        """Take a frame from what these rooms may send."""
        rooms = self.rooms
        unused = np.maximum(rooms.next_at[slots], now - AT_ONCE * self.frame_ms)
        rooms.next_at[slots] = np.minimum(unused, now) + self.frame_ms
        rooms.sent_at[slots] = now

    def due_at(self) -> int:
        """When the first room is to be served, as far as is known now (epoch ms)."""
        rooms = self.rooms
        if not len(rooms):
            return sys.maxsize
        at = rooms.sent_at + HEARTBEAT_MS
        riding = np.maximum(rooms.next_at, rooms.sent_at + RIDE * self.frame_ms)
        at = np.where(self._riding(), np.minimum(at, riding), at)
        held = rooms.cases_due | (rooms.flushed < self.live.version)
        return int(np.where(held, np.minimum(at, rooms.next_at), at).min())

    def _riding(self) -> NDArray[np.bool_]:
        riding: NDArray[np.bool_] = self.rooms.numbers_due | self.rooms.sets_due | self.rooms.cameras_due
        return riding

    def numbers_changed(self, now: int) -> None:
        """After a tick or a recount: mark the rooms whose numbers or grids are not what they were."""
        hour = self.live.hours(self.live.areas.root.code)[2]
        self.rooms.numbers_changed(self.changes.numbers(hour))
        for position in self.changes.grid_positions(now).tolist():
            for room in self.rooms.around(position):
                room.grids.add(position)
                self.rooms.sets_due[room.slot] = True
        for room in self.rooms:
            if self.boards[room].calls_moved():
                self.rooms.numbers_due[room.slot] = True

    def cases_changed(self, cases: Iterable[Case]) -> None:
        """After events: mark the rooms that hold these cases now or showed them before."""
        for case in cases:
            for room in self.rooms.around(self.live.areas.position[case.area]):
                self.rooms.cases_due[room.slot] = True
            for room in self.rooms:
                if case.id in self.boards[room].cases:
                    self.rooms.cases_due[room.slot] = True

    def cameras_changed(self, cameras: Iterable[str]) -> None:
        """Some cameras are not as they were: mark the rooms that hold them, and those alone."""
        for camera in cameras:
            for room in self.rooms.around(self.live.areas.position[self.watching.cameras.area[camera]]):
                room.cameras.add(camera)
                self.rooms.cameras_due[room.slot] = True

    def cameras_listed(self) -> None:
        """There is another list of cameras, or none: every room says so."""
        for room in self.rooms:
            room.cameras.update(self.watching.ids(room.code), self.boards[room].cameras)
        self.rooms.cameras_due[:] = True

    def _flush(self, room: Room, now: int, without: Client) -> None:
        """Bring a room up to date out of turn, so that what was told and what a snapshot says agree."""
        slots = np.array([room.slot])
        told = self._people_news(slots, now)
        self.rooms.numbers_due[room.slot] = self.rooms.cases_due[room.slot] = True
        self._serve(room, told.get(0) or News(), now, True, without)
        self._pay(slots, now)

    def _people_news(self, slots: NDArray[Any], now: int) -> dict[int, News]:
        """What those of these rooms whose people changed are told of them, by their place in `slots`."""
        rooms, live = self.rooms, self.live
        self.baselines.note(live.version)
        flushed = rooms.flushed[slots]
        changed = np.flatnonzero(live.people.version > int(flushed.min()))
        dots = PeopleTable(live.people, live.areas, changed)
        place, at = dots.changed(rooms.first[slots], rooms.end[slots], flushed)
        if not len(at):
            return {}
        new = np.append(False, place[1:] != place[:-1])
        there, place = place[np.append(0, new.nonzero()[0])], np.cumsum(new)
        some = [rooms.rooms[slot] for slot in slots[there].tolist()]
        told = news_of(dots, some, (place, at), now, self.baselines, flushed[there])
        return dict(zip(there.tolist(), told, strict=True))

    def _serve(self, room: Room, news: News, now: int, more: bool, without: Client | None = None) -> None:
        """`more`: there may be something to tell beside people."""
        sections = self._people_sections(news)
        if more:
            sections = [*sections, *self._set_sections(room), *self._state_sections(room)]
        room.sequence += 1
        self.rooms.flushed[room.slot] = self.live.version
        packed = self.pack(self._frame(room, frames.DELTA, now, news.newest, sections))
        took = 0
        for screen in room.screens.values():
            took += screen is not without and screen.wire.offer(packed)
        self.frames += took
        self.bytes += took * len(packed)

    def _people_sections(self, news: News) -> list[frames.Section]:
        if not news.names:
            return news.sections
        ids = self.live.people.ids
        return [*news.sections, frames.names_section([(row, ids[row]) for row in news.names])]

    def _set_sections(self, room: Room) -> list[frames.Section]:
        sections: list[frames.Section] = []
        if not self.rooms.sets_due[room.slot]:
            return sections
        people = self.live.people
        left = [room.forget(row) for row in room.gone if not inside(people, row, room)]
        gone = [index for index in left if index is not None]
        if gone:
            sections.append(frames.gone_section(gone))
        if room.grids:
            positions = np.array(sorted(room.grids), np.int64)
            sections.append(frames.grids_section(self._grid_records(positions)))
        room.gone.clear()
        room.grids.clear()
        self.rooms.sets_due[room.slot] = False
        return sections

    def _state_sections(self, room: Room) -> list[frames.Section]:
        board, rooms, slot = self.boards[room], self.rooms, room.slot
        state: dict[str, Any] = {}
        if rooms.numbers_due[slot]:
            state |= board.number_changes(self.changes.seen)
        if rooms.cases_due[slot]:
            state |= board.case_changes()
        if rooms.cameras_due[slot]:
            state |= board.camera_changes(room.cameras)
            room.cameras.clear()
        rooms.numbers_due[slot] = rooms.cases_due[slot] = rooms.cameras_due[slot] = False
        return [frames.state_section(state)] if state else []

    def _frame(self, room: Room, kind: int, now: int, newest: int, sections: list[frames.Section]) -> bytes:
        return frames.encode(
            kind, self.epoch, room.first, room.sequence, now, newest, self.truth(now), sections
        )

    def _grids_of(self, room: Room) -> NDArray[Any]:
        return room.first + np.flatnonzero(self.changes.leaf[room.first : room.end])

    def _grid_records(self, positions: NDArray[Any]) -> NDArray[Any]:
        records = np.zeros(len(positions), frame_tables.GRID)
        records["position"] = positions
        records["open"] = np.minimum(self.changes.grids[positions, 0], 65535)
        records["covered"] = self.changes.grids[positions, 1]
        return records

    def _take_departures(self) -> None:
        """Someone left a leaf: the rooms around it look, when next served, whether they still hold them."""
        departures, self.live.departures = self.live.departures, []
        for _, row, leaf in departures:
            for room in self.rooms.around(leaf):
                if not inside(self.live.people, row, room):
                    room.gone.add(row)
                    self.rooms.sets_due[room.slot] = True

    def _prune(self) -> None:
        open_rooms = set(self.rooms.rooms)
        for room in [room for room in self.boards if room not in open_rooms]:
            del self.boards[room]
