"""The state a room's screens hold beside the people: numbers, hours, cases, cameras; whole, and as changes.

Values out of the fold, plain dictionaries in the shape of docs/protocol.md. Knows nothing of sockets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.cases.about import about
from city.cases.case import Case
from city.counts.counters import COLUMN, COUNTERS, DEFINITIONS, UNKNOWN
from city.counts.kinds import by_kind
from city.live import LiveCity
from city.queries.calls import heard_of, way
from city.sight import Sight
from city.time.days import HOUR
from city.time.deadlines import runs_on
from dashboard.rooms.cameras import Told, Watching

TILE = ("open", "overdue", "on_duty", "people", "sos")
TILE_COLUMNS = [COLUMN[name] for name in TILE]
ADDITIVE = np.array([DEFINITIONS[name].additive for name in COUNTERS])


def told(numbers: list[int]) -> list[int | None]:
    """What does not exist yet is null, never 0."""
    return [None if n == UNKNOWN else n for n in numbers]


def counters(live: LiveCity, position: int) -> dict[str, int | None]:
    return dict(zip(COUNTERS, told(live.counters[position].tolist()), strict=True))


def direct_row(live: LiveCity, position: int, children: NDArray[Any]) -> NDArray[Any] | None:
    """What belongs to the area itself and to none of its children; None when that is nothing."""
    if not len(children):
        return None
    row = live.counters[position]
    rest = np.where(row == UNKNOWN, UNKNOWN, row - live.counters[children].sum(axis=0))
    rest[~ADDITIVE] = UNKNOWN
    return rest if (rest > 0).any() else None


def people_seen(live: LiveCity) -> NDArray[np.int64]:
    """Per area, how many people are shown in it; the root counts those outside too."""
    leaf = live.people.leaf[live.people.shown]
    counts = np.bincount(leaf[leaf >= 0], minlength=len(live.areas))
    before = np.concatenate(([0], np.cumsum(counts)))
    seen: NDArray[np.int64] = before[live.areas.end] - before[:-1]
    seen[0] = len(leaf)
    return seen


def case_view(live: LiveCity, case: Case, depth: int, sight: Sight) -> dict[str, Any]:
    """A case as a wall may show it; `place` names the areas below depth `depth`."""
    below = (live.areas[code] for code in case.place[depth + 1 :])
    acknowledged = case.acknowledged_by and {
        "by": sight.seat(case.acknowledged_by),
        "at": case.acknowledged_at,
    }
    return {
        "id": case.id,
        "state": case.state,
        "item": case.item,
        "urgent": case.urgent,
        "sos": case.sos,
        "calling": case.calling,
        "unverified": case.unverified,
        "unfiled": not case.revision,
        "lat": case.lat,
        "lon": case.lon,
        "about": about(live.areas, case),
        "area": case.area,
        "place": [[area.name, area.name_en] for area in below],
        "filed": case.filed,
        "due": case.due if case.open else None,
        "continuous": runs_on(case.limit),
        "paused": case.paused is not None,
        "owned": case.owner is not None,
        "unanswered": case.unanswered,
        "reply_by": case.reply_by,
        "inspector": sight.person(case.inspector),
        "acknowledged": acknowledged or None,
        "to_locate": case.to_locate,
        "to_sort": case.to_sort,
        "revision": case.revision,
    }


def call_view(live: LiveCity, case: Case, sight: Sight) -> dict[str, Any]:
    """What a band says of a call beside the case: `contact` is when its caller was last heard of, `sent`
    whether anybody is, `minutes` how far they are; null where it cannot be told."""
    left = way(live, case)
    known = left is not None and sight.knows(left.inspector)
    return {
        "contact": heard_of(live, case) if case.inspector and sight.knows(case.inspector) else None,
        "sent": case.assignment is not None,
        "minutes": max(1, round(left.seconds / 60)) if left and known else None,
    }


class RoomState:
    """One area's state as one scope may see it, with what was told of it last."""

    def __init__(
        self, live: LiveCity, watching: Watching, code: str, scope: str | None = None, named: bool = True
    ) -> None:
        self.scope = scope or live.areas.root.code
        self.sight = live.sight(self.scope, named)
        self.live, self.watching, self.code = live, watching, code
        self.position = live.areas.position[code]
        self.depth = int(live.areas.depth[self.position])
        self.codes = [area.code for area in live.areas.children(code)]
        self.children = np.array([live.areas.position[c] for c in self.codes], np.int64)
        self.numbers: dict[str, Any] = {}
        self.hours: dict[str, Any] = {}
        self.before: dict[str, dict[str, int]] = {}
        self.kinds: dict[str, int] = {}
        self.counted = (-1, -1)  # the cases, and the hour, that `hours` and `kinds` are of
        self.cases: dict[str, int] = {}  # id → revision
        self.calling: list[Case] = []  # of these, the calls for help that are not answered
        self.calls: dict[str, Any] = {}  # what was told of them
        self.cameras: dict[str, Told | None] = {}
        self.camera_list: str | None = None

    def whole(self, seen: NDArray[Any]) -> dict[str, Any]:
        """Everything as it is now; changes() then starts from here."""
        self.numbers, self.hours, self.cases, self.before = {}, {}, {}, {}
        self.kinds, self.counted = {}, (-1, -1)
        self.cameras, self.camera_list = {}, self.watching.listed_of(self.scope)
        self.calling, self.calls = [], {}
        state: dict[str, Any] = {"tiles": {}, "cases": [], "before": {}, "kinds": {}}
        state |= {**self.number_changes(seen), **self.case_changes()}
        state["calls"] = self.calls
        state.pop("gone_cases", None)
        told = self.camera_changes(self.watching.ids(self.code))
        return {**state, "cameras": {}, **told, "camera_list": self.camera_list}

    def number_changes(self, seen: NDArray[Any]) -> dict[str, Any]:
        """Counters, tiles, direct and people_seen that differ from what was told."""
        now = self._numbers(seen)
        before, self.numbers = self.numbers, now
        changed: dict[str, Any] = {}
        for key in ("counters", "tiles"):
            old = before.get(key, {})
            news = {name: value for name, value in now[key].items() if old.get(name, ...) != value}
            if news:
                changed[key] = news
        for key in ("direct", "people_seen"):
            if before.get(key, ...) != now[key]:
                changed[key] = now[key]
        return changed | self.call_changes() | self._count_changes() | self._before_changes()

    def case_changes(self) -> dict[str, Any]:
        """Cases that are new or have a new revision, and the ids of those no longer among the chosen."""
        chosen = self.live.wall_cases(self.code)
        before, self.cases = self.cases, {case.id: case.revision for case in chosen}
        changed: dict[str, Any] = {}
        news = [
            case_view(self.live, c, self.depth, self.sight) for c in chosen if before.get(c.id) != c.revision
        ]
        gone = [id_ for id_ in before if id_ not in self.cases]
        if news:
            changed["cases"] = news
        if gone:
            changed["gone_cases"] = gone
        self.calling = [case for case in chosen if case.calling]
        return changed | self.call_changes() | self._count_changes()

    def call_changes(self) -> dict[str, Any]:
        """All calls that are not answered, when anything about one of them is not as it was told."""
        now = {case.id: call_view(self.live, case, self.sight) for case in self.calling}
        if now == self.calls:
            return {}
        self.calls = now
        return {"calls": now}

    def calls_moved(self) -> bool:
        """Whether `call_changes` would tell anything."""
        return any(call_view(self.live, c, self.sight) != self.calls.get(c.id) for c in self.calling)

    def camera_changes(self, due: Iterable[str]) -> dict[str, Any]:
        """The cameras among `due` that are not as told, null for one no longer here; the list's edition."""
        changed: dict[str, Any] = {}
        allowed = ((id_, self.watching.allowed(id_, self.code)) for id_ in due)
        now = {id_: self.watching.of(id_) if here else None for id_, here in allowed}
        news = {id_: told for id_, told in now.items() if self.cameras.get(id_) != told}
        if news:
            self.cameras |= news
            changed["cameras"] = news
        listed = self.watching.listed_of(self.scope)
        if self.camera_list != listed:
            self.camera_list = changed["camera_list"] = listed
        return changed

    def _numbers(self, seen: NDArray[Any]) -> dict[str, Any]:
        rows = self.live.counters[self.children][:, TILE_COLUMNS].tolist() if self.codes else []
        tiles = (dict(zip(TILE, told(row), strict=True)) for row in rows)
        direct = direct_row(self.live, self.position, self.children)
        return {
            "counters": counters(self.live, self.position),
            "tiles": dict(zip(self.codes, tiles, strict=True)),
            "direct": direct
            if direct is None
            else dict(zip(TILE, told(direct[TILE_COLUMNS].tolist()), strict=True)),
            "people_seen": int(seen[self.position]),
        }

    def _count_changes(self) -> dict[str, Any]:
        """Reports per hour, and cases by kind: nothing changes them but cases and the hour."""
        live = self.live
        counted = live.case_columns.version, live.days.local(live.now) // HOUR
        if counted == self.counted:
            return {}
        self.counted = counted
        today, yesterday, hour = live.hours(self.code)
        hours = {"today": today, "yesterday": yesterday, "now": hour}
        changed = {} if hours == self.hours else {"hours": hours}
        told, self.hours = self.kinds, hours
        end, day = int(live.areas.end[self.position]), live.days.day(live.now)
        self.kinds = by_kind(live.case_columns, live.matters, self.position, end, day)
        names = {**told, **self.kinds}
        news = {name: self.kinds.get(name, 0) for name in names if told.get(name) != self.kinds.get(name)}
        return changed | ({"kinds": news} if news else {})

    def _before_changes(self) -> dict[str, Any]:
        """The numbers of other days that are not as told, null for one that is not known any more."""
        told, self.before = self.before, self.live.earlier.of(self.position)
        changed = {
            ago: {
                name: now.get(name)
                for name in {**told.get(ago, {}), **now}
                if told.get(ago, {}).get(name) != now.get(name)
            }
            for ago, now in self.before.items()
        }
        changed = {ago: news for ago, news in changed.items() if news}
        return {"before": changed} if changed else {}


class Changes:
    """Finds, once for all rooms, the areas whose numbers or grids changed since the last look."""

    def __init__(self, live: LiveCity) -> None:
        self.live = live
        self.seen = people_seen(live)
        self.matrix = np.zeros((0, 0), np.int64)
        self.grids = np.zeros((len(live.areas), 2), np.int64)
        self.leaf = np.array([live.areas.end[p] == p + 1 for p in range(len(live.areas))])

    def numbers(self, now_hour: int) -> NDArray[np.bool_]:
        """A mask of the areas whose own or whose children's numbers changed."""
        self.seen = people_seen(self.live)
        hour = np.full(len(self.seen), now_hour)
        before = self.live.earlier.table
        matrix = np.column_stack((self.live.counters, self.seen, hour, *before)).astype(np.int64)
        if self.matrix.shape != matrix.shape:
            self.matrix = np.zeros_like(matrix)
        changed: NDArray[np.bool_] = (matrix != self.matrix).any(axis=1)
        self.matrix = matrix
        parents = self.live.areas.parent[changed]
        changed[parents[parents >= 0]] = True
        return changed

    def grid_positions(self, now: int) -> NDArray[Any]:
        """Positions of the grids whose shade changed."""
        grids = np.column_stack((self.live.grid_open(), self.live.covered(now))).astype(np.int64)
        changed = np.flatnonzero((grids != self.grids).any(axis=1) & self.leaf)
        self.grids = grids
        return changed
