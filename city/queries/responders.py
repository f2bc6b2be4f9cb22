"""Who can go to a case: the free people inside an officer's scope, soonest there first.

Travel time = metres as the crow flies × `rules.detour` / the speed of how they get about (`rules.foot_kmh`,
`bike_kmh`, `car_kmh`; the roster's `mode`). The screen says so (`method`). The order is, one after the other:
the free person whose home is the case's grid, all other free people, then those with work in hand; among
equals by *cost* in seconds =

    travel time                                  what a straight way with its detours takes
    + accuracy × detour / speed                  they may be that much further away (50 m when untold)
    + age of the position / 2                    they may have walked away since: half of it is expected
    + cases in hand × `rules.load_minutes`       what they have to finish first

For a call for help all are equals: nobody's home counts, and work is left, not finished: whoever has any in
hand needs `rules.leave_minutes` more, however much it is.

A router that is plugged in (`route`) replaces the travel time of those who come into question, not the rule
of the order. All people are weighed at once in columns."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from city.cases.about import about
from city.cases.case import Case
from city.live import LiveCity
from city.people.fixes import HANDLING, IDLE, PATROLLING
from city.people.kinds import FULL
from city.queries.calls import scene
from city.queries.travel import MODES, metres_from, speed
from city.rules import Rules

UNTOLD_ACCURACY = 50.0  # metres
SHORTLIST = 4  # times as many as wanted are asked of a router
FREE, BUSY = 1, 2  # after the grid's owner, 0
Floats = NDArray[np.float64]
Route = Callable[[tuple[float, float], tuple[float, float], str], float | None]


@dataclass(frozen=True, slots=True)
class Responder:
    """`metres` as the crow flies; `seconds` of travel; `owner`: their home is the case's grid; `busy`: ids of
    the cases they have in hand."""

    number: int  # from 1 on
    inspector: str
    name: str
    name_en: str | None
    lat: float
    lon: float
    metres: float
    seconds: float
    mode: str
    age_ms: int
    accuracy: float | None
    load: int
    owner: bool
    free: bool
    busy: tuple[str, ...]
    kind: str = FULL


class Responders:
    """`route(from, to, mode)` → seconds, or None where it knows no way: then the formula holds."""

    def __init__(self, live: LiveCity, route: Route | None = None) -> None:
        self._live, self._route = live, route
        self._speeds = np.zeros(0)

    def near(self, case: Case, scope: str, limit: int = 5, now: int | None = None) -> list[Responder]:
        """At most `limit`, numbered. Nobody for a case without a place, and never anybody who is off shift,
        offline, unseen, calls for help or has a position older than `rules.on_duty_minutes`."""
        place = self._place(case)
        if place is None or limit < 1:
            return []
        now = self._live.now if now is None else now
        rows = self._candidates(case, scope, now)
        ways = self._weighed(case, rows, place, now)
        if self._route:
            ways = self._routed(ways, place, limit)
        best = ways.best(limit, self._live.people.ids)
        return [self._told(case, ways, int(at), number, now) for number, at in enumerate(best, 1)]

    def _place(self, case: Case) -> tuple[float, float] | None:
        """Where help is wanted; for one that only names its area, the middle of that."""
        place = scene(self._live, case)
        if place is not None:
            return place
        return about(self._live.areas, case)

    def _candidates(self, case: Case, scope: str, now: int) -> NDArray[np.intp]:
        people, areas = self._live.people, self._live.areas
        first = areas.position[scope]
        able = (people.state == PATROLLING) | (people.state == HANDLING) | (people.state == IDLE)
        able &= (people.home >= first) & (people.home < areas.end[first])
        able &= (people.time >= now - self._live.presence.window) & ~people.sos
        caller = people.row.get(case.inspector or "") if case.sos else None
        if caller is not None:
            able[caller] = False
        return np.flatnonzero(able)

    def _weighed(self, case: Case, rows: NDArray[np.intp], place: tuple[float, float], now: int) -> _Ways:
        people, rules = self._live.people, self._live.rules
        metres = metres_from(place, people.lat[rows] / 1e6, people.lon[rows] / 1e6)
        pace = self._speed()[rows]
        accuracy = people.accuracy[rows].astype(np.float64)
        doubt = np.where(np.isnan(accuracy), UNTOLD_ACCURACY, accuracy) * rules.detour / pace
        doubt += np.maximum(now - people.placed[rows], 0) / 2000
        load = self._loads()[rows]
        owner = people.home[rows] == self._grid(case)
        rank = np.where(load > 0, BUSY, np.where(owner, 0, FREE))
        work = load * rules.load_minutes
        if case.sos:
            rank, work = np.full(len(rows), FREE), (load > 0) * rules.leave_minutes
        return _Ways(rows, metres, metres * rules.detour / pace, doubt + work * 60, rank, load, owner)

    def _routed(self, ways: _Ways, place: tuple[float, float], limit: int) -> _Ways:
        """The likeliest alone, with the router's times."""
        people, chosen = self._live.people, ways.best(limit * SHORTLIST, self._live.people.ids)
        ways = ways.only(chosen)
        for at, row in enumerate(ways.rows.tolist()):
            begin = float(people.lat[row]) / 1e6, float(people.lon[row]) / 1e6
            seconds = self._route(begin, place, self._mode(row)) if self._route else None
            if seconds is not None:
                ways.seconds[at] = seconds
        return ways

    def _grid(self, case: Case) -> int:
        area = self._live.areas[case.area]
        lowest = area.level == self._live.areas.levels[-1]
        return self._live.areas.position[area.code] if lowest else -2

    def _speed(self) -> Floats:
        """Metres a second of each row; rows are only ever added, and their modes stay."""
        if len(self._speeds) != len(self._live.people):
            paces = {mode: speed(mode, self._live.rules) for mode in MODES}
            new = range(len(self._speeds), len(self._live.people))
            self._speeds = np.append(self._speeds, [paces[self._mode(row)] for row in new])
        return self._speeds

    def _loads(self) -> NDArray[np.int64]:
        loads, row = np.zeros(len(self._live.people), np.int64), self._live.people.row
        for inspector, count in self._live.workload.count.items():
            if inspector in row:
                loads[row[inspector]] = count
        return loads

    def _mode(self, row: int) -> str:
        person = self._live.roster.get(self._live.people.ids[row])
        return person.mode if person else "foot"

    def _told(self, case: Case, ways: _Ways, at: int, number: int, now: int) -> Responder:
        people, row = self._live.people, int(ways.rows[at])
        inspector, accuracy = people.ids[row], float(people.accuracy[row])
        person = self._live.roster.get(inspector)
        return Responder(
            number,
            inspector,
            person.name if person else inspector,
            person.name_en if person else None,
            float(people.lat[row]) / 1e6,
            float(people.lon[row]) / 1e6,
            float(ways.metres[at]),
            float(ways.seconds[at]),
            self._mode(row),
            max(0, now - int(people.placed[row])),
            None if math.isnan(accuracy) else accuracy,
            int(ways.load[at]),
            bool(ways.owner[at]),
            not ways.load[at],
            self._live.workload.cases(inspector),
            person.kind if person else FULL,
        )


@dataclass(frozen=True, slots=True)
class _Ways:
    """Columns of the candidates. `rest`: what the cost adds to the travel time."""

    rows: NDArray[np.intp]
    metres: Floats
    seconds: Floats
    rest: Floats
    rank: NDArray[np.int64]
    load: NDArray[np.int64]
    owner: NDArray[np.bool_]

    def best(self, limit: int, ids: list[str]) -> list[int]:
        """Indices in order; who is equal comes by id."""
        order = self.rank * 1e9 + self.seconds + self.rest
        chosen = np.arange(len(order))
        if len(order) > limit:
            chosen = np.flatnonzero(order <= np.partition(order, limit - 1)[limit - 1])
        keys = [(float(order[at]), ids[self.rows[at]], int(at)) for at in chosen]
        return [at for _, _, at in sorted(keys)[:limit]]

    def only(self, at: list[int]) -> _Ways:
        return _Ways(
            self.rows[at],
            self.metres[at],
            self.seconds[at],
            self.rest[at],
            self.rank[at],
            self.load[at],
            self.owner[at],
        )


def method(rules: Rules) -> dict[str, str]:
    """What travel times are come by, for the screen to say: km/h by mode, the detour, and minutes until work
    is left for a call for help."""
    paces = {mode: getattr(rules, f"{mode}_kmh") for mode in MODES}
    more = {"detour": rules.detour, "leave": rules.leave_minutes}
    return {name: f"{value:g}" for name, value in {**paces, **more}.items()}
