"""Faults of the demo cameras, each as a viewer meets it, over real connections."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest

from cameras.media.units import SourceError, Unit
from cameras.pull.kinds.rtsp import pull
from cameras.pull.rtsp import client
from demo.cameras.camera import DemoCamera, Plan
from demo.cameras.faults import FAULTS, Habit
from demo.cameras.studio import Studio
from tests.cameras.street import Street
from tests.cameras.watching import watch
from tests.patience import PATIENCE


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a")
        yield street


@pytest.fixture
def well(street: Street) -> Iterator[Street]:
    """Whatever a test does to camera a, the next one finds it mended."""
    yield street
    street.fault("a", "")


def units(address: str, count: int = 5) -> list[Unit]:
    """The first that our own client takes. Raises SourceError."""

    async def take() -> list[Unit]:
        async with asyncio.timeout(PATIENCE), aclosing(pull(address)) as source:
            return [await anext(source) for _ in range(count)]

    return asyncio.run(take())


@pytest.mark.parametrize(
    ("fault", "detail"),
    [("missing", "no_stream"), ("password", "wrong_password"), ("garbage", "garbage"), ("silent", "timeout")],
)
def test_a_new_viewer_is_told(well: Street, fault: str, detail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if detail == "timeout":
        monkeypatch.setattr(client, "PATIENCE", 1.0)
    well.fault("a", fault)
    with pytest.raises(SourceError) as refused:
        units(well.address("a"))
    assert refused.value.detail == detail


@pytest.mark.parametrize("fault", ["drop", "missing", "password", "garbage"])
def test_a_viewer_that_is_there_loses_its_connection(well: Street, fault: str) -> None:
    async def run() -> None:
        async with aclosing(pull(well.address("a"))) as source:
            await anext(source)
            asyncio.get_running_loop().run_in_executor(None, well.fault, "a", fault)
            async for _ in source:
                pass

    with pytest.raises(SourceError):
        asyncio.run(asyncio.wait_for(run(), PATIENCE))


def test_a_camera_that_dropped_out_refuses_until_it_is_mended(well: Street) -> None:
    well.fault("a", "drop")
    with pytest.raises(SourceError):
        units(well.address("a"))
    well.fault("a", "")
    assert len(units(well.address("a"))) == 5


def test_a_stall_keeps_the_connection_and_ends_with_a_key_frame(well: Street) -> None:
    stream = well.camera("a").streams["main"]
    before = stream.sent

    async def run() -> Unit:
        async with asyncio.timeout(PATIENCE), aclosing(pull(well.address("a"))) as source:
            await anext(source)
            await asyncio.to_thread(well.fault, "a", "stall")
            stalled = stream.sent
            for _ in range(stalled - before - 1):  # what was on its way
                await anext(source)
            await asyncio.sleep(0.5)
            assert stream.sent == stalled
            await asyncio.to_thread(well.fault, "a", "")
            return await anext(source)

    assert asyncio.run(run()).key


def test_a_frozen_camera_sends_on_and_on_but_the_very_same_picture_clock_and_all(well: Street) -> None:
    with watch(well.address("a")) as seen:
        next(seen)
        well.fault("a", "freeze")
        begun = time.time() * 1000
        for picture in seen:
            if picture.key and picture.code is not None and picture.code >= begun - 1:
                break
        same = [next(seen) for _ in range(60)]
        assert sum(each.key for each in same) >= 1
        assert all(np.array_equal(each.luma, picture.luma) for each in same)
        well.fault("a", "")
        for _ in range(40):
            last = next(seen)
        assert not np.array_equal(last.luma, picture.luma)
        assert last.code is not None and picture.code is not None and last.code > picture.code + 3000


def test_a_frozen_camera_shows_the_same_picture_to_whoever_comes_later(well: Street) -> None:
    well.fault("a", "freeze")
    with watch(well.address("a")) as first:
        one = next(first)
    time.sleep(0.3)
    with watch(well.address("a")) as second:
        assert np.array_equal(next(second).luma, one.luma)


def test_the_resolution_changes_in_the_middle_of_a_stream(street: Street) -> None:
    with watch(street.add("changing")) as seen:
        assert next(seen).luma.shape == (360, 640)
        street.resize("changing", 480, 272)
        shapes = [next(seen).luma.shape for _ in range(60)]
    assert shapes[-1] == (272, 480)
    assert shapes == sorted(shapes, reverse=True)


def test_a_street_without_power_refuses_and_comes_back_on_the_same_port() -> None:
    with Street() as street:
        address = street.add("a")
        street.down()
        with pytest.raises(SourceError) as refused:
            units(address)
        assert refused.value.detail == "unreachable"
        street.up()
        assert len(units(address)) == 5


def test_a_habit_comes_and_goes_by_itself(tmp_path: Path) -> None:
    habit = Habit("drop", every=0.2, lasts=0.1, first=0.05)

    async def run() -> list[str]:
        studio = Studio(tmp_path)
        camera = DemoCamera(Plan("a"), studio)
        living = asyncio.create_task(camera.live_with(habit))
        seen = [camera.fault]
        async with asyncio.timeout(PATIENCE):
            while len(seen) < 4:
                await asyncio.sleep(0.01)
                seen += [camera.fault] if camera.fault != seen[-1] else []
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
        await camera.close()
        studio.close()
        return seen

    assert asyncio.run(run()) == ["", "drop", "", "drop"]


def test_a_fault_nobody_knows_is_refused_with_those_there_are(street: Street) -> None:
    with pytest.raises(ValueError, match=r"a fault must be one of freeze, .* got 'sulk'"):
        street.fault("a", "sulk")
    assert "freeze" in FAULTS
