"""Who works here, and what a roster is refused for."""

import pytest

from city.areas.areas import read_areas
from city.people.roster import Person, RosterError, check_roster, read_roster
from tests.city.squares import squares

AREAS = read_areas(squares(), "squares")
ROW = {"inspector": "H-0301", "name": "陈伟明", "area": "111"}


def test_a_person_is_found_by_id() -> None:
    roster = read_roster([ROW | {"mode": "bike", "phone": " 100 ", "more": "x"}], AREAS, "roster.csv")
    assert roster.get("H-0301") == Person("H-0301", "陈伟明", "111", None, "100", "bike", None)
    assert roster.get("H-0302") is None and len(roster) == 1 and "H-0301" in roster


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        *((told, "full") for told in (None, " ", "专职", "Full-time")),
        *((told, "auxiliary") for told in ("兼职", " 协管 ", "auxiliary")),
        *((told, "mobile") for told in ("机动队", "Mobile team", "ｍobile")),
    ],
)
def test_a_kind_is_known_by_the_words_people_write(told: str | None, kind: str) -> None:
    (person,) = check_roster([ROW | {"kind": told}], AREAS, "roster.csv")
    assert isinstance(person, Person) and person.kind == kind


def test_a_home_may_be_of_any_level() -> None:
    rows = [ROW | {"inspector": f"i{code}", "area": code} for code in ("1", "11", "111")]
    assert [person.area for person in read_roster(rows, AREAS, "roster.csv").people] == ["1", "11", "111"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"inspector": ""}, "roster.csv line 3: inspector is missing"),
        ({"name": "  "}, "roster.csv line 3: name is missing"),
        ({"area": None}, "roster.csv line 3: area is missing"),
        (
            {"inspector": "陈"},
            "roster.csv line 3: inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got '陈'",
        ),
        ({"area": "99"}, "roster.csv line 3: area must be a code of the city's areas, got '99'"),
        (
            {"kind": "临时"},
            "roster.csv line 3: kind must be one of full (专职), auxiliary (兼职), mobile (机动), got '临时'",
        ),
        ({"mode": "boat"}, "roster.csv line 3: mode must be one of foot, bike, car, got 'boat'"),
        (
            {"inspector": "H-0301"},
            "roster.csv line 3: inspector must be unique, got H-0301 again (first on line 2)",
        ),
    ],
)
def test_a_roster_is_refused_in_one_sentence(change: dict[str, str | None], sentence: str) -> None:
    rows = [ROW, ROW | {"inspector": "H-0302"} | change]
    with pytest.raises(RosterError) as refused:
        read_roster(rows, AREAS, "roster.csv")
    assert str(refused.value) == sentence


def test_checking_tells_every_bad_row_and_keeps_the_good_ones() -> None:
    rows = [ROW, ROW, ROW | {"inspector": "H-0302", "area": "x"}, ROW | {"inspector": "H-0303"}]
    found = list(check_roster(rows, AREAS, "roster.csv"))
    assert [isinstance(one, Person) for one in found] == [True, False, False, True]


@pytest.mark.parametrize("column", ["inspector", "area", "phone"])
def test_a_number_without_its_last_digits_is_refused_in_words(column: str) -> None:
    (said,) = check_roster([ROW | {column: "1.39E+10"}], AREAS, "roster.csv")
    assert said == (
        f"roster.csv line 2: {column} must be whole, got '1.39E+10': a spreadsheet has cut its digits off: "
        "set the column to text and enter them anew"
    )


def test_a_blank_row_is_no_person_and_the_lines_stay_right() -> None:
    assert next(iter(check_roster([{}, {"name": " "}], AREAS, "r"))) == "r line 3: inspector is missing"
