"""Connections to the camera process in which nobody asks anything."""

from __future__ import annotations

import asyncio

import pytest

from cameras.serve import service
from streams.access.security_headers import BARE
from streams.http import idle_limit
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.page import Page, serving

PATIENCE = 20.0


async def ended(reader: asyncio.StreamReader) -> bool:
    async with asyncio.timeout(PATIENCE):
        return await reader.read(1) == b""


@pytest.mark.parametrize("said", [b"", b"GET /cameras/socket HTTP/1.1\r\nHost: wall"])
def test_one_that_never_finishes_a_question_is_closed(
    redis_server: EmbeddedRedis, keys: Keys, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(service, "SILENT_S", 1)

    async def trial() -> None:
        async with serving([], redis_server.url, keys) as process:
            reader, writer = await asyncio.open_connection("127.0.0.1", process.port)
            writer.write(said)
            assert await ended(reader)
            writer.close()

    asyncio.run(trial())


def test_of_too_many_the_oldest_goes_and_a_screen_stays(
    redis_server: EmbeddedRedis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle_limit, "MOST_SILENT", 4)

    async def trial() -> None:
        async with serving([], redis_server.url, keys) as process, Page(process) as page:
            await page.prove("a")
            silent = [await asyncio.open_connection("127.0.0.1", process.port) for _ in range(5)]
            assert await ended(silent[0][0])
            assert not silent[-1][0].at_eof()
            await page.show((1, "a"))
            assert await refused(page) == (1, "no_camera")
            for _, writer in silent:
                writer.close()

    asyncio.run(trial())


async def refused(page: Page) -> tuple[int | None, str]:
    async with asyncio.timeout(PATIENCE):
        while not page.refused():
            await asyncio.sleep(0.01)
    return page.refused()[0]


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (200, b"GET /cameras/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (403, b"GET /cameras/healthz HTTP/1.1\r\nHost: wall.example\r\n\r\n"),
        (403, b"GET /cameras/metrics HTTP/1.1\r\nHost: localhost\r\nForwarded: for=1.2.3.4\r\n\r\n"),
        (403, b"GET /cameras/socket HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (404, b"GET /elsewhere HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (405, b"DELETE /cameras/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (400, b"nonsense\r\n\r\n"),
        (413, b"POST /cameras/socket HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n"),
        (413, b"GET /cameras/healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"x" * 20_000 + b"\r\n\r\n"),
    ],
)
def test_every_answer_has_its_headers_and_none_says_back_what_came(
    redis_server: EmbeddedRedis, keys: Keys, status: int, request_: bytes
) -> None:
    async def trial() -> str:
        async with serving([], redis_server.url, keys) as process, asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", process.port)
            writer.write(request_)
            head = await reader.readuntil(b"\r\n\r\n")
            writer.close()
            return head.decode("latin-1")

    head = asyncio.run(trial())
    assert int(head.split()[1]) == status
    assert [name for name in BARE if f"{name}:".lower() not in head.lower()] == []
