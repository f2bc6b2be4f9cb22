"""The page's tree: each region once, no inline style, labels and numbers that exist."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import html
from dash.development.base_component import Component

from city.counts.counters import COUNTERS
from layouts import ids
from layouts.page import layout
from layouts.words import table

ROOT = Path(__file__).parents[2]


def walk(component: object) -> Iterator[Component]:
    if isinstance(component, Component):
        yield component
        children = getattr(component, "children", None)
        for child in children if isinstance(children, list | tuple) else [children]:
            yield from walk(child)


@pytest.fixture(scope="module")
def parts() -> list[Component]:
    return list(walk(layout(html.Div(id=ids.MAP_BOX))))


def test_every_region_is_on_the_page_once(parts: list[Component]) -> None:
    found = Counter(part.id for part in parts if getattr(part, "id", None))
    assert {region: found[region] for region in ids.REGIONS} == dict.fromkeys(ids.REGIONS, 1)
    assert found.most_common(1)[0][1] == 1


def test_no_part_carries_a_style(parts: list[Component]) -> None:
    assert [part for part in parts if getattr(part, "style", None)] == []


def test_every_label_has_words(parts: list[Component]) -> None:
    labels = {word for part in parts if (word := getattr(part, "data-word", None))}
    assert labels
    assert labels <= set(table())


def test_every_number_is_a_counter_of_the_city(parts: list[Component]) -> None:
    numbers = {counter for part in parts if (counter := getattr(part, "data-counter", None))}
    assert numbers <= set(COUNTERS)
    assert {"on_duty", "people", "posts", "open", "overdue", "sos", "reported", "grids_covered"} <= numbers


def test_a_number_is_a_button_so_that_keys_reach_it(parts: list[Component]) -> None:
    assert all(isinstance(part, html.Button) for part in parts if getattr(part, "data-counter", None))
