"""The console's tree: each region once, no inline style, every label in the table, every key on the card."""

from collections import Counter

import pytest
from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.console import foot, keys_card
from layouts.console import ids as ours
from layouts.console.page import layout
from layouts.words import table
from tests.layouts.test_page import walk


@pytest.fixture(scope="module")
def parts() -> list[Component]:
    return list(walk(layout(html.Div(id=ids.MAP_BOX))))


def test_every_region_of_the_console_is_on_it_once(parts: list[Component]) -> None:
    found = Counter(part.id for part in parts if getattr(part, "id", None))
    assert {region: found[region] for region in ours.REGIONS} == dict.fromkeys(ours.REGIONS, 1)
    assert found.most_common(1)[0][1] == 1


def test_no_part_of_the_console_carries_a_style(parts: list[Component]) -> None:
    assert [part for part in parts if getattr(part, "style", None)] == []


def test_every_label_of_the_console_has_words(parts: list[Component]) -> None:
    labels = {word for part in parts if (word := getattr(part, "data-word", None))}
    assert len(labels) > 30
    assert labels <= set(table()) | set(table("console"))


def test_keys_stand_in_the_footer_only_for_roles_that_may_use_them() -> None:
    roles = {
        row: keys_card.roles_of(row, all_of_them=True).get("data-roles", "").split() for row in foot.KEYS
    }
    assert roles["help"] == roles["queue"] == roles["search"] == []
    assert {"officer", "head"} <= set(roles["person"]) and "leader" not in roles["person"]
    assert roles["urge"] == roles["supervise"] == ["head", "leader"]
    assert roles["claim"] == ["head", "officer"]
    assert (
        "leader" in keys_card.roles_of("claim")["data-roles"].split()
    )  # who may acknowledge by the same key
