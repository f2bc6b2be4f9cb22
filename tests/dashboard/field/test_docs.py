"""docs/field.md is what systems are built to: it names every field, answer and option there is."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import fields

import dashboard
from dashboard.access.api_auth import LINK_RATE
from dashboard.cli.keys import keys
from dashboard.cli.links import links
from dashboard.field import api, news, reports, sos
from dashboard.field.photos import LONGEST, MOST_BYTES, MOST_PIXELS
from streams.access.api_keys import ACTIONS

TEXT = (Path(__file__).parents[3] / "docs" / "field.md").read_text("utf-8")
SOURCES = [
    "access/api_auth",
    "field/api",
    "field/sos",
    "field/photo_api",
    "field/photos",
    "field/pages",
    "field/news",
    "field/reports",
]


def test_every_field_and_action_of_an_event_is_documented() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]*)\|", TEXT, re.MULTILINE))
    assert {field.name for field in fields(api.Event)} <= set(rows)
    assert re.findall(r"`(\w+)`", rows["do"]) == list(ACTIONS)


def test_every_word_an_error_may_carry_is_documented() -> None:
    folder = Path(dashboard.__file__).parent
    source = "\n".join((folder / f"{name}.py").read_text("utf-8") for name in SOURCES)
    codes = set(re.findall(r'(?:ApiRefusedError\(\d+,|PhotoRefusedError\(|refuse\(\d+,)\s*"(\w+)"', source))
    assert len(codes) > 12
    ours = {"no_length", "unknown_link", "unknown_photo", "unknown_department"}  # said of pages and addresses
    assert [code for code in sorted(codes - ours) if f"`{code}`" not in TEXT] == []


def test_every_option_is_documented() -> None:
    options = {
        option
        for group in (keys, links)
        for command in group.commands.values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert [option for option in sorted(options - {"--redis", "--settings"}) if option not in TEXT] == []


def test_the_numbers_in_the_prose_are_the_codes_numbers() -> None:
    flat = " ".join(TEXT.split())
    for sentence in (
        f"at most {MOST_BYTES // 10**6} MB and {MOST_PIXELS // 10**6} million pixels",
        f"at most {LONGEST:,} pixels long",
        f"At most {LINK_RATE} requests a minute through one link",
        f"optional, at most {api.MOST_PHOTOS}",
        f"more than {api.MOST_BYTES // 1024} KB",
    ):
        assert sentence in flat, sentence
    assert reports.RATE == 10 and "At most ten reports a minute" in flat
    assert f"more than {news.MOST:,} listen" in flat and news.EACH == 4 and news.BEAT == 15
    assert {field.name for field in fields(reports.FieldReport)} <= set(re.findall(r"`(\w+)`", TEXT))
    assert sos.RATE == 6 and "Six calls a minute" in flat
