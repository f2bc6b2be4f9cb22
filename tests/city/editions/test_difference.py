"""Two editions of a city of squares: what is gone, new, redrawn, and whom that touches."""

from __future__ import annotations

from typing import Any

import pytest

from city.areas.areas import Areas, read_areas
from city.areas.gone import Heir, successor
from city.editions.difference import OtherCityError, compare
from city.editions.touched import Filed, Rehomed, Shown, rehomed, shown_elsewhere
from city.people.roster import Person
from tests.city.squares import area, oblong, square, squares

SOUTH, MIDDLE = "111", "112"


def edition(*features: dict[str, Any], without: tuple[str, ...] = ()) -> Areas:
    """The squares with these features instead of those of the same code, and without some."""
    document = squares()
    codes = {feature["properties"]["code"] for feature in features} | set(without)
    kept = [each for each in document["features"] if each["properties"]["code"] not in codes]
    return read_areas(document | {"features": [*kept, *features]}, "areas.geojson")


OLD = edition()
# one village where there were two
MERGED = edition(area("113", "village", "11", oblong(0, 0, 10, 8)), without=(SOUTH, MIDDLE))
# the south is shared out between west and east
SPLIT = edition(
    area("114", "village", "11", oblong(0, 0, 4, 4)),
    area("115", "village", "11", oblong(4, 0, 6, 4)),
    without=(SOUTH,),
)


def test_the_same_edition_is_no_other() -> None:
    found = compare(OLD, edition())
    assert found.nothing and found.gone == {} and found.redrawn == {}


def test_an_area_that_went_into_another_has_one_successor() -> None:
    found = compare(OLD, MERGED)
    assert {code: successor(of) for code, of in found.gone.items()} == {SOUTH: "113", MIDDLE: "113"}
    assert [each.code for each in found.new] == ["113"]


def test_an_area_that_was_shared_out_has_heirs_and_no_successor() -> None:
    of = compare(OLD, SPLIT).gone[SOUTH]
    assert [heir.code for heir in of] == ["115", "114"]
    assert [heir.share for heir in of] == pytest.approx([0.6, 0.4])
    assert successor(of) is None


def test_ground_that_nobody_has_any_more_has_no_heir() -> None:
    found = compare(OLD, edition(without=(SOUTH,)))
    assert found.gone == {SOUTH: ()} and successor(()) is None


def test_a_border_that_was_moved_is_told_with_how_much_is_common_and_one_written_otherwise_is_not() -> None:
    found = compare(OLD, edition(area(SOUTH, "village", "11", oblong(0, 0, 10, 3))))
    assert found.redrawn == pytest.approx({SOUTH: 0.75})
    hardly = oblong(0, 0, 10, 4)
    hardly["coordinates"][0][1][0] += 1e-7
    assert compare(OLD, edition(area(SOUTH, "village", "11", hardly))).redrawn == {}


def test_names_parents_levels_and_posts() -> None:
    found = compare(
        OLD,
        edition(
            area("12", "town", "1", square(10, 0, 10), name="新东"),
            area(MIDDLE, "village", "11", oblong(0, 4, 10, 4), posts=7),
        ),
    )
    assert [(was.name, now.name) for was, now in found.renamed] == [("名12", "新东")]
    assert found.posts == (0, 7) and not found.nothing
    below = compare(OLD, edition(area(MIDDLE, "village", "1", oblong(0, 4, 10, 4))))
    assert [(was.parent, now.parent) for was, now in below.moved] == [("11", "1")]


def test_another_city_is_refused_in_a_sentence() -> None:
    other = squares()
    for feature in other["features"]:
        told = feature["properties"]
        told["code"] = "9" + told["code"]
        told["parent"] = told["parent"] and "9" + told["parent"]
    with pytest.raises(OtherCityError, match=r"same city, 1 名1; got 91 名1"):
        compare(OLD, read_areas(other, "areas.geojson"))


def test_whose_home_is_gone_goes_to_the_one_successor_or_to_nobody() -> None:
    people = [Person("a", "A", SOUTH), Person("b", "B", "12")]
    assert rehomed(people, compare(OLD, MERGED)) == (Rehomed("a", SOUTH, "113"),)
    assert rehomed(people, compare(OLD, SPLIT)) == (Rehomed("a", SOUTH, None),)


def test_open_cases_are_shown_where_they_lie_and_without_a_place_where_their_area_goes_on() -> None:
    west, lost = Filed("west", SOUTH, 23.01, 113.71), Filed("lost", SOUTH)
    stays, beyond = Filed("stays", MIDDLE, 23.05, 113.75), Filed("beyond", "1", 40.0, 113.7)
    cases = [west, lost, stays, beyond]
    assert shown_elsewhere(cases, SPLIT, compare(OLD, SPLIT)) == (
        Shown("west", SOUTH, "114"),
        Shown("lost", SOUTH, None),
    )
    assert shown_elsewhere(cases, MERGED, compare(OLD, MERGED)) == (
        Shown("west", SOUTH, "113"),
        Shown("lost", SOUTH, "113"),
        Shown("stays", MIDDLE, "113"),
    )
    assert shown_elsewhere([], MERGED, compare(OLD, MERGED)) == ()


def test_heirs_say_how_much_of_the_old_ground_they_have() -> None:
    assert compare(OLD, MERGED).gone[SOUTH] == (Heir("113", pytest.approx(1.0)),)
