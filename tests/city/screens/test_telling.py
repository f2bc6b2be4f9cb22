"""Announcements with an end, and the level of the city."""

from typing import Any

import pytest

from city.screens.announcements import MOST, Announcement, Level
from tests.city.screens.room import SECOND, Room
from tests.city.small_city import AREAS

TOLD: dict[str, Any] = {"text": " 今晚  演练 ", "area": "1", "seconds": 60}


def test_an_announcement_has_words_an_area_and_an_end(room: Room) -> None:
    id = room.do("announce", **TOLD, screens=("one",)).data["announcement"]
    until = room.now + 60 * SECOND
    told = Announcement(id, "今晚 演练", "wang", room.now, until, "1", ("one",))
    assert room.plan.announcements == {id: told}
    assert room.do("withdraw", announcement=id).data["announcements"] == [id]
    assert room.plan.announcements == {}
    assert room.refused("withdraw", announcement=id) == "announcement_over"


def test_one_that_is_over_is_not_withdrawn(room: Room) -> None:
    id = room.do("announce", **TOLD).data["announcement"]
    room.now += 60 * SECOND
    assert room.refused("withdraw", announcement=id) == "announcement_over"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"text": " "}, "unfit_text"),
        ({"text": "x" * 201}, "unfit_text"),
        ({"seconds": 1}, "out_of_bounds"),
        ({"seconds": 8 * 86_400}, "out_of_bounds"),
        ({"area": "none"}, "area_elsewhere"),
        ({"area": "0", "scope": "1"}, "area_elsewhere"),
        ({"screens": ("two",), "scope": "1"}, "unknown_screen"),
        ({"role": "officer"}, "not_an_editor"),
        ({"roles": ("auditor",)}, "bad_roles"),
    ],
)
def test_what_cannot_be_announced_is_refused(room: Room, told: dict[str, Any], code: str) -> None:
    assert room.refused("announce", **TOLD | told) == code


def test_a_town_that_says_much_leaves_the_city_its_say(room: Room) -> None:
    for _ in range(MOST):
        room.do("announce", **TOLD)
    assert room.refused("announce", **TOLD) == "too_many_announcements"
    room.do("announce", **TOLD | {"area": "0"})
    room.now += 60 * SECOND
    room.do("announce", **TOLD)


def test_the_level_is_set_with_a_reason_by_who_has_the_city(room: Room) -> None:
    room.do("set_level", code="alarm", why="暴雨", role="head")
    assert room.plan.level == Level("alarm", "暴雨", "wang", room.now, 1)
    assert room.refused("set_level", code="red", why="x") == "unknown_level"
    assert room.refused("set_level", code="alarm", why=" ") == "unfit_text"
    assert room.refused("set_level", code="alarm", why="x", scope="1") == "area_elsewhere"
    assert room.refused("set_level", code="alarm", why="x", role="leader") == "not_an_editor"


def test_of_two_who_set_the_level_the_second_is_told_when_he_asks(room: Room) -> None:
    room.do("set_level", code="alarm", why="暴雨", revision=0)
    assert room.refused("set_level", code="normal", why="x", revision=0) == "edited_meanwhile"
    room.do("set_level", code="normal", why="雨停", revision=1)
    assert room.plan.level.revision == 2


@pytest.mark.parametrize(
    ("told", "screens", "people"),
    [
        ({}, {"one", "grid"}, set()),
        ({"screens": ("grid",)}, {"grid"}, set()),
        ({"roles": ("officer",)}, set(), {("officer", "1"), ("officer", "1-1")}),
        (
            {"roles": ("officer", "head"), "screens": ("one",)},
            {"one"},
            {("officer", "1"), ("officer", "1-1"), ("head", "1")},
        ),
    ],
)
def test_an_announcement_is_for_screens_and_people_of_its_area_alone(
    room: Room, told: dict[str, Any], screens: set[str], people: set[tuple[str, str]]
) -> None:
    id = room.do("announce", **TOLD, **told).data["announcement"]
    made = room.plan.announcements[id]
    shown = {screen.id for screen in room.plan.screens.values() if made.on_screen(screen, AREAS)}
    asked = [
        ("officer", "0"),
        ("officer", "1"),
        ("officer", "1-1"),
        ("officer", "2"),
        ("head", "1"),
        ("leader", "1"),
    ]
    assert shown == screens
    assert {who for who in asked if made.for_person(*who, AREAS)} == people
