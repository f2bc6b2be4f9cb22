"""Columns are found however their headers are written, and those there are named once."""

import pytest

from city.headers import HeaderError, digits_lost, listed, recognised, require

KNOWN = {"code": ("区划代码", "adcode"), "name": ("名称",), "name_en": ()}


@pytest.mark.parametrize(
    "header", [["code", "name"], [" CODE ", "Name"], ["区划 代码", "名称"], ["ＡＤＣＯＤＥ", "\ufeffname"]]
)
def test_case_width_blanks_and_language_make_no_difference(header: list[str]) -> None:
    assert recognised(header, KNOWN) == {"code": 0, "name": 1}


def test_a_member_s_own_name_comes_before_others_and_the_first_of_two_alike() -> None:
    assert recognised(["adcode", "name", "Code", "NAME", "Name EN"], KNOWN) == {
        "code": 2,
        "name": 1,
        "name_en": 4,
    }


def test_what_is_missing_is_told_with_the_columns_there_are() -> None:
    with pytest.raises(HeaderError) as refused:
        require({"code": 0}, ("code", "name", "area"), ["code", " 镇 街\n", ""], "t.csv")
    assert str(refused.value) == "t.csv: no column for name, area; there are code, 镇 街"
    assert listed([]) == "none" and listed(["x"] * 99).endswith(", x …")


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("1.39E+10", True),
        ("4,419e+11", True),
        (" 1E10", True),
        ("13900000000", False),
        ("E10", False),
        ("H-1", False),
    ],
)
def test_a_number_that_a_spreadsheet_cut_short_is_known(value: str, lost: bool) -> None:
    assert digits_lost(value) is lost
