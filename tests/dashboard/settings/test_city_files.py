"""A city's three files, and the demo city's that are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.cli.demo_city import write_demo_city
from dashboard.settings.city_files import CityFileError, CityPaths, load_city
from tests.dashboard.small_files import write_small_city


@pytest.fixture(scope="module")
def kept(make_city_folder: Callable[[str], Path]) -> CityPaths:
    return write_demo_city(make_city_folder("demo"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> CityPaths:
    folder = tmp_path_factory.mktemp("small")
    write_small_city(folder)
    return CityPaths(*(folder / name for name in ("areas.geojson", "roster.csv", "items.toml")))


def _changed(city: CityPaths, folder: Path, which: str, text: str) -> CityPaths:
    path = folder / getattr(city, which).name
    path.write_text(text, encoding="utf-8")
    return city._replace(**{which: path})


def test_the_demo_city_comes_back_from_its_files(kept: CityPaths) -> None:
    areas, roster, matters = load_city(kept)
    assert (len(areas), len(roster), len(matters.items)) == (3777, 5928, 83)


def test_the_demo_city_is_built_once(kept: CityPaths) -> None:
    before = [path.stat().st_mtime_ns for path in kept]
    assert write_demo_city(kept.areas.parent) == kept
    assert [path.stat().st_mtime_ns for path in kept] == before


def test_another_version_or_a_missing_file_is_built_again_and_the_same_seed_makes_the_same_city(
    kept: CityPaths,
) -> None:
    before = [path.read_bytes() for path in kept]
    (kept.areas.parent / "stamp").write_text("seed 1 of yesterday", encoding="utf-8")
    for path in kept:
        path.write_text("half", encoding="utf-8")
    write_demo_city(kept.areas.parent)
    assert [path.read_bytes() for path in kept] == before
    assert not list(kept.areas.parent.glob(".*"))


@pytest.mark.parametrize(
    ("which", "text", "sentence"),
    [
        ("areas", "{", "areas.geojson: must be JSON, got Input data was truncated"),
        ("areas", "{}", "areas.geojson: must be a GeoJSON FeatureCollection, got None"),
        (
            "roster",
            "inspector,name,area\nH-1,陈,9\n",
            "roster.csv line 2: area must be a code of the city's areas",
        ),
        ("roster", 'inspector,name,area\n"H-1', "roster.csv: must be CSV, got unexpected end of data"),
        ("matters", "items = ", "items.toml: must be TOML, got Invalid value"),
        ("matters", "", "items.toml: needs [[departments]], got none"),
    ],
)
def test_a_bad_file_is_one_line_with_its_name(
    small: CityPaths, tmp_path: Path, which: str, text: str, sentence: str
) -> None:
    with pytest.raises(CityFileError) as refused:
        load_city(_changed(small, tmp_path, which, text))
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def test_a_missing_file_and_one_that_is_not_text_are_told(small: CityPaths, tmp_path: Path) -> None:
    with pytest.raises(CityFileError, match=r"nowhere\.csv: cannot be read: No such file"):
        load_city(small._replace(roster=tmp_path / "nowhere.csv"))
    (tmp_path / "roster.csv").write_bytes(b"inspector,name,area\nH-1,caf\xe9\0,1")
    with pytest.raises(CityFileError, match=r"roster\.csv line 2: text wanted, got a zero byte"):
        load_city(small._replace(roster=tmp_path / "roster.csv"))


def test_an_item_must_be_owned_by_a_level_the_city_has(small: CityPaths, tmp_path: Path) -> None:
    text = small.matters.read_text(encoding="utf-8").replace('level = "town"', 'level = "county"', 1)
    with pytest.raises(CityFileError, match="level must be one of city, town, grid, got 'county'"):
        load_city(_changed(small, tmp_path, "matters", text))
