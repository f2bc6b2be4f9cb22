"""Whatever is done in whichever order, by whoever: no screen comes to show what lies beyond its area."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from city.cases.refusal import ObjectionError
from city.screens.content import AREA, SCENE, Content
from city.screens.decision import fits
from city.screens.programme import Step
from tests.city.screens.room import Room
from tests.city.small_city import AREAS

SCREENS, SCENES = st.sampled_from(["all", "one", "grid", "two"]), st.sampled_from(["plain", "city", "town"])
CODES = st.sampled_from(["0", "1", "1-1", "1-2", "2", "2-1"])
SCOPES = st.sampled_from(["0", "0", "1", "2", "1-1"])
CONTENTS = st.one_of(
    st.builds(Content, st.just(AREA), CODES), st.builds(Content, st.just(SCENE), CODES, SCENES)
)
STEPS = st.lists(st.builds(Step, SCENES), min_size=1, max_size=3).map(tuple)
ACTS = st.one_of(
    st.tuples(st.just("put"), st.fixed_dictionaries({"screen": SCREENS, "content": CONTENTS})),
    st.tuples(st.just("end"), st.fixed_dictionaries({"screen": SCREENS})),
    st.tuples(
        st.just("hang"),
        st.fixed_dictionaries({"id": SCREENS, "area": CODES, "programme": st.sampled_from(["", "day"])}),
    ),
    st.tuples(
        st.just("save_scene"), st.fixed_dictionaries({"id": SCENES, "area": st.one_of(CODES, st.just(""))})
    ),
    st.tuples(st.just("save_programme"), st.fixed_dictionaries({"steps": STEPS, "area": CODES})),
    st.tuples(st.just("publish"), st.just({})),
)


def rest(room: Room, do: str, data: dict[str, Any]) -> dict[str, Any]:
    """With what else the command needs, as somebody would send it who has seen the newest revision."""
    if do == "hang":
        return data | {"name": "屏", "room": data["id"], "revision": room.plan.screens[data["id"]].revision}
    if do == "save_scene":
        return data | {"name": "景", "layout": "wall", "revision": room.plan.scenes[data["id"]].revision}
    held = room.plan.programmes["day"]
    if do == "save_programme":
        return data | {"id": "day", "name": "白天", "revision": held.revision}
    return {"programme": "day", "revision": held.revision} if do == "publish" else data


def leaks(room: Room) -> list[tuple[str, str]]:
    found = []
    for screen in room.plan.screens.values():
        programme = room.plan.programmes.get(screen.programme)
        scenes = [step.scene for step in programme.steps] if programme else []
        for push in room.plan.stack(screen.id).live(room.now):
            found += [] if fits(AREAS, push.content.area, screen.area) else [(screen.id, push.content.area)]
            scenes += [push.content.id] if push.content.kind == SCENE else []
        areas = [room.plan.scenes[id].area for id in scenes]
        found += [(screen.id, area) for area in areas if not fits(AREAS, area, screen.area)]
    return found


@given(st.lists(st.tuples(ACTS, SCOPES), max_size=25))
def test_no_screen_comes_to_show_what_lies_beyond_its_area(
    acts: list[tuple[tuple[str, dict[str, Any]], str]],
) -> None:
    room = Room()
    for (do, data), scope in acts:
        try:
            room.do(do, scope=scope, **rest(room, do, data))
        except ObjectionError:
            continue
        assert leaks(room) == [], (do, data, scope)


def test_a_leak_would_be_seen() -> None:
    room = Room()
    room.put("all", "0")
    room.put("one", content=Content(SCENE, "", "town"))
    assert leaks(room) == []
    room.change("all", area="2")
    room.change("one", area="1-1", programme="day")
    assert leaks(room) == [("all", "0"), ("one", "1"), ("one", "1")]
