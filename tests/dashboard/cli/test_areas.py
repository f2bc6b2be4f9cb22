"""`gridwall areas` and `gridwall roster`, on made-up squares and on the real thing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli.areas import areas
from dashboard.cli.roster import roster
from tests.city.squares import squares


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(areas, [str(word) for word in words])


def _dongguan(data: Path, out: Path, *more: str | Path) -> Result:
    return _run(
        "build", data / "dongguan_towns_wgs84.geojson", "--codes", data / "dongguan_towns.csv",
        "--root", "441900,东莞市,Dongguan", "--alias", "松山湖管委会=松山湖", "--out", out, *more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(trial_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    out = tmp_path_factory.mktemp("dongguan") / "city.geojson"
    return _dongguan(
        trial_data, out, "--names", trial_data / "dongguan_villages.csv", "--leaves", "3150"
    ), out


def test_a_good_file_is_told_in_one_line_and_its_oddities_before(tmp_path: Path) -> None:
    (tmp_path / "city.geojson").write_text(json.dumps(squares()), encoding="utf-8")
    told = _run("check", tmp_path / "city.geojson")
    assert told.exit_code == 0
    *notes, counts, last = told.output.splitlines()
    assert notes[0] == "note: 12 名12: has no village below it"
    assert counts.startswith("名1 1: 1 city, 2 town, 2 village; 0 made up; edition ")
    assert last.startswith("!   city.geojson: datum assumed WGS-84; nothing to check it against.")


def test_a_bad_file_is_one_line_and_an_error(tmp_path: Path) -> None:
    document = squares()
    document["features"][3]["properties"]["parent"] = "77"
    (tmp_path / "city.geojson").write_text(json.dumps(document), encoding="utf-8")
    told = _run("check", tmp_path / "city.geojson")
    assert told.exit_code == 1
    assert told.output == "Error: city.geojson area 112: its parent 77 is not in the file\n"


def test_missing_levels_are_built_into_a_new_file(tmp_path: Path) -> None:
    document = squares() | {"levels": ["city", "town", "village", "grid"]}
    (tmp_path / "city.geojson").write_text(json.dumps(document), encoding="utf-8")
    told = _run("build", tmp_path / "city.geojson", "--parts", "3", "--out", tmp_path / "whole.geojson")
    assert "1 city, 2 town, 5 village, 15 grid; 18 made up" in told.output
    assert _run("check", tmp_path / "whole.geojson").exit_code == 0


def test_the_real_dongguan_loses_nothing(built: tuple[Result, Path]) -> None:
    told, out = built
    assert told.exit_code == 0, told.output
    assert "1 city, 36 town, 609 village, 3,150 grid" in told.output
    names = {f["properties"]["name"] for f in json.loads(out.read_text(encoding="utf-8"))["features"]}
    assert {"松山湖", "东莞港", "东莞生态园虚拟社区", "岗贝社区居民委员会"} <= names


def test_the_real_dongguans_oddities_are_all_told(built: tuple[Result, Path]) -> None:
    told = built[0].output
    assert told.count("occurs 2 times in the level village") == 11
    assert "the name 横沥村村民委员会 occurs 2 times in the level village: 441900106203, 441900127215" in told
    assert told.count("a virtual community by its name") == 4
    for code in ("441900402 东莞港", "441900403 东莞生态园", "441900404 东莞滨海湾新区"):
        assert f"{code}: has no boundary, so no position falls in it" in told
    assert "2 overlaps at the level town, 0.45 km² in all" in told


def test_the_real_dongguans_towns_keep_their_parts(built: tuple[Result, Path]) -> None:
    features = json.loads(built[1].read_text(encoding="utf-8"))["features"]
    parts = {
        told["properties"]["name"]: len(told["geometry"]["coordinates"])
        for told in features
        if told["properties"]["level"] == "town" and (told["geometry"] or {}).get("type") == "MultiPolygon"
    }
    several = {name: count for name, count in parts.items() if count > 1}
    assert several == {"莞城街道": 7, "石碣镇": 5, "石龙镇": 3, "望牛墩镇": 2, "东城街道": 3, "寮步镇": 2}


def test_an_outline_in_another_datum_is_refused_by_name_and_taken_when_told(
    trial_data: Path, tmp_path: Path
) -> None:
    out, file = tmp_path / "city.geojson", trial_data / "dongguan_outline_gcj02.geojson"
    told = ("--levels", "city,town", "--outline", file)
    refused = _dongguan(trial_data, out, *told)
    assert refused.exit_code == 1 and not out.exists()
    assert refused.output == (
        "Error: dongguan_outline_gcj02.geojson: the datum must be WGS-84, but it fits the parts as GCJ-02: "
        "0 m off, and 273 m as WGS-84; say --outline-datum gcj02\n"
    )
    taken = _dongguan(trial_data, out, *told, "--outline-datum", "gcj02")
    assert taken.exit_code == 0 and "1 city, 36 town" in taken.output


def test_shapes_without_codes_ask_for_what_is_missing(trial_data: Path, tmp_path: Path) -> None:
    towns, codes = trial_data / "dongguan_towns_wgs84.geojson", trial_data / "dongguan_towns.csv"
    told = _run("build", towns, "--codes", codes, "--out", tmp_path / "x.geojson")
    assert told.exit_code == 2 and "--codes needs --root CODE,NAME,NAME_EN" in told.output
    told = _run("build", towns, "--codes", codes, "--root", "441900,东莞市", "--out", tmp_path / "x.geojson")
    assert told.exit_code == 1 and "tell its listed name with --alias 松山湖管委会=…" in told.output


def test_a_roster_is_checked_against_the_areas(tmp_path: Path) -> None:
    city, people = tmp_path / "city.geojson", tmp_path / "roster.csv"
    city.write_text(json.dumps(squares()), encoding="utf-8")
    people.write_text("inspector,name,area\nH-1,陈伟,111\nH-2,李芳,11\n", encoding="utf-8-sig")
    told = CliRunner().invoke(roster, ["check", str(people), "--areas", str(city)])
    assert told.output == "2 people at home in 2 areas; 0 posts planned\n"
    people.write_text("inspector,name,area\nH-1,陈伟,9\nH-1,李芳,11\n,王,11\n", encoding="utf-8")
    told = CliRunner().invoke(roster, ["check", str(people), "--areas", str(city)])
    assert told.exit_code == 1 and "roster.csv line 2: area must be" in told.output
    assert "Error: 2 of 3 rows are wrong; the wall would not take them" in told.output
