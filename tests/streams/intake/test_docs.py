"""docs/doors says of each door what the code does: its address, its page, what is counted, the limits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from streams.access.api_keys import POSITIONS_RATE
from streams.access.devices import LONGEST
from streams.intake import reception, writer
from streams.intake.asking import BODY_BYTES
from streams.intake.doors import Door, load
from streams.intake.judging import OUTCOMES
from streams.intake.repeats import FIXES

DOCS = Path(__file__).parents[3] / "docs" / "doors"
TEXT = (DOCS / "README.md").read_text("utf-8")
SHOWN = {"path": r"/doors/\w+/(gridwall-key\.|\$KEY)", "basic": "curl -u", "bearer": "Authorization: Bearer"}


@pytest.mark.parametrize("door", load().values(), ids=list(load()))
def test_each_door_has_a_page_that_says_what_to_set_and_what_is_seen(door: Door) -> None:
    row = re.search(rf"^\| `{re.escape(door.path.replace('{key}', '<key>'))}` .*\((.+\.md)\) \|$", TEXT, re.M)
    assert row, f"docs/doors/README.md has no row of {door.path}"
    page = (DOCS / row[1]).read_text("utf-8")
    headings = re.findall(r"^## (.+)$", page, re.M)
    assert headings[:3] == ["What to set", "When it works", "When it does not"]
    assert f"https://wall.example.org{door.path.partition('{')[0]}" in page and re.search(
        SHOWN[door.key], page
    )


def test_the_outcomes_that_are_counted_are_those_that_are_told() -> None:
    told = re.search(r"by what became of them: `([a-z_ ]+)`", TEXT)
    assert told and set(told[1].split()) == set(OUTCOMES)


def test_the_numbers_in_the_prose_are_the_codes_numbers() -> None:
    flat = " ".join(TEXT.split())
    for sentence, number in {
        "{} when left out": POSITIONS_RATE,
        "device may ask {} times a minute": reception.DEVICE_RATE,
        "more than {} bytes": BODY_BYTES,
        "more than {} entries wait": writer.WAITING,
        "up to {} characters": LONGEST,
        "the last {} of each device": FIXES,
        "Retry-After: {}": reception.AGAIN_S,
    }.items():
        assert sentence.format(f"{number:,}") in flat, sentence
