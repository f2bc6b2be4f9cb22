"""How every counter counts, a row each: what it counts, where it counts it, and which it counts. The census
sums up what a row chooses, and a list shows it, so that neither can say anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.cases.case_columns import NEVER, CaseColumns
from city.people.coverage import Coverage
from city.people.fixes import IDLE, PATROLLING, STATES, UNLISTED, People
from city.time.days import HOUR


class Where(Enum):
    """What a row chooses from, and the area that each counts for."""

    HOME = "people of the roster, where they are at home"
    PLACE = "people, where they are; outside the city: the root directly"
    VISIT = "people, in every area they are in and their home is not"
    AREA = "areas themselves: a number or a truth value each"
    CASE = "cases, where they lie"


class Moment:
    """The city's columns as of `now` (epoch ms); `today` is its local day, `window` how long people count as
    seen, ms; `posts` those planned for each area."""

    def __init__(
        self,
        people: People,
        cases: CaseColumns,
        coverage: Coverage,
        posts: NDArray[np.int64],
        *,
        now: int,
        today: int,
        on_duty: bool,
        window: int,
    ) -> None:
        self.people, self.cases, self.coverage, self.posts = people, cases, coverage, posts
        self.now, self.on_duty, self.since = now, on_duty, now - window
        self.filed_today: NDArray[np.bool_] = cases.day == today
        self.active = active_rows(people)


@dataclass(frozen=True, slots=True)
class Row:
    where: Where
    chosen: Callable[[Moment], NDArray[Any]]


def _state(name: str) -> Row:
    return Row(Where.HOME, lambda at: at.people.state == STATES.index(name))


def _today(column: str) -> Row:
    return Row(Where.CASE, lambda at: at.filed_today & getattr(at.cases, column))


def _lately(column: str) -> Row:
    return Row(Where.CASE, lambda at: getattr(at.cases, column) & (at.cases.ended_at > at.now - HOUR))


def _unlisted(at: Moment) -> NDArray[np.bool_]:
    people = at.people
    chosen: NDArray[np.bool_] = (people.state == UNLISTED) & (people.leaf != -2) & (people.time >= at.since)
    return chosen


COUNTING: dict[str, Row] = {
    "posts": Row(Where.AREA, lambda at: at.posts),
    "people": Row(Where.HOME, lambda at: np.ones(len(at.people), np.bool_)),
    "on_duty": Row(Where.HOME, lambda at: at.active),
    "handling": _state("handling"),
    "patrolling": _state("patrolling"),
    "idle": _state("idle"),
    "offline": Row(Where.HOME, lambda at: ~at.active & at.on_duty),
    "off_shift": Row(Where.HOME, lambda at: ~at.active & (not at.on_duty)),
    "visiting": Row(Where.VISIT, lambda at: at.active & (at.people.leaf >= 0)),
    "outside": Row(Where.HOME, lambda at: at.active & (at.people.leaf == -1)),
    "unlisted": Row(Where.PLACE, _unlisted),
    "grids": Row(Where.AREA, lambda at: at.coverage.grids),
    "grids_covered": Row(Where.AREA, lambda at: at.coverage.covered(at.now)),
    "grids_uncovered": Row(Where.AREA, lambda at: at.coverage.grids & ~at.coverage.covered(at.now)),
    "reported": Row(Where.CASE, lambda at: at.filed_today),
    "advised": _today("advised"),
    "dispatched": _today("dispatched"),
    "resolved": _today("fed_back"),
    "closed": _today("closed"),
    "open": Row(Where.CASE, lambda at: at.cases.open),
    "overdue": Row(Where.CASE, lambda at: at.cases.overdue(at.now)),
    "unlocated": Row(Where.CASE, lambda at: at.cases.unlocated),
    "ordered": Row(Where.CASE, lambda at: at.cases.reply_by != NEVER),
    "ordered_late": Row(Where.CASE, lambda at: at.cases.reply_by < at.now),
    "sos": Row(Where.CASE, lambda at: at.cases.calling),
    "sos_waiting": Row(Where.CASE, lambda at: at.cases.waiting),
    "advised_hour": _lately("advised"),
    "closed_hour": _lately("closed"),
}


def active_rows(people: People) -> NDArray[np.bool_]:
    """Who is on duty: handling, patrolling or idle."""
    active: NDArray[np.bool_] = (people.state >= PATROLLING) & (people.state <= IDLE)
    return active
