"""The simulated city: what phones and a hotline would send from now on, and sent before.

`Simulation` makes entries and knows no Redis; `play` paces them into one.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.matters import URGENCIES, Matters
from city.people.position_fields import ROW
from city.people.roster import Person
from demo.people.crowd import gather
from demo.people.earlier_days import live_again
from demo.people.errands import Errands
from demo.people.field import Field
from demo.people.past import PastLives
from demo.people.phones import Phones, Row
from demo.people.reporting import TWICE, Matter, Reporter, Reporting, midnight
from demo.people.streets import lay_streets
from demo.people.walks import Walkers
from streams.messages.contract import fixes_field, heartbeat_fields, position_fields, report_fields
from streams.record.keys import Keys
from streams.replay.sender import Entry, Sender

GATEWAY = "simulator"
TICK, HEARTBEAT = 0.1, 5_000  # seconds; ms
STRANGERS = 12  # phones that are on no roster
EARLIER = (280_000, 140_000)  # ms before the start: fixes that tell walkers from those who stand
ROWS = 1_000  # in one entry of many
FRESH_MS = 20_000  # what was reported within it comes in while the wall looks on
HOUR = 3_600_000
CALLS_AGO = (100 * 60_000, 22 * HOUR)  # ms
EARLIER_CALLS_AGO = (76 * HOUR, 127 * HOUR, 152 * HOUR)
EARLIER_DAYS = tuple(range(1, 8))  # before yesterday
LONGEST_MS = 72 * HOUR  # no life lasts longer
SAMPLED = 3  # of so many reports one


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything."""

    rate: float = 10.0  # seconds between two fixes of one person
    people: int | None = None  # None: the roster as it is
    reports_an_hour: float = 120.0  # mean of the day
    sos_every: float = 600.0  # seconds, 0 never
    batch: bool = False
    seed: int = 1


class Simulation:
    """A crowd, its phones and its reports, from `now` (epoch ms) on."""

    def __init__(
        self,
        areas: Areas,
        people: Sequence[Person],
        matters: Matters,
        zone: ZoneInfo,
        keys: Keys,
        plan: Plan,
        now: int,
    ) -> None:
        self.areas, self.zone, self.keys, self.plan = areas, zone, keys, plan
        self.chance = np.random.default_rng(plan.seed)
        self.crowd = gather(areas, people, plan.people, STRANGERS)
        streets = lay_streets(self.crowd.polygons)
        self.walkers = Walkers(streets, self.crowd.area, self.crowd.modes, now - EARLIER[0], self.chance)
        self.phones = Phones(self.crowd.ids, self.walkers, zone, now, self.chance)
        self.errands = Errands(self.crowd.ids, self.phones, plan.seed)
        named = [Matter(i.code, i.name, i.urgency == URGENCIES[-1]) for i in matters.items.values()]
        self.reports = Reporting(named, zone, plan.reports_an_hour, str(now), now, self.chance)
        self.turn = self.chance.permutation(len(self.crowd.ids))  # who sends after whom
        self.started, self.sent, self.beat = now, 0, 0
        self.next_sos = self._next_sos(now)

    def back_story(self, now: int, since: int) -> Iterator[list[Entry]]:
        """What came before: reports made after `since`, everybody's last places."""
        times = self.reports.times(since, now) if since < now else []
        for start in range(0, len(times), ROWS):
            yield [self._report(self._anywhere(), made, now) for made in times[start : start + ROWS]]
        everyone = np.arange(len(self.crowd.ids))
        yield self._many(self._last_seen(everyone, now))
        for before in (*EARLIER, 0):
            there = self.phones.on_line(everyone, now)
            self.walkers.advance(there, now - before)
            yield self._many(self.phones.measure(there, now - before))

    def live_through(self, lives: PastLives, now: int, since: int) -> None:
        """The cases of before, with what became of them: reports made after `since`, two calls for help."""
        for made in self.reports.times(since, now - FRESH_MS):
            lives.report(self.reports.draft(self._anywhere(), made, made))
        for ago in CALLS_AGO:
            self._called(lives, now - ago)

    def live_before(self, lives: PastLives, now: int) -> None:
        """The week before, when yesterday has been lived through: thinner, and whole for counters. Its lives
        are some of a day like yesterday that all came to their end, so that as much is open then as now."""
        begin, end = midnight(now, self.zone, 1), midnight(now, self.zone)
        whole = lives.apart(end + LONGEST_MS)
        for made in self.reports.times(begin, end)[::SAMPLED]:
            whole.report(self.reports.draft(self._anywhere(), made, made))
        live_again(lives, whole, begin, end, EARLIER_DAYS)
        for ago in EARLIER_CALLS_AGO:
            self._called(lives, now - ago)

    def _called(self, lives: PastLives, time: int) -> None:
        one = self._anywhere()
        area = self.areas.order[int(lives.locator.leaf([one.lat], [one.lon])[0])].code
        lives.call(one.inspector, area, one.lat, one.lon, time)

    def step(self, now: int) -> list[Entry]:
        """What reaches the gateway now: those whose turn it is, late fixes, reports, heartbeat."""
        rows = self.phones.report(np.append(self._whose_turn(now), self._in_need(now)), now)
        if self.plan.batch:
            entries = self._many(rows)
        else:
            entries = [(self.keys.positions, _plain(row)) for row in rows]
        if now - self.beat >= HEARTBEAT:
            self.beat = now
            entries.append((self.keys.positions, heartbeat_fields(GATEWAY)))
        for _ in range(self.reports.due(now)):
            report = self._report(self._on_duty(now), now, now)
            entries += [report, report] if self.chance.random() < TWICE else [report]
        return entries

    def _whose_turn(self, now: int) -> NDArray[np.int64]:
        """Everybody once in `rate` seconds, evenly spread; after a long wait everybody once, not more."""
        due = int((now - self.started) / 1000 / self.plan.rate * len(self.turn))
        count = min(due - self.sent, len(self.turn))
        self.sent = due
        return self.turn[np.arange(due - count, due) % len(self.turn)]

    def _in_need(self, now: int) -> NDArray[np.int64]:
        """Whoever calls for help just now; their phone does not wait for its turn."""
        if not self.plan.sos_every or now < self.next_sos:
            return np.empty(0, np.int64)
        self.next_sos = self._next_sos(now)
        there = self.phones.on_line(np.arange(self.crowd.listed), now)
        if not len(there):
            return there
        row = self.chance.choice(there)
        self.phones.call_for_help(int(row), now)
        return np.array([row])

    def _next_sos(self, now: int) -> int:
        return now + int(self.plan.sos_every * 1000 * self.chance.uniform(0.6, 1.4))

    def _on_duty(self, now: int) -> Reporter:
        """Somebody at work on their own streets; anybody when there is nobody."""
        for row in self.chance.integers(0, self.crowd.listed, 50).tolist():
            one = np.array([row])
            if len(self.phones.on_line(one, now)) and self.walkers.home(one)[0]:
                lat, lon = self.walkers.place(one)
                return self._reporter(row, float(lat[0]), float(lon[0]))
        return self._anywhere()

    def _anywhere(self) -> Reporter:
        """Somebody, somewhere on their own streets."""
        row = int(self.chance.integers(self.crowd.listed))
        streets, area = self.walkers.streets, self.crowd.area[row]
        node = int(self.chance.integers(streets.first[area], streets.first[area + 1]))
        return self._reporter(row, float(streets.lat[node]), float(streets.lon[node]))

    def _reporter(self, row: int, lat: float, lon: float) -> Reporter:
        home = self.areas[self.crowd.codes[row]]
        return Reporter(self.crowd.ids[row], lat, lon, home.parent or home.code)

    def _report(self, reporter: Reporter, made: int, now: int) -> Entry:
        return self.keys.reports, report_fields(**self.reports.draft(reporter, made, now))

    def _last_seen(self, rows: NDArray[np.int64], now: int) -> list[Row]:
        """Where the phones were that are off now: at the end of their shift, or when the signal went."""
        off = self.phones.shifts.minutes_off(rows, self.phones.minute(now))
        away = (off >= 0) | (self.phones.dark_until[rows] > now)
        ended = np.where(off >= 0, now - off * 60_000, self.phones.dark_from[rows])
        return self.phones.measure(rows[away], ended[away])

    def _many(self, rows: Sequence[Row]) -> list[Entry]:
        parts = (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))
        return [(self.keys.positions, {"fixes": fixes_field(part)}) for part in parts]


def _plain(row: Row) -> dict[str, str]:
    told: dict[str, Any] = {f.name: value for f, value in zip(ROW, row, strict=True) if value is not None}
    return position_fields(**told)


def history_since(sender: Sender, keys: Keys, zone: ZoneInfo, hours: float | None, now: int) -> int:
    """From when on the past is to be told: yesterday's midnight (or some hours ago), less what is there."""
    since = midnight(now, zone, 1) if hours is None else now - int(hours * 3_600_000)
    newest: Any = sender.ask(lambda redis: redis.xrevrange(keys.reports, count=1))
    return max(since, int(newest[0][0].split(b"-")[0])) if newest else since


def play(
    simulation: Simulation,
    sender: Sender,
    *,
    seconds: float | None = None,
    clock: Callable[[], float] = time.time,
    field: Field | None = None,
) -> int:
    """Send what happens as it happens, for some seconds or for ever; answers how many entries.

    With `field` the simulated people and departments also act on what is dispatched to them.
    """
    count, began = 0, time.monotonic()
    while seconds is None or time.monotonic() - began < seconds:
        now = int(clock() * 1000)
        if field:
            field.step(now)
        count += len(sender.send(simulation.step(now)))
        # a fixed grid of ticks: what sending took is not added to the pause
        time.sleep(TICK - (time.monotonic() - began) % TICK)
    return count
