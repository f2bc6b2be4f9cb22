"""The demo cameras that speak HTTP: snapshots and MJPEG, with passwords and faults."""

import asyncio
import io
import time
from collections.abc import Iterator

import aiohttp
import av
import numpy as np
import numpy.typing as npt
import pytest

from dashboard.cameras.demo import timecode
from tests.cameras.street import Street


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("photo", codec="jpeg")
        street.add("film", codec="mjpeg", fps=10)
        street.add("old", codec="jpeg", basic=True)
        yield street


@pytest.fixture
def well(street: Street) -> Iterator[Street]:
    yield street
    for id in ("photo", "film"):
        street.fault(id, "")


def luma(data: bytes) -> npt.NDArray[np.uint8]:
    with av.open(io.BytesIO(data), format="jpeg_pipe") as container:
        frame = next(container.decode(video=0))
        return frame.to_ndarray(format="yuvj420p")[: frame.height]


def asked(street: Street, id: str, seconds: float = 5, password: str = "street") -> tuple[int, str, bytes]:
    """Status, type and what came in that time."""
    address = street.address(id).replace("viewer:street@", "")

    async def run() -> tuple[int, str, bytes]:
        digest = aiohttp.DigestAuthMiddleware("viewer", password)
        got = b""
        async with aiohttp.ClientSession(middlewares=(digest,)) as session, session.get(address) as answer:
            try:
                async with asyncio.timeout(seconds):
                    async for chunk in answer.content.iter_any():
                        got += chunk
            except TimeoutError:
                pass
            return answer.status, answer.headers.get("Content-Type", ""), got

    return asyncio.run(asyncio.wait_for(run(), seconds + 1))


def test_a_snapshot_says_when_it_was_made(street: Street) -> None:
    for _ in range(2):
        before = int(time.time() * 1000)
        status, kind, data = asked(street, "photo")
        assert (status, kind, luma(data).shape) == (200, "image/jpeg", (360, 640))
        at = timecode.read(luma(data), before)
        assert at is not None and before - 100 <= at <= int(time.time() * 1000)


def test_mjpeg_comes_in_time(street: Street) -> None:
    status, kind, data = asked(street, "film", 2)
    parts = data.split(b"--picture\r\n")[1:]
    assert (status, kind) == (200, "multipart/x-mixed-replace; boundary=picture")
    assert 15 <= len(parts) <= 23
    times = [
        timecode.read(luma(part.partition(b"\r\n\r\n")[2]), int(time.time() * 1000)) for part in parts[:-1]
    ]
    assert all(at is not None for at in times) and len(set(times)) == len(times)


def test_a_wrong_password_is_refused_and_basic_taken_only_where_it_is_meant_to_be(street: Street) -> None:
    async def basic(id: str) -> int:
        async with aiohttp.ClientSession() as session, session.get(street.address(id)) as answer:
            return answer.status

    assert asked(street, "photo", password="wrong")[0] == 401
    assert [asyncio.run(basic(id)) for id in ("photo", "old")] == [401, 200]


def test_a_missing_camera_and_one_of_rtsp_are_404(well: Street) -> None:
    well.fault("photo", "missing")
    assert asked(well, "photo")[0] == 404


def test_a_frozen_camera_gives_the_same_picture(well: Street) -> None:
    asked(well, "photo")
    well.fault("photo", "freeze")
    pictures = []
    for _ in range(3):
        pictures.append(asked(well, "photo")[2])
        time.sleep(0.1)
    assert len(set(pictures)) == 1
    well.fault("photo", "")
    assert asked(well, "photo")[2] != pictures[0]


@pytest.mark.parametrize("id", ["photo", "film"])
def test_one_that_dropped_out_closes_the_connection(well: Street, id: str) -> None:
    well.fault(id, "drop")
    with pytest.raises(aiohttp.ClientError):
        asked(well, id)


@pytest.mark.parametrize("id", ["photo", "film"])
def test_a_silent_one_never_answers(well: Street, id: str) -> None:
    well.fault(id, "silent")
    with pytest.raises(TimeoutError):
        asked(well, id, 0.5)


def test_garbage_is_no_picture(well: Street) -> None:
    well.fault("photo", "garbage")
    data = asked(well, "photo")[2]
    assert not data.startswith(b"\xff\xd8")


def test_a_film_that_stalls_sends_nothing_and_goes_on(well: Street) -> None:
    async def run() -> list[float]:
        loop = asyncio.get_running_loop()
        digest = aiohttp.DigestAuthMiddleware("viewer", "street")
        address = well.address("film").replace("viewer:street@", "")
        times = []
        async with aiohttp.ClientSession(middlewares=(digest,)) as session, session.get(address) as answer:
            loop.call_later(0.5, loop.run_in_executor, None, well.fault, "film", "stall")
            loop.call_later(1.5, loop.run_in_executor, None, well.fault, "film", "")
            async for _ in answer.content.iter_any():
                times.append(loop.time())
                if times[-1] - times[0] > 2.2:
                    return times
        return times

    times = asyncio.run(asyncio.wait_for(run(), 10))
    assert 0.8 < max(np.diff(times)) < 1.6
