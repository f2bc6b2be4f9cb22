"""What each room of a pass is told of its people: sections of its frame. All rooms are worked through at
once, since there may be hundreds with a person or two each. Knows columns and rooms; nothing of sockets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.rooms import frames
from dashboard.rooms.baselines import Baselines
from dashboard.rooms.frame_tables import AT_HOME, STRANGER, VISITING, looks, moved, people
from dashboard.rooms.frames import Section
from dashboard.rooms.people_table import Pairs, PeopleTable
from dashboard.rooms.rooms import Room

Numbers = NDArray[np.int64]
Columns = dict[str, NDArray[Any]]
Part = tuple[int, NDArray[np.bool_], Callable[..., list[bytes]], Sequence[str]]
PERSON = ("index", "lat", "lon", "age", "state", "flags")


@dataclass(slots=True)
class News:
    """Of one room."""

    sections: list[Section] = field(default_factory=list)
    names: list[int] = field(default_factory=list)  # rows whose id goes with them
    newest: int = 0


def news_of(
    dots: PeopleTable,
    rooms: Sequence[Room],
    pairs: Pairs,
    now: int,
    baselines: Baselines,
    flushed: Numbers | None,
) -> list[News]:
    """One for each of `rooms`. `flushed`: the city's version each was served at, whose screens have what
    was true then; without it they are told all there is."""
    found = [News() for _ in rooms]
    room, at = _seen(dots, rooms, pairs, found)
    if not len(at):
        return found
    told = _told(dots, rooms, room, at, now)
    if flushed is None:
        told["fresh"] = np.ones(len(at), np.bool_)
    by_id = np.array([room.aliases is None for room in rooms])
    named = told["fresh"] & (told["index"] < STRANGER) & by_id[told["room"]]
    for place, row in zip(told["room"][named].tolist(), told["row"][named].tolist(), strict=True):
        found[place].names.append(row)
    for part in _differ(told, baselines, flushed):
        _put(found, told, part)
    starts = _starts(told["room"])
    newest = np.maximum.reduceat(told["time"], starts).tolist()
    for place, time in zip(told["room"][starts].tolist(), newest, strict=True):
        found[place].newest = time
    return found


def _seen(dots: PeopleTable, rooms: Sequence[Room], pairs: Pairs, found: list[News]) -> Pairs:
    """Those whose position may be shown; of the others, whom a room has is taken away."""
    room, at = pairs
    seen = dots.shown[at]
    if seen.all():
        return pairs
    lost: dict[int, list[int]] = {}
    for place, row in zip(room[~seen].tolist(), dots.rows[at[~seen]].tolist(), strict=True):
        index = rooms[place].forget(row)
        if index is not None:
            lost.setdefault(place, []).append(index)
    for place, indexes in lost.items():
        found[place].sections.append(frames.gone_section(indexes, frames.HIDDEN))
    return room[seen], at[seen]


def _told(dots: PeopleTable, rooms: Sequence[Room], room: Numbers, at: Numbers, now: int) -> Columns:
    """One row for each person of each room, sorted by room and by the room's index of them."""
    first, end, scope, scope_end = np.array([r.ranges for r in rooms]).T[:, room]
    home, rows = dots.home[at], dots.rows[at]
    strange = (scope > 0) & ((home < scope) | (home >= scope_end))
    index = _known(rooms, room, rows)
    fresh = index < 0
    for new in fresh.nonzero()[0].tolist():
        index[new] = rooms[room[new]].introduce(int(rows[new]), nameless=bool(strange[new]))
    at_home = (home >= first) & (home < end)
    whose = np.where(at_home, AT_HOME, np.where((home >= 0) | strange, VISITING, 0))
    order = np.lexsort((index, room))
    at = at[order]
    return {
        "room": room[order],
        "index": index[order],
        "fresh": fresh[order],
        "row": dots.rows[at],
        "lat": dots.lat[at],
        "lon": dots.lon[at],
        "placed": dots.placed[at],
        "age": np.clip(now - dots.placed[at], -(2**31), 2**31 - 1),
        "look": dots.look[at],
        "state": dots.look[at] & 255,
        "flags": dots.look[at] >> 8 | whose[order],
        "time": dots.time[at],
    }


def _known(rooms: Sequence[Room], room: Numbers, rows: Numbers) -> Numbers:
    """Under which index each room has these people, -1 for those it does not have."""
    starts, found, asked = _starts(room).tolist(), list[int](), rows.tolist()
    for low, high in pairwise([*starts, len(asked)]):
        found.extend(map(rooms[room[low]].known.get, asked[low:high], repeat(-1)))
    return np.array(found, np.int64)


def _differ(told: Columns, baselines: Baselines, flushed: Numbers | None) -> list[Part]:
    """Who is told whole, who moved, and who looks different."""
    if flushed is None:
        return [(frames.PEOPLE, told["fresh"], people, PERSON)]
    before = baselines.told(told["row"], flushed[told["room"]])
    whole = told["fresh"] | ~before.sure
    north, east = told["lat"] - before.lat, told["lon"] - before.lon
    told["north"], told["east"] = north, east
    steps = ~whole & ((north != 0) | (east != 0) | (told["placed"] != before.placed))
    return [
        (frames.PEOPLE, whole, people, PERSON),
        (frames.MOVED, steps, moved, ("index", "north", "east", "age")),
        (frames.LOOKS, ~whole & (told["look"] != before.look), looks, ("index", "state", "flags")),
    ]


def _put(found: list[News], told: Columns, part: Part) -> None:
    """A section for each room that has somebody in this part."""
    section, chosen, pack, names = part
    some = chosen.nonzero()[0]
    if not some.size:
        return
    room = told["room"][some]
    starts = _starts(room)
    bodies = pack(np.append(starts, len(some)), *(told[name][some] for name in names))
    for place, body in zip(room[starts].tolist(), bodies, strict=True):
        found[place].sections.append((section, body))


def _starts(room: Numbers) -> Numbers:
    """Where each room's rows begin."""
    return np.flatnonzero(np.append(True, room[1:] != room[:-1]))
