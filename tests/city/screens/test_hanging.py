"""Screens come, change and go; two who change one at a time, and who may."""

import pytest

from city.cases.refusal import Name, ObjectionError
from city.screens.hanging import MOST_SCREENS
from city.screens.screen import Part, Screen
from tests.city.screens.room import Room

NEW = {"id": "new", "name": "新屏", "room": "大厅", "area": "1", "column": 5}


def test_a_screen_hangs_as_it_was_told(room: Room) -> None:
    part = Part("墙", 2, 2, 1, 2)
    told = {"row": 2, "column": 3, "distance": 5.0, "panel": 55.0, "clearance": "heads", "part": part}
    made = room.do("hang", **NEW | told | {"name": "  新   屏 ", "programme": "day"})
    hung = Screen("new", "新 屏", "大厅", "1", 2, 3, "day", 5.0, 55.0, "heads", part)
    assert (made.done, room.plan.screens["new"]) == ("hung", hung)
    assert [screen.id for screen in room.plan.room("大厅")] == ["all", "one", "grid", "two", "new"]


def test_of_two_who_change_it_the_second_is_told(room: Room) -> None:
    room.do("hang", **NEW)
    assert room.do("hang", **NEW | {"revision": 1, "name": "甲"}).done == "changed"
    assert room.refused("hang", **NEW | {"revision": 1, "name": "乙"}) == "edited_meanwhile"
    assert (room.plan.screens["new"].name, room.plan.screens["new"].revision) == ("甲", 2)


def test_what_was_taken_down_is_not_hung_again_by_who_still_edits_it(room: Room) -> None:
    room.put("one")
    room.do("take_down", screen="one")
    assert "stack:one" not in set(room.plan.subjects())
    assert room.refused("hang", **NEW | {"id": "one", "revision": 1}) == "unknown_screen"
    assert room.refused("take_down", screen="one") == "unknown_screen"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"id": ""}, "unknown_screen"),
        ({"id": "a b"}, "unknown_screen"),
        ({"name": " "}, "unfit_text"),
        ({"name": "x" * 65}, "unfit_text"),
        ({"name": "a\x07b"}, "unfit_text"),
        ({"room": ""}, "unfit_text"),
        ({"area": "none"}, "area_elsewhere"),
        ({"row": 0}, "out_of_bounds"),
        ({"column": 21}, "out_of_bounds"),
        ({"distance": -1.0}, "out_of_bounds"),
        ({"panel": float("nan")}, "out_of_bounds"),
        ({"clearance": "some"}, "bad_clearance"),
        ({"programme": "none"}, "unknown_programme"),
        ({"part": Part("w", 2, 2, 3, 1)}, "out_of_bounds"),
        ({"part": Part("w", 9, 1, 1, 1)}, "out_of_bounds"),
        ({"part": Part("", 1, 1, 1, 1)}, "unfit_text"),
        ({"role": "officer"}, "not_an_editor"),
        ({"role": "leader"}, "not_an_editor"),
        ({"scope": "2"}, "area_elsewhere"),
    ],
)
def test_what_cannot_hang_is_refused(room: Room, told: dict[str, object], code: str) -> None:
    assert room.refused("hang", **NEW | told) == code


def test_nobody_moves_a_screen_out_of_their_own_area(room: Room) -> None:
    assert (
        room.refused("hang", **NEW | {"id": "one", "area": "2", "revision": 1}, scope="1") == "area_elsewhere"
    )
    assert room.refused("hang", **NEW | {"id": "two", "revision": 1}, scope="1") == "unknown_screen"


def test_two_never_hang_in_the_same_place(room: Room) -> None:
    with pytest.raises(ObjectionError) as refused:
        room.do("hang", **NEW | {"column": 3})
    told = refused.value.refusal
    assert told.code == "place_taken" and told.values["screen"] == Name("屏grid")
    own = {"id": "one", "name": "新名", "room": "大厅", "area": "1", "revision": 1}
    assert room.refused("hang", **own | {"column": 3}) == "place_taken"
    assert room.do("hang", **own | {"column": 2}).done == "changed", "it stays where it hangs"
    assert room.do("hang", **own | {"column": 2, "row": 2, "revision": 2}).done == "changed"
    assert room.do("hang", **NEW | {"column": 2}).done == "hung", "nobody hangs there any more"


def test_nobody_hears_of_a_screen_elsewhere_by_its_place(room: Room) -> None:
    assert room.do("hang", **NEW | {"column": 4}, scope="1").done == "hung", "there hangs one of town 2"
    assert room.refused("hang", **NEW | {"id": "other", "column": 2}, scope="1") == "place_taken"


def test_there_are_only_so_many(room: Room) -> None:
    for i in range(MOST_SCREENS):
        room.plan.screens[f"s{i}"] = Screen(f"s{i}", "s", "r", "1")
    assert room.refused("hang", **NEW) == "too_many_screens"
