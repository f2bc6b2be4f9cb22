"""Cameras as a wall knows them: who may see which, what a screen is told of them, and how little of it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from city.cameras.camera_states import CameraEvent
from city.cameras.cameras import Camera, public
from dashboard.rooms.broadcaster import Broadcaster
from dashboard.rooms.cameras import Watching
from dashboard.rooms.frames import Truth
from dashboard.rooms.rooms import Rooms
from tests.city.small_city import AREAS, NOW, PLACES, small_city
from tests.dashboard.conftest import AppMaker
from tests.dashboard.watching import pump_of, watch

WHERE = {"a": "1-1", "b": "1-2", "c": "2-1", "d": "outside"}


def camera(id: str, place: str) -> Camera:
    lat, lon = PLACES[place]
    return Camera(id, f"口{id}", None, lat, lon, "rtsp", False)


ROWS = public([camera(id_, place) for id_, place in WHERE.items()])


def event(id: str, state: str = "live", time: int = NOW, detail: str = "") -> CameraEvent:
    return CameraEvent(f"{time}-0", id, state, time, detail)


def listed(pump: Broadcaster, edition: str | None = "e1", rows: object = ROWS) -> None:
    if pump.watching.look(edition, rows):
        pump.cameras_listed()


def tell(pump: Broadcaster, *events: CameraEvent) -> None:
    pump.cameras_changed(pump.watching.apply(events))


@pytest.fixture
def pump() -> Broadcaster:
    return pump_of(small_city())


def test_a_snapshot_holds_the_areas_cameras_and_the_lists_edition(pump: Broadcaster) -> None:
    listed(pump)
    tell(pump, event("a"))
    page, _ = watch(pump, "1", NOW)
    assert page.state["camera_list"] == pump.watching.edition_of("0")
    assert page.state["camera_list"] is not None
    assert page.state["cameras"] == {"a": ["live", NOW, ""], "b": ["connecting", 0, "not_probed"]}
    assert set(watch(pump, "0", NOW)[0].state["cameras"]) == set(WHERE)


def test_a_change_comes_alone_and_to_those_who_see_the_camera_alone(pump: Broadcaster) -> None:
    listed(pump)
    (city, _), (town, _), (other, _) = (watch(pump, code, NOW) for code in ("0", "1", "2"))
    tell(pump, event("a", "lost", NOW + 5, "stalled"))
    pump.run(NOW + 200)
    assert [page.taken[-1].state for page in (city, town)] == [
        {"cameras": {"a": ["lost", NOW + 5, "stalled"]}}
    ] * 2
    assert len(other.taken) == 1


def test_a_change_of_one_camera_recomputes_no_numbers(pump: Broadcaster) -> None:
    listed(pump)
    for code in ("0", "1", "2"):
        watch(pump, code, NOW)
    tell(pump, event("a"))
    rooms = pump.rooms
    assert (rooms.cameras_due.tolist(), rooms.numbers_due.any(), rooms.cases_due.any()) == (
        [True, True, False],
        False,
        False,
    )


def test_what_is_as_it_was_is_not_told_again(pump: Broadcaster) -> None:
    listed(pump)
    page, _ = watch(pump, "1", NOW)
    tell(pump, event("a"))
    pump.run(NOW + 200)
    tell(pump, event("a", time=NOW + 300), event("unknown"))
    pump.run(NOW + 400)
    assert len(page.taken) == 2


def test_a_process_that_is_gone_is_told_to_every_room(pump: Broadcaster) -> None:
    listed(pump)
    pages = [watch(pump, code, NOW)[0] for code in ("0", "2-2")]
    listed(pump, None, None)
    pump.run(NOW + 200)
    assert [page.taken[-1].state for page in pages] == [{"camera_list": None}] * 2
    assert pump.watching.counts("0") == {"running": False, "total": 4, "healthy": None}
    listed(pump)
    pump.run(NOW + 400)
    assert pages[0].state["camera_list"] == pump.watching.edition_of("0")


def test_another_list_brings_the_new_cameras_and_takes_the_old_ones_away(pump: Broadcaster) -> None:
    listed(pump)
    page, _ = watch(pump, "1", NOW)
    listed(pump, "e2", public([camera("a", "1-1"), camera("z", "1-2"), camera("b", "2-1")]))
    pump.run(NOW + 200)
    assert page.taken[-1].state["cameras"] == {"z": ["connecting", 0, "not_probed"], "b": None}
    assert page.shown() == watch(pump, "1", NOW + 200)[0].shown()


def test_who_sees_one_town_is_told_of_another_list_only_when_it_holds_another_camera_there(
    pump: Broadcaster,
) -> None:
    listed(pump)
    page, _ = watch(pump, "2", NOW, scope="2")
    before = page.state["camera_list"]
    listed(pump, "e2", public([camera("c", "2-1"), camera("z", "1-2"), camera("d", "outside")]))
    assert pump.watching.edition_of("2") == before
    assert pump.watching.edition_of("0") not in (before, "e2")
    listed(pump, "e3", public([camera("c", "2-1"), camera("y", "2-2")]))
    pump.run(NOW + 200)
    assert page.state["camera_list"] not in (before, None)


def test_a_fold_that_begins_anew_keeps_the_editions_of_scopes_and_tells_nothing_of_elsewhere() -> None:
    """As after a record that lost its tail: pages ask for their list again only when theirs is another."""
    live, first = small_city(), pump_of(small_city())
    listed(first)
    tell(first, event("c"))
    before = watch(first, "2", NOW, scope="2")[0].state["camera_list"]
    heir = first.watching.heir()
    anew = Broadcaster(live, Rooms(live.areas), 8, lambda now: Truth(), lambda frame: frame, 100, heir)
    page, _ = watch(anew, "2", NOW, scope="2")
    assert page.state["camera_list"] == before
    assert page.state["cameras"] == {"c": ["connecting", 0, "not_probed"]}, "states are read anew"
    listed(anew, "e2", public([camera("c", "2-1"), camera("z", "1-2")]))
    anew.run(NOW + 200)
    assert page.state["camera_list"] == before == heir.edition_of("2")
    listed(anew, "e3", public([camera("y", "2-1"), camera("z", "1-2")]))
    anew.run(NOW + 400)
    assert page.state["camera_list"] == heir.edition_of("2") != before


def test_a_state_told_before_the_list_is_not_lost() -> None:
    watching = Watching(AREAS)
    assert watching.apply([event("a")]) == []
    watching.look("e1", ROWS)
    assert watching.counts("1") == {"running": True, "total": 2, "healthy": 1}


def test_a_list_that_cannot_be_read_is_told_once_and_counts_as_none(caplog: pytest.LogCaptureFixture) -> None:
    watching = Watching(AREAS)
    for _ in range(3):
        assert not watching.look("bad", [{"id": "a", "lat": 500}])
    assert (watching.running, len(caplog.records)) == (False, 1)


@pytest.fixture
def seen(engine: Any) -> Any:
    listed(engine.pump)
    tell(engine.pump, event("a"), event("c", "refused", NOW, "wrong_password"))
    return engine


def test_an_areas_cameras_with_their_places_below_it(client: FlaskClient, seen: Any) -> None:
    told = client.get("/api/areas/0/cameras").json
    assert (told["code"], told["edition"], told["running"], told["total"], told["healthy"]) == (
        "0",
        seen.pump.watching.edition_of("0"),
        True,
        4,
        1,
    )
    assert [row["id"] for row in told["cameras"]] == ["d", "a", "b", "c"]
    assert told["cameras"][3] == {
        "id": "c",
        "name": "口c",
        "name_en": None,
        "lat": 22.05,
        "lon": 113.25,
        "area": "2-1",
        "place": [["区2", None], ["区2-1", None]],
        "kind": "rtsp",
        "still": False,
        "state": "refused",
        "since": NOW,
        "detail": "wrong_password",
    }
    assert [row["place"] for row in client.get("/api/areas/2-1/cameras").json["cameras"]] == [[]]


def test_the_nearest_come_first_with_their_metres(client: FlaskClient, seen: Any) -> None:
    told = client.get("/api/cameras?near=22.05,113.06&radius=12000").json
    assert [(row["id"], round(row["metres"], -2)) for row in told["cameras"]] == [("a", 1000), ("b", 9300)]
    assert client.get("/api/cameras?near=22.05,113.06").json["cameras"] == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "near must be <lat>,<lon> in degrees"),
        ("near=22", "got '22'"),
        ("near=22,x", "got '22,x'"),
        ("near=113,22", "got '113,22'"),
        ("near=nan,1", "got 'nan,1'"),
        ("near=1,2&radius=-1", "radius must be above 0 and at most 100000 metres, got '-1'"),
        ("near=1,2&radius=far", "got 'far'"),
    ],
)
def test_a_place_that_cannot_be_read_is_answered_in_a_sentence(
    client: FlaskClient, query: str, said: str
) -> None:
    answer = client.get(f"/api/cameras?{query}")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_place")
    assert said in answer.json["error"]


def test_a_viewer_gets_no_camera_beside_their_scope(make_app: AppMaker) -> None:
    client = make_app(GRIDWALL_WEB_VIEWER_AREA="1").test_client()
    listed(client.application.extensions["gridwall"].pump)
    assert client.get("/api/areas/2/cameras").json["code"] == "unknown_area"
    near = client.get("/api/cameras?near=22.05,113.25&radius=50000").json["cameras"]
    assert [row["id"] for row in near] == ["b", "a"]


def test_health_and_metrics_count_cameras(client: FlaskClient, seen: Any) -> None:
    assert client.get("/readyz").json["cameras"] == {"running": True, "total": 4, "healthy": 1}
    told = client.get("/metrics").get_data(as_text=True)
    assert "gridwall_cameras 4.0" in told
    assert "gridwall_cameras_healthy 1.0" in told
    assert "gridwall_cameras_running 1.0" in told


def test_the_policy_lets_in_the_camera_process_alone(make_app: AppMaker) -> None:
    told = make_app(GRIDWALL_CAMERAS_URL="ws://localhost:8060").test_client().get("/healthz")
    assert "connect-src 'self' ws://localhost:8060;" in told.headers["Content-Security-Policy"]
    plain = make_app().test_client().get("/healthz").headers["Content-Security-Policy"]
    assert "connect-src 'self';" in plain
