"""In which datum a city is, by what else is known of the place: prefectures, an outline, positions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from city.areas.areas import read_areas
from city.datum.evidence import NAMES, by_outline, by_prefectures, from_wgs84, to_wgs84
from city.datum.judgement import of_city, of_parts, told_datum
from city.datum.places import of_places
from city.datum.prefectures import around
from tests.city.squares import square, squares

OUTLINE = shapely.Polygon([(113.7, 23.0), (113.9, 23.02), (113.93, 23.13), (113.8, 23.1), (113.72, 23.12)])


def dongguan(datum: str) -> Any:
    """Its land border as known, in this datum."""
    (one,) = [each for each in around((113.8, 22.9, 113.9, 23.0)) if each.code == "441900"]
    return shapely.Polygon(from_wgs84(to_wgs84(one.points, "gcj02"), datum))


def moved(shape: Any, datum: str) -> Any:
    return shapely.transform(shape, lambda points: from_wgs84(points, datum))


def test_there_and_back_is_the_same_place() -> None:
    points = shapely.get_coordinates(OUTLINE)
    for datum in NAMES:
        assert np.allclose(to_wgs84(from_wgs84(points, datum), datum), points, atol=1e-6)


@pytest.mark.parametrize("datum", NAMES)
def test_a_prefecture_is_known_by_its_borders_in_any_datum(datum: str) -> None:
    found = by_prefectures(dongguan(datum))
    assert found is not None and (found.best, found.by) == (datum, "东莞市")
    assert found.metres[datum] < 20 < 200 < min(m for name, m in found.metres.items() if name != datum)


def test_a_city_in_another_datum_is_named_and_a_sound_one_borne_out() -> None:
    assert of_city(dongguan("wgs84"), None).sentence.startswith("the datum is WGS-84: ")
    shifted = of_city(dongguan("bd09"), None)
    assert (shifted.datum, shifted.known) == ("bd09", True)
    assert "the datum must be WGS-84, but it fits the borders of 东莞市 as BD-09: " in shifted.sentence


def test_where_nothing_tells_it_is_said_that_nobody_knows() -> None:
    part = shapely.box(113.7, 22.9, 113.9, 23.1)
    assert of_city(part, None).sentence.startswith("datum assumed WGS-84; nothing to check it against.")
    assert of_city(part, "gcj02").sentence.startswith("datum told as GCJ-02; nothing to check it against.")
    assert not of_city(part, None).known


def test_outside_china_there_is_but_one_datum_and_nothing_to_say() -> None:
    assert of_city(shapely.box(-97.9, 30.1, -97.6, 30.4), None).sentence == ""
    assert of_city(shapely.Polygon(), None).sentence == ""


def test_coarse_borders_tell_nothing_rather_than_something_wrong() -> None:
    coarse = dongguan("gcj02").simplify(0.06).buffer(0.01)
    found = by_prefectures(coarse)
    assert found is None or found.best is None


@pytest.mark.parametrize(("datum", "told"), [("bd09", "gcj02"), ("bd09", "wgs84"), ("wgs84", "bd09")])
def test_parts_told_in_the_wrong_datum_are_named_by_the_outline(datum: str, told: str) -> None:
    """Also what two shifts one upon the other have made: no single one explains it."""
    parts, around_ = of_parts(moved(OUTLINE, datum), told, OUTLINE, "wgs84")
    assert (parts.datum, around_.datum) == (datum, "wgs84")
    assert parts.sentence.startswith(
        f"the datum must be {NAMES[told]}, but it fits the outline as {NAMES[datum]}"
    )


def test_an_outline_told_in_the_wrong_datum_is_named_by_the_parts() -> None:
    parts, around_ = of_parts(OUTLINE, "wgs84", moved(OUTLINE, "gcj02"), "wgs84")
    assert (parts.sentence, around_.datum) == ("", "gcj02")
    assert around_.sentence.startswith("the datum must be WGS-84, but it fits the parts as GCJ-02: 0 m off")


def test_an_outline_of_another_place_tells_nothing() -> None:
    parts, around_ = of_parts(OUTLINE, "wgs84", shapely.box(114.5, 23, 114.7, 23.2), "wgs84")
    assert (parts.datum, parts.known, around_.datum) == (None, False, None)
    assert "the outline tells no datum: its border lies" in parts.sentence
    assert by_outline(OUTLINE, OUTLINE, "wgs84").best == "wgs84"


def grids(datum: str) -> dict[str, Any]:
    """A city whose villages are squares of a kilometre, written in this datum."""
    document = squares()
    document["features"] = document["features"][:3]
    for x in range(10):
        for y in range(10):
            told = {"code": f"11{x}{y}", "name": "v", "level": "village", "parent": "11"}
            document["features"].append({"type": "Feature", "properties": told, "geometry": square(x, y, 1)})
    for each in document["features"]:
        ring = each["geometry"]["coordinates"][0]
        ring[:] = from_wgs84(np.array(ring), datum).tolist()
    return document


@pytest.mark.parametrize("datum", NAMES)
def test_positions_whose_area_is_known_tell_the_datum(datum: str) -> None:
    areas = read_areas(grids(datum), "c")
    cells = np.array([[x, y] for x in range(10) for y in range(10)])
    spots = np.array([113.7, 23.0]) + (cells + np.random.default_rng(1).uniform(0, 1, (100, 2))) / 100
    homes = np.array([areas.position[f"11{x}{y}"] for x, y in cells])
    judgement = of_places(areas, spots, homes)
    assert (judgement.datum, judgement.known) == (datum, True)
    assert "of 100 positions 100 % (" in judgement.sentence
    assert of_places(areas, spots[:9], homes[:9]).datum is None
    towns = np.full(100, areas.position["11"])
    assert of_places(areas, spots, towns).datum is None, "a large area holds them in any datum"
    if datum == "wgs84":
        bent = of_places(areas, from_wgs84(spots, "gcj02"), homes)
        assert (bent.datum, bent.known) == (None, True), "what phones send may be wrong too"


def test_what_a_file_says_of_itself() -> None:
    said = [told_datum(document) for document in ({"datum": "WGS-84"}, {"datum": "CGCS2000"}, {}, [])]
    assert said == ["wgs84", "wgs84", None, None]
