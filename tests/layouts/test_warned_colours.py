"""Warnings stand out, are told apart by light, and are neither a call for help nor the level of the city."""

from itertools import pairwise

import pytest

from tests.layouts.colours import BLINDNESS, contrast, distance, tokens

TOKENS = tokens()
GRADES = [f"warned-{grade}" for grade in (1, 2, 3, 4)]
OTHERS = ("sos-plate", "sos-ground", "level-attention", "level-alarm", "exercise")


@pytest.mark.parametrize("grade", GRADES)
def test_a_grade_can_be_read_on_its_line_and_its_plate_can(grade: str) -> None:
    assert contrast(TOKENS[grade], TOKENS["warned-ground"]) >= 4.5
    assert contrast(TOKENS["ground"], TOKENS[grade]) >= 4.5
    assert contrast(TOKENS["text"], TOKENS["warned-ground"]) >= 4.5


def test_the_graver_is_the_lighter() -> None:
    light = [contrast(TOKENS[grade], TOKENS["ground"]) for grade in GRADES]
    assert all(below * 1.2 < above for below, above in pairwise(light))


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("other", OTHERS)
def test_no_grade_looks_like_a_call_or_a_level(other: str, blindness: str) -> None:
    assert min(distance(TOKENS[grade], TOKENS[other], blindness) for grade in GRADES) >= 20
