"""Every state of a camera, and every reason for it, has words on the page."""

from city.cameras.camera_states import DETAILS, STATES
from layouts.words import table


def test_every_detail_and_every_state_has_words_in_the_page() -> None:
    assert {f"camera_detail_{code}" for code in DETAILS} <= set(table())
    assert {f"camera_state_{state}" for state in STATES} <= set(table())
