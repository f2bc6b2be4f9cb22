"""What phones make of walks: shifts, off-line spells, late and doubled fixes, SOS."""

from collections import Counter
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely

from demo.people.phones import Phones, Row
from demo.people.streets import lay_streets
from demo.people.walks import Walkers

ZONE = ZoneInfo("Asia/Shanghai")
MIDNIGHT = 1_790_006_400_000 // 86_400_000 * 86_400_000 - 8 * 3_600_000  # of a local day
HOUR = 3_600_000
COUNT = 2_000
ROWS = np.arange(COUNT)


def phones(start: int, seed: int = 1) -> Phones:
    chance = np.random.default_rng(seed)
    streets = lay_streets([shapely.box(113.90, 23.0, 113.91, 23.01)])
    crowd = Walkers(streets, np.zeros(COUNT, np.int64), ["foot"] * COUNT, start, chance)
    return Phones([f"D{n}" for n in range(COUNT)], crowd, ZONE, start, chance)


def an_hour(crowd: Phones, start: int) -> list[tuple[int, Row]]:
    return [(now, row) for now in range(start, start + HOUR, 10_000) for row in crowd.report(ROWS, now)]


@pytest.mark.parametrize(
    ("hour", "least", "most"), [(3, 0.66, 0.80), (10, 0.82, 0.92), (15, 0.82, 0.92), (23, 0.66, 0.80)]
)
def test_most_are_on_line_at_any_hour_and_fewer_at_night(hour: int, least: float, most: float) -> None:
    start = MIDNIGHT + hour * HOUR
    on_line = len(phones(start).on_line(ROWS, start)) / COUNT
    assert least < on_line < most


def test_a_shift_ends_and_begins_again_within_a_day() -> None:
    crowd = phones(MIDNIGHT)
    off = np.array([crowd.shifts.minutes_off(ROWS, minute) >= 0 for minute in range(0, 1440, 10)])
    assert set(off.sum(axis=0).tolist()) == {0, 48}


def test_some_fixes_come_late_and_some_come_twice() -> None:
    sent = an_hour(phones(MIDNIGHT + 9 * HOUR), MIDNIGHT + 9 * HOUR)
    late = sum(now - row[1] > 1_500 for now, row in sent) / len(sent)
    twice = sum(count - 1 for count in Counter(row[:2] for _, row in sent).values()) / len(sent)
    assert 0.005 < late < 0.05
    assert 0.002 < twice < 0.008
    assert all(row[1] <= now for now, row in sent)


def test_late_fixes_arrive_behind_newer_ones_of_the_same_person() -> None:
    newest: dict[str, int] = {}
    overtaken = 0
    for _, row in an_hour(phones(MIDNIGHT + 9 * HOUR), MIDNIGHT + 9 * HOUR):
        overtaken += row[1] < newest.get(row[0], 0)
        newest[row[0]] = max(row[1], newest.get(row[0], 0))
    assert overtaken > 100


def test_a_phone_off_line_is_silent_and_may_send_what_it_kept_afterwards() -> None:
    start = MIDNIGHT + 9 * HOUR
    crowd = phones(start)
    dark = int(np.flatnonzero((crowd.dark_until > start + 600_000) & crowd.keeps)[0])
    until = int(crowd.dark_until[dark])
    mine = np.array([dark])
    silent = [row for now in range(start, until, 10_000) for row in crowd.report(mine, now)]
    after = [row for now in range(until + 10_000, until + 60_000, 10_000) for row in crowd.report(mine, now)]
    assert silent == []
    assert min(row[1] for row in after) < until


def test_a_call_for_help_lasts_a_minute_or_two_and_its_person_stands() -> None:
    start = MIDNIGHT + 9 * HOUR
    crowd = phones(start)
    row = int(crowd.on_line(ROWS, start)[0])
    crowd.call_for_help(row, start)
    place = crowd.walkers.place(np.array([row]))
    one = np.array([row])
    crowd.walkers.advance(one, start + 50_000)
    assert crowd.measure(one, start + 50_000)[0][8] == 1
    assert crowd.walkers.place(one) == place
    assert crowd.measure(one, start + 151_000)[0][8] == 0


def test_batteries_stay_within_their_range_all_day() -> None:
    crowd = phones(MIDNIGHT)
    told = [row[7] for hour in range(24) for row in crowd.measure(ROWS, MIDNIGHT + hour * HOUR)]
    assert 3 <= min(told) < 15
    assert max(told) == 100
