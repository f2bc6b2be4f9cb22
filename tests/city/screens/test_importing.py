"""A file of scenes, programmes and rules: what it would change, and all of it or nothing."""

from dataclasses import replace
from typing import Any

import pytest

from city.cases.refusal import ObjectionError
from city.screens.importing import Foreseen, Import, exported, foresee
from city.screens.programme import Programme, Step
from city.screens.scenes import Panel, Scene
from city.screens.screen_rule import ScreenRule
from tests.city.screens.room import Room, replace_all

FIRE = Scene("fire", "火情", "two", (Panel("map"), Panel("cameras", ("k-1",))), "1")
NIGHT = Programme("night", "夜间", (Step("fire", 60), Step("plain")), area="1")
RULE = ScreenRule("rule", "火情上屏", "1", "one", items=("fire",))
FILE = Import((FIRE,), (NIGHT,), (RULE,))


def seen(room: Room, file: Import, **who: Any) -> Foreseen:
    return foresee(room.moment(**who), file)


def bring(room: Room, file: Import, **who: Any) -> None:
    mark = seen(room, file, **who).mark
    told = replace(file, seen=mark)
    values = {name: getattr(told, name) for name in ("scenes", "programmes", "rules", "screens", "seen")}
    room.do("bring_in", **who, **values)


def refused(room: Room, file: Import, **who: Any) -> tuple[str, dict[str, Any]]:
    """The sentence and its values; nothing has changed."""
    before = replace_all(room.plan)
    with pytest.raises(ObjectionError) as objection:
        bring(room, file, **who)
    assert room.plan == before
    return objection.value.refusal.sentence, objection.value.refusal.values


def test_what_is_brought_in_is_seen_before_and_shown_by_nothing_itself(room: Room) -> None:
    foreseen = seen(room, FILE)
    assert (foreseen.new, foreseen.changed, foreseen.same) == (("火情", "夜间", "火情上屏"), (), 0)
    bring(room, FILE)
    assert room.plan.scenes["fire"] == FIRE
    programme = room.plan.programmes["night"]
    assert (programme.steps, programme.draft) == ((), NIGHT.steps), "a draft, until somebody publishes it"
    assert not room.plan.rules["rule"].on


def test_a_file_brought_in_again_changes_nothing(room: Room) -> None:
    bring(room, FILE)
    foreseen = seen(room, FILE)
    assert (foreseen.new, foreseen.changed, foreseen.same, dict(foreseen.changes)) == ((), (), 3, {})
    assert refused(room, FILE)[0] == "nothing_to_import"


def test_what_is_exported_comes_back_as_it_was(room: Room) -> None:
    bring(room, FILE)
    room.do("publish", programme="night", revision=1)
    room.do("switch", rule="rule", on=True, revision=1)
    file = exported(room.plan, lambda area: area == "1")
    assert {scene.id for scene in file.scenes} == {"fire", "town", "plain"}, (
        "what a programme needs goes along"
    )
    assert file.screens == {"one": "屏one"}
    assert seen(room, file).changes == {}
    other = Room()
    bring(other, file)
    other.do("publish", programme="night", revision=1)
    assert other.plan.programmes["night"].steps == room.plan.programmes["night"].steps


def test_what_is_there_is_replaced_and_named(room: Room) -> None:
    bring(room, FILE)
    foreseen = seen(room, replace(FILE, scenes=(replace(FIRE, name="火警"),)))
    assert (foreseen.new, foreseen.changed, foreseen.same) == ((), ("火警",), 2)


def test_somebody_who_changed_it_meanwhile_is_not_written_over(room: Room) -> None:
    bring(room, FILE)
    other = replace(FILE, scenes=(replace(FIRE, name="火警"),))
    mark = seen(room, other).mark
    room.do("save_scene", id="fire", name="别的", layout="wall", area="1", revision=1)
    told = {"scenes": other.scenes, "programmes": other.programmes, "rules": other.rules, "seen": mark}
    assert room.refused("bring_in", **told) == "edited_meanwhile"
    assert room.plan.scenes["fire"].name == "别的"


@pytest.mark.parametrize(
    ("changed", "where", "got"),
    [
        ({"scenes": (FIRE, replace(FIRE, id="x", layout="ten"))}, "scenes[1].layout", "ten"),
        ({"scenes": (replace(FIRE, layout="four"),)}, "scenes[0].panels", "2"),
        (
            {"scenes": (replace(FIRE, panels=(Panel("map"), Panel("film"))),)},
            "scenes[0].panels[1].kind",
            "film",
        ),
        ({"scenes": (replace(FIRE, id="a b"),)}, "scenes[0].id", "a b"),
        ({"scenes": (FIRE, FIRE)}, "scenes[1].id", "fire"),
        ({"programmes": (replace(NIGHT, steps=(Step("fire", 4),)),)}, "programmes[0].steps[0].seconds", "4"),
        (
            {"programmes": (replace(NIGHT, draft=(Step("fire", measure="luck"),)),)},
            "programmes[0].draft[0].measure",
            "luck",
        ),
        ({"rules": (replace(RULE, until="whenever"),)}, "rules[0].until", "whenever"),
        ({"rules": (replace(RULE, cameras_within_m=9000),)}, "rules[0].cameras_within_m", "9000"),
    ],
)
def test_what_is_wrong_is_told_by_its_place_and_nothing_is_brought_in(
    room: Room, changed: dict[str, Any], where: str, got: str
) -> None:
    sentence, values = refused(room, replace(FILE, **changed))
    assert (sentence, values["where"], values["got"]) == ("file_wrong", where, got)


@pytest.mark.parametrize(
    ("changed", "where", "code"),
    [
        ({"programmes": (replace(NIGHT, steps=(Step("none"),)),)}, "programmes[0] (夜间)", "unknown_scene"),
        ({"programmes": (replace(NIGHT, steps=(Step("city"),)),)}, "programmes[0] (夜间)", "scene_elsewhere"),
        ({"rules": (replace(RULE, screen="gone"),)}, "rules[0] (火情上屏)", "unknown_screen"),
        ({"scenes": (replace(FIRE, name=" "),)}, "scenes[0] ( )", "unfit_text"),
    ],
)
def test_what_may_not_be_is_told_by_its_place(
    room: Room, changed: dict[str, Any], where: str, code: str
) -> None:
    sentence, values = refused(room, replace(FILE, **changed))
    assert (sentence, values["where"], values["why"].code) == ("file_refused", where, code)


def test_a_town_brings_in_nothing_of_another(room: Room) -> None:
    assert refused(room, FILE, scope="2")[1]["why"].code == "area_elsewhere"
    bring(room, FILE, scope="1")
    assert refused(room, replace(FILE, scenes=(replace(FIRE, area="0"),)), scope="1")[1]["why"].code == (
        "area_elsewhere"
    )


def test_a_rule_finds_its_screen_by_name_where_its_id_is_another(room: Room) -> None:
    away = replace(RULE, screen="screen-elsewhere")
    bring(room, Import((FIRE,), (), (away,), {"screen-elsewhere": "屏one"}))
    assert room.plan.rules["rule"].screen == "one"
    two = Import((), (), (replace(away, id="r-2"),), {"screen-elsewhere": "屏none"})
    assert refused(room, two)[1]["why"].code == "unknown_screen"
