"""Whoever's push somebody else covers or ends is found, and nobody else."""

from city.screens.content import CASE, Content
from city.screens.replacing import Replaced, replaced
from city.screens.stack import RULE, Push, Stack
from tests.city.screens.room import Room


def done(at: Room, do: str, who: str, **data: object) -> list[tuple[str, str, str]]:
    """Whose, on which screen, how."""
    before, decision = at.plan.copy(), at.do(do, who=who, **data)
    found = replaced(before, decision.changes, who, at.now)
    return [(one.whose, one.screen, one.how) for one in found]


def test_what_is_covered_or_ended_by_somebody_else(room: Room) -> None:
    push, content = room.put(who="li"), Content(CASE, "1", "c")
    assert done(room, "put", "wang", screen="one", content=content, over=push) == [("li", "屏one", "covered")]
    assert done(room, "put", "wang", screen="one", content=content) == [], "it was covered before"
    assert done(room, "end", "wang", screen="one", push=push, over=push) == [("li", "屏one", "ended")]


def test_what_they_do_themselves_and_what_a_rule_put_there_is_nobodys_news(room: Room) -> None:
    push = room.put(who="li")
    assert done(room, "put", "li", screen="one", content=Content(CASE, "1", "c")) == []
    assert done(room, "extend", "wang", screen="one", push=push) == []
    assert done(room, "end", "li", screen="one") == []
    room.plan.stacks["one"] = Stack(
        (Push("r", Content(CASE, "1", "c"), "rule", room.now, room.now + 9, RULE),)
    )
    assert done(room, "end", "wang", screen="one") == []


def test_a_screen_that_is_taken_down_or_moved_ends_what_was_there(room: Room) -> None:
    room.put("two", "2", who="li")
    assert done(room, "take_down", "wang", screen="two") == [("li", "屏two", "ended")]
    room.put("one", "1", who="li")
    moved = {"id": "one", "name": "屏", "room": "镇", "area": "2", "revision": 1}
    assert done(room, "hang", "wang", **moved) == [("li", "屏one", "ended")]


def test_the_end_of_a_lease_is_nobodys_doing(room: Room) -> None:
    push = room.put(who="li", seconds=10)
    before = room.plan.copy()
    assert replaced(before, {"stack:one": Stack()}, "clerk", room.now + 10_000) == []
    [told] = replaced(before, {"stack:one": Stack()}, "wang", room.now)
    assert told == Replaced("li", push, "屏one", "1", "ended", "wang", room.now)


def test_what_lay_on_a_whole_wall_is_told_once(room: Room) -> None:
    push = Push("p", Content("area", "1"), "li", room.now, room.now + 9000)
    room.plan.stacks |= {"one": Stack((push,)), "grid": Stack((push,))}
    found = replaced(room.plan, {"stack:one": Stack(), "stack:grid": Stack()}, "wang", room.now)
    assert [(one.whose, one.push) for one in found] == [("li", "p")]
