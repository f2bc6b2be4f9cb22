"""Turns what the fold knows into frames, one room at a time, and hands each to the room's screens.

A room is served at once, but at most every `frame_ms`, and at least every second. Nothing here waits or
yields: a snapshot and the deltas after it can never disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.cases.case import Case
from city.live import LiveCity
from dashboard.rooms import frames
from dashboard.rooms.cameras import Watching
from dashboard.rooms.people_table import PeopleTable, Picked, inside
from dashboard.rooms.room_state import Changes, RoomState
from dashboard.rooms.rooms import Room, Rooms, Screen

HEARTBEAT_MS = 1000


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
        self.frames = self.bytes = self.snapshots = 0

    def join(self, screen: Screen, code: str, now: int) -> Room:
        """Move a screen to an area and send it the snapshot."""
        room, fresh = self.rooms.join(screen, code)
        if fresh:
            self._prune()
            self.boards[room] = RoomState(self.live, self.watching, code, screen.viewer.scope)
            self.rooms.flushed[room.slot] = self.live.version
            self.rooms.sent_at[room.slot] = now
        self.snapshot(screen, now)
        return room

    def snapshot(self, screen: Screen, now: int) -> None:
        """All a screen needs, at its room's sequence; the room itself is brought up to date first."""
        room = screen.room
        if room is None:
            return
        self._take_departures()
        board, slot = self.boards[room], room.slot
        if room.sequence or len(room.screens) > 1:
            self._flush(room, now, without=screen)
        everyone = self._everyone(room, now)
        sections = self._people_sections(room, everyone)
        names = [(int(r), self.live.people.ids[r]) for r in self._named(everyone)]
        if names:
            sections.append(frames.names_section(names))
        room.known.update(row for row, _ in names)
        sections.append(frames.grids_section(self._grid_records(self._grids_of(room))))
        sections.append(frames.state_section(board.whole(self.changes.seen)))
        self.rooms.numbers_due[slot] = self.rooms.cases_due[slot] = self.rooms.cameras_due[slot] = False
        room.cameras.clear()
        screen.wire.offer(self.pack(self._frame(room, frames.SNAPSHOT, now, everyone.newest, sections)))
        self.snapshots += 1

    def run(self, now: int) -> None:
        """Serve every room that is due and has something to tell, or has been silent for a second."""
        rooms = self.rooms
        self._take_departures()
        due = (rooms.next_at <= now) | (rooms.sent_at > now)  # a clock put back does not silence them
        if not due.any():
            return
        dots = self._changed_since(int(rooms.flushed[due].min()), now)
        spans, away = dots.spans(rooms.first, rooms.end)
        news = (spans[:, 1] > spans[:, 0]) | away | rooms.numbers_due | rooms.cases_due | rooms.sets_due
        news |= rooms.cameras_due
        news |= (rooms.sent_at <= now - HEARTBEAT_MS) | (rooms.sent_at > now)
        for slot in np.flatnonzero(due & news).tolist():
            room = rooms.rooms[slot]
            low, high = spans[slot].tolist()
            picked = dots.pick(room, low, high, bool(away[slot]), int(rooms.flushed[slot]))
            self._serve(room, picked, now)
        rooms.flushed[due] = self.live.version

    def numbers_changed(self, now: int) -> None:
        """After a tick or a recount: mark the rooms whose numbers or grids are not what they were."""
        hour = self.live.hours(self.live.areas.root.code)[2]
        self.rooms.mark("numbers_due", self.changes.numbers(hour))
        for position in self.changes.grid_positions(now).tolist():
            for room in self.rooms.around(position):
                room.grids.add(position)
                self.rooms.sets_due[room.slot] = True

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

    def _flush(self, room: Room, now: int, without: Screen) -> None:
        """Bring a room up to date out of turn, so that what was told and what a snapshot says agree."""
        dots = self._changed_since(int(self.rooms.flushed[room.slot]), now)
        spans, away = dots.spans(self.rooms.first[[room.slot]], self.rooms.end[[room.slot]])
        low, high = spans[0].tolist()
        picked = dots.pick(room, low, high, bool(away[0]), int(self.rooms.flushed[room.slot]))
        self.rooms.numbers_due[room.slot] = self.rooms.cases_due[room.slot] = True
        self._serve(room, picked, now, without)
        self.rooms.flushed[room.slot] = self.live.version

    def _serve(self, room: Room, picked: Picked, now: int, without: Screen | None = None) -> None:
        slot, rooms = room.slot, self.rooms
        sections = self._people_sections(room, picked)
        fresh = [row for row in self._named(picked) if row not in room.known]
        if fresh:
            room.known.update(fresh)
            sections.append(frames.names_section([(row, self.live.people.ids[row]) for row in fresh]))
        if rooms.sets_due[slot]:
            sections += self._set_sections(room)
        if rooms.numbers_due[slot] or rooms.cases_due[slot] or rooms.cameras_due[slot]:
            sections += self._state_sections(room)
        room.sequence += 1
        packed = self.pack(self._frame(room, frames.DELTA, now, picked.newest, sections))
        for screen in room.screens.values():
            if screen is not without and screen.wire.offer(packed):
                self.frames += 1
                self.bytes += len(packed)
        rooms.next_at[slot], rooms.sent_at[slot] = now + self.frame_ms, now

    def _people_sections(self, room: Room, picked: Picked) -> list[frames.Section]:
        sections = [frames.people_section(picked.records)] if len(picked.rows) else []
        lost = [room.forget(row) for row in picked.hidden.tolist()]
        hidden = [index for index in lost if index is not None]
        if hidden:
            sections.append(frames.gone_section(hidden, frames.HIDDEN))
        return sections

    def _named(self, picked: Picked) -> list[int]:
        rows = picked.rows if picked.strangers is None else picked.rows[~picked.strangers]
        named: list[int] = rows.tolist()
        return named

    def _set_sections(self, room: Room) -> list[frames.Section]:
        sections, people = [], self.live.people
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

    def _changed_since(self, version: int, now: int) -> PeopleTable:
        people = self.live.people
        rows = np.flatnonzero(people.version > version)
        return PeopleTable(people, self.live.areas, rows, now)

    def _everyone(self, room: Room, now: int) -> Picked:
        dots = PeopleTable(self.live.people, self.live.areas, self.live.area_people(room.first), now)
        return dots.pick(room, 0, len(dots.rows), False, 0)

    def _grids_of(self, room: Room) -> NDArray[Any]:
        return room.first + np.flatnonzero(self.changes.leaf[room.first : room.end])

    def _grid_records(self, positions: NDArray[Any]) -> NDArray[Any]:
        records = np.zeros(len(positions), frames.GRID)
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
