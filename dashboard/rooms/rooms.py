"""Who watches what: a room is an area seen by one scope; its columns tell the pump which rooms are due.

Knows nothing of what a frame says, of Redis, or of HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from city.areas.areas import Areas
from dashboard.access.viewer import Viewer
from dashboard.rooms.frame_tables import STRANGER


class Outlet(Protocol):
    """Where a screen's frames go: `offer` never waits, and answers whether it took the frame."""

    dropped: int
    stuck: int
    on_drained: Callable[[], None]

    @property
    def waiting(self) -> int: ...
    def offer(self, frame: bytes) -> bool: ...


@dataclass(eq=False, slots=True)
class Screen:
    """One connected page."""

    sid: str
    wire: Outlet
    viewer: Viewer
    room: Room | None = None
    origin: str = ""  # of the page, as the handshake said
    desk: str | None = None  # the area whose queue it watches


@dataclass(eq=False, slots=True)
class Room:
    """An area and a scope, as ranges of positions, with what its screens have been told so far."""

    code: str
    first: int
    end: int
    scope: tuple[int, int]
    slot: int = -1
    sequence: int = 0
    screens: dict[str, Screen] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)  # row → the index under which its screens have them
    gone: set[int] = field(default_factory=set)  # rows that may have left
    grids: set[int] = field(default_factory=set)  # positions whose shade changed
    cameras: set[str] = field(default_factory=set)  # that may be told otherwise
    _numbered: int = 0

    @property
    def ranges(self) -> tuple[int, int, int, int]:
        """Of positions: the area's, and the scope's."""
        return self.first, self.end, *self.scope

    @property
    def key(self) -> tuple[int, int]:
        return self.first, self.scope[0]

    def introduce(self, row: int, *, nameless: bool) -> int:
        """The index of somebody new to this room; nameless, one who left and came back gets another."""
        index = STRANGER | self._numbered if nameless else row
        self._numbered += nameless
        self.known[row] = index
        return index

    def forget(self, row: int) -> int | None:
        """The index to take away when a person left; None when the room never had them."""
        return self.known.pop(row, None)


COLUMNS = (
    *("first", "end", "flushed", "next_at", "sent_at"),
    *("numbers_due", "cases_due", "cameras_due", "sets_due"),
)


class Rooms:
    """The rooms that have screens. Column i of every array belongs to `rooms[i]`; times in epoch ms."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self.rooms: list[Room] = []
        self._by_key: dict[tuple[int, int], Room] = {}
        self._by_position: dict[int, list[Room]] = {}
        self.first = np.empty(0, np.int64)
        self.end = np.empty(0, np.int64)
        self.flushed = np.empty(0, np.int64)  # LiveCity.version the people sent so far are of
        self.next_at = np.empty(0, np.int64)
        self.sent_at = np.empty(0, np.int64)
        self.numbers_due = np.empty(0, np.bool_)
        self.cases_due = np.empty(0, np.bool_)
        self.cameras_due = np.empty(0, np.bool_)
        self.sets_due = np.empty(0, np.bool_)  # `gone` or `grids` hold something

    def __len__(self) -> int:
        return len(self.rooms)

    def __iter__(self) -> Iterator[Room]:
        return iter(self.rooms)

    def join(self, screen: Screen, code: str) -> tuple[Room, bool]:
        """Move a screen to an area; True when the room is new and nothing was told to it yet."""
        self.leave(screen)
        areas = self.areas
        first, scope = areas.position[code], areas.position[screen.viewer.scope]
        room = self._by_key.get((first, scope))
        fresh = room is None
        if room is None:
            room = Room(code, first, int(areas.end[first]), (scope, int(areas.end[scope])))
            self._open(room)
        room.screens[screen.sid] = screen
        screen.room = room
        return room, fresh

    def leave(self, screen: Screen) -> None:
        room, screen.room = screen.room, None
        if room is None:
            return
        room.screens.pop(screen.sid, None)
        if not room.screens:
            self._close(room)

    def at(self, position: int) -> list[Room]:
        return self._by_position.get(position, [])

    def around(self, position: int) -> Iterator[Room]:
        """The rooms whose area holds this position."""
        while position >= 0:
            yield from self._by_position.get(position, ())
            position = int(self.areas.parent[position])

    def mark(self, column: str, positions: np.ndarray) -> None:
        """Set a `…_due` column for the rooms at any of these positions (a mask over all areas)."""
        getattr(self, column)[positions[self.first]] = True

    def _open(self, room: Room) -> None:
        room.slot = len(self.rooms)
        self.rooms.append(room)
        self._by_key[room.key] = room
        self._by_position.setdefault(room.first, []).append(room)
        new = {"first": room.first, "end": room.end}
        for name in COLUMNS:
            column = getattr(self, name)
            setattr(self, name, np.append(column, np.array([new.get(name, 0)], column.dtype)))

    def _close(self, room: Room) -> None:
        for name in COLUMNS:
            setattr(self, name, np.delete(getattr(self, name), room.slot))
        del self.rooms[room.slot], self._by_key[room.key]
        self._by_position[room.first].remove(room)
        if not self._by_position[room.first]:
            del self._by_position[room.first]
        for slot, other in enumerate(self.rooms[room.slot :], room.slot):
            other.slot = slot
