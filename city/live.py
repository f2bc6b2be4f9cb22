"""The city as it is now: fixes and case events in, people, cases and counters out. Holds no clock: `now` and
every time are epoch ms, handed in. The same entries in any order end in the same city at the same now; only
whether a fix that contradicts its person's others covers its grid is judged once, when it comes."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases.book import CaseBook
from city.cases.callers import Callers
from city.cases.case import Case, CaseError, CaseEvent
from city.cases.case_columns import CaseColumns
from city.cases.command import Rulebook
from city.cases.pending import Pending
from city.cases.sos import Call, Calls, call_data
from city.cases.tasks import Tasks
from city.cases.workload import Workload
from city.counts.census import Census
from city.counts.counters import COUNTERS
from city.counts.counting import Moment
from city.counts.earlier import Earlier
from city.counts.hours import hours_of
from city.ladder_steps import read_ladder
from city.matters import Matters
from city.people.fixes import FixBatch
from city.people.judging import ANY_SPEED
from city.people.presence import Presence
from city.people.roster import Roster
from city.rules import Rules
from city.sight import Colleagues, Sight
from city.time.days import Duty, LocalDays
from city.time.workdays import Calendar

_AHEAD = 10_000  # phones whose clock is watched at once


class LiveCity:
    """One fold of one edition of the city. `handling` holds who has an accepted dispatch; a `locator` of the
    same areas may be handed on from fold to fold, since making one takes a third of a second. `calendar`:
    without one, weekends are the only days off."""

    def __init__(
        self,
        areas: Areas,
        roster: Roster,
        matters: Matters,
        rules: Rules,
        locator: Locator | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        self.areas, self.roster, self.matters, self.rules = areas, roster, matters, rules
        self.calendar = calendar or Calendar(rules.zone)
        self.ladder = read_ladder(rules.ladder)
        self.book = Rulebook(areas, roster, matters, self.calendar, rules)
        self.version = self.now = 0
        self.colleagues: Colleagues = {}
        self.locator = locator or Locator(areas)
        self.days = LocalDays(rules.zone)
        self.duty = Duty(rules.duty, self.days)
        self.presence = Presence(areas, roster, self.locator, rules, self.duty, self._bump)
        self.people, self.coverage = self.presence.people, self.presence.coverage
        self.handling = self.presence.handling
        self.workload = Workload()
        self.cases = CaseBook(areas, self.locator, rules)
        self.case_columns = CaseColumns(self.days)
        self._tasks = Tasks(self.handling)
        self.calls = Calls(rules, self.days, self._waiting)
        self.pending = Pending(self.cases)
        self.ahead: dict[str, int] = {}  # fixes from the future in a row, by inspector
        # entries that did not fit their case, and why; whoever folds empties it
        self.unfit: list[tuple[str, str]] = []
        self.counters = np.zeros((len(areas), len(COUNTERS)), np.int32)
        self._census = Census(areas)
        self.earlier = Earlier(areas, self.days, self._census)
        self._posts = np.array([area.posts for area in areas.order], np.int64)
        self._callers = Callers()
        self._latest_day = -1  # of any case filed: a clock that jumps ahead must not forget today

    def fold_fixes(self, batch: FixBatch, now: int) -> None:
        inspectors = self.presence.fold(batch, now)
        if self.ahead:
            for inspector in inspectors:
                self.ahead.pop(inspector, None)

    def fold_ahead(self, ahead: dict[str, int]) -> None:
        """Fixes refused because they came from the future, by inspector; one good fix clears it."""
        for inspector, count in ahead.items():
            if len(self.ahead) < _AHEAD or inspector in self.ahead:
                self.ahead[inspector] = self.ahead.get(inspector, 0) + count

    @property
    def departures(self) -> list[tuple[int, int, int]]:
        """(version, row, position left) since the frames' owner last emptied it."""
        return self.presence.departures

    @departures.setter
    def departures(self, kept: list[tuple[int, int, int]]) -> None:
        self.presence.departures = kept

    @property
    def turned_away(self) -> int:
        """Fixes of people not on the roster that found no row any more (`rules.unlisted_limit`)."""
        return self.presence.turned_away

    @property
    def clock_wrong(self) -> dict[str, int]:
        return {who: count for who, count in self.ahead.items() if count >= self.rules.clock_wrong_after}

    @property
    def two_devices(self) -> list[str]:
        """Ids that tell of two places at once."""
        return self.presence.two_devices(self.now)

    def any_speed(self) -> None:
        """For a world whose time runs faster than people: no fix is a jump."""
        self.presence.judge.fastest = ANY_SPEED

    def fold_sos(
        self,
        inspector: str,
        time: int,
        received: int,
        lat: float | None,
        lon: float | None,
        unverified: bool = False,
        accuracy: float | None = None,
    ) -> Call:
        """Every SOS signal, whoever is clerk: a new clerk then knows what still has to be filed."""
        rough = accuracy is not None and accuracy > self.rules.accuracy_metres
        return self.calls.signal(inspector, time, received, lat, lon, unverified, rough)[0]

    def unfiled_sos(self, now: int) -> list[tuple[str, dict[str, Any]]]:
        """Case id and data of the `filed` event of each call that is not in the case book yet. A call whose
        beginning we did not read (the stream was trimmed) joins the case that waits for its caller."""
        unfiled = [call for call in self.calls.all() if not self.cases.get(call.case)]
        for call in unfiled:
            call.case = min(self._callers.waiting(call.inspector), default=call.case)
        return [(call.case, self._sos(call, now)) for call in unfiled if not self.cases.get(call.case)]

    def show_unfiled(self, now: int, patience: int) -> list[Case]:
        """Calls for help that have waited for `patience` ms to be filed are shown and counted as the cases
        they will be. Those that are new, and those that are not any more."""
        new, gone = self.pending.look(self.unfiled_sos(now), now, patience)
        for case in new:
            self.case_columns.put(case, self.areas.position[case.area])
        for case in gone:
            if self.cases.get(case.id) is None:  # it joined another
                self.case_columns.drop(case.id)
        for case in (*new, *gone):
            self._cry(case.inspector or "", now)
        return [*new, *gone]

    def case(self, id_: str) -> Case | None:
        """Also one that the record does not hold yet."""
        return self.cases.get(id_) or self.pending.get(id_)

    def some(self, ids: Iterable[str]) -> list[Case]:
        return [case for case in map(self.case, ids) if case]

    def fold_events(self, events: Iterable[CaseEvent], now: int) -> list[Case]:
        """The cases that changed. What does not fit is told in `unfit` and disturbs nothing else."""
        changed: dict[str, Case] = {}
        for event in events:
            self.earlier.begin(event.time)
            try:
                case = self.cases.apply(event)
            except CaseError as error:
                self.unfit.append((event.entry, str(error)))
                case = self.cases.get(event.case)
            if case:
                changed[case.id] = case
        for case in changed.values():
            self._enter(case, now)
        if changed:
            self._bump()
        return list(changed.values())

    def tick(self, now: int) -> None:
        """What only time changes: presence by age, the hour, the day, what need not be kept. Every second."""
        self.presence.tick(now)
        yesterday = min(self.days.day(now), self._latest_day) - 1
        self.earlier.leave(self.case_columns, self.cases, yesterday)
        self.recount(now)
        self.earlier.tick(self.case_columns, self.counters, now, self.people)

    def recount(self, now: int) -> None:
        """The counters alone; after case events."""
        self.now = now
        counters = self._census.count(self.moment())
        if not np.array_equal(counters, self.counters):
            self._bump()
        self.counters = counters

    def moment(self) -> Moment:
        """What is counted, as of the last tick or recount."""
        return Moment(
            self.people,
            self.case_columns,
            self.coverage,
            self._posts,
            now=self.now,
            today=self.days.day(self.now),
            on_duty=self.duty.on(self.now),
            window=self.presence.window,
        )

    def area_people(self, position: int) -> NDArray[np.intp]:
        """Rows of people whose position may be shown and who are in the area or at home in it."""
        return self.presence.within(position)

    def area_cases(self, code: str, limit: int | None = None) -> list[Case]:
        """Newest first."""
        return self.some(self.case_columns.newest(np.flatnonzero(self._within(code)), limit))

    def open_cases(self, code: str) -> list[Case]:
        case_columns = self.case_columns
        rows = np.flatnonzero(self._within(code) & case_columns.open)
        return self.some(case_columns.ids[row] for row in rows.tolist())

    def wall_cases(self, code: str, opened: int = 200, latest: int = 12) -> list[Case]:
        """What a wall shows: every open SOS, the open cases that need eyes first, the newest of any state;
        newest first."""
        case_columns, here = self.case_columns, self._within(code)
        ids = {case_columns.ids[row] for row in np.flatnonzero(here & case_columns.sos & case_columns.open)}
        ids.update(case_columns.foremost(np.flatnonzero(here & case_columns.open), self.now, opened))
        ids.update(case_columns.newest(np.flatnonzero(here), latest))
        return sorted(self.some(ids), key=lambda case: (-case.filed, case.id))

    def grid_open(self) -> NDArray[np.int32]:
        """Open cases that lie directly in each area, by position."""
        here = self.case_columns.position[self.case_columns.open]
        return np.bincount(here, minlength=len(self.areas)).astype(np.int32)

    def covered(self, now: int) -> NDArray[np.bool_]:
        return self.coverage.covered(now)

    def hours(self, code: str) -> tuple[list[int], list[int], int]:
        """Reports per local hour today and yesterday, and the hour it is."""
        first, today = self.areas.position[code], self.days.day(self.now)
        counts = hours_of(self.case_columns, first, int(self.areas.end[first]), today)
        return *counts, self.days.hour(self.now)

    def sight(self, scope: str, named: bool = True) -> Sight:
        """What a viewer with this scope may know; `named`: people by id and name too."""
        return Sight(self.areas, self.roster, scope, self.colleagues, named)

    def restored(self) -> None:
        """What follows from cases that a snapshot brought; tick before it is shown."""
        for case in self.cases:
            self._enter(case, self.now)
        self._bump()

    def place(self, case: Case, code: str) -> list[tuple[str, str | None]]:
        """Chinese and English names of the areas the case lies in, below `code`."""
        below = self.areas.depth[self.areas.position[code]] + 1
        areas = (self.areas[step] for step in case.place[below:])
        return [(area.name, area.name_en) for area in areas]

    def _bump(self) -> int:
        self.version += 1
        return self.version

    def _sos(self, call: Call, now: int) -> dict[str, Any]:
        """At the place it told, else (and instead of a rough one) at the last good position, else at home."""
        people, lat, lon = self.people, call.lat, call.lon
        row = people.row.get(call.inspector)
        if row is not None and people.leaf[row] != -2 and (lat is None or lon is None or call.rough):
            lat, lon = float(people.lat[row]) / 1e6, float(people.lon[row]) / 1e6
        leaf = -1 if lat is None or lon is None else int(self.locator.leaf([lat], [lon])[0])
        if leaf < 0 and row is not None:
            leaf = int(people.home[row])
        return call_data(call, self.areas.order[max(leaf, 0)].code, lat, lon, now, self.rules)

    def _waiting(self, case: str) -> bool:
        known = self.cases.get(case)
        return known is None or known.waiting

    def _enter(self, case: Case, now: int) -> None:
        self.pending.pop(case.id)
        self.workload.put(case)
        self.case_columns.put(case, self.areas.position[case.area])
        self._tasks.take(case)
        self._latest_day = max(self._latest_day, self.days.day(case.filed))
        if case.sos and case.inspector:
            self._callers.take(case)
            self._cry(case.inspector, now)

    def _cry(self, inspector: str, now: int) -> None:
        calls = self._callers.calls(inspector) or self.pending.of(inspector)
        self.presence.call(inspector, calls, now)

    def _within(self, code: str) -> NDArray[np.bool_]:
        position = self.areas.position[code]
        where = self.case_columns.position
        within: NDArray[np.bool_] = (where >= position) & (where < self.areas.end[position])
        return within
