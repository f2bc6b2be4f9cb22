"""The camera file is read whole, or refused in a sentence that shows no password; cameras know their area."""

from __future__ import annotations

import math
from typing import Any

import pytest

from city.cameras.cameras import (
    SHARED,
    Camera,
    CameraError,
    Cameras,
    edition,
    from_public,
    public,
    read_cameras,
)
from tests.city.small_city import AREAS, PLACES

SECRET = "hunter2"
SOURCE = f"rtsp://admin:{SECRET}@10.0.0.5:554/main"


def table(id: str = "c1", **told: Any) -> dict[str, Any]:
    base = {"id": id, "name": "路口", "lat": 22.05, "lon": 113.05, "source": SOURCE}
    return {name: value for name, value in (base | told).items() if value is not ...}


def camera(id: str, place: str, **told: Any) -> Camera:
    lat, lon = PLACES[place]
    return Camera(
        **{"id": id, "name": id, "name_en": None, "lat": lat, "lon": lon, "kind": "rtsp", "still": False}
        | told
    )


def cameras() -> Cameras:
    places = {"z": "1-1", "b": "outside", "a": "2-2", "c": "1-1", "d": "2"}
    return Cameras(AREAS, [camera(id_, place) for id_, place in places.items()])


def test_a_toml_table_becomes_a_camera() -> None:
    (found,) = read_cameras({"camera": [table(name_en="Corner", still=True, sub=SOURCE)]}, "cameras.toml")
    assert (found.id, found.name, found.name_en, found.kind, found.still) == (
        "c1",
        "路口",
        "Corner",
        "rtsp",
        True,
    )
    assert (found.lat, found.lon, found.source, found.sub) == (22.05, 113.05, SOURCE, SOURCE)


def test_a_point_of_geojson_becomes_the_same_camera_and_other_properties_are_left_out() -> None:
    told = {name: value for name, value in table().items() if name not in ("lat", "lon")}
    point = {"type": "Point", "coordinates": [113.05, 22.05, 7]}
    feature = {"type": "Feature", "properties": told | {"owner": "police", "sub": None}, "geometry": point}
    document = {"type": "FeatureCollection", "features": [feature]}
    assert read_cameras(document, "c.geojson") == read_cameras({"camera": [table()]}, "c.toml")


def test_whole_numbers_are_ids_and_names_as_they_are_written() -> None:
    point = {"type": "Point", "coordinates": [113.05, 22.05]}
    told = {"name": 3, "source": SOURCE}
    features = [
        {"type": "Feature", "properties": told | {"id": 17}, "geometry": point},
        {"type": "Feature", "id": 18.0, "properties": told, "geometry": point},
    ]
    found = read_cameras({"type": "FeatureCollection", "features": features}, "c.geojson")
    assert [(c.id, c.name) for c in found] == [("17", "3"), ("18", "3")]
    assert read_cameras({"camera": [table(id=19)]}, "c.toml")[0].id == "19"


def test_maps_may_write_what_is_true_as_they_like() -> None:
    told = [table("a", still="True"), table("b", still=1), table("c", still="0"), table("d", still=False)]
    assert [c.still for c in read_cameras({"camera": told}, "c.toml")] == [True, True, False, False]


def test_no_camera_at_all_is_a_sound_file() -> None:
    assert read_cameras({}, "cameras.toml") == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"id": "a b"}, "camera 1: id must be 1 to 64 of A-Z a-z 0-9 . _ : -, got 'a b'"),
        ({"id": ...}, "camera 1: id is missing"),
        ({"id": True}, "id must be 1 to 64 of A-Z a-z 0-9 . _ : -, got True"),
        ({"lat": 113.9}, "camera 1 (c1): lat must be from -90 to 90 degrees, got 113.9"),
        ({"lon": "22.9"}, "lon must be a number of degrees, got the text '22.9'"),
        ({"lat": math.nan}, "lat must be from -90 to 90 degrees, got nan"),
        ({"lat": True}, "lat must be a number of degrees, got True"),
        ({"still": "yes"}, "still must be true or false, got 'yes'"),
        ({"name": "a\nb"}, "name must be one line of at most 200 characters"),
        ({"kind": "onvif"}, "kind must be one of rtsp, mjpeg, jpeg, whep, hls, got 'onvif'"),
        ({"source": "http://10.0.0.5/x"}, "kind must be one of rtsp, mjpeg, jpeg, whep, hls, got nothing"),
        ({"kind": "hls"}, "a camera of kind hls needs addresses of http or https, got another scheme"),
        ({"source": ...}, "source is missing"),
        ({"source": 5}, "source must be an address such as rtsp://user:password@10.0.0.5:554/path"),
        ({"stil": True}, "'stil' is not known of a camera; known are id, name"),
    ],
)  # fmt: skip
def test_a_wrong_camera_is_refused_in_one_sentence(told: dict[str, Any], said: str) -> None:
    with pytest.raises(CameraError) as refusal:
        read_cameras({"camera": [table(**told)]}, "cameras.toml")
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "must be TOML with [[camera]] or a GeoJSON FeatureCollection"),
        ({"cameras": []}, "'cameras' is not known here"),
        ({"camera": {"id": "x"}}, "a list of cameras wanted, got dict"),
        ({"camera": [1]}, "camera 1: must be a table, got int"),
        ({"camera": [table(), table()]}, "camera 2: the id must be unique, got c1 twice"),
        ({"type": "FeatureCollection"}, "features must be a list of points"),
        ({"type": "FeatureCollection", "features": [{"properties": {}}]}, "geometry must be a Point"),
    ],
)
def test_a_document_of_another_form_is_refused(document: Any, said: str) -> None:
    with pytest.raises(CameraError) as refusal:
        read_cameras(document, "cameras.toml")
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "told",
    [
        {"source": f"file:///{SECRET}"},
        {"source": f"rtsp://admin:{SECRET}@ss@10.0.0.5/"},
        {"source": f"rtsp://admin:{SECRET}@10.0.0.5:99999/"},
        {"source": f"rtsp://admin:{SECRET}@10.0.0.5/ x"},
        {"source": f"rtsp://admin:{SECRET}/@10.0.0.5/"},
        {"sub": f"http://admin:{SECRET}@10.0.0.5/"},
        {"source": [SOURCE]},
        {"kind": SOURCE},
        {"name": SOURCE},
        {"id": SOURCE},
        {"lat": SOURCE},
        {"still": SOURCE},
        {SOURCE: 1},
    ],
)
def test_no_refusal_shows_a_password_wherever_it_stands(told: dict[str, Any]) -> None:
    with pytest.raises(CameraError) as refusal:
        read_cameras({"camera": [table(**told)]}, "cameras.toml")
    assert SECRET not in f"{refusal.value} {refusal.value!r} {refusal.value.__cause__!r}"


def test_neither_a_repr_nor_the_published_list_tells_the_source() -> None:
    found = read_cameras({"camera": [table(sub=SOURCE)]}, "cameras.toml")
    rows = public(found)
    assert SECRET not in repr(found) and SECRET not in repr(rows)
    assert set(rows[0]) == set(SHARED)
    assert (from_public(rows)[0].source, from_public(rows)[0].sub) == ("", "")
    assert public(from_public(rows)) == rows


def test_a_published_row_that_carries_a_source_is_refused() -> None:
    with pytest.raises(CameraError, match="'source' is not known"):
        from_public([table()])


def test_cameras_stand_depth_first_by_area_and_then_by_id() -> None:
    found = cameras()
    assert [c.id for c in found.all] == ["b", "c", "z", "d", "a"]
    assert found.area == {"b": "0", "c": "1-1", "z": "1-1", "d": "2", "a": "2-2"}


def test_an_area_has_its_own_and_its_descendants_cameras() -> None:
    found = cameras()
    assert [c.id for c in found.within("2")] == ["d", "a"]
    assert [c.id for c in found.within("1-2")] == []
    assert len(found.within("0")) == len(found) == 5


def test_near_tells_metres_nearest_first_and_nothing_beyond_the_radius() -> None:
    lat, lon = PLACES["1-1"]
    step = 100 / 111_195
    told = {
        "n": (lat + step, lon),
        "e": (lat, lon + 2 * step / math.cos(math.radians(lat))),
        "far": (lat + 1, lon),
    }
    found = Cameras(AREAS, [camera(id_, "1-1", lat=a, lon=o) for id_, (a, o) in told.items()])
    assert [(c.id, round(metres)) for c, metres in found.near(lat, lon, 300, 16)] == [("n", 100), ("e", 200)]
    assert [c.id for c, _ in found.near(lat, lon, 300, 1)] == ["n"]


def test_near_looks_across_the_date_line() -> None:
    found = Cameras(AREAS, [camera("x", "1-1", lat=0.0, lon=-179.9995)])
    assert [round(metres) for _, metres in found.near(0, 179.9995, 300, 16)] == [111]


def test_near_stays_within_the_area_told() -> None:
    lat, lon = PLACES["2-2"]
    assert [c.id for c, _ in cameras().near(lat, lon, 50_000, 16, "1")] == ["c", "z"]
    assert Cameras(AREAS, []).near(lat, lon, 300, 16) == []


def test_the_edition_follows_what_the_public_may_know_and_nothing_else() -> None:
    one, two = camera("a", "1-1"), camera("b", "1-2")
    assert edition([one, two]) == edition([two, one])
    assert edition([camera("a", "1-1", source=SOURCE)]) == edition([one])
    assert edition([camera("a", "1-1", still=True)]) != edition([one])
    assert len(edition([])) == 12
