"""Which areas warnings mean: by shape and by code."""

import pytest

from city.areas.areas import Areas, read_areas
from city.warnings.codes import named_area
from city.warnings.meant import concerns, meant_areas, seen_from
from city.warnings.warning import Circle, WarnedArea
from tests.city.small_city import AREAS
from tests.city.squares import area, oblong, square


def meant(
    *, box: tuple[float, float, float, float] | None = None, circle: Circle | None = None
) -> tuple[str, ...]:
    ring = ()
    if box:
        south, west, north, east = box
        ring = (((south, west), (north, west), (north, east), (south, east), (south, west)),)
    return meant_areas(AREAS, [WarnedArea("", ring, (circle,) if circle else ())])


@pytest.mark.parametrize(
    ("box", "codes"),
    [
        ((22.0, 113.2, 22.2, 113.4), ("2",)),
        ((20.0, 110.0, 25.0, 118.0), ("0",)),
        ((22.0, 113.0, 22.2, 113.1), ("1-1",)),
        ((22.0, 113.005, 22.199, 113.099), ("1-1",)),  # nearly all of it
        ((22.0, 113.05, 22.2, 113.25), ("1-1", "1-2", "2-1")),
        ((22.0, 112.0, 22.2, 113.005), ()),  # a neighbour whose border is drawn otherwise
        ((22.15, 113.25, 22.16, 113.26), ("2",)),  # in no grid of its town
        ((30.0, 120.0, 31.0, 121.0), ()),
    ],
)
def test_a_polygon_means_what_it_covers_and_not_what_it_touches(
    box: tuple[float, float, float, float], codes: tuple[str, ...]
) -> None:
    assert meant(box=box) == codes


def test_a_circle_and_even_a_place_mean_where_they_lie() -> None:
    assert meant(circle=Circle(22.05, 113.35, 1.0)) == ("2-2",)
    assert meant(circle=Circle(22.05, 113.35, 0.0)) == ("2-2",)
    assert meant(circle=Circle(22.1, 113.2, 10_000.0)) == ("0",)
    assert meant(circle=Circle(89.99, 0.0, 10.0)) == ()


def test_a_polygon_whose_sides_cross_means_all_it_encloses_however_often_they_do() -> None:
    bow = ((22.0, 113.0), (22.2, 113.4), (22.0, 113.4), (22.2, 113.0), (22.0, 113.0))
    assert meant_areas(AREAS, [WarnedArea("", (bow,))]) == ("0",)
    zigzag = [(22.0 + (at * 37 % 100) / 500, 113.0 + (at * 61 % 97) / 970) for at in range(3000)]
    assert meant_areas(AREAS, [WarnedArea("", ((*zigzag, zigzag[0]),))]) == ("1-1",)


def test_hundreds_of_shapes_mean_what_they_cover_together() -> None:
    spots = [Circle(22.01 + at / 2000, 113.35, 3.0) for at in range(100)]
    assert meant_areas(AREAS, [WarnedArea("", circles=(spot,)) for spot in spots]) == ("2-2",)


def test_nothing_is_named_beside_what_holds_it() -> None:
    assert meant_areas(AREAS, [WarnedArea("", codes=("1", "1-2")), WarnedArea("", codes=("2-1",))]) == (
        "1",
        "2-1",
    )


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("441900", "441900"),
        ("441900000000", "441900"),  # the whole city
        ("440000", "441900"),  # its province
        ("440000000000", "441900"),
        ("441900106000", "441900106"),  # a town
        ("441900106", "441900106"),
        ("441900106777", "441900106"),  # a village we do not know
        ("441300000000", None),  # the next city
        ("441300106000", None),
        ("450000", None),
        ("000000", None),
        ("44", None),
        ("１２３４５６", None),
    ],
)
def test_chinese_codes_name_the_area_that_has_their_digits(code: str, ours: str | None) -> None:
    assert named_area(dongguan(), code) == ours


def test_a_city_with_codes_of_its_own_is_named_by_them_alone() -> None:
    assert named_area(AREAS, "1-2") == "1-2" and named_area(AREAS, "440000") is None


def test_a_warning_concerns_who_looks_at_it_or_at_what_holds_it_or_lies_in_it() -> None:
    assert all(concerns(AREAS, ["1"], area) for area in ("0", "1", "1-1"))
    assert (
        not concerns(AREAS, ["1"], "2-1")
        and not concerns(AREAS, [], "0")
        and not concerns(AREAS, ["gone"], "0")
    )


@pytest.mark.parametrize(
    ("meant", "area", "named"),
    [
        (["1-1", "1-2", "2-1"], "0", ["1", "2"]),
        (["1-1", "2-1"], "1", ["1-1"]),
        (["1", "2-1"], "1", ["1"]),
        (["0"], "2-2", ["2-2"]),
        (["0"], "0", ["0"]),
        (["1-1"], "1-1", ["1-1"]),
        (["2", "gone"], "1", []),
    ],
)
def test_areas_are_named_as_seen_from_where_somebody_looks(
    meant: list[str], area: str, named: list[str]
) -> None:
    assert seen_from(AREAS, meant, area) == named


def dongguan() -> Areas:
    features = [
        area("441900", "city", None, oblong(0, 0, 20, 10)),
        area("441900106", "town", "441900", square(0, 0, 10)),
        area("441900107", "town", "441900", square(10, 0, 10)),
    ]
    return read_areas(
        {"type": "FeatureCollection", "levels": ["city", "town"], "features": features}, "squares"
    )
