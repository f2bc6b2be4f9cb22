"""States are told apart by people who see colours differently, and everything stands out from the ground."""

from itertools import combinations

import pytest

from tests.layouts.colours import BLINDNESS, contrast, distance, tokens

TOKENS = tokens()
CASES = ("case-new", "case-in-hand", "case-overdue", "case-done")
PEOPLE = ("person-patrolling", "person-handling", "person-idle", "person-offline", "person-unlisted")
LIGHTS = ("live", "late", "broken")
CAMERAS = tuple(f"camera-{state}" for state in ("standby", "connecting", "live", "frozen", "lost", "refused"))
# people, cases and cameras never share a shape, so they need no distance from each other
GROUPS = (CASES, PEOPLE, LIGHTS, CAMERAS)
PAIRS = [pair for group in GROUPS for pair in combinations(group, 2)]


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_states_are_at_least_twenty_apart(one: str, other: str, blindness: str) -> None:
    assert distance(TOKENS[one], TOKENS[other], blindness) >= 20


@pytest.mark.parametrize("mark", [*CASES, *PEOPLE, *LIGHTS, *CAMERAS, "sos-plate", "bar"])
def test_marks_stand_out_from_the_ground(mark: str) -> None:
    assert contrast(TOKENS[mark], TOKENS["ground"]) >= 3


def test_a_live_camera_is_the_green_that_means_live_and_no_other_camera_is() -> None:
    assert TOKENS["camera-live"] == TOKENS["live"]
    assert [camera for camera in CAMERAS if TOKENS[camera] == TOKENS["live"]] == ["camera-live"]


def test_the_cross_stands_out_from_its_plate() -> None:
    assert contrast(TOKENS["sos-cross"], TOKENS["sos-plate"]) >= 3


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("text", "text-second") for ground in ("ground", "ground-up")),
        *((text, "ground") for text in ("live", "late", "broken", "world", "exercise", "case-new")),
        *((camera, "ground") for camera in CAMERAS if camera != "camera-connecting"),
        ("on-broken", "broken"),
        ("text", "sos-ground"),
        ("case-overdue", "ground-up"),
    ],
)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5
