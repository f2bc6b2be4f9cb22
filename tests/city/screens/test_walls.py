"""Several screens as one wall: made of what hangs side by side, sharing what is put on their one map."""

import pytest

from city.screens.content import AREA, CASE, PLACE, Content
from city.screens.screen import Part, Screen
from tests.city.screens.room import Room

WALL = {"screen": "w11", "rows": 2, "columns": 2}


@pytest.fixture
def wall(room: Room) -> Room:
    """Four screens of town 1 that hang in a square."""
    for row, column in ((1, 1), (1, 2), (2, 1), (2, 2)):
        id = f"w{row}{column}"
        room.plan.screens[id] = Screen(id, f"墙{row}{column}", "墙前", "1", row + 2, column + 3)
    return room


def tops(room: Room) -> list[str | None]:
    return [room.top(id) for id in ("w11", "w12", "w21", "w22")]


def test_it_is_made_of_those_right_of_a_screen_and_below(wall: Room) -> None:
    made = wall.do("make_wall", **WALL, gap=12.5)
    assert (made.done, made.data["screens"]) == ("wall_made", ["w11", "w12", "w21", "w22"])
    assert wall.plan.screens["w21"].part == Part("w11", 2, 2, 2, 1, 12.5)
    assert wall.plan.screens["w21"].revision == 2


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (WALL | {"columns": 3}, "wall_hole"),
        (WALL | {"rows": 1, "columns": 1}, "out_of_bounds"),
        (WALL | {"rows": 9}, "out_of_bounds"),
        (WALL | {"gap": -1.0}, "out_of_bounds"),
        (WALL | {"screen": "none"}, "unknown_screen"),
        (WALL | {"role": "officer"}, "not_an_editor"),
        (WALL | {"scope": "2"}, "unknown_screen"),
    ],
)
def test_what_is_no_wall_is_refused(wall: Room, told: dict[str, object], code: str) -> None:
    assert wall.refused("make_wall", **told) == code


def test_all_of_it_show_one_area_and_one_screen_hangs_in_each_place(wall: Room) -> None:
    wall.change("w22", area="1-1")
    assert wall.refused("make_wall", **WALL) == "wall_areas"
    wall.change("w22", area="1", column=4)
    assert wall.refused("make_wall", **WALL) == "wall_hole"


def test_a_smaller_wall_of_the_same_screens_leaves_the_others_alone(wall: Room) -> None:
    wall.do("make_wall", **WALL)
    wall.do("make_wall", screen="w11", rows=1, columns=2)
    parts = [wall.plan.screens[id].part for id in ("w12", "w21", "w22")]
    assert parts == [Part("w11", 1, 2, 1, 2), None, None]


def test_it_is_taken_apart_by_any_of_its_screens(wall: Room) -> None:
    assert wall.refused("split_wall", screen="w22") == "no_wall"
    wall.do("make_wall", **WALL)
    assert wall.do("split_wall", screen="w22").done == "wall_split"
    assert [wall.plan.screens[id].part for id in ("w11", "w12", "w21", "w22")] == [None] * 4


def test_one_that_hangs_elsewhere_leaves_it_and_one_that_is_renamed_stays(wall: Room) -> None:
    wall.do("make_wall", **WALL)
    part = wall.plan.screens["w12"].part
    told = {"id": "w12", "room": "墙前", "area": "1", "row": 3, "part": part}
    wall.do("hang", **told, name="新名", column=5, revision=2)
    assert wall.plan.screens["w12"].part == part
    wall.do("hang", **told, name="新名", column=9, revision=3)
    assert wall.plan.screens["w12"].part is None


@pytest.mark.parametrize("content", [Content(AREA, "1-1"), Content(PLACE, "1-1", lat=22.0, lon=113.0)])
def test_an_area_or_a_place_is_on_all_of_it_and_ends_and_is_extended_on_all(
    wall: Room, content: Content
) -> None:
    wall.do("make_wall", **WALL)
    put = wall.do("put", screen="w12", content=content)
    push = put.data["push"]
    assert (tops(wall), sorted(put.data["across"])) == ([push] * 4, ["w11", "w21", "w22"])
    wall.do("extend", screen="w21", push=push, seconds=60)
    assert {wall.plan.stack(id).pushes[0].until for id in ("w11", "w22")} == {wall.now + 240_000}
    wall.do("end", screen="w22")
    assert tops(wall) == [None] * 4


def test_a_case_is_on_the_one_it_was_put_on_and_the_others_go_on(wall: Room) -> None:
    wall.do("make_wall", **WALL)
    push = wall.put("w21", content=Content(CASE, "1-1", "c-1"))
    assert tops(wall) == [None, None, push, None]


def test_what_somebody_else_has_on_another_part_stays(wall: Room) -> None:
    wall.do("make_wall", **WALL)
    theirs = wall.put("w22", who="li", content=Content(CASE, "1-1", "c-1"))
    mine = wall.put("w11", content=Content(AREA, "1-1"))
    assert tops(wall) == [mine, mine, mine, theirs]
    assert wall.refused("put", screen="w12", who="li", content=Content(AREA, "1")) == "driven"
    newer = wall.put("w12", who="li", content=Content(AREA, "1"), over=mine)
    assert tops(wall) == [newer] * 4


def test_one_with_a_programme_has_scenes_of_its_own(wall: Room) -> None:
    wall.do("make_wall", **WALL)
    wall.change("w22", programme="day")
    push = wall.put("w11", content=Content(AREA, "1-1"))
    assert tops(wall) == [push, push, push, None]
    alone = wall.put("w22", content=Content(AREA, "1-1"))
    assert tops(wall) == [push, push, push, alone]


def test_one_that_takes_nothing_from_whoever_asks_takes_no_part_in_it(wall: Room) -> None:
    wall.do("make_wall", **WALL)
    wall.change("w22", clearance="nobody")
    push = wall.put("w11", content=Content(AREA, "1-1"))
    assert tops(wall) == [push, push, push, None]
