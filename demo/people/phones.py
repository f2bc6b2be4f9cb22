"""What people's phones make of their walks: off-line spells, late and doubled fixes, batteries, SOS.

Hands out rows in the order of a `fixes` entry. Knows nothing of Redis; time comes in.
"""

import heapq
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from demo.people.shifts import Shifts
from demo.people.walks import Rows, Walkers

# of city.people.position_fields.ROW
Row = tuple[str, int, float, float, float, float, float | None, float, int]

SPELLS_AN_HOUR = 0.22  # dead batteries, cellars, tunnels
SPELL_MINUTES = (2.0, 45.0)
KEEPS_FIXES = 0.4  # share of spells whose phone stores some fixes and sends them afterwards
LATE, DOUBLED = 0.01, 0.004  # shares of fixes
SOS_MINUTES = (1.0, 2.5)


class Phones:
    """One row a person, as in `walkers`."""

    def __init__(
        self, ids: Sequence[str], walkers: Walkers, zone: ZoneInfo, now: int, chance: np.random.Generator
    ) -> None:
        count = len(ids)
        self.ids, self.walkers, self.zone, self.chance = ids, walkers, zone, chance
        self.shifts = Shifts(count, chance)
        self.asked = np.full(count, now, np.int64)
        self.dark_from, self.dark_until = np.zeros(count, np.int64), np.zeros(count, np.int64)
        self.keeps = np.zeros(count, np.bool_)
        self.sos_until = np.zeros(count, np.int64)
        self.held = np.zeros(count, np.bool_)  # has work in hand: nobody goes home before it is done
        self.drain = chance.uniform(2.0, 5.0, count)  # battery, % an hour
        self.charged = chance.integers(0, 24, count)  # local hour the charger comes off
        self._late: list[tuple[int, int, Row]] = []
        self._queued = 0
        dark = np.flatnonzero(chance.random(count) < SPELLS_AN_HOUR * sum(SPELL_MINUTES) / 120)
        self._go_dark(dark, now - (chance.uniform(0, SPELL_MINUTES[1], len(dark)) * 60_000).astype(np.int64))

    def report(self, rows: Rows, now: int) -> list[Row]:
        """The fixes that reach the gateway now from these people, each as of now or late."""
        at_work = rows[self.at_work(rows, now)]
        self.walkers.advance(at_work, now)
        hours = (now - self.asked[at_work]) / 3_600_000
        self.asked[rows] = now
        dark = self.dark_until[at_work] > now
        falls = at_work[~dark & (self.chance.random(len(at_work)) < hours * SPELLS_AN_HOUR)]
        self._go_dark(falls, np.full(len(falls), now))
        kept = at_work[dark & self.keeps[at_work] & (self.chance.random(len(at_work)) < 0.1)]
        for row, due in zip(self.measure(kept, now), self.dark_until[kept].tolist(), strict=True):
            self._send_later(row, due)
        return self._losses(self.measure(at_work[~dark], now), now) + self._due(now)

    def measure(self, rows: Rows, now: int | NDArray[np.int64]) -> list[Row]:
        """What these phones would send of this moment, whether or not they can."""
        moment = np.broadcast_to(np.asarray(now, np.int64), rows.shape)
        seen = self.walkers.look(rows, moment)
        heading: list[float | None] = [
            None if value != value else value for value in seen.heading.round().tolist()
        ]
        return list(
            zip(
                [self.ids[row] for row in rows.tolist()],
                (moment - self.chance.integers(20, 400, len(rows))).tolist(),
                seen.lat.round(6).tolist(),
                seen.lon.round(6).tolist(),
                seen.accuracy.round(1).tolist(),
                seen.speed.round(2).tolist(),
                heading,
                self._battery(rows, moment).tolist(),
                (self.sos_until[rows] > moment).astype(int).tolist(),
                strict=True,
            )
        )

    def on_line(self, rows: Rows, now: int) -> Rows:
        """Those at work whose phone has a signal."""
        return rows[self.at_work(rows, now) & (self.dark_until[rows] <= now)]

    def at_work(self, rows: Rows, now: int) -> NDArray[np.bool_]:
        """Who is on shift, or still has work in hand."""
        return self.held[rows] | (self.shifts.minutes_off(rows, self.minute(now)) < 0)

    def call_for_help(self, row: int, now: int) -> None:
        """This person stops and their phone sends SOS for a minute or two."""
        until = now + int(self.chance.uniform(*SOS_MINUTES) * 60_000)
        self.sos_until[row] = until
        self.walkers.rest_until[row] = max(until, int(self.walkers.rest_until[row]))

    def minute(self, now: int) -> int:
        local = datetime.fromtimestamp(now / 1000, self.zone)
        return local.hour * 60 + local.minute

    def _battery(self, rows: Rows, moment: NDArray[np.int64]) -> NDArray[np.float64]:
        offset = datetime.fromtimestamp(int(moment.max(initial=0)) / 1000, self.zone).utcoffset()
        local = moment / 3_600_000 + (offset.total_seconds() / 3600 if offset else 0)
        awake = (local - self.charged[rows]) % 24
        return np.maximum(100 - self.drain[rows] * awake, 3).round()

    def _go_dark(self, rows: Rows, since: NDArray[np.int64]) -> None:
        self.dark_from[rows] = since
        minutes = self.chance.uniform(*SPELL_MINUTES, len(rows))
        self.dark_until[rows] = since + (minutes * 60_000).astype(np.int64)
        self.keeps[rows] = self.chance.random(len(rows)) < KEEPS_FIXES

    def _losses(self, sent: list[Row], now: int) -> list[Row]:
        """Some fixes take a detour of seconds, some come twice."""
        lot = self.chance.random(len(sent))
        for at in np.flatnonzero(lot < LATE + DOUBLED).tolist():
            self._send_later(sent[at], now + int(self.chance.uniform(2_000, 90_000)))
        return [sent[at] for at in np.flatnonzero(lot >= LATE).tolist()] if len(sent) else []

    def _send_later(self, row: Row, due: int) -> None:
        self._queued += 1
        heapq.heappush(self._late, (due, self._queued, row))

    def _due(self, now: int) -> list[Row]:
        rows = []
        while self._late and self._late[0][0] <= now:
            rows.append(heapq.heappop(self._late)[2])
        return rows
