"""Loops: encoded once and kept, or any MP4 file, and going on over their end without a jump."""

import asyncio
import time
from pathlib import Path

import av
import numpy as np
import pytest

from demo.cameras.camera import DemoCamera, Plan
from demo.cameras.loop import LoopError, read_loop
from demo.cameras.scene import SECONDS, Scene
from demo.cameras.sources import PlainLoop
from demo.cameras.studio import Studio, Wanted
from tests.cameras.street import Street
from tests.cameras.watching import OPTIONS, watch


def test_a_street_comes_round_without_a_seam_and_moves_meanwhile() -> None:
    scene = Scene(7, 640, 320)
    assert np.array_equal(scene.at(0).y, scene.at(SECONDS).y)
    assert not np.array_equal(scene.at(0).y, scene.at(1).y)


def test_a_loop_is_encoded_once_even_when_many_ask_and_read_the_next_time(tmp_path: Path) -> None:
    wanted = Wanted(1, "h264", 320, 180, 15)

    async def ask(count: int) -> list[object]:
        studio = Studio(tmp_path)
        found = await asyncio.gather(*(studio.street(wanted) for _ in range(count)))
        studio.close()
        return list(found)

    first = asyncio.run(ask(3))
    assert first[0] is first[1] is first[2]
    (file,) = tmp_path.iterdir()
    made = file.stat().st_mtime_ns
    assert asyncio.run(ask(1)) == first[:1]
    assert file.stat().st_mtime_ns == made


def test_groups_of_pictures_are_two_seconds_long_and_the_loop_ten(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    for codec in ("h264", "h265"):
        loop = asyncio.run(studio.street(Wanted(1, codec, 320, 180, 15)))
        assert [number for number, shot in enumerate(loop.shots) if shot.key] == [0, 30, 60, 90, 120]
        assert (loop.codec, round(loop.seconds, 3), len(loop.shots)) == (codec, 10, 150)
        assert len(loop.parameters) == (2 if codec == "h264" else 3)
    studio.close()


def test_time_goes_on_over_the_end_of_a_loop(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    source = PlainLoop(asyncio.run(studio.street(Wanted(1, "h264", 320, 180, 15))))
    studio.close()
    steps = np.diff([source.picture(number, 0).shown for number in range(310)])
    assert np.allclose(steps, 1 / 15, atol=1e-6)
    assert source.picture(150, 0).key


def test_a_loop_in_step_begins_with_the_next_key_frame_when_that_is_due(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    source = PlainLoop(asyncio.run(studio.street(Wanted(1, "h265", 320, 180, 15))), in_step=True)
    studio.close()
    assert source.begin(40_000) == (0, 0)
    assert source.begin(41_500) == (30, pytest.approx(0.5))
    assert source.begin(49_500) == (150, pytest.approx(0.5))


def test_a_still_street_has_noise_and_nothing_else(tmp_path: Path) -> None:
    async def first(still: bool) -> object:
        camera = DemoCamera(Plan("a", seed=3, sub=(320, 180), still=still), studio)
        return await camera.streams["sub"].ready()

    studio = Studio(tmp_path)
    still, moving = (asyncio.run(first(kind)) for kind in (True, False))
    studio.close()
    assert type(still) is PlainLoop and type(moving) is not PlainLoop


@pytest.mark.parametrize(("name", "content"), [("text.mp4", b"no video"), ("empty.mp4", b"")])
def test_a_file_that_is_no_mp4_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LoopError, match=rf"{name}: an MP4 file wanted, got "):
        read_loop(tmp_path / name)
    with pytest.raises(LoopError, match=r"gone\.mp4: an MP4 file wanted, got No such file"):
        read_loop(tmp_path / "gone.mp4")


def test_a_camera_of_a_file_that_is_none_is_out_of_service_and_the_others_are_not(tmp_path: Path) -> None:
    with Street() as street:
        broken, well = street.add("broken", ready=False, file=tmp_path / "gone.mp4"), street.add("well")
        for _ in range(2):
            with pytest.raises(av.error.HTTPServerError):
                av.open(broken, options=OPTIONS)
        with watch(well) as seen:
            assert next(seen).key


def test_any_mp4_file_is_a_camera_that_goes_on_over_its_end(trial_data: Path) -> None:
    loop = read_loop(trial_data / "camera_clip.mp4")
    with Street() as street:
        address = street.add("clip", file=trial_data / "camera_clip.mp4", fps=15)
        begun = time.monotonic()
        with watch(address) as seen:
            pictures = [(each.luma.shape, each.time or 0) for each, _ in zip(seen, range(45), strict=False)]
    assert {shape for shape, _ in pictures} == {(432, 768)} == {(loop.height, loop.width)}
    steps = np.diff([at for _, at in pictures])
    assert (steps > 0).all() and np.median(steps) < 0.2
    assert steps.sum() < time.monotonic() - begun + 1, "no faster than it was filmed"
    shown = [PlainLoop(loop).picture(number, 0).shown for number in range(2 * len(loop.shots))]
    assert np.diff(shown).max() < 0.2 and np.diff(shown).min() > 0
