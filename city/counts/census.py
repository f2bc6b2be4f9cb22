"""Counts people and cases into areas, all at once: numbers at positions, then prefix sums over subtrees."""

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.cases.case_columns import CaseColumns
from city.counts.counters import COLUMN, COUNTERS
from city.people.coverage import Coverage
from city.people.fixes import HANDLING, IDLE, PATROLLING, STATES, UNLISTED, People

ON_DUTY = (HANDLING, PATROLLING, IDLE)


class Census:
    def __init__(self, areas: Areas, coverage: Coverage) -> None:
        self._areas = areas
        self._coverage = coverage
        self._ancestors = ancestors(areas)
        self._posts = np.array([area.posts for area in areas.order], np.int64)

    def roll(self, direct: NDArray[np.int64]) -> NDArray[np.int64]:
        """Each area's sum over its subtree; `direct` is by position, further axes are counted apart."""
        upto = np.zeros((len(direct) + 1, *direct.shape[1:]), np.int64)
        np.cumsum(direct, axis=0, out=upto[1:])
        total: NDArray[np.int64] = upto[self._areas.end] - upto[:-1]
        return total

    def count(
        self, people: People, case_columns: CaseColumns, now: int, today: int, on_duty: bool, window: int
    ) -> NDArray[np.int32]:
        """Every counter of every area, in the order of COUNTERS."""
        direct = np.zeros((len(self._areas), len(COUNTERS)), np.int64)
        self._people(direct, people, on_duty)
        self._places(direct, people, now - window, now)
        self._cases(direct, case_columns, today, now)
        total = self.roll(direct)
        total[:, COLUMN["visiting"]] = self._visiting(people)
        return total.astype(np.int32)

    def _tally(self, positions: NDArray[np.integer]) -> NDArray[np.int64]:
        return np.bincount(positions, minlength=len(self._areas))

    def _people(self, direct: NDArray[np.int64], people: People, on_duty: bool) -> None:
        """By home: how many are in which state."""
        home, state = people.home, people.state
        listed = home >= 0
        kinds = len(STATES)
        at = home[listed].astype(np.int64) * kinds + state[listed]
        table = np.bincount(at, minlength=len(direct) * kinds).reshape(-1, kinds)
        everyone, active = table.sum(axis=1), table[:, ON_DUTY].sum(axis=1)
        direct[:, COLUMN["people"]], direct[:, COLUMN["on_duty"]] = everyone, active
        for name in ("handling", "patrolling", "idle"):
            direct[:, COLUMN[name]] = table[:, STATES.index(name)]
        direct[:, COLUMN["offline" if on_duty else "off_shift"]] = everyone - active
        outside = listed & (people.leaf == -1) & active_rows(people)
        direct[:, COLUMN["outside"]] = self._tally(home[outside])

    def _places(self, direct: NDArray[np.int64], people: People, since: int, now: int) -> None:
        """By where they are; outside the city belongs to the root directly."""
        unlisted = (people.state == UNLISTED) & (people.leaf != -2) & (people.time >= since)
        direct[:, COLUMN["unlisted"]] = self._tally(np.maximum(people.leaf[unlisted], 0))
        direct[:, COLUMN["posts"]] = self._posts
        direct[:, COLUMN["grids"]] = self._coverage.grids
        direct[:, COLUMN["grids_covered"]] = self._coverage.covered(now)

    def _cases(self, direct: NDArray[np.int64], case_columns: CaseColumns, today: int, now: int) -> None:
        filed_today = case_columns.day == today
        for name, rows in (
            ("reported", filed_today),
            ("advised", filed_today & case_columns.advised),
            ("dispatched", filed_today & case_columns.dispatched),
            ("resolved", filed_today & case_columns.fed_back),
            ("closed", filed_today & case_columns.closed),
            ("open", case_columns.open),
            ("overdue", case_columns.overdue(now)),
            ("unlocated", case_columns.unlocated),
            ("sos", case_columns.waiting),
        ):
            direct[:, COLUMN[name]] = self._tally(case_columns.position[rows])

    def _visiting(self, people: People) -> NDArray[np.int64]:
        """On duty inside an area that their home is not in, at each depth of the tree."""
        away = active_rows(people) & (people.leaf >= 0) & (people.home != people.leaf)
        leaf, home = people.leaf[away], people.home[away]
        counts = np.zeros(len(self._areas), np.int64)
        for level in self._ancestors[1:]:
            there = level[leaf]
            counts += self._tally(there[(there >= 0) & (there != level[home])])
        return counts


def active_rows(people: People) -> NDArray[np.bool_]:
    active: NDArray[np.bool_] = (people.state >= PATROLLING) & (people.state <= IDLE)
    return active


def ancestors(areas: Areas) -> NDArray[np.int32]:
    """[depth, position] → the position of the ancestor (or self) at that depth, -1 where there is none."""
    table = np.full((int(areas.depth.max()) + 1, len(areas)), -1, np.int32)
    for position, (depth, parent) in enumerate(zip(areas.depth.tolist(), areas.parent.tolist(), strict=True)):
        if parent >= 0:
            table[:depth, position] = table[:depth, parent]
        table[depth, position] = position
    return table
