"""Tables as people's spreadsheets save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.settings.city_files import CityFileError, read_csv
from dashboard.settings.spreadsheet import SpreadsheetError, read_text

KNOWN = {"code": ("代码",), "name": ("名称",)}
TEXT = "代码;名称\r\n441900106;横沥镇\r\n\r\n;;\r\n441900107;桥头镇\r\n"
ROWS = [{"code": "441900106", "name": "横沥镇"}, {}, {}, {"code": "441900107", "name": "桥头镇"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_any_encoding_of_theirs_is_read_and_a_guess_is_noted(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "t.csv").write_bytes(TEXT.encode(encoding))
    notes: list[str] = []
    assert read_csv(tmp_path / "t.csv", KNOWN, ("code",), notes.append) == ROWS
    assert [note.partition(":")[0] for note in notes] == ["t.csv is no UTF-8"] * (encoding == "gb18030")


def test_letters_with_accents_are_no_chinese_characters(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"caf\xe9s\n")
    assert read_text(tmp_path / "t.csv") == ("cafés\n", "cp1252", True)


def test_what_is_not_what_its_mark_says_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xef\xbb\xbfa\n\xe9\n")
    with pytest.raises(SpreadsheetError, match=r"t\.csv line 2: utf-8-sig wanted, got byte 0xe9"):
        read_text(tmp_path / "t.csv")


def test_the_columns_there_are_stand_in_the_refusal(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("地区,街道\n", "utf-8")
    with pytest.raises(CityFileError, match=r"t\.csv: no column for code, name; there are 地区, 街道"):
        read_csv(tmp_path / "t.csv", KNOWN, ("code", "name"))
