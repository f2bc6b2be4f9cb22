"""What people put on a screen: what is seen, who may, and that it ends."""

import pytest

from city.cases.refusal import Name, ObjectionError
from city.screens.content import CAMERA, CASE, COUNTER, PLACE, SCENE, Content
from city.screens.stack import LONGEST_S, MOST_PUSHES, PERSON, RULE, Push, Stack
from tests.city.screens.room import SECOND, Room


def test_what_is_put_there_is_seen_for_as_long_as_its_lease(room: Room) -> None:
    push = room.put(seconds=60)
    room.now += 60 * SECOND - 1
    assert room.top() == push
    room.now += 1
    assert room.top() is None


def test_a_lease_is_three_minutes_unless_told(room: Room) -> None:
    assert room.do("put", screen="one", content=Content(CASE, "1", "c-1")).data["until"] == room.now + 180_000


def test_a_newer_one_covers_an_older_one_which_comes_back(room: Room) -> None:
    older = room.put(seconds=100)
    newer = room.put(seconds=10)
    assert room.top() == newer
    room.now += 10 * SECOND
    assert room.top() == older


def test_of_two_in_the_same_millisecond_or_by_a_clock_behind_the_later_is_seen(room: Room) -> None:
    room.put()
    later = room.put()
    assert room.top() == later
    room.now -= 900  # another process decides, whose clock is behind
    latest = room.put()
    assert room.top() == latest


def test_what_ran_out_by_one_clock_is_not_taken_off_by_somebody_elses_push(room: Room) -> None:
    first = room.put(seconds=10)
    room.now += 10 * SECOND + 300  # a clock that is a little ahead
    room.put()
    assert first in {push.id for push in room.plan.stack("one").pushes}


def test_what_somebody_else_drives_is_replaced_only_by_whoever_saw_it(room: Room) -> None:
    push = room.put(who="li")
    assert room.refused("put", screen="one", content=Content(CASE, "1", "c-1")) == "driven"
    taken = room.do("put", screen="one", content=Content(CASE, "1", "c-1"), over=push)
    assert (taken.data["over"], room.top()) == (push, taken.data["push"])


def test_who_is_refused_hears_who_drives(room: Room) -> None:
    room.put(who="li")
    with pytest.raises(Exception, match="Li"):
        room.do("put", screen="one", content=Content(CASE, "1", "c-1"))


def test_extending_adds_to_the_end_and_is_bounded(room: Room) -> None:
    push = room.put(seconds=60)
    room.do("extend", screen="one", push=push, seconds=60)
    room.now += 119 * SECOND
    assert room.top() == push
    told = room.do("extend", screen="one", push=push, seconds=LONGEST_S)
    assert told.data["until"] == room.now + LONGEST_S * SECOND
    room.now = told.data["until"]
    assert room.refused("extend", screen="one", push=push) == "push_over"


def test_what_a_rule_put_there_is_theirs_who_extend_it(room: Room) -> None:
    push = Push("r", Content(CASE, "1", "c-1"), "rule-1", room.now, room.now + 60_000, RULE)
    room.plan.stacks["one"] = Stack((push,))
    room.do("extend", screen="one", push="r", seconds=60)
    (held,) = room.plan.stack("one").pushes
    assert (held.rank, held.by, held.until) == (PERSON, "wang", room.now + 120_000)


def test_ending_one_shows_what_was_below_and_ending_all_the_programme(room: Room) -> None:
    first, second, third = room.put(), room.put(), room.put()
    assert room.do("end", screen="one", push=second).data["pushes"] == [second]
    assert room.top() == third
    assert room.do("end", screen="one").data["pushes"] == [first, third]
    assert room.top() is None
    assert room.refused("end", screen="one", push=third) == "push_over"


def test_ending_a_room_ends_what_its_screens_in_the_scope_show(room: Room) -> None:
    kept, gone = room.put("two", "2"), room.put("one", "1")
    told = room.do("end_room", room="大厅", role="officer", scope="1")
    assert told.data["screens"] == ["one"]
    assert (room.top("one"), room.top("two")) == (None, kept)
    assert gone != kept
    assert room.refused("end_room", room="别处") == "unknown_room"
    assert room.refused("end_room", room="大厅", scope="1-2") == "unknown_room"


def test_what_somebody_else_put_there_ends_only_by_who_was_told_whose_it_is(room: Room) -> None:
    push = room.put()
    with pytest.raises(ObjectionError) as refused:
        room.do("end", screen="one", push=push, who="li")
    told = refused.value.refusal
    assert (told.code, told.values["who"], told.values["push"]) == ("ends_others", (Name("Wang"),), push)
    assert room.refused("end", screen="one", who="li", over="another") == "ends_others"
    assert room.do("end", screen="one", push=push, who="li", over=push).done == "ended"
    own = room.put(who="li")
    assert room.do("end", screen="one", push=own, who="li").done == "ended"


def test_what_a_rule_put_there_ends_at_once(room: Room) -> None:
    room.plan.stacks["one"] = Stack(
        (Push("r", Content(CASE, "1", "c"), "rule", room.now, room.now + 9, RULE),)
    )
    assert room.do("end", screen="one", push="r").done == "ended"


def test_of_a_room_all_are_named_and_whoever_came_since_asks_again(room: Room) -> None:
    room.put("two", "2")
    newest = room.put("one", who="zhao")
    with pytest.raises(ObjectionError) as refused:
        room.do("end_room", room="大厅", who="li")
    told = refused.value.refusal.values
    assert (told["who"], told["push"]) == ((Name("Zhao"), Name("Wang")), newest)
    newer = room.put("grid", "1-1", who="zhao")
    assert room.refused("end_room", room="大厅", who="li", over=newest) == "ends_others_in_room"
    assert room.do("end_room", room="大厅", who="li", over=newer).done == "room_ended"


def test_a_programme_is_held_and_turned(room: Room) -> None:
    assert room.do("hold", screen="one", held=True).done == "held"
    room.do("turn", screen="one", by=1)
    room.do("turn", screen="one", by=1)
    room.do("turn", screen="one", by=-1)
    assert (room.plan.stack("one").held, room.plan.stack("one").turns) == (True, 1)
    assert room.do("hold", screen="one", held=False).done == "let_go"
    assert room.refused("turn", screen="one", by=7) == "out_of_bounds"


def test_a_screen_says_its_name_and_loads_anew_and_shows_what_it_did(room: Room) -> None:
    push = room.put()
    room.do("identify", screen="one", role="officer")
    room.do("reload", screen="one")
    stack = room.plan.stack("one")
    assert (stack.named_until, stack.reloads, room.top()) == (room.now + 10_000, 1, push)
    assert room.refused("reload", screen="one", role="officer") == "not_an_editor"


def test_a_screen_that_takes_nothing_is_still_looked_after(room: Room) -> None:
    room.change("one", clearance="nobody")
    assert room.refused("put", screen="one", content=Content(CASE, "1", "c-1")) == "not_cleared"
    room.do("reload", screen="one")
    room.do("identify", screen="one")
    assert room.plan.stack("one").reloads == 1


@pytest.mark.parametrize(
    ("clearance", "let_in"),
    [
        ("all", {"operator", "head", "officer", "leader"}),
        ("heads", {"operator", "head", "leader"}),
        ("operators", {"operator"}),
        ("nobody", set()),
        ("of another version", set()),
    ],
)
def test_a_clearance_says_whose_pushes_come(room: Room, clearance: str, let_in: set[str]) -> None:
    room.change("one", clearance=clearance)
    for role in ("operator", "head", "officer", "leader", "department", "screen", "auditor"):
        if role in let_in:
            room.do("hold", screen="one", held=True, role=role)
        else:
            assert room.refused("hold", screen="one", held=True, role=role) == "not_cleared"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Content("video", "1", "x"), "bad_content"),
        (Content(CASE, "1"), "bad_content"),
        (Content(CAMERA, "1"), "bad_content"),
        (Content(COUNTER, "1"), "bad_content"),
        (Content(CASE, "1", "c" * 201), "bad_content"),
        (Content(PLACE, "1", lat=22.05), "bad_content"),
        (Content(SCENE, "1", "gone"), "bad_content"),
        (Content(CASE, "1", "c-1", cameras_within_m=5000), "out_of_bounds"),
        (Content(CAMERA, "1", "k-1", cameras_within_m=300), "out_of_bounds"),
    ],
)
def test_what_cannot_be_shown_is_refused(room: Room, content: Content, code: str) -> None:
    assert room.refused("put", screen="one", content=content) == code


@pytest.mark.parametrize("seconds", [-1, 0, 9, LONGEST_S + 1])
def test_a_lease_has_its_bounds(room: Room, seconds: int) -> None:
    content = Content(CASE, "1", "c-1")
    assert room.refused("put", screen="one", content=content, seconds=seconds) == "out_of_bounds"


def test_a_screen_holds_so_many_pushes_and_then_room_is_made(room: Room) -> None:
    for _ in range(MOST_PUSHES):
        room.put(seconds=60)
    assert room.refused("put", screen="one", content=Content(CASE, "1", "c-1")) == "too_many_pushes"
    room.now += 60 * SECOND
    assert room.put() == room.top()
