"""The demo cameras that speak HTTP: snapshots and MJPEG, with passwords and faults."""

import asyncio
import io
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager

import aiohttp
import av
import numpy as np
import numpy.typing as npt
import pytest

from demo.cameras import timecode
from tests.cameras.street import Street
from tests.patience import PATIENCE


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


def now() -> int:
    """Epoch ms."""
    return int(time.time() * 1000)


def luma(data: bytes) -> npt.NDArray[np.uint8]:
    with av.open(io.BytesIO(data), format="jpeg_pipe") as container:
        frame = next(container.decode(video=0))
        return frame.to_ndarray(format="yuvj420p")[: frame.height]


@asynccontextmanager
async def asking(street: Street, id: str, password: str = "street") -> AsyncIterator[aiohttp.ClientResponse]:
    address = street.address(id).replace("viewer:street@", "")
    digest = aiohttp.DigestAuthMiddleware("viewer", password)
    async with (
        asyncio.timeout(PATIENCE),
        aiohttp.ClientSession(middlewares=(digest,)) as session,
        session.get(address) as answer,
    ):
        yield answer


def asked(street: Street, id: str, password: str = "street") -> tuple[int, str, bytes]:
    """Status, type and all that came until the answer's end."""

    async def run() -> tuple[int, str, bytes]:
        async with asking(street, id, password) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), await answer.read()

    return asyncio.run(run())


async def film(answer: aiohttp.ClientResponse) -> AsyncGenerator[bytes, None]:
    """Its pictures as they come."""
    while (line := await answer.content.readline()).strip() == b"--picture":
        assert (await answer.content.readline()).strip() == b"Content-Type: image/jpeg"
        length = int((await answer.content.readline()).partition(b":")[2])
        assert (await answer.content.readline()).strip() == b""
        yield await answer.content.readexactly(length)
        assert (await answer.content.readline()).strip() == b""
    assert not line, line[:20]


def test_a_snapshot_says_when_it_was_made(street: Street) -> None:
    for _ in range(2):
        before = now()
        status, kind, data = asked(street, "photo")
        assert (status, kind, luma(data).shape) == (200, "image/jpeg", (360, 640))
        at = timecode.read(luma(data), before)
        assert at is not None and before - 100 <= at <= now()


def test_mjpeg_is_one_picture_after_the_other_each_with_its_time(street: Street) -> None:
    async def run() -> list[int | None]:
        times: list[int | None] = []
        async with asking(street, "film") as answer, aclosing(film(answer)) as pictures:
            assert answer.headers["Content-Type"] == "multipart/x-mixed-replace; boundary=picture"
            async for picture in pictures:
                times.append(timecode.read(luma(picture), now()))
                if len(set(times)) == 10:  # one is sent twice when the next is due before it is made
                    break
        return times

    times = [at for at in asyncio.run(run()) if at is not None]
    assert len(set(times)) == 10 and times == sorted(times)


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
        time.sleep(0.1)  # longer than a picture holds
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
    async def run() -> None:
        async with asyncio.timeout(1), asking(well, id):
            pass

    well.fault(id, "silent")
    with pytest.raises(TimeoutError):
        asyncio.run(run())


def test_garbage_is_no_picture(well: Street) -> None:
    well.fault("photo", "garbage")
    data = asked(well, "photo")[2]
    assert not data.startswith(b"\xff\xd8")


def test_a_film_that_stalls_shows_nothing_of_that_time_and_goes_on(well: Street) -> None:
    async def run() -> tuple[list[int], int, int]:
        times: list[int] = []
        async with asking(well, "film") as answer, aclosing(film(answer)) as pictures:
            await anext(pictures)
            await asyncio.to_thread(well.fault, "film", "stall")
            stalled = now()
            await asyncio.sleep(1)
            mended = now()
            await asyncio.to_thread(well.fault, "film", "")
            async for picture in pictures:
                times.append(timecode.read(luma(picture), now()) or 0)
                if times[-1] >= mended:
                    break
        return times, stalled, mended

    times, stalled, mended = asyncio.run(run())
    assert times and [at for at in times if stalled < at < mended] == []
