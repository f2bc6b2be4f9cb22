"""Whatever happens, in whatever order: a page that lived through it shows what a new page shows."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from city.cameras.camera_states import CameraEvent
from city.cameras.cameras import Camera, public
from tests.city.small_city import NOW, PLACES, acknowledged, filed, fix, roster, small_city
from tests.dashboard.watching import pump_of, watch

PEOPLE = ("ann", "bob", "cai", "dan", "eve", "nobody")
WHERE = ("1-1", "1-2", "2-1", "2-2", "2", "outside")
ROOMS = (("0", "0"), ("1", "0"), ("1", "1"), ("2-1", "2"))
STATES = ("live", "lost", "frozen")
happening = st.one_of(
    st.tuples(st.just("fix"), st.sampled_from(PEOPLE), st.sampled_from(WHERE), st.integers(0, 40)),
    st.tuples(st.just("file"), st.integers(0, 6), st.sampled_from((*WHERE[:5], "0")), st.booleans()),
    st.tuples(st.just("acknowledge"), st.integers(0, 6)),
    st.tuples(st.just("wait"), st.sampled_from((7, 60, 130, 1500, 11 * 60_000))),
    st.tuples(st.just("camera"), st.sampled_from("abc"), st.sampled_from(STATES)),
    st.tuples(st.just("list"), st.lists(st.sampled_from("abc"), unique=True), st.booleans()),
    st.tuples(st.just("join"), st.sampled_from(range(len(ROOMS)))),
)


def rows(ids: list[str]) -> list[dict[str, Any]]:
    at = {"a": "1-1", "b": "2-1", "c": "outside"}
    return public([Camera(id_, id_, None, *PLACES[at[id_]], "rtsp", False) for id_ in ids])


@settings(max_examples=150, deadline=None)
@given(st.lists(happening, max_size=40), st.booleans())
def test_a_snapshot_and_its_deltas_are_the_full_state(happenings: list[Any], shifts: bool) -> None:
    live = small_city(roster(), duty=((0, 615),)) if shifts else small_city()
    pump, now = pump_of(live), NOW
    live.tick(now)
    pages = [(watch(pump, code, now, scope)[0], code, scope) for code, scope in ROOMS]
    for kind, *told in happenings:
        if kind == "fix":
            live.fold_fixes(fix(told[0], told[1], now - told[2], north=told[2]), now)
        elif kind == "file":
            pump.cases_changed(live.fold_events([filed(f"c{told[0]}", told[1], now, sos=told[2])], now))
        elif kind == "acknowledge":
            pump.cases_changed(live.fold_events([acknowledged(f"c{told[0]}", now)], now))
        elif kind == "camera":
            pump.cameras_changed(pump.watching.apply([CameraEvent("", told[0], told[1], now)]))
        elif kind == "list":
            if pump.watching.look("".join(told[0]) if told[1] else None, rows(told[0])):
                pump.cameras_listed()
        elif kind == "join":
            code, scope = ROOMS[told[0]]
            pages.append((watch(pump, code, now, scope)[0], code, scope))
        else:
            now += told[0]
            live.tick(now)
            pump.numbers_changed(now)
        pump.run(now)
    live.tick(now)
    pump.numbers_changed(now)
    pump.run(now + 200)
    for page, code, scope in pages:
        assert page.shown() == watch(pump, code, now + 200, scope)[0].shown()
