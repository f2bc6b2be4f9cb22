"""A table of cameras becomes a camera file: good rows are taken, bad ones are refused one by one."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import shapely

from city.areas.areas import Areas
from city.areas.datum import gcj02_from_wgs84
from city.cameras.cameras import Cameras, public, read_cameras
from streams.cameras.camera_points import read_points
from streams.cameras.camera_table import Imported, Wanted, geojson, read_rows, read_table, toml
from streams.replay.columns import MappingError

HEAD = "Camera ID,Location Name,Longitude,Latitude\n"
AUSTIN = "rtsp://cameras.example/{id}"


def table(*rows: str, head: str = HEAD, **wanted: Any) -> Imported:
    return read_table(head + "\n".join(rows), Wanted(**{"source": AUSTIN} | wanted), "t.csv")


def test_a_row_becomes_a_camera_by_the_names_of_its_columns() -> None:
    (camera,) = table("134,6TH ST / RED RIVER ST,-97.7371902,30.2664757").cameras
    assert (camera.id, camera.name, camera.kind) == ("134", "6TH ST / RED RIVER ST", "rtsp")
    assert (camera.lat, camera.lon, camera.source) == (30.2664757, -97.7371902, "rtsp://cameras.example/134")


def test_columns_may_be_told_and_blanks_filled_from_any_of_them() -> None:
    told = {"columns": {"id": "no"}, "source": "rtsp://10.0.0.{IP}/{no}", "sub": "rtsp://10.0.0.{ip}/sub"}
    (camera,) = table("a;7;22;113;是", head="no;ip;lat;lon;still\n", **told).cameras
    assert (camera.source, camera.sub, camera.still) == ("rtsp://10.0.0.7/a", "rtsp://10.0.0.7/sub", True)


def test_what_is_filled_in_cannot_change_the_address() -> None:
    (camera,) = table("a,x@evil.example/?#,1,2", source="rtsp://h/{name}").cameras
    assert camera.source == "rtsp://h/x%40evil.example%2F%3F%23"


def test_a_column_of_addresses_that_was_named_wins_over_the_template() -> None:
    head = "id,lat,lon,source,kind\n"
    told = {"columns": {"source": "source"}}
    found = table("a,1,2,http://h/a.m3u8,hls", "b,1,2,,", head=head, **told).cameras
    assert [(c.source, c.kind) for c in found] == [
        ("http://h/a.m3u8", "hls"),
        ("rtsp://cameras.example/b", "rtsp"),
    ]


def test_an_option_wins_over_a_column_that_says_who_told_of_the_camera() -> None:
    head = "id,latitude,longitude,source,kind\n"
    (camera,) = table("1,22.93,113.88,survey 2024,dome", head=head, kind="rtsp").cameras
    assert (camera.source, camera.kind) == ("rtsp://cameras.example/1", "rtsp")
    with pytest.raises(MappingError, match="the column 'source' holds no addresses; say where pictures"):
        table("1,22.93,113.88,survey 2024,", head=head, source="")


def test_a_list_without_ids_is_numbered_and_a_row_refused_today_keeps_its_number() -> None:
    found = table("a,22,113", "b,north,113", "c,22,113", head="name,lat,lon\n", source="rtsp://h/{id}")
    assert found.numbered and not table("7,x,113,22").numbered
    assert [(c.id, c.name, c.source) for c in found.cameras] == [
        ("1", "a", "rtsp://h/1"),
        ("3", "c", "rtsp://h/3"),
    ]
    assert found.refused[0].startswith("t.csv line 3 (2): lat must be")


def test_headers_are_recognised_however_they_are_written() -> None:
    rows = "\ufeff 设备 编码 ;LATITUDE；;经度;Camera_Name\n7;22;113;门\n".replace("；", " ")
    (camera,) = read_table(rows, Wanted(source=AUSTIN), "t.csv").cameras
    assert (camera.id, camera.lat, camera.name) == ("7", 22.0, "门")


def test_a_decimal_comma_is_a_point_where_semicolons_part_the_columns() -> None:
    (camera,) = table("a;22,93;-113,88", head="id;lat;lon\n").cameras
    assert (camera.lat, camera.lon) == (22.93, -113.88)


def test_points_of_geojson_are_rows_and_their_properties_columns() -> None:
    def feature(told: dict[str, Any] | None, kind: str = "Point") -> dict[str, Any]:
        return {"type": "Feature", "properties": told, "geometry": {"type": kind, "coordinates": [113, 22.5]}}

    told = {"id": 17, "NAME": "North gate", "source": "survey 2024", "still": True, "lat": "x", "tags": [1]}
    document = {"features": [feature(told), feature({"id": 18}, "LineString"), feature(None)]}
    found = read_rows(read_points(document, "c.geojson"), Wanted(source=AUSTIN), "c.geojson")
    (camera,) = found.cameras
    assert (camera.id, camera.name, camera.lat, camera.lon, camera.still) == (
        "17",
        "North gate",
        22.5,
        113,
        True,
    )
    assert found.refused == [
        "c.geojson feature 2 (18): lat must be a number of degrees, "
        "got the text 'a LineString instead of a Point'",
        "c.geojson feature 3: id is missing",
    ]
    with pytest.raises(MappingError, match=r"c\.geojson: a GeoJSON FeatureCollection of points wanted"):
        read_points([], "c.geojson")


def test_bad_rows_are_refused_one_by_one_and_the_others_taken() -> None:
    found = table(
        "1,a,113,22", "a b,x,113,22", "2,a,113,north", "3,a,,22", "1,again,113,22", "4,a,0,0", "5,a,113,22"
    )
    assert [camera.id for camera in found.cameras] == ["1", "5"]
    assert [sentence.partition(": ")[0] for sentence in found.refused] == [
        "t.csv line 3",
        "t.csv line 4 (2)",
        "t.csv line 5 (3)",
        "t.csv line 6",
        "t.csv line 7 (4)",
    ]
    assert "got the text 'north'" in found.refused[1] and "got nothing" in found.refused[2]
    assert "got 1 twice" in found.refused[3]


def test_no_refusal_shows_an_address() -> None:
    head = "id,lat,lon,source\n"
    found = table("a,1,2,rtsp://u:hunter2@x@h/", "b,rtsp://u:hunter2@h/,2,", head=head, source="")
    assert len(found.refused) == 2
    assert "hunter2" not in " ".join(found.refused) + repr(found)
    assert "hunter2" not in repr(Wanted(source="rtsp://u:hunter2@h/"))


@pytest.mark.parametrize(
    ("head", "wanted", "said"),
    [
        ("a,b\n", {}, "t.csv: no column for lat, lon among a, b; say which with --column lat=NAME"),
        ("", {}, "no column for lat, lon among none"),
        (HEAD, {"columns": {"id": "Nr"}}, "t.csv: no column 'Nr' for id; there are Camera ID, Location Name"),
        (HEAD, {"columns": {"colour": "x"}}, "options: 'colour' is nothing of a camera; known are id, name"),
        (
            HEAD,
            {"source": ""},
            "no column for source among Camera ID, Location Name, Longitude, Latitude; say where",
        ),
        (HEAD, {"source": "rtsp://h/{serial}"}, "t.csv: no column 'serial' to fill in"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused_whole(
    head: str, wanted: dict[str, Any], said: str
) -> None:
    with pytest.raises(MappingError) as refusal:
        table(head=head, **wanted)
    assert said in str(refusal.value)


@pytest.mark.parametrize("name", ['say "hi" \\ ü 路', "x" * 200])
def test_what_is_written_is_read_as_it_was(name: str) -> None:
    row = f'a,"{name.replace(chr(34), chr(34) * 2)}",113.5,22.5'
    found = table(row, sub="rtsp://h/sub").cameras
    again = read_cameras(tomllib.loads(toml(found, ["a remark"])), "c.toml")
    assert again == found == read_cameras(json.loads(geojson(found, ["a remark"])), "c.geojson")


def test_cameras_on_another_datum_are_brought_back() -> None:
    lat, lon = (float(value) for value in gcj02_from_wgs84(23.02, 113.75))
    (camera,) = table(f"a,x,{lon},{lat}", datum="gcj02").cameras
    assert (round(camera.lat, 5), round(camera.lon, 5)) == (23.02, 113.75)


def test_a_table_may_be_moved_onto_the_city_and_its_size_is_told() -> None:
    found = table("a,x,-97.8,30.2", "b,x,-97.6,30.4", outline=shapely.box(113.0, 22.0, 113.1, 22.1))
    assert all(113.0 <= c.lon <= 113.1 and 22.0 <= c.lat <= 22.1 for c in found.cameras)
    assert found.scale is not None and 0.4 < found.scale < 0.6


def test_every_camera_of_austin_is_imported_and_found_again_in_the_demo_city(
    trial_data: Path, demo_city: tuple[Areas, Any, Any]
) -> None:
    areas, text = demo_city[0], (trial_data / "cameras_austin.csv").read_text("utf-8-sig")
    found = read_table(text, Wanted(source=AUSTIN, outline=areas.root.polygon), "cameras_austin.csv")
    assert (len(found.cameras), found.refused) == (512, [])
    cameras = Cameras(areas, read_cameras(tomllib.loads(toml(found.cameras)), "austin.toml"))
    assert len(cameras.within(areas.root.code)) == 512
    assert sum(area != areas.root.code for area in cameras.area.values()) > 500
    assert len(public(cameras.all)) == 512
