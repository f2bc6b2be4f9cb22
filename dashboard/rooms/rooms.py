"""Who watches what: a room is an area seen by one scope, by those who are told ids or by those who are not;
its columns tell the pump which rooms are due.

Knows nothing of what a frame says, of Redis, or of HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from dashboard.access.viewer import Viewer
from dashboard.rooms.aliases import Aliases
from dashboard.rooms.frame_tables import STRANGER

Key = tuple[int, int, bool]  # the area's position, the scope's, and whether people are told by id


class Outlet(Protocol):
    """Where a screen's frames go: `offer` never waits, and answers whether it took the frame; `close`
    ends the connection."""

    dropped: int
    stuck: int
    on_drained: Callable[[], None]

    @property
    def waiting(self) -> int: ...
    def offer(self, frame: bytes) -> bool: ...
    def close(self) -> None: ...


@dataclass(eq=False, slots=True)
class Client:
    """One connected page, as its socket has it."""

    sid: str
    wire: Outlet
    viewer: Viewer
    room: Room | None = None
    origin: str = ""  # of the page, as the handshake said
    desk: str | None = None  # the area whose queue it watches
    console: bool = False
    named: bool = True  # it is told people's ids
    screen: str | None = None  # the one it is, or shows in a tab
    directs: str | None = None  # the room of screens it looks after


@dataclass(eq=False, slots=True)
class Room:
    """An area and a scope, as ranges of positions, with what its screens have been told so far."""

    code: str
    first: int
    end: int
    scope: tuple[int, int]
    aliases: Aliases | None = None  # where its screens are told no ids
    slot: int = -1
    sequence: int = 0
    screens: dict[str, Client] = field(default_factory=dict)
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
    def key(self) -> Key:
        return self.first, self.scope[0], self.aliases is None

    def introduce(self, row: int, *, nameless: bool) -> int:
        """The index of somebody new to this room; nameless, one who left and came back gets another."""
        known = self.aliases.of(row) if self.aliases and not nameless else row
        index = STRANGER | self._numbered if nameless else known
        self._numbered += nameless
        self.known[row] = index
        return index

    def behind(self, index: int) -> int | None:
        """The row of somebody who is shown under this index now and may be known."""
        if index >= STRANGER:
            return None
        return next((row for row, told in self.known.items() if told == index), None)

    def forget(self, row: int) -> int | None:
        """The index to take away when a person left; None when the room never had them."""
        return self.known.pop(row, None)


Kind = TypeVar("Kind", bound=np.generic)


class Column(Generic[Kind]):
    """One value a room, in the order of `rooms`: a view that may be written."""

    def __init__(self, kind: type[Kind]) -> None:
        self.kind, self.name = kind, ""

    def __set_name__(self, owner: type[Rooms], name: str) -> None:
        self.name = name

    def __get__(self, rooms: Rooms, owner: type[Rooms]) -> NDArray[Kind]:
        column: NDArray[Kind] = rooms.columns[self.name]
        return column


class Rooms:
    """The rooms that have screens. Row i of every column belongs to `rooms[i]`; times in epoch ms."""

    first = Column(np.int64)
    end = Column(np.int64)
    flushed = Column(np.int64)  # LiveCity.version the people sent so far are of
    next_at = Column(np.int64)
    sent_at = Column(np.int64)
    numbers_due = Column(np.bool_)
    cases_due = Column(np.bool_)
    cameras_due = Column(np.bool_)
    sets_due = Column(np.bool_)  # `gone` or `grids` hold something

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self.rooms: list[Room] = []
        self._by_key: dict[Key, Room] = {}
        self._aliases: dict[Key, Aliases] = {}  # kept: a screen that comes back finds its people again
        self._by_position: dict[int, list[Room]] = {}
        kinds = {name: each.kind for name, each in vars(Rooms).items() if isinstance(each, Column)}
        self.columns = {name: np.empty(0, kind) for name, kind in kinds.items()}

    def __len__(self) -> int:
        return len(self.rooms)

    def __iter__(self) -> Iterator[Room]:
        return iter(self.rooms)

    def join(self, screen: Client, code: str) -> tuple[Room, bool]:
        """Move a screen to an area; True when the room is new and nothing was told to it yet."""
        self.leave(screen)
        areas = self.areas
        first, scope = areas.position[code], areas.position[screen.viewer.scope]
        key = (first, scope, screen.named)
        room = self._by_key.get(key)
        fresh = room is None
        if room is None:
            aliases = None if screen.named else self._aliases.setdefault(key, Aliases())
            room = Room(code, first, int(areas.end[first]), (scope, int(areas.end[scope])), aliases)
            self._open(room)
        room.screens[screen.sid] = screen
        screen.room = room
        return room, fresh

    def leave(self, screen: Client) -> None:
        room, screen.room = screen.room, None
        if room is None:
            return
        room.screens.pop(screen.sid, None)
        if not room.screens:
            self._close(room)

    def around(self, position: int) -> Iterator[Room]:
        """The rooms whose area holds this position."""
        while position >= 0:
            yield from self._by_position.get(position, ())
            position = int(self.areas.parent[position])

    def numbers_changed(self, areas: NDArray[np.bool_]) -> None:
        """The numbers of these areas, a mask over all of them, are not what they were."""
        self.numbers_due[areas[self.first]] = True

    def _open(self, room: Room) -> None:
        room.slot = len(self.rooms)
        self.rooms.append(room)
        self._by_key[room.key] = room
        self._by_position.setdefault(room.first, []).append(room)
        self.columns = {name: np.append(old, old.dtype.type(0)) for name, old in self.columns.items()}
        self.first[room.slot], self.end[room.slot] = room.first, room.end

    def _close(self, room: Room) -> None:
        self.columns = {name: np.delete(old, room.slot) for name, old in self.columns.items()}
        del self.rooms[room.slot], self._by_key[room.key]
        self._by_position[room.first].remove(room)
        if not self._by_position[room.first]:
            del self._by_position[room.first]
        for slot, other in enumerate(self.rooms[room.slot :], room.slot):
            other.slot = slot
