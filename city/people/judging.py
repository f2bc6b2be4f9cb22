"""Where somebody is when their fixes contradict each other, and whether they patrol. Only from what is kept
of them (`recent.py`, `trails.py`), so the order in which fixes came does not matter.

A fix that cannot be reached from the others at `rules.jump_mps` is a jump: it is kept, marked and moves
nobody until most of the last minutes' fixes agree with it. Distances are equirectangular (x = Δlon · cos
lat), exact to millimetres at a walk's range: Snyder, Map Projections: A Working Manual (USGS 1395), p. 90."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FIX, JUMPED, ROUGH, TWO_DEVICES
from city.people.position_fields import MEASURES
from city.people.recent import Fixes, Recent, Rows
from city.people.trails import Trails
from city.rules import Rules
from city.time.days import MINUTE

_METRES = np.float32(0.1113195)  # one 1e-6 degree of latitude on a sphere of radius 6,378,137 m (WGS-84's)
ANY_SPEED = 1e9  # m/s
_GRACE = 1.0  # s that two phones' clocks, or two fixes of one moment, may lie apart
_TURNS = 3  # there, back and there again: not one that was wrong once


@dataclass(frozen=True, slots=True)
class Points:
    """The fixes that are kept of some people, [person, point]: `known` of those that count,
    `trail` of those by which a walk is told."""

    time: NDArray[np.int64]
    lat: NDArray[np.int32]
    lon: NDArray[np.int32]
    accuracy: NDArray[np.float32]  # 0 when not told
    known: NDArray[np.bool_]
    trail: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FixVerdict:
    """`shown`: the fix each person is shown at; `marks`, `moved` and `heard` (newest of all) by person."""

    shown: Fixes
    marks: NDArray[np.uint8]
    moved: NDArray[np.bool_]
    heard: NDArray[np.int64]


class FixJudge:
    def __init__(self, rules: Rules, recent: Recent, trails: Trails) -> None:
        self._recent, self._trails = recent, trails
        self.fastest = float(rules.jump_mps)  # m/s
        self._patrol = rules.patrol_minutes * MINUTE
        self._far = np.float32(rules.patrol_metres)
        self._window = rules.on_duty_minutes * MINUTE

    def judge(self, rows: Rows) -> FixVerdict:
        """Each of these people once, at least one fix of each being kept."""
        last, rough = self._recent.of(rows)
        newest = np.arange(len(rows)) * last.shape[1] + last["time"].argmax(axis=1)
        shown = np.take(last.reshape(-1), newest)
        heard = np.maximum(shown["time"], rough["time"])
        points = self._points(rows, last, shown["time"])
        metres, reached = self._from(points, shown)
        marks = np.zeros(len(rows), np.uint8)
        moved = self._walked(points, shown, metres)
        odd = np.flatnonzero(~(reached | ~points.known).all(axis=1))
        if odd.size:
            self._weigh(rows, odd, points, shown, marks, moved)
        later = rough["time"] >= heard
        if later.any():
            self._dim(later, rough, shown, marks, moved)
        return FixVerdict(shown, marks, moved, heard)

    def believes(self, fixes: Fixes, shown: Fixes) -> NDArray[np.bool_]:
        """Whether each fix can be reached from where its person is shown, row by row."""
        points = _points_of(fixes[:, None])
        reached: NDArray[np.bool_] = self._from(points, shown)[1][:, 0]
        return reached

    def _points(self, rows: Rows, last: Fixes, newest: NDArray[np.int64]) -> Points:
        trails = self._trails
        kept, older = _points_of(last), trails.time[rows]
        lately = (older >= 0) & (older >= (newest - self._patrol)[:, None])
        return Points(
            np.concatenate((kept.time, older), axis=1),
            np.concatenate((kept.lat, trails.lat[rows]), axis=1),
            np.concatenate((kept.lon, trails.lon[rows]), axis=1),
            np.concatenate((kept.accuracy, np.fmax(trails.accuracy[rows], 0)), axis=1),
            np.concatenate((kept.known, lately), axis=1),
            np.concatenate((kept.trail, lately), axis=1),
        )

    def _from(self, points: Points, here: Fixes) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Metres beyond both accuracies from each point to `here`, and whether one can be there in time."""
        north = (points.lat - here["lat"][:, None]).astype(np.float32)
        east = (points.lon - here["lon"][:, None]).astype(np.float32)
        north *= _METRES
        east *= (np.cos(np.radians(here["lat"] * 1e-6)) * _METRES).astype(np.float32)[:, None]
        north *= north
        east *= east
        north += east
        np.sqrt(north, out=north)
        north -= points.accuracy
        north -= np.fmax(here["accuracy"], 0)[:, None]
        apart = (points.time - here["time"][:, None]).astype(np.float32)
        np.abs(apart, out=apart)
        apart *= np.float32(self.fastest / 1000)
        apart += np.float32(_GRACE * self.fastest)
        reached: NDArray[np.bool_] = north <= apart
        return north, reached

    def _walked(self, points: Points, here: Fixes, metres: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Whether they stood farther away in the window before, by more than the positions may be wrong."""
        before = points.known & points.trail & (points.time >= (here["time"] - self._patrol)[:, None])
        far = (metres > self._far) & before
        moved: NDArray[np.bool_] = np.any(far, axis=1)
        some = np.flatnonzero(moved & (here["accuracy"] > 0))
        if some.size:
            part = Points(*(getattr(points, name)[some] for name in Points.__slots__))
            moved[some] = self._surely(part, here["time"][some], far[some], before[some])
        return moved

    def _surely(
        self, points: Points, newest: NDArray[np.int64], far: NDArray[np.bool_], before: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """A third of positions is farther off than their accuracy says: two must be far from where they were,
        and that from two places, as far as there are as many."""
        earlier = points.known & (points.time < newest[:, None])
        second = _fix_at(points, np.where(earlier, points.time, -1).argmax(axis=1))
        older = before & earlier & (points.time < second["time"][:, None])
        both = older & far & (self._from(points, second)[0] > self._far)
        count = older.sum(axis=1)
        sure: NDArray[np.bool_] = both.sum(axis=1) >= np.minimum(count, 2)
        return sure

    def _weigh(
        self,
        rows: Rows,
        odd: Rows,
        points: Points,
        shown: Fixes,
        marks: NDArray[np.uint8],
        moved: NDArray[np.bool_],
    ) -> None:
        """Those whose fixes contradict each other are where most of them agree."""
        some, order = self._in_time(points, odd)
        agree = self._agreement(some)
        believed, torn = sides(some, agree)
        last = np.where(believed, np.arange(believed.shape[1]), -1).argmax(axis=1)
        there = self._record(rows[odd], points, odd, order[np.arange(len(odd)), last])
        jumped = there["time"] < shown["time"][odd]
        marks[odd] = np.where(jumped, JUMPED, 0) | np.where(torn, TWO_DEVICES, 0)
        shown[odd] = there
        some.known[:] = believed
        moved[odd] = self._walked(some, there, self._from(some, there)[0]) & ~torn

    def _in_time(self, points: Points, some: Rows) -> tuple[Points, Rows]:
        """These people's points, the oldest first and what does not count last, and where each was. Equal
        moments are in the order of their places: nothing may hang on where a fix is kept."""
        time = np.where(points.known[some], points.time[some], np.iinfo(np.int64).max)
        late = np.arange(time.shape[1]) < self._recent.last.shape[1]  # a fix kept twice: the whole one counts
        keys = (np.broadcast_to(late, time.shape), points.lon[some], points.lat[some], time)
        order = np.lexsort(keys, axis=1)
        columns = (getattr(points, name)[some] for name in Points.__slots__)
        return Points(*(np.take_along_axis(column, order, axis=1) for column in columns)), order

    def _agreement(self, points: Points) -> NDArray[np.bool_]:
        """[person, point, point]: both count, and one can be reached from the other."""
        count = points.time.shape[1]
        agree = np.zeros((*points.time.shape, count), np.bool_)
        for at in range(count):
            here = _fix_at(points, np.full(len(agree), at))
            agree[:, at] = self._from(points, here)[1] & points.known & points.known[:, at, None]
        return agree

    def _record(self, rows: Rows, points: Points, some: Rows, chosen: Rows) -> Fixes:
        """The chosen points as fixes; of one that is only in the trail no more than its place is known."""
        slots = self._recent.last.shape[1]
        found: Fixes = self._recent.last[rows, np.minimum(chosen, slots - 1)]
        old = np.flatnonzero(chosen >= slots)
        if old.size:
            found[old] = np.zeros(1, FIX)
            for name in MEASURES:
                found[name][old] = np.nan
            for name in ("time", "lat", "lon", "accuracy", "leaf"):
                found[name][old] = getattr(self._trails, name)[rows[old], chosen[old] - slots]
            found["received"][old] = found["time"][old]
        return found

    def _dim(
        self,
        later: NDArray[np.bool_],
        rough: Fixes,
        shown: Fixes,
        marks: NDArray[np.uint8],
        moved: NDArray[np.bool_],
    ) -> None:
        """Whose newest fix is a rough one stays where they were last seen well, for as long as on duty."""
        marks[later] |= ROUGH
        moved &= ~later | (shown["time"] >= rough["time"] - self._patrol)
        lost = later & (shown["time"] < rough["time"] - self._window)
        shown[lost] = rough[lost]


def _points_of(fixes: Fixes) -> Points:
    accuracy = np.fmax(fixes["accuracy"], 0)  # not told is 0
    told = fixes["time"] >= 0
    return Points(fixes["time"], fixes["lat"], fixes["lon"], accuracy, told, np.zeros_like(told))


def _fix_at(points: Points, at: Rows) -> Any:
    each = np.arange(len(at))
    return {name: getattr(points, name)[each, at] for name in ("time", "lat", "lon", "accuracy")}


def sides(points: Points, agree: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which points each person is believed by, and who has two devices.

    The point that most others agree with is believed, the older of equals; then, before and after it in time,
    each one that can be reached from the last one believed. Two devices are fixes that change sides again and
    again; of two that tell about as often the more southern one wins, so that nobody is thrown to and fro."""
    votes = agree.sum(axis=2)
    best = _best(votes, points.known)
    believed = _chain(agree, best)
    torn = _turns(points, believed) & _alike(points, agree, believed)
    even = np.flatnonzero(torn & (2 * (points.known & ~believed).sum(axis=1) >= believed.sum(axis=1)))
    if even.size:
        one = best[even]
        other = _best(votes[even], (points.known & ~believed)[even])
        north = 2.0 * points.lat[even] + points.lon[even]  # hardly ever are two places equally far along it
        each = np.arange(len(even))
        chosen = np.where(north[each, one] <= north[each, other], one, other)
        believed[even] = _chain(agree[even], chosen)
    return believed, torn


def _best(votes: NDArray[Any], among: NDArray[np.bool_]) -> Rows:
    """Of each person's points among these the one with most votes, the older of equals."""
    best: Rows = np.where(among, votes, -1).argmax(axis=1)
    return best


def _chain(agree: NDArray[np.bool_], best: Rows) -> NDArray[np.bool_]:
    """From each one's best point on, in time and back in time, what can be reached from the last one."""
    each, count = np.arange(len(best)), agree.shape[1]
    believed = np.zeros((len(best), count), np.bool_)
    believed[each, best] = True
    for steps in (range(count), range(count - 1, -1, -1)):
        last = best.copy()
        for point in steps:
            beyond = point > best if steps.step > 0 else point < best
            good = beyond & agree[each, point, last]
            believed[good, point] = True
            last[good] = point
    return believed


def _turns(points: Points, believed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whose fixes are on one side, on the other, back and there again."""
    changes = (believed[:, 1:] != believed[:, :-1]) & points.known[:, 1:]
    often: NDArray[np.bool_] = changes.sum(axis=1) >= _TURNS
    return often


def _alike(points: Points, agree: NDArray[np.bool_], believed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whose other fixes agree with each other: one place, not several that were wrong once."""
    others = points.known & ~believed
    apart = points.time[:, :, None] != points.time[:, None, :]  # the same fix may be kept twice
    found: NDArray[np.bool_] = (agree & apart & others[:, :, None] & others[:, None, :]).any(axis=(1, 2))
    return found
