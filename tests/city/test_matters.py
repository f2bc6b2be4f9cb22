"""What may be reported, and what a catalogue is refused for."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from city.matters import Item, Limit, MattersError, read_matters
from demo.city.city import data

DOCUMENT = tomllib.loads(
    """
    departments = [{code = "fire", name = "消防", name_en = "Fire"}]
    categories = [{code = "01", name = "消防安全"}]

    [[items]]
    code = "0101"
    name = "消防通道堵塞"
    category = "01"
    department = "fire"
    limit = "4 urgent_hours"
    urgency = "urgent"

    [[items]]
    code = "0102"
    name = "灭火器失效"
    category = "01"
    department = "fire"
    limit = "2 work_days"
    level = "village"
    valid_from = 2017-07-01
    """
)


def test_an_item_knows_who_takes_it_and_how_long_it_may_take() -> None:
    items = read_matters(DOCUMENT, "items.toml").items
    assert items["0101"] == Item(
        "0101", "消防通道堵塞", None, "01", "fire", "", Limit(4, "urgent_hours"), "urgent"
    )
    assert (items["0102"].level, items["0102"].urgency, items["0102"].valid_from) == (
        "village",
        "normal",
        "2017-07-01",
    )


CASES: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda d: d.pop("items"), "items.toml: needs [[items]], got none"),
    (lambda d: d["items"].append("?"), "items 3: must be a table, got '?'"),
    (lambda d: d["items"][1].update(code="0101"), "items 2: the code must be unique, got 0101 twice"),
    (lambda d: d["items"][1].update(code=102), "items 2: code must be text, got 102"),
    (
        lambda d: d["items"][1].update(code="a b"),
        "items 2: code must be 1 to 64 of A-Z a-z 0-9 . _ : -, got 'a b'",
    ),
    (lambda d: d["items"][1].pop("name"), "items 2 (0102): name is missing"),
    (lambda d: d["items"][1].update(category="9"), "items 2: category must be one of 01, got '9'"),
    (lambda d: d["items"][1].update(department=None), "items 2: department must be one of fire, got None"),
    (
        lambda d: d["items"][1].update(urgency="soon"),
        "items 2: urgency must be one of normal, urgent, got 'soon'",
    ),
    (lambda d: d["items"][1].update(limit="2 days"), "as in '2 work_days', got '2 days'"),
    (lambda d: d["items"][1].update(limit="0 work_days"), "as in '2 work_days', got '0 work_days'"),
    (lambda d: d["items"][1].update(limit=2), "as in '2 work_days', got 2"),
    (
        lambda d: d["items"][1].update(valid_to="soon"),
        "valid_to must be a day such as 2017-07-01, got 'soon'",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), CASES)
def test_a_catalogue_is_refused_in_one_sentence(
    change: Callable[[dict[str, Any]], Any], sentence: str
) -> None:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with pytest.raises(MattersError) as refused:
        read_matters(document, "items.toml")
    assert sentence in str(refused.value)


def test_the_demo_citys_catalogue_speaks_both_languages_and_leaves_nothing_unused() -> None:
    matters = read_matters(tomllib.loads(data("items.toml")), "items.toml")
    assert all(one.name_en for one in [*matters.items.values(), *matters.departments.values()])
    assert all(category.name_en for category in matters.categories.values())
    today = {code for code, one in matters.departments.items() if one.stands("2026-01-01")}
    assert {item.department for item in matters.items.values()} == today
    assert {item.category for item in matters.items.values()} == set(matters.categories)
    assert len({item.name for item in matters.items.values()}) == 83


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        ({}, True),
        ({"valid_from": "2018-04-10"}, True),
        ({"valid_from": "2018-04-11"}, False),
        ({"valid_to": "2018-04-10"}, True),
        ({"valid_to": "2018-04-09"}, False),
    ],
)
def test_a_department_stands_from_its_first_day_to_its_last(days: dict[str, str], stands: bool) -> None:
    told = copy.deepcopy(DOCUMENT)
    told["departments"][0] |= days
    assert read_matters(told, "items.toml").departments["fire"].stands("2018-04-10") is stands


def test_the_demo_city_knows_departments_of_before_the_reform() -> None:
    told = read_matters(tomllib.loads(data("items.toml")), "items.toml")
    former = [one.name for one in told.departments.values() if not one.stands("2026-01-01")]
    assert former == ["安监", "工商", "食药监", "卫计"]
