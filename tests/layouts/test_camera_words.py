"""Why a camera shows no picture is said in the words of city/cameras/camera_states.py; the page knows which
of these do not come right by themselves."""

import re
from pathlib import Path

from city.cameras.camera_states import DETAILS, REFUSING, STATES
from layouts.words import table

VERDICT = Path(__file__).parents[2] / "assets" / "cameras" / "picture_state.mjs"


def test_every_detail_and_every_state_has_words_in_the_page() -> None:
    told = table()
    assert {code: tuple(told[f"camera_detail_{code}"].values()) for code in DETAILS} == DETAILS
    assert all(f"camera_state_{state}" in told for state in STATES)


def test_the_page_refuses_for_the_same_reasons() -> None:
    found = re.search(r"REFUSING = new Set\(\[(.*?)\]\)", VERDICT.read_text(encoding="utf-8"))
    assert found and set(re.findall(r"'(\w+)'", found[1])) == REFUSING
