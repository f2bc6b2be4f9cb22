"""What screens are sent, seen from the screen: nothing missing, nothing twice, nobody who is not theirs."""

from __future__ import annotations

import numpy as np

from city.people.fixes import STATES
from dashboard.rooms import frames
from dashboard.rooms.broadcaster import AT_ONCE
from dashboard.rooms.frame_tables import AT_HOME, STRANGER, VISITING
from tests.city.small_city import HOUR, MINUTE, NOW, acknowledged, filed, fix, roster, small_city
from tests.dashboard.watching import pump_of, watch


def test_a_snapshot_holds_everybody_in_the_area_and_their_names() -> None:
    live = small_city()
    live.fold_fixes(fix("ann", "1-1"), NOW)
    live.fold_fixes(fix("dan", "2-1"), NOW)
    live.tick(NOW)
    page, _ = watch(pump_of(live), "1", NOW)
    assert list(page.shown()["named"]) == ["ann"]
    assert page.taken[0].kind == frames.SNAPSHOT


def test_a_fix_reaches_its_town_and_the_city_but_not_the_next_town() -> None:
    live = small_city()
    pump = pump_of(live)
    (city, _), (town, _), (other, _) = (watch(pump, code, NOW) for code in ("0", "1", "2"))
    live.fold_fixes(fix("ann", "1-1", NOW + 5), NOW + 10)
    pump.run(NOW + 10)
    assert [len(page.taken) for page in (city, town, other)] == [2, 2, 1]
    assert town.taken[-1].newest == NOW + 5
    assert town.taken[-1].people["age"].tolist() == [5]


def test_fixes_of_a_burst_wait_for_nothing_while_a_room_has_frames_to_spare() -> None:
    live = small_city()
    pump = pump_of(live)
    page, _ = watch(pump, "0", NOW)
    for after in (10, 30, 60, 109):
        live.fold_fixes(fix("ann", "1-1", NOW + after, north=after), NOW + after)
        pump.run(NOW + after)
    assert len(page.taken) == 1 + 4
    assert page.shown()["named"]["ann"][2] == NOW + 109


def test_a_room_that_never_rests_gets_its_frames_at_an_even_pace_and_then_with_everything() -> None:
    live = small_city()
    pump = pump_of(live, frame_ms=50)
    page, _ = watch(pump, "0", NOW)
    for after in range(10, 10_001, 10):
        live.fold_fixes(fix("ann", "1-1", NOW + after, north=after % 9), NOW + after)
        pump.run(NOW + after)
        assert pump.due_at() > NOW + after
    assert len(page.taken) == 1 + AT_ONCE + 10_000 // 50
    gaps = np.diff([frame.at for frame in page.taken[-100:]])
    assert set(gaps.tolist()) == {50.0}
    pump.run(pump.due_at())
    assert page.shown()["named"]["ann"][2] == NOW + 10_000


def test_numbers_alone_wait_a_little_for_people_to_go_with() -> None:
    live = small_city()
    pump = pump_of(live, frame_ms=50)
    page, _ = watch(pump, "1", NOW)
    pump.rooms.numbers_due[:] = True
    pump.run(NOW + 40)
    assert (len(page.taken), pump.due_at()) == (1, NOW + 100)
    live.fold_fixes(fix("ann", "1-1", NOW + 50), NOW + 50)
    pump.run(NOW + 50)
    assert (len(page.taken), pump.rooms.numbers_due.any()) == (2, False)
    pump.rooms.numbers_due[:] = True
    pump.run(NOW + 150)
    assert len(page.taken) == 3


def test_a_step_goes_as_what_it_differs_from_what_the_room_was_told() -> None:
    live = small_city()
    pump = pump_of(live)
    live.fold_fixes(fix("ann", "1-1"), NOW)
    page, _ = watch(pump, "1", NOW)
    live.fold_fixes(fix("ann", "1-1", NOW + 500, north=3), NOW + 540)
    pump.run(NOW + 540)
    frame = page.taken[-1]
    assert [tuple(row) for row in frame.moved.tolist()] == [(live.people.row["ann"], 27, 0, 40)]
    assert (len(frame.people), len(frame.looks), frame.names) == (0, 0, [])


def test_who_changed_twice_between_two_frames_of_a_room_comes_whole_and_right() -> None:
    live = small_city()
    pump = pump_of(live)
    live.fold_fixes(fix("ann", "1-1"), NOW)
    (city, _), (town, screen) = watch(pump, "0", NOW), watch(pump, "1", NOW)
    assert screen.room
    pump.rooms.next_at[screen.room.slot] = NOW + 300
    for after in (100, 200, 300):
        live.fold_fixes(fix("ann", "1-1", NOW + after, north=after // 50), NOW + after)
        pump.run(NOW + after)
    assert [len(frame.moved) for frame in city.taken] == [0, 1, 1, 1]
    assert [len(frame.people) for frame in town.taken] == [1, 1]
    assert town.shown()["named"] == city.shown()["named"]


def test_a_silent_room_gets_a_heartbeat_every_second() -> None:
    live = small_city()
    pump = pump_of(live)
    page, _ = watch(pump, "2", NOW)
    for after in range(0, 3001, 50):
        pump.run(NOW + after)
    assert [frame.kind for frame in page.taken] == [frames.SNAPSHOT] + 3 * [frames.DELTA]
    assert not len(page.taken[-1].people)


def test_who_leaves_an_area_is_taken_away_and_is_named_again_on_return() -> None:
    live = small_city(roster(ann="1-1", gil="2-2"))
    pump = pump_of(live)
    live.fold_fixes(fix("gil", "1-1"), NOW)
    page, _ = watch(pump, "1", NOW)
    assert list(page.shown()["named"]) == ["gil"]
    live.fold_fixes(fix("gil", "2-1", NOW + HOUR), NOW + HOUR)
    pump.run(NOW + HOUR)
    assert page.shown()["named"] == {}
    page.names.clear()
    live.fold_fixes(fix("gil", "1-2", NOW + 2 * HOUR), NOW + 2 * HOUR)
    pump.run(NOW + 2 * HOUR)
    assert list(page.shown()["named"]) == ["gil"]


def test_someone_away_from_home_is_still_seen_at_home() -> None:
    live = small_city()
    pump = pump_of(live)
    page, _ = watch(pump, "1-1", NOW)
    live.fold_fixes(fix("ann", "2-2", NOW + 1), NOW + 200)
    pump.run(NOW + 200)
    assert page.shown()["named"]["ann"][-1] == AT_HOME


def test_a_visitor_has_no_name_for_who_may_not_see_their_home() -> None:
    live = small_city()
    pump = pump_of(live)
    town, _ = watch(pump, "1", NOW, scope="1")
    whole, _ = watch(pump, "1", NOW, scope="0")
    live.fold_fixes(fix("dan", "1-1", NOW + 1), NOW + 200)
    pump.run(NOW + 200)
    assert town.names == {}
    assert [index >= STRANGER for index in town.people] == [True]
    assert town.shown()["nameless"][0][-1] == VISITING
    assert list(whole.shown()["named"]) == ["dan"]


def test_a_visitor_who_comes_back_gets_another_number() -> None:
    live = small_city()
    pump = pump_of(live)
    page, _ = watch(pump, "1", NOW, scope="1")
    seen = []
    for turn, place in enumerate(("1-1", "2-1", "1-1")):
        live.fold_fixes(fix("dan", place, NOW + turn * HOUR), NOW + turn * HOUR)
        pump.run(NOW + turn * HOUR)
        seen.append(set(page.people))
    assert seen[1] == set()
    assert seen[0] and seen[2] and seen[0] != seen[2]


def test_off_shift_hides_a_position_at_once() -> None:
    live = small_city(duty=((480, 630),))  # until 10:30
    pump = pump_of(live)
    live.fold_fixes(fix("ann", "1-1"), NOW)
    live.tick(NOW)
    page, _ = watch(pump, "1", NOW)
    assert page.shown()["named"]
    live.tick(NOW + 31 * MINUTE)
    pump.run(NOW + 31 * MINUTE)
    assert page.shown()["named"] == {}
    assert page.taken[-1].hidden


def test_a_new_case_and_its_acknowledgement_come_as_changes() -> None:
    live = small_city()
    pump = pump_of(live)
    live.tick(NOW)
    page, _ = watch(pump, "1", NOW)
    pump.cases_changed(live.fold_events([filed("c1", sos=True, inspector="ann")], NOW))
    live.recount(NOW)
    pump.numbers_changed(NOW)
    pump.run(NOW + 200)
    assert page.cases["c1"]["place"] == [["区1-1", None]]
    assert page.state["counters"]["open"] == 1
    assert page.state["counters"]["overdue"] == 0
    assert page.state["tiles"]["1-1"]["sos"] == 1
    pump.cases_changed(live.fold_events([acknowledged("c1")], NOW))
    pump.run(NOW + 400)
    assert page.cases["c1"]["acknowledged"] == {"by": "wang", "at": NOW}
    assert "tiles" not in page.taken[-1].state


def test_what_belongs_to_no_child_is_told_as_the_areas_own() -> None:
    live = small_city()
    live.fold_events([filed("c1", "2"), filed("c2", "2-1")], NOW)
    live.tick(NOW)
    page, _ = watch(pump_of(live), "2", NOW)
    assert page.state["direct"]["open"] == 1
    assert page.state["direct"]["overdue"] == 0


def test_a_second_screen_joins_where_the_first_one_is() -> None:
    live = small_city()
    pump = pump_of(live)
    first, _ = watch(pump, "0", NOW)
    live.fold_fixes(fix("ann", "1-1", NOW + 40), NOW + 40)
    second, _ = watch(pump, "0", NOW + 50)
    assert second.shown() == first.shown()
    live.fold_fixes(fix("bob", "1-2", NOW + 300), NOW + 300)
    pump.run(NOW + 300)
    assert second.shown() == first.shown()
    assert set(second.shown()["named"]) == {"ann", "bob"}


def test_a_screen_that_was_behind_gets_a_snapshot_and_slows_nobody() -> None:
    live = small_city()
    pump = pump_of(live)
    (slow, screen), (quick, _) = watch(pump, "0", NOW), watch(pump, "0", NOW)
    slow.full = True
    for after in (200, 400, 600):
        live.fold_fixes(fix("ann", "1-1", NOW + after, north=after), NOW + after)
        pump.run(NOW + after)
    assert (slow.dropped, len(quick.taken)) == (3, 4)
    slow.full = False
    pump.snapshot(screen, NOW + 700)
    assert slow.taken[-1].kind == frames.SNAPSHOT
    assert slow.shown() == quick.shown()


def test_rooms_without_screens_cost_nothing() -> None:
    live = small_city()
    pump = pump_of(live)
    _, screen = watch(pump, "0", NOW)
    pump.rooms.leave(screen)
    live.fold_fixes(fix("ann", "1-1"), NOW)
    pump.run(NOW + 200)
    assert (len(pump.rooms), pump.frames) == (0, 0)


def test_states_are_sent_as_their_numbers() -> None:
    live = small_city()
    live.fold_fixes(fix("nobody", "1-1"), NOW)
    live.tick(NOW)
    page, _ = watch(pump_of(live), "0", NOW)
    assert STATES[page.shown()["named"]["nobody"][3]] == "unlisted"


def test_a_clock_that_is_put_back_does_not_silence_a_room() -> None:
    live = small_city()
    pump = pump_of(live)
    page, _ = watch(pump, "2", NOW)
    for after in range(0, 2001, 50):
        pump.run(NOW - 60 * MINUTE + after)
    assert [frame.kind for frame in page.taken] == [frames.SNAPSHOT] + 3 * [frames.DELTA]
