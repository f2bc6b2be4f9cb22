"""How cameras are, folded from their events."""

from __future__ import annotations

import pytest

from city.cameras.camera_states import (
    DETAILS,
    HEALTHY,
    REFUSING,
    STATES,
    UNSEEN,
    CameraEvent,
    CameraStates,
    sound_detail,
)


def event(state: str, time: int, detail: str = "", camera: str = "a") -> CameraEvent:
    return CameraEvent("", camera, state, time, detail)


def test_a_camera_never_heard_of_is_not_looked_at_yet() -> None:
    assert CameraStates().of("a") == UNSEEN == ("connecting", 0, "not_probed")


def test_the_last_event_of_the_stream_holds_and_since_is_its_time() -> None:
    states = CameraStates()
    assert states.apply(event("live", 10)) and states.apply(event("lost", 20, "stalled"))
    assert states.of("a") == ("lost", 20, "stalled")


def test_the_same_word_again_changes_nothing() -> None:
    states = CameraStates()
    states.apply(event("lost", 20, "stalled"))
    assert not states.apply(event("lost", 30, "stalled"))
    assert states.of("a") == ("lost", 20, "stalled")


def test_another_reason_for_the_same_state_does_not_make_it_younger() -> None:
    states = CameraStates()
    states.apply(event("lost", 20, "stalled"))
    assert states.apply(event("lost", 30, "unreachable"))
    assert states.of("a") == ("lost", 20, "unreachable")


def test_live_and_standby_are_healthy_and_nothing_else_is() -> None:
    states = CameraStates()
    for state in STATES:
        states.apply(event(state, 1, camera=state))
    assert states.healthy([*STATES, "never"]) == len(HEALTHY) == 2


def test_every_refusing_reason_has_words_in_two_languages() -> None:
    assert set(DETAILS) >= REFUSING


@pytest.mark.parametrize(
    ("detail", "sound"),
    [
        *((told, True) for told in ("", "codec", "codec H.263")),
        *((told, False) for told in ("gremlins", "codec \n", "codec " + "x" * 41)),
    ],
)
def test_a_detail_is_a_known_reason_and_perhaps_a_short_name(detail: str, sound: bool) -> None:
    assert sound_detail(detail) is sound
