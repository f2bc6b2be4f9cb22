"""What the simulated field does with what it is sent: at a human pace, on its own feet, and not always."""

from collections import Counter
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely

from demo.people.errands import Answer, Errands
from demo.people.phones import Phones
from demo.people.streets import METRES, lay_streets
from demo.people.walks import Walkers
from streams.messages.dispatch import Dispatch, Recall

ZONE = ZoneInfo("Asia/Shanghai")
START = 1_790_006_400_000 // 86_400_000 * 86_400_000 + 2 * 3_600_000  # ten in the morning
COUNT = 120
ROWS = np.arange(COUNT)
TICK = 2_000  # ms
PLACE = (23.006, 113.907)


def field() -> Errands:
    chance = np.random.default_rng(1)
    streets = lay_streets([shapely.box(113.90, 23.0, 113.91, 23.01)])
    crowd = Walkers(streets, np.zeros(COUNT, np.int64), ["foot"] * COUNT, START, chance)
    ids = [f"D{n}" for n in range(COUNT)]
    return Errands(ids, Phones(ids, crowd, ZONE, START, chance), 1)


def to_person(n: int, place: tuple[float, float] | None = PLACE, urgent: bool = False) -> Dispatch:
    return Dispatch(f"{n}-0", f"d{n}", f"c{n}", f"D{n % COUNT}", None, place, urgent)


def to_department(n: int) -> Dispatch:
    return Dispatch(f"{n}-0", f"d{n}", f"c{n}", None, "fire", PLACE, False)


def live(errands: Errands, minutes: float, taken: bool = True, walk: bool = True) -> list[tuple[int, Answer]]:
    """Everybody walks, the wall takes (or refuses) every answer at once."""
    said = []
    for now in range(START, START + int(minutes * 60_000), TICK):
        if walk:
            errands.phones.report(ROWS[now // TICK % 5 :: 5], now)
        for answer in errands.step(now):
            said.append((now - START, answer))
            errands.heard(answer, taken, now)
    return said


def by_dispatch(said: list[tuple[int, Answer]]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for when, answer in said:
        found.setdefault(answer.body["dispatch"], []).append((answer.body["do"], when))
    return found


@pytest.fixture(scope="module")
def an_hour() -> tuple[Errands, list[tuple[int, Answer]]]:
    errands = field()
    for n in range(COUNT):
        errands.take(to_person(n), START)
    return errands, live(errands, 60)


def test_most_go_the_whole_way_some_decline_and_some_say_nothing(
    an_hour: tuple[Errands, list[tuple[int, Answer]]],
) -> None:
    ways = Counter(tuple(do for do, _ in steps) for steps in by_dispatch(an_hour[1]).values())
    assert ways[("accept", "arrive", "feed_back")] > 0.6 * COUNT
    assert ways[("decline",)] > 1
    assert sum(ways.values()) < COUNT - 3


def test_who_has_a_signal_accepts_within_ninety_seconds(
    an_hour: tuple[Errands, list[tuple[int, Answer]]],
) -> None:
    accepted = [steps[0][1] for steps in by_dispatch(an_hour[1]).values() if steps[0][0] == "accept"]
    assert min(accepted) >= 20_000
    assert np.percentile(accepted, 80) <= 92_000


def test_nobody_arrives_sooner_than_they_can_walk(an_hour: tuple[Errands, list[tuple[int, Answer]]]) -> None:
    errands, ways = field(), by_dispatch(an_hour[1])
    lat, lon = errands.walkers.place(ROWS)
    narrow = np.cos(np.radians(23))
    metres = np.hypot(lat - PLACE[0], (lon - PLACE[1]) * narrow) * METRES
    for row in ROWS.tolist():
        when = dict(ways.get(f"d{row}", []))
        if "arrive" in when:
            # until they accept they walk about; then straight, at their own pace
            start = max(0.0, metres[row] - errands.walkers.pace[row] * when["accept"] / 1000)
            assert when["arrive"] - when["accept"] >= start / errands.walkers.pace[row] * 1000 - 11_000


def test_they_stand_at_the_case_while_they_handle_it_and_go_home_afterwards() -> None:
    errands = field()
    for n in range(40):
        errands.take(to_person(n), START)
    seen = 0
    for now in range(START, START + 3_600_000, TICK):
        errands.phones.report(ROWS[now // TICK % 5 :: 5], now)
        for answer in errands.step(now):
            if answer.body["do"] in ("arrive", "feed_back"):
                row = np.array([errands.rows[answer.body["inspector"]]])
                lat, lon = (float(part[0]) for part in errands.walkers.place(row))
                assert (lat, lon) == pytest.approx(PLACE, abs=1e-7)
                seen += 1
            errands.heard(answer, True, now)
    assert seen > 40
    left = {errand.row for errand in errands.under_way.values()}  # off shift, or without a signal
    free = np.array([row for row in ROWS if row not in left])
    assert not errands.walkers.sent[free].any()
    assert not errands.phones.held[free].any()


def test_one_person_does_one_thing_after_the_other() -> None:
    errands = field()
    for n in (0, COUNT, 2 * COUNT):
        errands.take(to_person(n), START)
    ways = by_dispatch(live(errands, 60))
    spans = sorted(
        (dict(steps)["arrive"], dict(steps)["feed_back"])
        for steps in ways.values()
        if "feed_back" in dict(steps)
    )
    assert len(spans) > 1
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_what_the_wall_refuses_ends_the_errand_and_sets_its_person_free() -> None:
    errands = field()
    for n in range(20):
        errands.take(to_person(n), START)
    assert all(len(steps) == 1 for steps in by_dispatch(live(errands, 30, taken=False)).values())
    assert {errand.told for errand in errands.under_way.values()} <= {False}
    assert len(errands.ended) + len(errands.under_way) == 20
    assert len(errands.ended) > 10
    assert not errands.phones.held.any()


def test_departments_take_minutes_and_some_hand_back_with_a_reason() -> None:
    errands = field()
    for n in range(100):
        errands.take(to_department(n), START)
    said = live(errands, 90, walk=False)
    ways = Counter(tuple(do for do, _ in steps) for steps in by_dispatch(said).values())
    assert ways[("accept", "feed_back")] > 70
    assert ways[("accept", "hand_back")] > 2
    assert min(when for when, answer in said if answer.body["do"] == "accept") >= 60_000
    assert all(answer.body["reason"] for _, answer in said if answer.body["do"] == "hand_back")
    assert all(answer.body["text"] for _, answer in said if answer.body["do"] == "feed_back")


def test_the_same_dispatch_is_answered_the_same_way_after_a_restart() -> None:
    first, again = field(), field()
    for n in range(30):
        first.take(to_person(n), START)
        first.take(to_person(n), START)
        again.take(to_person(n), START)
    assert [answer for _, answer in live(first, 4)] == [answer for _, answer in live(again, 4)]


def test_a_case_without_a_place_is_looked_for_where_they_are() -> None:
    errands = field()
    for n in range(20):
        errands.take(to_person(n, place=None), START)
    ways = by_dispatch(live(errands, 60))
    looked = [dict(steps)["arrive"] - dict(steps)["accept"] for steps in ways.values() if len(steps) == 3]
    assert looked
    assert min(looked) >= 240_000
    assert not errands.walkers.sent.any()


def test_a_stranger_to_us_is_somebody_elses_phone() -> None:
    errands = field()
    errands.take(Dispatch("1-0", "d", "c", "nobody", None, PLACE, False), START)
    assert errands.ended == ["1-0"]
    assert live(errands, 5) == []


def test_who_is_taken_back_turns_round_and_says_no_more() -> None:
    errands = field()
    for n in range(40):
        errands.take(to_person(n), START)
    assert live(errands, 3)
    going = dict(errands.going)
    assert going
    for number, dispatch in enumerate([*errands.under_way]):
        errands.recall(Recall(f"900-{number}", dispatch))
    assert not errands.going and not errands.under_way
    assert not errands.phones.held[[*going]].any()
    assert live(errands, 20) == []
    assert errands.ended.count("900-0") == 1
    errands.recall(Recall("10-0", "never sent"))
    assert errands.ended[-1] == "10-0"
