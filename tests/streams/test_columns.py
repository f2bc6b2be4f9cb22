"""Columns, times, zones and units: told or recognised, and refused in a sentence."""

from pathlib import Path

import pytest

from streams.columns import MappingError, Told, check, overlaid, places, read_told, separator, time_reader

AUSTIN = ["vehicle_id", "timestamp", "speed", "route_id", "trip_id", "latitude", "longitude", "trip_headsign"]
GEOLIFE = ["X", "Y", "fid", "id", "sequence", "trajectory_id", "tracker", "t"]


def test_usual_headers_are_recognised_whatever_their_case() -> None:
    assert places("positions", AUSTIN, Told(), "f") == {
        "inspector": 0, "time": 1, "speed": 2, "lat": 5, "lon": 6,
    }  # fmt: skip
    assert places("positions", GEOLIFE, Told(), "f") == {"inspector": 6, "time": 7, "lat": 1, "lon": 0}


def test_what_is_told_wins_over_what_is_recognised() -> None:
    told = Told(columns={"inspector": "trajectory_id"})
    assert places("positions", GEOLIFE, told, "f")["inspector"] == 5


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"who": "tracker"}, "'who' is no field of positions"),
        ({"inspector": "phone"}, "no column 'phone' for inspector; there are X, Y"),
    ],
)
def test_a_mapping_to_nothing_is_refused(told: dict[str, str], words: str) -> None:
    with pytest.raises(MappingError, match=words):
        places("positions", GEOLIFE, Told(columns=told), "f")


def test_a_file_without_a_needed_column_says_which_and_how_to_tell() -> None:
    with pytest.raises(MappingError, match=r"no column for item among id, date; .*--column item=NAME"):
        places("reports", ["id", "date"], Told(), "f")


@pytest.mark.parametrize(
    ("header", "found"), [("a,b;c,d", ","), ("a;b;c", ";"), ("a\tb", "\t"), ("a|b", "|")]
)
def test_the_separator_is_found_in_the_header(header: str, found: str) -> None:
    assert separator(Told(), header) == found
    assert separator(Told(separator="semicolon"), header) == ";"


@pytest.mark.parametrize(
    ("form", "zone", "value", "ms"),
    [
        ("", "", "2017-03-21T00:00:31-05:00", 1_490_072_431_000),
        ("", "", "2008-12-11 04:42:14+00", 1_228_970_534_000),
        ("", "Asia/Shanghai", "2020-01-01 08:00:00", 1_577_836_800_000),
        ("", "", "1577836800", 1_577_836_800_000),
        ("", "", "1577836800123", 1_577_836_800_123),
        ("s", "", "1577836800.5", 1_577_836_800_500),
        ("ms", "", "1577836800123", 1_577_836_800_123),
        ("%m/%d/%Y %I:%M:%S %p", "America/New_York", "07/01/2018 01:00:00 PM", 1_530_464_400_000),
        ("", "", "yesterday", None),
        ("s", "", "noon", None),
    ],
)
def test_times_of_every_form_are_read(form: str, zone: str, value: str, ms: int | None) -> None:
    assert time_reader(Told(time_format=form, zone=zone), "f")(value) == ms


def test_a_time_without_a_zone_is_refused_until_a_zone_is_told() -> None:
    with pytest.raises(MappingError, match="has no zone; say which with --zone"):
        time_reader(Told(), "f")("2020-01-01 08:00:00")


def test_a_mapping_file_is_read_and_options_win_over_it(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text('zone = "Asia/Tokyo"\nspeed_unit = "mph"\n[columns]\nlat = "a"\nlon = "b"\n', "utf-8")
    told = overlaid(read_told(file), Told(columns={"lon": "c"}, zone="Asia/Shanghai"))
    assert told == Told({"lat": "a", "lon": "c"}, "", "Asia/Shanghai", "mph", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colums = 1", "colums is not known here"),
        ("zone = 8", "zone must be text, got 8"),
        ('columns = "lat"', "columns must be a table"),
        ('zone = "Mars/Olympus"', "zone must be a name like Asia/Shanghai"),
        ('speed_unit = "c"', "speed unit must be one of"),
        ("[columns]\nlat = 3", "columns.lat must be text, got 3"),
        ("zone = ", "TOML wanted"),
    ],
)
def test_a_bad_mapping_file_is_refused_in_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "m.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(MappingError, match=words):
        read_told(file)


def test_a_mapping_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="a mapping file wanted"):
        read_told(tmp_path / "none.toml")


def test_a_separator_of_several_characters_is_refused() -> None:
    with pytest.raises(MappingError, match="separator must be one character"):
        check(Told(separator="::"), "options")
