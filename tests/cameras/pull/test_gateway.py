"""The HTTP client of gateways: it proves who it is as it is asked to, and goes to no other host."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from cameras.media.units import SourceError
from cameras.pull.gateway import Gateway, Reply
from cameras.pull.http_auth import Guard, Login
from tests.cameras.served import asks, basic
from tests.patience import PATIENCE

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
GUARD = Guard(Login("viewer", "p:ss w@rd"))


async def open_door(request: web.Request) -> web.Response:
    return web.Response(text=request.headers.get("Authorization", "nobody"))


async def basic_door(request: web.Request) -> web.Response:
    return asks(request, basic("viewer", "p:ss w@rd")) or web.Response(text="in")


async def digest_door(request: web.Request) -> web.Response:
    if GUARD.accepts(request.headers.get("Authorization", ""), request.method, request.raw_path):
        return web.Response(text="in")
    answer = web.Response(status=401)
    for challenge in GUARD.challenges():
        answer.headers.add("WWW-Authenticate", challenge)
    return answer


async def silent_door(request: web.Request) -> web.Response:
    known = request.headers.get("Authorization") == basic("viewer", "p:ss w@rd")
    return web.Response(text="in") if known else web.Response(status=401)


def asked(
    answer: Answer, login: str = "", *, then: str = "", limit: int = 1 << 20, total: float = PATIENCE
) -> Reply:
    """What one question with the login of an address brings; `then` is asked of the same gateway after it."""

    async def go() -> Reply:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        async with TestServer(app) as server:
            address = f"http://{login}127.0.0.1:{server.port}/live/cam?token=%2Ba%3D"
            async with Gateway(address, total=total) as gateway:
                reply = await gateway.ask("GET", limit=limit)
                return await gateway.ask("GET", Gateway.beside(gateway.url, then)) if then else reply

    return asyncio.run(go())


@pytest.mark.parametrize("door", [basic_door, digest_door, silent_door])
def test_the_right_password_opens_every_kind_of_door(door: Answer) -> None:
    reply = asked(door, "viewer:p%3Ass%20w%40rd@")
    assert (reply.status, reply.body) == (200, b"in")


@pytest.mark.parametrize("door", [basic_door, digest_door, silent_door])
@pytest.mark.parametrize("login", ["", "viewer:wrong@", "bearer:wrong@"])
def test_the_wrong_password_is_told_in_a_word(door: Answer, login: str) -> None:
    assert asked(door, login).detail() == "wrong_password"


def test_a_digest_is_answered_again_without_being_asked_twice() -> None:
    seen: list[int] = []

    async def door(request: web.Request) -> web.Response:
        answer = await digest_door(request)
        seen.append(answer.status)
        return answer

    assert asked(door, "viewer:p%3Ass%20w%40rd@", then="next").body == b"in"
    assert seen == [401, 200, 200]


def test_a_bearer_is_told_at_once() -> None:
    assert asked(open_door, "bearer:abc.def@").body == b"Bearer abc.def"


def test_a_password_is_told_to_nobody_who_does_not_ask() -> None:
    assert asked(open_door, "viewer:secret@").body == b"nobody"


def test_a_query_is_sent_as_it_was_written() -> None:
    async def door(request: web.Request) -> web.Response:
        return web.Response(text=request.raw_path)

    assert asked(door).body == b"/live/cam?token=%2Ba%3D"


def moved_to(target: str, status: int = 302) -> Answer:
    async def door(request: web.Request) -> web.Response:
        there = target.format(port=request.url.port)
        arrived = request.path == "/moved"
        return (
            web.Response(text="here") if arrived else web.Response(status=status, headers={"Location": there})
        )

    return door


def test_a_redirect_on_the_same_host_is_followed() -> None:
    assert asked(moved_to("/moved")).body == b"here"
    assert asked(moved_to("http://127.0.0.1:{port}/moved", 307)).body == b"here"


@pytest.mark.parametrize(
    "there", ["http://localhost:{port}/moved", "http://127.0.0.1:1/", "file:///etc/passwd", "/x"]
)
def test_a_redirect_to_another_host_or_in_a_circle_is_not(there: str) -> None:
    with pytest.raises(SourceError) as refused:
        asked(moved_to(there))
    assert refused.value.detail == "redirected"


def test_more_bytes_than_are_wanted_are_not_read() -> None:
    async def door(request: web.Request) -> web.Response:
        return web.Response(body=bytes(100_001))

    assert len(asked(door, limit=100_001).body) == 100_001
    with pytest.raises(SourceError, match="too_big"):
        asked(door, limit=100_000)


def test_a_gateway_that_never_answers_is_given_up() -> None:
    async def door(request: web.Request) -> web.Response:
        await asyncio.sleep(PATIENCE)
        return web.Response()

    with pytest.raises(SourceError, match="timeout"):
        asked(door, total=1)


@pytest.mark.parametrize("address", ["rtsp://h/x", "file:///etc/passwd", "http://", "http://h:99999/"])
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    with pytest.raises(SourceError, match="not_allowed"):
        Gateway(address)


def test_no_error_and_no_repr_tells_the_password() -> None:
    async def go() -> str:
        async with Gateway("http://viewer:hunter2@127.0.0.1:1/x?token=hunter2") as gateway:
            with pytest.raises(SourceError) as refused:
                await gateway.ask("GET")
        error: BaseException = refused.value
        assert error.__suppress_context__ and error.__cause__ is None
        return f"{error!r} {error} {gateway!r}"

    assert "hunter2" not in asyncio.run(go())
    assert "hunter2" not in repr(asked(open_door, "viewer:hunter2@"))


@pytest.mark.parametrize(
    ("status", "words", "detail"),
    [
        (201, "", ""),
        (404, "", "no_stream"),
        (406, "stream not found", "no_stream"),
        (500, "codecs not matched: video:H265", "codec"),
        (502, "", "gateway"),
    ],
)
def test_what_gateways_answer_is_told_in_our_words(status: int, words: str, detail: str) -> None:
    async def door(request: web.Request) -> web.Response:
        return web.Response(status=status, text=words)

    assert asked(door).detail() == detail
