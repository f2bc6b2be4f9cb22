"""Columns, times, zones and units: told or recognised, and refused in a sentence."""

from pathlib import Path

import pytest

from streams.replay.columns import MappingError, Told, check, overlaid, places, read_told, separator

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
    with pytest.raises(MappingError, match=r"no column for report among a, date; .*--column report=1$"):
        places("reports", ["a", "date"], Told(), "f")
    with pytest.raises(MappingError, match=r"no column for inspector among lat, .* --inspector NAME$"):
        places("positions", ["lat", "lon", "t"], Told(), "f")


def test_a_column_may_be_told_by_its_number_and_one_device_needs_none_for_its_name() -> None:
    told = Told(columns={"lat": "1", "lon": "2", "time": "4"}, inspector="bus-1")
    assert places("positions", ["22.9", "113.8", "0", "9"], told, "f") == {"lat": 0, "lon": 1, "time": 3}
    assert "inspector" not in places("positions", ["id", "x", "y", "t"], Told(inspector="bus-1"), "f")
    with pytest.raises(MappingError, match="no column '5' for lat; there are a, b"):
        places("positions", ["a", "b"], Told(columns={"lat": "5"}), "f")


def test_a_header_that_is_a_number_wins_over_the_number_of_a_column() -> None:
    told = Told(columns={"inspector": "3"})
    assert places("positions", ["3", "lat", "lon", "t"], told, "f")["inspector"] == 0


@pytest.mark.parametrize(
    ("header", "found"),
    [("a,b;c,d", ","), ("a;b;c", ";"), ("a\tb", "\t"), ("a|b", "|"), ("a b c", " "), ("a x,b y c", ",")],
)
def test_the_separator_is_found_in_the_header(header: str, found: str) -> None:
    assert separator(Told(), header) == found
    assert separator(Told(separator="semicolon"), header) == ";"


def test_a_mapping_file_is_read_and_options_win_over_it(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text('zone = "Asia/Tokyo"\nspeed_unit = "mph"\n[columns]\nlat = "a"\nlon = "b"\n', "utf-8")
    told = overlaid(read_told(file), Told(columns={"lon": "c"}, zone="Asia/Shanghai"))
    assert told == Told({"lat": "a", "lon": "c"}, "", "Asia/Shanghai", "mph", "")


def test_a_mapping_file_saved_by_an_editor_of_windows_says_all_that_options_can(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    lines = ["\ufeffrelative = true", 'encoding = "gb18030"', 'inspector = "b1"', "[columns]", "lat = 1", ""]
    file.write_bytes("\r\n".join(lines).encode())
    assert read_told(file) == Told({"lat": "1"}, encoding="gb18030", inspector="b1", relative=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colums = 1", "colums is not known here"),
        ("zone = 8", "zone must be text, got 8"),
        ('columns = "lat"', "columns must be a table"),
        ('zone = "Mars/Olympus"', "zone must be a name like Asia/Shanghai"),
        ('speed_unit = "c"', "speed unit must be one of"),
        ("[columns]\nlat = true", "columns.lat must be text or a number, got True"),
        ("relative = 1", "relative must be true or false, got 1"),
        ('encoding = "klingon"', "encoding must be a name like utf-8"),
        ('inspector = "a b"', "inspector must be 1 to 64 of"),
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
