"""Cameras fail in every way they know, end to end: real cameras, the real process, a real socket. One
camera a fault; five hundred more are not there all the while."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.cameras.timecode import read
from streams.cameras.cameras import read_states
from streams.record.keys import Keys
from tests.cameras.scene import DARK, Scene
from tests.cameras.viewing import INIT, JPEG, KEY, ORIGIN, CameraScreen, Picture
from tests.patience import PATIENCE, until


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One camera stands still from the beginning: to call it frozen takes half a minute."""
    with Scene(tmp_path_factory.mktemp("scene")) as scene:
        scene.frozen = scene.open("freezes")
        scene.frozen.sees("live")
        scene.street.fault("freezes", "freeze")
        yield scene


def lives_again(screen: CameraScreen) -> None:
    screen.sees("live")
    screen.moves()


def test_a_picture_is_what_the_camera_sees_now(scene: Scene) -> None:
    screen = scene.open("good")
    screen.sees("live")
    screen.moves()
    assert screen.luma().shape == (720, 1280)
    begun = round(time.time() * 1000)
    made = until(lambda: (at := read(screen.luma(), begun) or 0) > begun and at, "a picture made since then")
    assert made <= time.time() * 1000


def test_a_wrong_password_is_said_and_a_right_one_shows_pictures(scene: Scene) -> None:
    screen = scene.open("wrong", "missing", "good")
    screen.sees("refused", "wrong_password", panel=1)
    screen.sees("refused", "no_stream", panel=2)
    screen.sees("live", panel=3)
    assert not screen.pictures[1]


def test_a_password_that_was_changed_is_not_tried_on_and_on(scene: Scene) -> None:
    """Cameras lock an account after some wrong ones; a screen that opens anew asks anew."""
    screen = scene.open("loses")
    screen.sees("live")
    scene.street.fault("loses", "password")
    screen.sees("refused", "wrong_password")
    scene.street.fault("loses", "")
    time.sleep(2)
    assert screen.state() == ("refused", "wrong_password")
    screen.show()
    time.sleep(1.5)
    screen.show("loses")
    lives_again(screen)


def test_a_camera_that_is_gone_and_back_is_live_by_itself(scene: Scene) -> None:
    screen = scene.open("drops")
    screen.sees("live")
    scene.street.fault("drops", "drop")
    screen.sees("lost", "ended")
    time.sleep(1)  # some tries fail
    scene.street.fault("drops", "")
    lives_again(screen)


def test_silence_is_told_and_the_next_picture_is_live(scene: Scene) -> None:
    screen = scene.open("stalls")
    screen.sees("live")
    scene.street.fault("stalls", "stall")
    screen.sees("lost", "stalled")
    scene.street.fault("stalls", "")
    lives_again(screen)


def test_a_camera_that_turns_up_the_resolution_is_shown_at_it(scene: Scene) -> None:
    screen = scene.open("grows")
    screen.sees("live")
    scene.street.resize("grows", 960, 540)
    until(lambda: screen.media[1] and screen.media[1][-1].get("width") == 960, "the new size is told")
    until(lambda: [p.kind for p in screen.pictures[1]].count(INIT) >= 2, "a second beginning")
    until(lambda: screen.pictures[1][-1].kind not in (INIT, JPEG), "and pictures after it")
    assert screen.luma().shape == (540, 960)


def test_what_is_no_rtsp_is_told_and_survived(scene: Scene) -> None:
    screen = scene.open("babbles")
    screen.sees("live")
    scene.street.fault("babbles", "garbage")
    screen.sees("lost", "garbage")
    scene.street.fault("babbles", "")
    lives_again(screen)


def test_five_hundred_absent_cameras_disturb_no_picture(scene: Scene) -> None:
    """Fifteen are watched, the rest are looked at one after the other, and a tenth does not even refuse."""
    dark = [f"dark-{n:03}" for n in range(15)]
    screen = scene.open("good", *dark)
    screen.sees("live")
    screen.moves()
    until(lambda: screen.state(panel=3) == ("lost", "unreachable"), "one that refuses")
    until(lambda: screen.state(panel=2) == ("lost", "timeout"), "one that says nothing")
    screen.moves()


def test_a_screen_that_stops_reading_disturbs_no_other(scene: Scene) -> None:
    fast = scene.open("good")
    fast.sees("live")
    slow = scene.open(*["good"] * 8, read=False, room=4096)
    before = dropped(scene)
    until(lambda: dropped(scene) > before + 8 * 15, "a second of pictures is lost")
    fast.moves()
    slow.read()

    def jumps() -> list[tuple[Picture, Picture]]:
        after = [p for p in slow.pictures[1] if p.kind != INIT]
        return [(a, b) for a, b in itertools.pairwise(after) if b.number > a.number + 1]

    until(jumps, "it shows that it lost pictures")
    slow.moves()
    assert {b.kind for _, b in jumps()} == {KEY}, "it took up at a key frame each time"


def dropped(scene: Scene) -> float:
    (told,) = re.findall(
        r"^gridwall_cameras_dropped_total (\S+)", scene.process.get("/cameras/metrics")[1], re.M
    )
    return float(told)


@pytest.mark.parametrize("fault", ["expired", "forged", "of another origin", "of another key"])
def test_a_token_that_is_none_ends_the_connection(scene: Scene, fault: str) -> None:
    key = scene.process.key
    screen = CameraScreen(scene.process.port)
    scene.screens.append(screen)
    now = time.time_ns() // 1_000_000
    if fault == "forged":
        screen.say({"token": "WyJzIixbImdvb2QiXSwiaHR0cDovL3giLDE4MDAwMDAwMDAwMDBd.AAAA"})
    else:
        screen.present(
            b"k" * 32 if fault == "of another key" else key,
            ["good"],
            origin="http://elsewhere.example" if fault == "of another origin" else ORIGIN,
            at=now - 61_000 if fault == "expired" else now,
        )
    assert screen.ended.wait(PATIENCE)
    assert screen.line.closed_with == 4401
    assert not screen.pictures


def test_a_camera_that_the_token_does_not_name_is_not_shown(scene: Scene) -> None:
    screen = scene.open("good")
    screen.show("good", "stalls")
    until(lambda: screen.refused.get(2) == "no_camera", "it is refused")
    screen.moves(panel=1)
    assert not screen.pictures[2]


def test_a_redis_that_is_gone_takes_no_picture_and_is_told_what_it_missed(scene: Scene) -> None:
    screen = scene.open("good", "drops")
    screen.sees("live", panel=1)
    screen.sees("live", panel=2)
    scene.redis.kill()
    scene.street.fault("drops", "drop")
    screen.sees("lost", "ended", panel=2)
    screen.moves(panel=1)
    scene.redis.restart()
    with scene.client() as redis:
        until(lambda: states(redis).get("drops") == "lost", "Redis is told")
        scene.street.fault("drops", "")
        until(lambda: states(redis).get("drops") == "live", "and told again")
    screen.moves(panel=1)


def states(redis: object) -> dict[str, str]:
    return {event.camera: event.state for event in read_states(redis, Keys())}  # type: ignore[arg-type]


def test_every_absent_camera_is_known_to_be(scene: Scene) -> None:
    def lost() -> int:
        with scene.client() as redis:
            return sum(
                state == "lost" for camera, state in states(redis).items() if camera.startswith("dark")
            )

    until(lambda: lost() == DARK, f"all {DARK} are lost", 2 * PATIENCE)


def test_the_same_picture_again_and_again_is_called_frozen(scene: Scene) -> None:
    scene.frozen.sees("frozen", "frozen", patience=2 * PATIENCE)
    scene.street.fault("freezes", "")
    scene.frozen.sees("live")


def test_no_secret_was_said_anywhere(scene: Scene, tmp_path: Path) -> None:
    """After all of the above: not in a log, a number, a message, Redis, an error or the list of processes."""
    said = scene.everything()
    assert (
        len(said["messages"]) > 1000 and "dark-009" in said["redis"] and "gridwall_cameras" in said["metrics"]
    )
    found = [
        (place, secret) for place, text in said.items() for secret in scene.spellings() if secret in text
    ]
    assert found == []
