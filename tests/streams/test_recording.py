"""A recorded CSV keeps its defects, and moves as one piece."""

from pathlib import Path

import pytest

from streams.columns import MappingError, Told
from streams.recording import Row, apply, fit, read_recording

HEADER = "inspector,time,lat,lon,speed"
GOOD = "b1,2020-01-01T08:00:00+08:00,30.1,-97.1,36"
CITY = (113.5, 22.6, 114.3, 23.2)


def recorded(tmp_path: Path, text: str | bytes, told: Told | None = None) -> list[Row]:
    file = tmp_path / "rec.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_recording("positions", file, told or Told())


def places(*pairs: tuple[float, float]) -> list[Row]:
    return [Row(n, 0, {"lat": str(lat), "lon": str(lon)}) for n, (lat, lon) in enumerate(pairs)]


def test_bad_values_stay_as_they_came(tmp_path: Path) -> None:
    text = f"{HEADER}\n{GOOD}\nb 2!,later,north,181,\nb3,2020-01-01T08:00:10+08:00\n\n"
    rows = recorded(tmp_path, text)
    assert [row.line for row in rows] == [2, 3, 4]
    assert rows[1] == Row(3, None, {"inspector": "b 2!", "time": "later", "lat": "north", "lon": "181"})
    assert rows[2].fields.keys() == {"inspector", "time"}


def test_speeds_become_metres_a_second(tmp_path: Path) -> None:
    (row,) = recorded(tmp_path, f"{HEADER}\n{GOOD}\n", Told(speed_unit="km/h"))
    assert row.fields["speed"] == "10.000"


def test_a_byte_order_mark_and_a_chinese_encoding_are_understood(tmp_path: Path) -> None:
    marked = f"\ufeff{HEADER}\n{GOOD}\n"
    assert recorded(tmp_path, marked)[0].fields["inspector"] == "b1"
    chinese = f"{HEADER},note\n{GOOD},横沥\n".replace("b1", "张三").encode("gb18030")
    assert recorded(tmp_path, chinese)[0].fields["inspector"] == "张三"


def test_quoted_separators_and_line_breaks_stay_inside_their_value(tmp_path: Path) -> None:
    rows = recorded(tmp_path, f'{HEADER}\n"b,1\n2",2020-01-01T08:00:00Z,1,2,3\n')
    assert rows[0].fields["inspector"] == "b,1\n2"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "got an empty file"),
        (f"{HEADER}\n", "got no rows"),
        (f"{HEADER}\nb1,04/12/2018 11:11:26 AM,1,2,3\n", "such as '04/12/2018 11:11:26 AM' on line 2"),
        (f"{HEADER}\n{'x' * 200_000}\n", "line 2: CSV wanted, got field larger"),
        ("a,b\n1,2\n", "no column for inspector, time, lat, lon among a, b"),
    ],
)
def test_a_file_that_cannot_be_played_at_all_says_why(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(MappingError, match=words):
        recorded(tmp_path, text)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="a CSV wanted, got No such file"):
        read_recording("reports", tmp_path / "none.csv", Told())


def test_a_moved_recording_fills_the_citys_box_and_keeps_its_shape() -> None:
    rows = places((30.0, -97.9), (30.2, -97.9), (30.2, -97.7), (30.0, -97.7), (30.1, -97.8))
    move = fit(rows, CITY)
    apply(move, rows)
    lat = [float(row.fields["lat"]) for row in rows]
    lon = [float(row.fields["lon"]) for row in rows]
    assert (min(lat), max(lat)) == pytest.approx((CITY[1], CITY[3]), abs=1e-5)
    assert min(lon) > CITY[0] and max(lon) < CITY[2]
    assert (lat[4], lon[4]) == pytest.approx((22.9, 113.9), abs=1e-5)


def test_a_placeholder_far_away_does_not_stretch_the_move_and_lands_outside() -> None:
    near = [(39.28 + n % 10 * 0.01, -76.70 + n // 10 * 0.01) for n in range(100)]
    rows = places(*near, *[(39.0, -77.0)] * 9)
    apply(fit(rows, CITY), rows)
    assert CITY[1] <= float(rows[0].fields["lat"]) <= CITY[3]
    assert float(rows[-1].fields["lat"]) < CITY[1]


def test_what_is_no_place_is_not_moved() -> None:
    rows = places((30.0, -97.9), (30.2, -97.7), (0, 0), (99, 200))
    rows.append(Row(9, 0, {"lat": "north"}))
    apply(fit(rows, CITY), rows)
    assert [row.fields["lat"] for row in rows[2:]] == ["0", "99", "north"]


def test_a_recording_without_places_cannot_be_moved() -> None:
    with pytest.raises(MappingError, match="no row has a position"):
        fit(places((0, 0)), CITY)
