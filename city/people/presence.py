"""Who is where and in which state: the fold of fixes. Knows nothing of cases but who calls for help."""

from collections.abc import Callable
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.people.coverage import Coverage
from city.people.fixes import (
    FIX,
    HANDLING,
    IDLE,
    OFF_SHIFT,
    OFFLINE,
    PATROLLING,
    TWO_DEVICES,
    UNLISTED,
    UNSEEN,
    FixBatch,
    People,
)
from city.people.judging import FixJudge
from city.people.position_fields import MEASURES
from city.people.recent import Fixes, Recent, ordered, repeated
from city.people.roster import Roster
from city.people.trails import Trails
from city.rules import Rules
from city.time.days import MINUTE, Duty

Rows = NDArray[np.intp]


class Presence:
    """`calling` holds who calls for help, `handling` who has an accepted dispatch: both may be shown off
    duty. `bump` makes the city's next version; `departures` are (version, row, old leaf)."""

    def __init__(
        self,
        areas: Areas,
        roster: Roster,
        locator: Locator,
        rules: Rules,
        duty: Duty,
        bump: Callable[[], int],
    ) -> None:
        self.people = People()
        self.recent, self.trails = Recent(), Trails(rules)
        self.judge = FixJudge(rules, self.recent, self.trails)
        self.coverage = Coverage(areas, rules)
        self.departures: list[tuple[int, int, int]] = []
        self.calling: set[str] = set()
        self.handling: set[str] = set()
        self.window = rules.on_duty_minutes * MINUTE
        self.turned_away = 0  # fixes of people not on the roster, beyond those that are kept
        self._areas, self._locator, self._duty, self._bump = areas, locator, duty, bump
        self._coarse = float(rules.accuracy_metres)
        self._strangers, self._listed = rules.unlisted_limit, len(roster.people)
        for person in roster.people:
            self.people.add(person.inspector, areas.position[person.area])
        self._grow()

    def fold(self, batch: FixBatch, now: int) -> list[str]:
        """A late fix moves nobody back, but it counts for coverage and for the walk it belongs to. Returns
        whose fixes were kept."""
        on_duty = self._duty.each(batch.time)
        inspectors, kept = batch.inspector, self._kept(batch, on_duty)
        if kept is not None:
            inspectors, on_duty = [inspectors[index] for index in kept.tolist()], on_duty[kept]
        rows = self._known(inspectors)
        if (rows < 0).any():
            welcome = self._welcome(inspectors)
            if welcome is not None:
                kept = welcome if kept is None else kept[welcome]
                inspectors, on_duty = [inspectors[index] for index in welcome.tolist()], on_duty[welcome]
            rows = self.rows(inspectors)
        if not inspectors:
            return inspectors
        fixes = self._fixes(batch, kept)
        if repeated(rows):
            order = ordered(rows, fixes)
            rows, fixes, on_duty = rows[order], fixes[order], on_duty[order]
        self._take(rows, fixes, on_duty, now)
        return inspectors

    def tick(self, now: int) -> None:
        """What only time changes: who has become silent, whose duty began or ended, who walks."""
        people = self.people
        people.handling[:] = False
        for inspector in self.handling:
            row = people.row.get(inspector)
            if row is not None:  # who has left the roster, and was not seen since, has none
                people.handling[row] = True
        state, shown = presence(people, slice(None), now, self._duty.on(now), self.window)
        changed = np.flatnonzero((state != people.state) | (shown != people.shown))
        if changed.size:
            self._settle(changed, state[changed], shown[changed])

    def call(self, inspector: str, calls: bool, now: int) -> None:
        (self.calling.add if calls else self.calling.discard)(inspector)
        row = self.people.row.get(inspector)
        if row is not None and self.people.sos[row] != calls:
            self.people.sos[row] = calls
            rows = np.array([row], np.intp)
            self._settle(rows, *presence(self.people, rows, now, self._duty.on(now), self.window))

    def two_devices(self, now: int) -> list[str]:
        """Ids marked so and seen within the time that counts as on duty."""
        people = self.people
        rows = np.flatnonzero((people.marks & TWO_DEVICES > 0) & (people.time >= now - self.window))
        return sorted(people.ids[row] for row in rows.tolist())

    def within(self, position: int) -> Rows:
        """Rows of people whose position may be shown and who are in the area or at home in it."""
        people = self.people
        if position == 0:
            return np.flatnonzero(people.shown)
        end = self._areas.end[position]
        here = (people.leaf >= position) & (people.leaf < end)
        here |= (people.home >= position) & (people.home < end)
        return np.flatnonzero(here & people.shown)

    def rows(self, inspectors: list[str]) -> Rows:
        """Their rows; whoever is not known yet gets one."""
        rows = self._known(inspectors)
        new = np.flatnonzero(rows < 0)
        if new.size:
            for who in dict.fromkeys(inspectors[index] for index in new.tolist()):
                row = self.people.add(who)
                self.people.sos[row] = who in self.calling
            self._grow()
            rows = self._known(inspectors)
        return rows

    def _known(self, inspectors: list[str]) -> Rows:
        """Their rows; -1 for whoever has none."""
        return np.fromiter(map(self.people.row.get, inspectors, repeat(-1)), np.intp, len(inspectors))

    def revive(self, rows: Rows) -> None:
        """Show these people as what was kept of their fixes says."""
        verdict = self.judge.judge(rows)
        self.people.show(rows, verdict.shown)
        self.people.time[rows], self.people.marks[rows] = verdict.heard, verdict.marks
        self.people.moved[rows] = verdict.moved

    def _grow(self) -> None:
        self.recent.grow(len(self.people))
        self.trails.grow(len(self.people))

    def _welcome(self, inspectors: list[str]) -> Rows | None:
        """Whose fixes find a row or may have a new one, None for all: somebody who invents ids must not fill
        our memory, since a row is never used again in an epoch."""
        known = self.people.row
        new = list(dict.fromkeys(who for who in inspectors if who not in known))
        room = max(0, self._listed + self._strangers - len(self.people))
        if len(new) <= room:
            return None
        late = frozenset(new[room:])
        kept = [index for index, who in enumerate(inspectors) if who not in late]
        self.turned_away += len(inspectors) - len(kept)
        return np.array(kept, np.intp)

    def _kept(self, batch: FixBatch, on_duty: NDArray[np.bool_]) -> Rows | None:
        """Which fixes may be kept, None for all: off duty only those of a call for help or of a task."""
        if on_duty.all():
            return None
        exempt = batch.sos.copy()
        for index in np.flatnonzero(~on_duty & ~exempt).tolist():
            inspector = batch.inspector[index]
            exempt[index] = inspector in self.calling or inspector in self.handling
        return np.flatnonzero(on_duty | exempt)

    def _fixes(self, batch: FixBatch, kept: Rows | None) -> Fixes:
        """Positions are rounded before they are located, so that equal fixes lie in equal places. A rough one
        lies in no grid: in the city as a whole, or outside."""
        fixes = np.empty(len(batch), FIX)
        lat, lon = np.rint(batch.lat * 1e6), np.rint(batch.lon * 1e6)
        fixes["lat"], fixes["lon"] = lat, lon
        for name in ("time", "received", *MEASURES):
            fixes[name] = getattr(batch, name)
        if kept is not None:
            fixes, lat, lon = fixes[kept], lat[kept], lon[kept]
        leaf = self._locator.leaf(lat / 1e6, lon / 1e6)
        fixes["leaf"] = np.where(self._rough(fixes), np.minimum(leaf, 0), leaf)
        return fixes

    def _rough(self, fixes: Fixes) -> NDArray[np.bool_]:
        rough: NDArray[np.bool_] = fixes["accuracy"] > self._coarse
        return rough

    def _take(self, rows: Rows, fixes: Fixes, on_duty: NDArray[np.bool_], now: int) -> None:
        """Keep what is new, and show each of these people where their fixes, taken together, say."""
        rough = self._rough(fixes)
        stored = self.recent.take(rows, fixes, rough)
        self.trails.take(rows, fixes) if not rough.any() else self.trails.take(rows[~rough], fixes[~rough])
        people = self.people
        last = np.append(rows[1:] != rows[:-1], True)
        whose = np.cumsum(last) - last  # of each fix, the place of its person among them
        who = rows[last]
        verdict = self.judge.judge(who)
        believed = np.ones(len(rows), np.bool_)
        others = np.flatnonzero(fixes["time"] != verdict.shown["time"][whose])  # few: late, or contradicting
        if others.size:
            believed[others] = self.judge.believes(fixes[others], verdict.shown[whose[others]])
        counts = on_duty & ~rough & believed & (people.home[rows] >= 0) & (fixes["leaf"] >= 0)
        self.coverage.visit(fixes["leaf"][counts], fixes["time"][counts])
        people.moved[who] = verdict.moved
        new = np.bincount(whose, stored, len(who)) > 0
        for name, column in (("placed", "time"), ("lat", "lat"), ("lon", "lon")):
            new |= getattr(people, name)[who] != verdict.shown[column]
        new |= people.marks[who] != verdict.marks
        if not new.all():
            who = who[new]
        if not who.size:
            return
        shown = verdict.shown if new.all() else verdict.shown[new]
        left, seen = people.leaf[who], people.shown[who]
        people.show(who, shown)
        people.time[who], people.marks[who] = verdict.heard[new], verdict.marks[new]
        self._settle(who, *presence(people, who, now, self._duty.on(now), self.window))
        away = seen & (left >= 0) & (left != shown["leaf"])
        if away.any():
            gone = zip(who[away].tolist(), left[away].tolist(), strict=True)
            version = int(people.version[who[0]])
            self.departures += [(version, row, leaf) for row, leaf in gone]

    def _settle(self, rows: Rows, state: NDArray[np.uint8], shown: NDArray[np.bool_]) -> None:
        """A visible change of these rows; whoever is no longer shown leaves where they are and their home."""
        people = self.people
        version = self._bump()
        hidden = rows[people.shown[rows] & ~shown]
        people.state[rows], people.shown[rows], people.version[rows] = state, shown, version
        for row in hidden.tolist():
            places = {max(int(people.leaf[row]), 0), max(int(people.home[row]), 0)}
            self.departures += [(version, row, place) for place in sorted(places)]


def presence(
    people: People, rows: NDArray[np.intp] | slice, now: int, on_duty: bool, window: int
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The state of each and whether a page may show their position; `window` in ms, `on_duty` for now.

    Shown is who was seen and is not off shift, or calls for help; of those on no roster, who was seen within
    the window."""
    seen = people.leaf[rows] != -2
    listed = people.home[rows] >= 0
    recent = seen & (people.time[rows] >= now - window)
    state = np.where(seen, np.uint8(OFFLINE if on_duty else OFF_SHIFT), np.uint8(UNSEEN))
    active = np.where(people.moved[rows], np.uint8(PATROLLING), np.uint8(IDLE))
    active[people.handling[rows]] = HANDLING
    state = np.where(recent, active, state)
    state[~listed] = UNLISTED
    hidden = ~seen | (state == OFF_SHIFT) | (~listed & ~recent)
    return state, ~hidden | (seen & people.sos[rows])
