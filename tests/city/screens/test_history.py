"""What screens showed, as lines: each push one, whatever became of it, for whoever may know of it."""

from typing import Any

import pytest

from city.screens.content import AREA, FOLLOW, Content
from city.screens.history import LEVEL, PUSH, TOLD, Line, Logged, lines
from city.screens.keeping import announcements_over, run_out
from tests.city.screens.room import SECOND, Room
from tests.city.small_city import AREAS


class Told:
    """A room whose decisions are logged as the record does."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.log: list[Logged] = []

    def do(self, do: str, *, who: str = "wang", **data: Any) -> Any:
        decision = self.room.do(do, who=who, **data)
        self.log.append(Logged(self.room.now, who, decision.done, decision.data))
        return decision.data

    def put(self, screen: str, area: str, **more: Any) -> str:
        return str(
            self.do("put", screen=screen, content=more.pop("content", Content(AREA, area)), **more)["push"]
        )

    def clerk(self, decision: Any) -> None:
        self.room.plan.apply(decision.changes)
        self.log.append(Logged(self.room.now, "clerk", decision.done, decision.data))

    def lines(self, scope: str = "0") -> list[Line]:
        return lines(self.log, self.room.plan, AREAS, scope)


@pytest.fixture
def told(room: Room) -> Told:
    return Told(room)


def test_one_that_was_extended_and_ended_is_one_line(told: Told) -> None:
    began = told.room.now
    push = told.put("one", "1", seconds=60)
    told.do("extend", screen="one", push=push, seconds=60)
    [line] = told.lines()
    assert (line.kind, line.screen, line.by, line.at, line.until) == (
        PUSH,
        "one",
        "wang",
        began,
        began + 120 * SECOND,
    )
    told.room.now += 30 * SECOND
    told.do("end", screen="one", push=push, who="li", over=push)
    [line] = told.lines()
    assert (line.until, line.ended_by) == (told.room.now, "li")


def test_one_that_ran_out_ended_when_its_lease_did_and_by_nobody(told: Told) -> None:
    told.put("one", "1", seconds=60)
    told.room.now += 61 * SECOND
    told.clerk(run_out(told.room.plan, "one", told.room.now))
    [line] = told.lines()
    assert (line.until, line.ended_by) == (told.room.now - SECOND, "")


def test_the_newest_stands_first_and_a_room_that_is_ended_ends_what_is_there(told: Told) -> None:
    told.put("one", "1")
    told.room.now += SECOND
    push = told.put("grid", "1-1")
    told.room.now += SECOND
    told.do("end_room", room="大厅", who="li", over=push)
    found = told.lines()
    assert [line.screen for line in found] == ["grid", "one"]
    assert {line.until for line in found} == {told.room.now} and {line.ended_by for line in found} == {"li"}


def test_nothing_of_screens_beyond_the_viewer_s_area_nor_of_what_lies_beyond_it(told: Told) -> None:
    told.put("all", "1-1")
    told.put("two", "2")
    told.put("one", "1-1")
    assert [line.screen for line in told.lines("1")] == ["one"]
    told.room.change("all", area="1")  # a screen of the city that hangs in the town now
    told.put("all", "1")
    told.room.change("two", area="1")
    assert [(line.screen, line.area) for line in told.lines("1-1")] == []
    assert ("two", "2") not in [(line.screen, line.area) for line in told.lines("1")]


def test_who_is_followed_is_one_line_as_long_as_they_were_there(told: Told) -> None:
    push = told.put("one", "1", content=Content(FOLLOW, "1"))
    told.room.now += 20 * SECOND
    told.do("follow", screen="one", push=push, area="1-1")
    [line] = told.lines()
    assert (line.thing, line.area, line.until) == (FOLLOW, "1-1", told.room.now + 30 * SECOND)


def test_announcements_of_the_area_and_the_level_of_everybody_are_told(told: Told) -> None:
    told.do("announce", text="x", area="1", seconds=60)
    told.do("announce", text="y", area="2", seconds=60)
    told.room.now += 61 * SECOND
    told.clerk(announcements_over(told.room.plan, told.room.now))
    told.do("set_level", code="alarm", why="暴雨")
    found = told.lines("1")
    assert [(line.kind, line.text) for line in found] == [(LEVEL, "暴雨"), (TOLD, "x")]
    assert found[0].thing == "alarm" and found[1].until < told.room.now


@pytest.mark.parametrize(
    "data", [{}, {"pushes": 3}, {"push": None, "until": "x"}, {"screens": {"a": 1}, "screen": 4}]
)
@pytest.mark.parametrize("done", ["put", "ended", "extended", "room_ended", "announced", "level_set", "?"])
def test_what_another_version_wrote_breaks_nothing(told: Told, done: str, data: dict[str, Any]) -> None:
    told.put("one", "1")
    told.log.append(Logged(told.room.now, "x", done, data))
    assert [line.screen for line in told.lines("1") if line.kind == PUSH] == ["one"]
