"""Whatever stands in a file, it is read or refused in one sentence; nothing else ever comes out."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from city.areas.areas import AreaError, Areas, read_areas
from city.areas.findings import warnings
from city.matters import Matters, MattersError, read_matters
from city.people.roster import RosterError, read_roster
from tests.city.squares import squares

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("1")
KEYS = st.sampled_from(["code", "name", "type", "coordinates", "x"])
ANYTHING = st.recursive(
    SCALARS,
    lambda deeper: st.lists(deeper, max_size=4) | st.dictionaries(KEYS, deeper, max_size=4),
    max_leaves=8,
)
CATALOGUE = {
    "departments": [{"code": "fire", "name": "消防"}],
    "categories": [{"code": "01", "name": "消防安全"}],
    "items": [{"code": "1", "name": "堵塞", "category": "01", "department": "fire", "limit": "4 work_days"}],
}


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Every container of a document with every key or index in it."""
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [place for key in keys for place in [(node, key), *_places(node[key])]]


@st.composite
def spoiled(draw: st.DrawFn, document: Any) -> Any:
    document = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(_places(document)))
        holder[key] = draw(ANYTHING)
    return document


@given(spoiled(squares()))
def test_any_areas_file_is_read_or_refused(document: Any) -> None:
    try:
        areas = read_areas(document, "city.geojson")
        assert isinstance(areas, Areas) and all("\n" not in line for line in warnings(areas))
    except AreaError as refused:
        assert str(refused).startswith("city.geojson") and "\n" not in str(refused)


@given(spoiled(CATALOGUE))
def test_any_catalogue_is_read_or_refused(document: Any) -> None:
    try:
        assert isinstance(read_matters(document, "items.toml"), Matters)
    except MattersError as refused:
        assert str(refused).startswith("items.toml") and "\n" not in str(refused)


@given(st.lists(st.dictionaries(st.sampled_from(["inspector", "name", "area", "mode"]),
                                st.none() | st.text(max_size=70) | st.just("11")), max_size=3))  # fmt: skip
def test_any_roster_is_read_or_refused(rows: list[dict[str, str | None]]) -> None:
    try:
        assert len(read_roster(rows, read_areas(squares(), "squares"), "roster.csv")) == sum(
            any(row.values()) for row in rows
        )
    except RosterError as refused:
        assert str(refused).startswith("roster.csv line ") and "\n" not in str(refused)
