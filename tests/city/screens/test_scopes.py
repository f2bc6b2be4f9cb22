"""Nothing comes to a screen that its area may not see, and nobody reaches a screen outside their own."""

import pytest

from city.screens.content import AREA, CASE, SCENE, Content
from city.screens.programme import Step
from tests.city.screens.room import Room


@pytest.mark.parametrize("area", ["0", "2", "1-2", "nowhere", ""])
def test_a_grids_screen_shows_nothing_from_beyond_it(room: Room, area: str) -> None:
    code = room.refused("put", screen="grid", content=Content(CASE, area, "c-1"))
    assert code == ("beyond_screen" if area in ("0", "2", "1-2") else "content_elsewhere")


def test_nobody_puts_on_the_citys_screen_what_they_may_not_see(room: Room) -> None:
    assert room.refused("put", screen="all", content=Content(AREA, "2"), scope="1") == "unknown_screen"
    assert room.refused("put", screen="one", content=Content(AREA, "2"), scope="1") == "content_elsewhere"
    assert room.refused("put", screen="one", content=Content(AREA, "2")) == "beyond_screen"


@pytest.mark.parametrize("do", ["extend", "end", "hold", "turn", "identify", "reload", "take_down"])
def test_a_screen_elsewhere_is_as_one_that_is_not(room: Room, do: str) -> None:
    push = room.put("two", "2")
    data = {"extend": {"push": push}, "hold": {"held": True}, "turn": {"by": 1}}.get(do, {})
    assert room.refused(do, screen="two", scope="1", **data) == "unknown_screen"
    assert room.refused(do, screen="none", scope="1", **data) == "unknown_screen"


def test_a_scene_of_the_city_comes_to_no_village(room: Room) -> None:
    city, plain = Content(SCENE, "1-1", "city"), Content(SCENE, "0", "plain")
    assert room.refused("put", screen="grid", content=city) == "beyond_screen"
    room.do("put", screen="grid", content=plain)  # lies where the screen does, whatever its sender says
    (push,) = room.plan.stack("grid").pushes
    assert push.content == Content(SCENE, "1-1", "plain")


def test_a_scene_of_their_own_is_pushed_by_a_towns_people(room: Room) -> None:
    room.put("one", content=Content(SCENE, "", "town"), scope="1")
    assert (
        room.refused("put", screen="one", content=Content(SCENE, "", "city"), scope="1")
        == "content_elsewhere"
    )


def test_a_screen_that_moves_takes_nothing_along_that_it_may_not_show_there(room: Room) -> None:
    room.put("all", "0")
    kept = room.put("all", "1")
    room.do("hang", id="all", name="屏", room="村", area="1", revision=1)
    assert [push.id for push in room.plan.stack("all").pushes] == [kept]


def test_a_scene_that_was_moved_meanwhile_stays_behind_when_its_screen_moves(room: Room) -> None:
    room.put("all", content=Content(SCENE, "", "town"))
    room.do("save_scene", id="town", name="二镇", layout="wall", area="2", revision=1)
    assert room.top("all") is not None
    room.do("hang", id="all", name="屏", room="镇", area="1", revision=1)
    assert room.top("all") is None


def test_a_scene_is_not_moved_from_under_a_screen_that_shows_it(room: Room) -> None:
    room.put("one", content=Content(SCENE, "", "town"))
    moved = {"id": "town", "name": "一镇", "layout": "wall", "area": "0", "revision": 1}
    assert room.refused("save_scene", **moved) == "beyond_screen"
    room.do("end", screen="one")
    room.do("save_scene", **moved)


def test_a_programme_with_a_scene_beyond_the_screen_is_not_hung_there(room: Room) -> None:
    room.do("save_programme", id="day", name="白天", steps=(Step("city"),), area="0", revision=1)
    room.do("publish", programme="day", revision=2)
    hung = {"id": "grid", "name": "屏", "room": "村", "area": "1-1", "programme": "day", "revision": 1}
    assert room.refused("hang", **hung) == "beyond_screen"
    room.do("hang", **hung | {"id": "all", "area": "0"})


def test_what_is_published_fits_every_screen_that_shows_the_programme(room: Room) -> None:
    room.do("hang", id="grid", name="屏", room="村", area="1-1", programme="day", revision=1)
    room.do("save_programme", id="day", name="白天", steps=(Step("town"),), area="0", revision=1)
    assert room.refused("publish", programme="day", revision=2) == "beyond_screen"
    moved = {"id": "plain", "name": "平时", "layout": "wall", "area": "2", "revision": 1}
    assert room.refused("save_scene", **moved) == "beyond_screen"


def test_a_towns_programme_has_no_scene_of_the_city(room: Room) -> None:
    steps = (Step("city"),)
    assert room.refused("save_programme", name="镇", steps=steps, area="1", scope="1") == "scene_elsewhere"
    room.do("save_programme", name="镇", steps=(Step("town"), Step("plain")), area="1", scope="1")


def test_nobody_hangs_a_programme_they_may_not_know_of(room: Room) -> None:
    made = room.do("save_programme", name="二", steps=(Step("plain"),), area="2")
    (id,) = (subject.partition(":")[2] for subject in made.changes)
    hung = {"id": "one", "name": "屏", "room": "镇", "area": "1", "programme": id, "revision": 1}
    assert room.refused("hang", **hung, scope="1") == "unknown_programme"
    room.do("hang", **hung)
    room.do("hang", **hung | {"revision": 2, "name": "新名"}, scope="1")  # it hung there already


def test_what_lies_in_an_area_that_is_no_more_is_the_citys(room: Room) -> None:
    room.change("two", area="gone")
    assert room.refused("take_down", screen="two", scope="2") == "unknown_screen"
    assert room.refused("put", screen="two", content=Content(AREA, "2")) == "beyond_screen"
    room.do("hang", id="two", name="屏", room="镇", area="2", revision=1)
    assert room.plan.screens["two"].area == "2"
