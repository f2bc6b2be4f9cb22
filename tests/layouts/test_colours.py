"""States are told apart by people who see colours differently, and everything stands out from the ground."""

import re
from itertools import combinations

import pytest

from tests.layouts.colours import BLINDNESS, contrast, distance, tokens
from tests.layouts.colours import TOKENS as TOKENS_FILE

TOKENS = tokens()
TOKENS_TEXT = TOKENS_FILE.read_text(encoding="utf-8")
PLATE = re.compile(r"--caption: rgb\((\d+) (\d+) (\d+) / (\d+)%\);")
CASES = ("case-new", "case-in-hand", "case-overdue", "case-done")
PEOPLE = ("person-patrolling", "person-handling", "person-idle", "person-offline", "person-unlisted")
FAR = "person-far"
LIGHTS = ("live", "late", "broken")
CAMERAS = tuple(f"camera-{state}" for state in ("standby", "connecting", "live", "frozen", "lost", "refused"))
# across these groups shapes differ too: test_marks.py judges marks as they are drawn
GROUPS = (CASES, PEOPLE, LIGHTS, CAMERAS)
PAIRS = [pair for group in GROUPS for pair in combinations(group, 2)]


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_states_are_at_least_twenty_apart(one: str, other: str, blindness: str) -> None:
    assert distance(TOKENS[one], TOKENS[other], blindness) >= 20


@pytest.mark.parametrize("mark", [*CASES, *PEOPLE, FAR, *LIGHTS, *CAMERAS, "sos-plate", "bar"])
def test_marks_stand_out_from_the_ground(mark: str) -> None:
    assert contrast(TOKENS[mark], TOKENS["ground"]) >= 3


@pytest.mark.parametrize("text", ["text", "text-second"])
def test_the_legend_can_be_read_over_anything(text: str) -> None:
    red, green, blue, share = map(int, PLATE.search(TOKENS_TEXT).groups())  # type: ignore[union-attr]
    over_white = (round(part * share / 100 + 255 * (1 - share / 100)) for part in (red, green, blue))
    assert contrast(TOKENS[text], "#" + "".join(f"{part:02x}" for part in over_white)) >= 4.5


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
