"""A recording made elsewhere comes to lie inside the city, as one piece."""

import math

import numpy as np
import pytest
import shapely

from streams.replay.columns import MappingError
from streams.replay.move import apply, fit, place_of
from streams.replay.recording import RecordedRow

WEST, SOUTH, EAST, NORTH = 113.5, 22.6, 114.3, 23.2
BOX = shapely.box(WEST, SOUTH, EAST, NORTH)
# an L: half of its box is another city
CORNER = BOX.difference(shapely.box(WEST + 0.2, SOUTH, EAST, NORTH - 0.2))


def places(*pairs: tuple[float, float]) -> list[RecordedRow]:
    return [RecordedRow(n, 0, {"lat": str(lat), "lon": str(lon)}) for n, (lat, lon) in enumerate(pairs)]


def spread(count: int, height: float = 0.2, width: float = 0.2) -> list[tuple[float, float]]:
    chance = np.random.default_rng(1)
    return [(30 + height * lat, -97.9 + width * lon) for lat, lon in chance.random((count, 2)).tolist()]


def inside(outline: shapely.Geometry, rows: list[RecordedRow]) -> float:
    found = np.array([place_of(row) for row in rows], float)
    return float(shapely.contains_xy(outline, found[:, 1], found[:, 0]).mean())


@pytest.mark.parametrize("outline", [BOX, CORNER])
@pytest.mark.parametrize("largest", [1.0, 100.0])
def test_nearly_all_places_lie_inside_the_outline_not_only_its_box(
    outline: shapely.Geometry, largest: float
) -> None:
    rows = places(*spread(400))
    how = fit(rows, outline, largest)
    apply(how, rows)
    assert inside(outline, rows) >= 0.98
    assert 0.1 < how.scale <= largest


def test_a_long_recording_is_turned_to_fit_a_city_that_lies_the_other_way() -> None:
    rows = places(*spread(400, height=0.02, width=1.2))
    tall = shapely.box(113.9, 22.4, 114.0, 23.4)
    how = fit(rows, tall)
    apply(how, rows)
    assert how.turn % 180 == pytest.approx(90, abs=30)
    assert inside(tall, rows) >= 0.98


def test_a_move_keeps_the_shape_and_turns_headings_with_it() -> None:
    rows = places((30.0, -97.9), (30.0, -97.8), (30.1, -97.9), *spread(100, 0.02, 1.2))
    rows[0].fields["heading"], rows[1].fields["heading"] = "350", "511"
    how = fit(rows, shapely.box(113.9, 22.4, 114.0, 23.4))
    apply(how, rows)
    a, b, c = (place_of(row) or (0.0, 0.0) for row in rows[:3])

    def metres(one: tuple[float, float], two: tuple[float, float]) -> float:
        east = (two[1] - one[1]) * math.cos(math.radians(how.there[0]))
        return math.hypot(two[0] - one[0], east) * 111_195

    assert metres(a, b) == pytest.approx(
        0.1 * math.cos(math.radians(how.here[0])) * 111_195 * how.scale, rel=1e-3
    )
    assert metres(a, c) == pytest.approx(0.1 * 111_195 * how.scale, rel=1e-3)
    assert rows[0].fields["heading"] == f"{(350 + how.turn) % 360:.6g}" and rows[1].fields["heading"] == "511"


def test_a_placeholder_stays_where_it_is_and_does_not_count() -> None:
    near = [(39.28 + n % 10 * 0.01, -76.70 + n // 10 * 0.01) for n in range(100)]
    rows = places(*near, *[(39.0, -77.0)] * 30, *[(38.123456, -70.5)] * 5)
    how = fit(rows, BOX)
    apply(how, rows)
    assert how.placeholders == {(39.0, -77.0), (38.123456, -70.5)}
    assert inside(BOX, rows[:100]) >= 0.98
    assert rows[-1].fields == {"lat": "38.123456", "lon": "-70.5"}


def test_far_trips_of_many_count_and_a_lone_stray_does_not() -> None:
    trips = [(30.1 + n * 0.01, -97.5) for n in range(60)]
    rows = places(*spread(400), *trips)
    apply(fit(rows, BOX), rows)
    assert inside(BOX, rows) >= 0.98
    stray = places(*spread(400), (80.5, 10.5))
    assert fit(stray, BOX).scale == pytest.approx(fit(places(*spread(400)), BOX).scale, rel=0.05)


def test_a_recording_of_one_place_lands_in_the_city_and_not_at_a_scale_of_thousands() -> None:
    rows = places((30.1, -97.8), (30.1, -97.8))
    how = fit(rows, CORNER)
    apply(how, rows)
    assert inside(CORNER, rows) == 1 and how.scale <= 100


def test_what_is_no_place_is_not_moved() -> None:
    rows = places((30.0, -97.9), (30.2, -97.7), (0, 0), (99, 200))
    rows.append(RecordedRow(9, 0, {"lat": "north"}))
    apply(fit(rows, BOX), rows)
    assert [row.fields["lat"] for row in rows[2:]] == ["0", "99", "north"]


def test_a_recording_without_places_cannot_be_moved() -> None:
    with pytest.raises(MappingError, match="no row has a position"):
        fit(places((0, 0)), BOX)
