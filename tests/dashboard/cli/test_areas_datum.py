"""A city wholly in another datum is refused by its name wherever it is read, or nobody claims to know."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import shapely
from click.testing import CliRunner, Result

from city.areas.rings import write_polygon
from city.datum.evidence import from_wgs84, to_wgs84
from city.datum.prefectures import around
from dashboard.cli.areas import areas
from dashboard.cli.check_datum import border_findings
from dashboard.settings.city_files import CityFileError, CityPaths, load_city
from dashboard.settings.settings import read_settings
from tests.city.squares import area
from tests.dashboard.small_files import ITEMS

BORDER = to_wgs84(next(p for p in around((113.8, 22.9, 113.9, 23)) if p.code == "441900").points, "gcj02")
WEST = shapely.box(113.0, 22.0, 113.9, 24.0)


def shapes(datum: str) -> tuple[Any, Any, Any]:
    """Dongguan's border as known, and its west and east."""
    whole = shapely.Polygon(BORDER).buffer(0)
    parts = whole, whole & WEST, whole - WEST
    return tuple(shapely.transform(each, lambda p: from_wgs84(p, datum)) for each in parts)  # type: ignore[return-value]


def write(folder: Path, shifted: str, **told: Any) -> CityPaths:
    whole, west, east = map(write_polygon, shapes(shifted))
    features = [area("1", "city", None, whole), area("11", "街道", "1", west), area("12", "街道", "1", east)]
    document = {"type": "FeatureCollection", "levels": ["city", "区", "街道"], "features": features} | told
    (folder / "areas.geojson").write_text(json.dumps(document), "utf-8")
    (folder / "roster.csv").write_text("工号;姓名;所属网格;手机\nH-1;陈;11;13900000000\n", "utf-8-sig")
    (folder / "items.toml").write_text(ITEMS.replace('level = "town"\n', ""), "utf-8")
    return CityPaths(folder / "areas.geojson", folder / "roster.csv", folder / "items.toml")


def named(folder: Path, name: str, *geometries: Any) -> Path:
    features = [
        {"type": "Feature", "properties": {"NAME": n}, "geometry": write_polygon(geometry)}
        for n, geometry in zip(("西镇", "东镇"), geometries, strict=False)
    ]
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return folder / name


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(areas, [str(word) for word in words])


def build(folder: Path, datum: str, *more: str | Path) -> Result:
    shapes_file = named(folder, "towns.json", *shapes(datum)[1:])
    (folder / "codes.csv").write_text("区划代码,名称\n11,西镇\n12,东镇\n", "gb18030")
    told = ["--codes", folder / "codes.csv", "--root", "1,莞市", "--levels", "city,town"]
    return run("build", shapes_file, *told, "--out", folder / "out.geojson", *more)


def test_a_wall_takes_a_city_without_a_level_called_town(tmp_path: Path) -> None:
    found, roster, matters = load_city(write(tmp_path, "wgs84"))
    assert (len(found), roster.people[0].phone, matters.items["hole"].level) == (3, "13900000000", "")


def test_a_wall_refuses_a_city_in_bd09_by_its_name_unless_the_file_says_otherwise(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(
        CityFileError, match=r"it fits the borders of 东莞市 as BD-09: .* build --datum bd09` converts"
    ):
        load_city(write(tmp_path, "bd09"))
    with caplog.at_level(logging.WARNING):
        assert len(load_city(write(tmp_path, "bd09", datum="WGS-84"))[0]) == 3
    assert "as BD-09" in caplog.text


@pytest.mark.parametrize(
    ("datum", "told", "level", "said"),
    [
        ("wgs84", {}, "ok", "the datum is WGS-84: "),
        ("gcj02", {"datum": "WGS-84"}, "warn", "it fits the borders of 东莞市 as GCJ-02"),
    ],
)
def test_the_check_of_an_installation_says_which_datum_it_is(
    tmp_path: Path, datum: str, told: dict[str, str], level: str, said: str
) -> None:
    paths = write(tmp_path, datum, **told)
    names = dict(zip(("AREAS", "ROSTER", "MATTERS"), map(str, paths), strict=True))
    settings = read_settings(None, {f"GRIDWALL_CITY_{name}": path for name, path in names.items()})
    (verdict,) = border_findings(settings, load_city(paths)[0])
    assert verdict.level == level and said in verdict.sentence


def test_shapes_in_another_datum_are_not_built_into_a_city(tmp_path: Path) -> None:
    refused = build(tmp_path, "gcj02")
    assert refused.exit_code == 1 and not (tmp_path / "out.geojson").exists()
    assert "note: codes.csv is no UTF-8: read as GB18030" in refused.output
    assert (
        "towns.json: the datum must be WGS-84, but it fits the borders of 东莞市 as GCJ-02: "
        in refused.output
    )
    assert refused.output.endswith("; say --datum gcj02\n")


def test_a_told_datum_is_converted_and_the_new_file_says_what_it_is_in(tmp_path: Path) -> None:
    taken = build(tmp_path, "bd09", "--datum", "bd09")
    assert taken.exit_code == 0, taken.output
    assert "note: towns.json: the datum is BD-09: " in taken.output
    assert json.loads((tmp_path / "out.geojson").read_text("utf-8"))["datum"] == "WGS-84"
    assert run("check", tmp_path / "out.geojson").output.startswith(
        "note: out.geojson: the datum is WGS-84: "
    )


def test_a_datum_told_wrongly_is_named_by_the_outline(tmp_path: Path) -> None:
    outline = named(tmp_path, "outline.json", shapes("wgs84")[0])
    refused = build(tmp_path, "bd09", "--datum", "gcj02", "--outline", outline)
    assert "towns.json: the datum must be GCJ-02, but it fits the outline as BD-09: 0 m off" in refused.output
    other = run("check", write(tmp_path, "gcj02").areas, "--outline", outline)
    assert "areas.geojson: the datum must be WGS-84, but it fits the outline as GCJ-02" in other.output


def test_positions_are_held_against_the_areas_they_belong_to(tmp_path: Path) -> None:
    file, seen = write(tmp_path, "wgs84").areas, tmp_path / "seen.csv"
    seen.write_text("inspector,lat,lon\n" + "H-1,22.95,113.7\n" * 40 + "H-2,x,\n", "utf-8")
    told = run("check", file, "--positions", seen, "--roster", tmp_path / "roster.csv")
    assert "note: seen.csv: the positions tell no datum: of 40 positions 100 % (as they are)" in told.output
    bare = run("check", file, "--positions", seen)
    assert "seen.csv: a column area wanted, or inspector and --roster, got neither" in bare.output


def test_all_broken_rings_of_shapes_are_told_in_one_run_by_name(tmp_path: Path) -> None:
    build(tmp_path, "wgs84")
    document = json.loads((tmp_path / "towns.json").read_text("utf-8"))
    for each in document["features"]:
        each["geometry"]["coordinates"][0].pop()
    (tmp_path / "towns.json").write_text(json.dumps(document), "utf-8")
    told = ["--codes", tmp_path / "codes.csv", "--root", "1,莞市", "--out", tmp_path / "x"]
    said = run("build", tmp_path / "towns.json", *told).output
    assert "towns.json feature 1 (西镇): a ring must end where it begins" in said
    assert "Error: towns.json feature 2 (东镇): a ring must end where it begins" in said
