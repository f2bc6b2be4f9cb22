"""Scenes and programmes: previewed, published, and two who edit one."""

from typing import Any

import pytest

from city.screens.arranging import MOST
from city.screens.content import SCENE, Content
from city.screens.programme import MOST_STEPS, Step
from city.screens.scenes import Panel, Scene
from tests.city.screens.room import Room

TWO = (Panel("map"), Panel("cameras", ("k-1", "k-2")))


def made(decision: Any) -> str:
    (subject,) = decision.changes
    return str(subject).partition(":")[2]


def test_a_scene_is_kept_as_it_was_told(room: Room) -> None:
    id = made(room.do("save_scene", name=" 火情 ", layout="two", panels=TWO, area="1"))
    assert room.plan.scenes[id] == Scene(id, "火情", "two", TWO, "1")
    room.do("save_scene", id=id, name="火情", layout="wall", area="1", revision=1)
    assert (room.plan.scenes[id].panels, room.plan.scenes[id].revision) == ((), 2)


def test_a_scene_for_every_area_is_made_by_who_has_the_city(room: Room) -> None:
    assert room.plan.scenes[made(room.do("save_scene", name="a", layout="wall"))].area == ""
    assert room.plan.scenes[made(room.do("save_scene", name="b", layout="wall", scope="1"))].area == "1"
    told = {"id": "plain", "name": "x", "layout": "wall", "area": "1", "revision": 1}
    assert room.refused("save_scene", **told, scope="1") == "area_elsewhere"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"layout": "ten"}, "bad_layout"),
        ({"layout": "one"}, "bad_layout"),
        ({"panels": (Panel("map"), Panel("film"))}, "bad_panel"),
        ({"panels": (Panel("map"), Panel("cameras", tuple(map(str, range(17)))))}, "bad_panel"),
        ({"panels": (Panel("map"), Panel("announcement", text="x" * 201))}, "bad_panel"),
        ({"name": ""}, "unfit_text"),
        ({"area": "none"}, "area_elsewhere"),
        ({"area": "2", "scope": "1"}, "area_elsewhere"),
        ({"role": "officer"}, "not_an_editor"),
        ({"id": "none", "revision": 1}, "edited_meanwhile"),
        ({"id": "town", "revision": 3}, "edited_meanwhile"),
    ],
)
def test_what_is_no_scene_is_refused(room: Room, told: dict[str, Any], code: str) -> None:
    assert (
        room.refused("save_scene", **{"name": "x", "layout": "two", "panels": TWO, "area": "1"} | told)
        == code
    )


def test_a_draft_is_on_no_screen_until_it_is_published(room: Room) -> None:
    before, steps = room.plan.programmes["day"].steps, (Step("town", 60), Step("plain"))
    room.do("save_programme", id="day", name="白天", steps=steps, area="0", revision=1, who="li")
    held = room.plan.programmes["day"]
    assert (held.steps, held.draft, held.edited_by, held.revision) == (before, steps, "li", 2)
    room.do("publish", programme="day", revision=2)
    held = room.plan.programmes["day"]
    assert (held.steps, held.draft, held.revision) == (steps, None, 3)
    assert room.refused("publish", programme="day", revision=3) == "no_draft"


def test_of_two_editors_the_second_is_told_and_publishes_nothing_unseen(room: Room) -> None:
    mine, theirs = (Step("plain", 10),), (Step("town", 10),)
    told: dict[str, Any] = {"id": "day", "name": "白天", "area": "0", "revision": 1}
    room.do("save_programme", **told, steps=mine)
    assert room.refused("save_programme", **told, steps=theirs, who="li") == "edited_meanwhile"
    room.do("save_programme", **told | {"revision": 2}, steps=theirs, who="li")
    assert room.refused("publish", programme="day", revision=2) == "edited_meanwhile"
    assert room.plan.programmes["day"].draft == theirs


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((), "bad_steps"),
        ((Step("plain"),) * (MOST_STEPS + 1), "bad_steps"),
        ((Step("none"),), "unknown_scene"),
        ((Step("plain", 4),), "out_of_bounds"),
        ((Step("plain", stay=-1),), "out_of_bounds"),
        ((Step("plain", first=1441),), "out_of_bounds"),
        ((Step("plain", last=-1),), "out_of_bounds"),
        ((Step("plain", measure="happiness"),), "bad_measure"),
    ],
)
def test_what_is_no_programme_is_refused(room: Room, steps: tuple[Step, ...], code: str) -> None:
    assert room.refused("save_programme", name="x", steps=steps, area="0") == code


def test_a_towns_people_change_their_own_programme_alone(room: Room) -> None:
    told: dict[str, Any] = {"name": "x", "steps": (Step("plain"),), "area": "1", "scope": "1"}
    id = made(room.do("save_programme", **told))
    room.do("publish", programme=id, revision=1, scope="1")
    assert room.refused("publish", programme="day", revision=1, scope="1") == "area_elsewhere"
    assert room.refused("save_programme", **told | {"id": "day", "revision": 1}) == "area_elsewhere"
    assert room.refused("publish", programme="none", revision=1) == "unknown_programme"


def test_what_is_still_shown_is_not_removed(room: Room) -> None:
    assert room.refused("remove", kind="scene", id="plain", revision=1) == "still_used"
    room.do("hang", id="all", name="屏", room="大厅", area="0", programme="day", revision=1)
    assert room.refused("remove", kind="programme", id="day", revision=1) == "still_used"
    room.put("one", content=Content(SCENE, "", "town"))
    assert room.refused("remove", kind="scene", id="town", revision=1) == "still_used"
    room.do("end", screen="one")
    room.do("remove", kind="scene", id="town", revision=1)
    assert "town" not in room.plan.scenes


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"kind": "scene", "id": "none"}, "unknown_scene"),
        ({"kind": "programme", "id": "none"}, "unknown_programme"),
        ({"kind": "rule", "id": "none"}, "unknown_rule"),
        ({"kind": "screen", "id": "one"}, "unknown_scene"),
        ({"revision": 2}, "edited_meanwhile"),
        ({"scope": "2"}, "area_elsewhere"),
        ({"role": "leader"}, "not_an_editor"),
    ],
)
def test_what_cannot_be_removed_stays(room: Room, told: dict[str, Any], code: str) -> None:
    assert room.refused("remove", **{"kind": "scene", "id": "town", "revision": 1} | told) == code


def test_there_are_only_so_many_scenes(room: Room) -> None:
    room.plan.scenes |= {f"x{i}": Scene(f"x{i}", "x") for i in range(MOST)}
    assert room.refused("save_scene", name="x", layout="wall") == "too_many_scenes"


def test_a_command_id_that_names_something_already_makes_nothing_new(room: Room) -> None:
    room.plan.scenes["id-0001"] = Scene("id-0001", "x")
    assert room.refused("save_scene", name="y", layout="wall") == "edited_meanwhile"
