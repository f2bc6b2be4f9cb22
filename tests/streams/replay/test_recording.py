"""A recorded CSV keeps its defects."""

from pathlib import Path

import pytest

from streams.replay.columns import MappingError, Told
from streams.replay.recording import RecordedRow, read_recording

HEADER = "inspector,time,lat,lon,speed"
GOOD = "b1,2020-01-01T08:00:00+08:00,30.1,-97.1,36"


def recorded(tmp_path: Path, text: str | bytes, told: Told | None = None) -> list[RecordedRow]:
    file = tmp_path / "rec.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_recording("positions", file, told or Told())


def test_bad_values_stay_as_they_came(tmp_path: Path) -> None:
    text = f"{HEADER}\n{GOOD}\nb 2!,later,north,181,\nb3,2020-01-01T08:00:10+08:00\n\n"
    rows = recorded(tmp_path, text)
    assert [row.line for row in rows] == [2, 3, 4]
    assert rows[1] == RecordedRow(
        3, None, {"inspector": "b 2!", "time": "later", "lat": "north", "lon": "181"}
    )
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


def test_a_file_without_a_header_plays_by_numbers_and_between_blanks(tmp_path: Path) -> None:
    said: list[str] = []
    told = Told({"lat": "1", "lon": "2", "time": "4"}, inspector="bus-1")
    file = tmp_path / "rec.csv"
    file.write_text(" 22.93   113.88 0 1577836800\n22.94 113.89 1 1577836810\n", "utf-8")
    rows = read_recording("positions", file, told, said.append)
    assert [(row.line, row.time, row.fields["lat"]) for row in rows] == [
        (1, 1_577_836_800_000, "22.93"),
        (2, 1_577_836_810_000, "22.94"),
    ]
    assert {row.fields["inspector"] for row in rows} == {"bus-1"}
    assert said == [f"{file}: no header; the first line is taken as data"]


def test_a_header_in_another_language_is_no_row_when_columns_are_told_by_number(tmp_path: Path) -> None:
    told = Told({"inspector": "1", "time": "2", "lat": "3", "lon": "4"})
    (row,) = recorded(tmp_path, "设备;时间;纬度;经度\nb1;1577836800;1;2\n", told)
    assert (row.line, row.fields["inspector"]) == (2, "b1")


@pytest.mark.parametrize("first", ["0", "1970-01-01T00:00:00Z"])
def test_a_clock_that_starts_with_the_recording_is_told_in_words(tmp_path: Path, first: str) -> None:
    said: list[str] = []
    second = "10" if first == "0" else "1970-01-01T00:00:10Z"
    file = tmp_path / "rec.csv"
    file.write_text(f"id,time,lat,lon\na,{first},1,2\na,{second},1,2\n", "utf-8")
    one, two = read_recording("positions", file, Told(), said.append)
    assert one.time is not None and two.time == one.time + 10_000
    assert "taken to count from the recording's start" in said[0]
    said.clear()
    read_recording("positions", file, Told(relative=True), said.append)
    assert not said


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    file = tmp_path / "rec.csv"
    file.write_bytes("report,time,place\nr1,2020-01-01T08:00:00Z,Clémery\n".encode("latin-1"))
    (row,) = read_recording("reports", file, Told(), said.append)
    assert row.fields["address"] == "Clémery" and "read as cp1252, a guess" in said[0]
    with pytest.raises(MappingError, match=r"rec\.csv line 2: utf-8 wanted, got byte 0xe9"):
        read_recording("reports", file, Told(encoding="utf-8"))


def test_deadlines_and_closings_are_read_beside_the_report_and_not_sent(tmp_path: Path) -> None:
    file = tmp_path / "rec.csv"
    file.write_text("id,time,Due Date,done\nr1,1577836800,1577836900,1577836850\nr2,1577836800,,\n", "utf-8")
    said: list[str] = []
    read_recording("reports", file, Told({"closed": "done"}), said.append)
    assert said == [f"{file}: not replayed: Due Date; --column 'due=Due Date' does"]
    told = Told({"due": "Due Date", "closed": "done"})
    one, two = read_recording("reports", file, told, said.append)
    assert len(said) == 1
    assert (one.due, one.closed) == (1_577_836_900_000, 1_577_836_850_000)
    assert (two.due, two.closed) == (None, None)
    assert one.fields.keys() == {"report", "time"}
