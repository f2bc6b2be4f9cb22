"""Cameras that speak HTTP: JPEGs in multipart as cameras write it, snapshots, logins, and what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager

import pytest
from aiohttp import web

from cameras.media.jpeg_size import jpeg_media
from cameras.media.units import SourceError, Unit
from cameras.pull.http_auth import Guard, Login
from cameras.pull.kinds import jpeg, mjpeg
from cameras.pull.multipart import HEAD_BYTES, PICTURE_BYTES, Parts, boundary_of
from tests.cameras.media.test_pictures import jpeg as picture
from tests.cameras.served import Served, asks, basic
from tests.patience import PATIENCE

ONE, TWO = picture(60, 320, 180), picture(200, 480, 270)
LENGTH = b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"


def part(data: bytes, boundary: bytes = b"--cam", length: bool = True) -> bytes:
    head = LENGTH % len(data) if length else b"Content-Type: image/jpeg\r\n\r\n"
    return boundary + b"\r\n" + head + data + b"\r\n"


def fed(parts: Parts, data: bytes, size: int) -> list[bytes]:
    pieces = (data[n : n + size] for n in range(0, len(data), size))
    return [body for piece in pieces for body in parts.feed(piece)]


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
@pytest.mark.parametrize(
    ("told", "body"),
    [
        (b"cam", part(ONE) + part(TWO)),
        (b"cam", b"\r\n" + part(ONE) + b"\r\n" + part(TWO)),
        (b"cam", part(ONE).replace(b"\r\n", b"\n", 4) + part(TWO)),
        (b"cam", part(ONE, length=False) + part(TWO, length=False) + b"--cam\r\n"),
        (b"cam", part(ONE).replace(b"Content-Length", b"content-LENGTH") + part(TWO)),
        (b"cam", part(ONE, b"----cam") + part(TWO, b"----cam")),
        (b"", part(ONE, b"--whatever") + part(TWO, b"--whatever")),
        (b"cam", b"\r\n" + part(ONE, b"--other") + part(TWO, b"--other")),
        (b"cam", part(b"no picture at all") + part(ONE) + part(TWO)),
    ],
)
def test_parts_are_found_however_they_are_written_and_cut(told: bytes, body: bytes, size: int) -> None:
    assert fed(Parts(told), body, size) == [ONE, TWO]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("multipart/x-mixed-replace; boundary=cam", b"cam"),
        ("multipart/x-mixed-replace;boundary=--cam", b"cam"),
        ('Multipart/X-Mixed-Replace; charset=x; Boundary="my cam"', b"my cam"),
        ("multipart/x-mixed-replace", b""),
    ],
)
def test_boundaries_are_read_as_cameras_tell_them(told: str, found: bytes) -> None:
    assert boundary_of(told) == found


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"x" * (HEAD_BYTES + 10), "garbage"),
        (b"--cam\r\nContent-Length: %d\r\n\r\n" % (PICTURE_BYTES + 1), "too_big"),
        (b"--cam\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8" + bytes(PICTURE_BYTES), "too_big"),
    ],
)
def test_what_would_never_end_is_refused(body: bytes, detail: str) -> None:
    with pytest.raises(SourceError, match=detail):
        fed(Parts(b"cam"), body, 1 << 16)


def test_a_jpeg_tells_its_size_and_anything_else_is_garbage() -> None:
    assert (jpeg_media(TWO).width, jpeg_media(TWO).height) == (480, 270)
    for data in (b"", b"\xff\xd8", b"<html>", ONE[:30], b"\xff\xd8\xff\xc0\0\x0b\x08\0\0\0\0\1"):
        with pytest.raises(SourceError, match="garbage"):
            jpeg_media(data)


async def stream(request: web.Request) -> web.StreamResponse:
    """ONE and TWO in turn, until nobody listens."""
    answer = web.StreamResponse(headers={"Content-Type": "multipart/x-mixed-replace; boundary=cam"})
    await answer.prepare(request)
    for n in range(1000):
        await answer.write(part((ONE, TWO)[n // 2 % 2]))
        await asyncio.sleep(0.02)
    return answer


async def moved(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/video" if request.path == "/moved" else "http://127.0.0.2:1/video")


@contextmanager
def served(handler: object, path: str = "/video") -> Iterator[Served]:
    def make() -> web.Application:
        app = web.Application()
        app.router.add_get(path, handler)  # type: ignore[arg-type]
        app.router.add_get("/moved", moved)
        app.router.add_get("/away", moved)
        return app

    server = Served(make).start()
    try:
        yield server
    finally:
        server.close()


def seen(units: AsyncGenerator[Unit, None], count: int) -> list[Unit]:
    async def take() -> list[Unit]:
        found: list[Unit] = []
        async with asyncio.timeout(PATIENCE), aclosing(units):
            async for unit in units:
                found.append(unit)
                if len(found) == count:
                    break
        return found

    return asyncio.run(take())


def test_an_mjpeg_camera_gives_each_picture_and_says_when_its_size_changes() -> None:
    with served(stream) as camera:
        units = seen(mjpeg.pull(f"http://{camera.host}/video"), 5)
    assert [unit.data for unit in units] == [ONE, ONE, TWO, TWO, ONE]
    assert [unit.media.width if unit.media else 0 for unit in units] == [320, 0, 480, 0, 320]
    assert all(unit.key for unit in units)


def test_a_redirect_on_the_same_host_is_followed_and_to_another_refused() -> None:
    with served(stream) as camera:
        assert seen(mjpeg.pull(f"http://{camera.host}/moved"), 1)
        for kind in (mjpeg, jpeg):
            with pytest.raises(SourceError, match="redirected"):
                seen(kind.pull(f"http://{camera.host}/away"), 1)


async def guarded_by_basic(request: web.Request) -> web.StreamResponse:
    return asks(request, basic("viewer", "s:t@reet")) or await stream(request)


async def guarded_by_digest(request: web.Request) -> web.StreamResponse:
    guard: Guard = GUARD
    if guard.accepts(request.headers.get("Authorization", ""), "GET", request.path_qs):
        return await stream(request)
    refused = web.Response(status=401)
    for challenge in guard.challenges():
        refused.headers.add("WWW-Authenticate", challenge)
    return refused


GUARD = Guard(Login("viewer", "s:t@reet"))


@pytest.mark.parametrize("handler", [guarded_by_basic, guarded_by_digest])
def test_the_password_of_the_address_opens_and_a_wrong_one_is_said_to_be_wrong(handler: object) -> None:
    with served(handler) as camera:
        assert seen(mjpeg.pull(f"http://viewer:s%3At%40reet@{camera.host}/video?channel=1"), 1)
        for login in ("viewer:wrong@", ""):
            with pytest.raises(SourceError, match=r"^wrong_password$"):
                seen(mjpeg.pull(f"http://{login}{camera.host}/video"), 1)


async def snapshot(request: web.Request) -> web.Response:
    return asks(request, basic("viewer", "street")) or web.Response(body=ONE, content_type="image/jpeg")


def test_a_snapshot_camera_is_asked_about_once_a_second() -> None:
    with served(snapshot) as camera:
        units = seen(jpeg.pull(f"http://viewer:street@{camera.host}/video"), 3)
    assert [unit.data for unit in units] == [ONE] * 3
    assert units[2].time > 1.9  # since it began; answers may be late, questions are never early


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (web.HTTPNotFound, "no_stream"),
        (web.HTTPForbidden, "wrong_password"),
        (web.HTTPInternalServerError, "garbage"),
        (lambda: web.Response(text="<html>hello</html>", content_type="text/html"), "garbage"),
    ],
)
def test_what_a_camera_answers_instead_of_pictures_is_told_in_a_word(answer: object, detail: str) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        made = answer()  # type: ignore[operator]
        if isinstance(made, web.HTTPException):
            raise made
        return made

    with served(handler) as camera:
        for kind in (mjpeg, jpeg):
            with pytest.raises(SourceError, match=f"^{detail}$"):
                seen(kind.pull(f"http://{camera.host}/video"), 1)


@pytest.mark.parametrize("kind", [mjpeg, jpeg])
def test_nobody_there_is_unreachable_and_no_error_tells_the_address(kind: object) -> None:
    with pytest.raises(SourceError) as refused:
        seen(kind.pull("http://viewer:hidden@127.0.0.1:1/video?key=hidden"), 1)  # type: ignore[attr-defined]
    assert refused.value.detail == "unreachable"
    assert refused.value.__cause__ is None


def test_a_camera_that_ends_the_answer_has_ended_the_stream() -> None:
    async def brief(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "multipart/x-mixed-replace; boundary=cam"})
        await answer.prepare(request)
        await answer.write(part(ONE))
        return answer

    with served(brief) as camera, pytest.raises(SourceError, match="ended"):
        seen(mjpeg.pull(f"http://{camera.host}/video"), 9)
