"""Offers and segments between panels and real web servers: with a login, within a folder, once for all."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from cameras.media.units import SourceError
from cameras.pull.kinds import hls
from cameras.pull.kinds.hls import probe as probe_hls
from cameras.pull.kinds.whep import probe as probe_whep
from cameras.pull.relays import Relays
from tests.cameras.page import until
from tests.cameras.served import asks, basic

OFFER, ANSWER = "v=0\r\no=page", "v=0\r\no=gateway"
PLAYLIST = """#EXTM3U
#EXT-X-TARGETDURATION:1
#EXT-X-MEDIA-SEQUENCE:{sequence}
#EXTINF:1.0,
seg.ts?token=secret&n={sequence}
"""


class Gate:
    """A gateway as the tests need it, and what it was asked."""

    def __init__(self) -> None:
        self.login = basic("viewer", "secret")
        self.asked: list[tuple[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.answer: dict[str, Any] = {
            "status": 201,
            "text": ANSWER,
            "headers": {"Location": "/cam/whep/1?k=2"},
        }
        self.playlist: Callable[[], str] = lambda: PLAYLIST.format(sequence=self.counts["/live/index.m3u8"])
        self.wait = asyncio.Event()
        self.wait.set()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.serve)
        return app

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if refusal := asks(request, self.login):
            return refusal
        self.counts[request.path] += 1
        self.asked.append((request.method, request.path_qs))
        await self.wait.wait()
        if request.path.endswith(".m3u8"):
            return web.Response(text=self.playlist())
        if request.path.endswith(".ts"):
            return web.Response(body=b"G" + bytes(range(99)))
        if (
            request.method == "POST"
            and request.content_type == "application/sdp"
            and await request.text() == OFFER
        ):
            return web.Response(**self.answer)
        return web.Response(status=204 if request.method in ("OPTIONS", "DELETE") else 400)


def with_gate(use: Callable[[Gate, Relays, Callable[[str], str]], Awaitable[None]]) -> Gate:
    """`use(gate, relays, address)`: `address(path)` carries the right login."""

    async def go() -> Gate:
        gate, relays = Gate(), Relays()
        async with TestServer(gate.app()) as server:
            await use(gate, relays, lambda path: f"http://viewer:secret@127.0.0.1:{server.port}{path}")
            await relays.close()
        return gate

    return asyncio.run(go())


async def refusal(question: Awaitable[object]) -> str:
    with pytest.raises(SourceError) as refused:
        await question
    return refused.value.detail


def test_an_offer_is_answered_and_its_end_told_to_the_gateway() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        assert await relays.offer("p", address("/cam/whep"), OFFER) == ANSWER
        relays.end("p")
        relays.end("p")

    assert with_gate(use).asked == [("POST", "/cam/whep"), ("DELETE", "/cam/whep/1?k=2")]


def test_a_second_offer_and_the_end_of_the_process_end_the_first() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        await relays.offer("p", address("/cam/whep"), OFFER)
        await relays.offer("p", address("/cam/whep"), OFFER)

    assert [method for method, _ in with_gate(use).asked].count("DELETE") == 2


def test_a_screen_that_goes_while_it_waits_leaves_nothing_behind() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        gate.wait.clear()
        waiting = asyncio.create_task(relays.offer("p", address("/cam/whep"), OFFER))
        await until(lambda: gate.asked, "an offer")
        waiting.cancel()
        relays.end("p")
        gate.wait.set()

    assert with_gate(use).asked[-1] == ("DELETE", "/cam/whep/1?k=2")


def test_a_session_on_another_host_is_never_asked() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        gate.answer["headers"] = {"Location": "http://localhost:1/whep/1"}
        await relays.offer("p", address("/cam/whep"), OFFER)

    assert with_gate(use).asked == [("POST", "/cam/whep")]


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        ({"status": 404, "text": "no stream"}, "no_stream"),
        ({"status": 200, "text": "{}"}, "garbage"),
        ({"status": 201, "body": b"v=0\xff"}, "garbage"),
        ({"status": 201, "text": "v=0" + "a" * 70_000}, "too_big"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_detail(answer: dict[str, Any], detail: str) -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        gate.answer = answer
        assert await refusal(relays.offer("p", address("/cam/whep"), OFFER)) == detail

    with_gate(use)


@pytest.mark.parametrize("sdp", [None, 7, "", "o=1", "v=0" + "a" * 70_000, "v=0\0"])
def test_an_offer_that_is_none_reaches_no_gateway(sdp: object) -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        assert await refusal(relays.offer("p", address("/cam/whep"), sdp)) == "garbage"

    assert with_gate(use).asked == []


def test_a_wrong_password_and_an_absent_gateway_are_told_apart() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        wrong = address("/cam/whep").replace("secret", "guess")
        assert await refusal(relays.offer("p", wrong, OFFER)) == "wrong_password"
        assert await refusal(probe_whep(wrong)) == "wrong_password"
        assert await refusal(relays.offer("p", "http://127.0.0.1:1/whep", OFFER)) == "unreachable"
        await probe_whep(address("/cam/whep"))

    assert with_gate(use).asked == [("OPTIONS", "/cam/whep")]


def test_a_playlist_comes_with_numbers_and_the_numbers_bring_its_segments() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        first = await relays.get("p", address("/live/index.m3u8"), "0")
        assert (first.status, first.body.decode().splitlines()[-1]) == (200, "1")
        segment = await relays.get("p", address("/live/index.m3u8"), "1")
        assert (segment.status, len(segment.body)) == (200, 100)
        part = await relays.get("p", address("/live/index.m3u8"), "1#10-19")
        assert part.body == bytes(range(9, 19))

    assert ("GET", "/live/seg.ts?token=secret&n=1") in with_gate(use).asked


def test_many_panels_share_one_fetch_of_a_segment() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        playlist = address("/live/index.m3u8")
        for panel in range(5):
            await relays.get(panel, playlist, "0")
        every = await asyncio.gather(*(relays.get(panel, playlist, "1") for panel in range(5)))
        again = await relays.get(0, playlist, "1")
        assert {got.body for got in every} == {again.body} and len(again.body) == 100

    assert with_gate(use).counts["/live/seg.ts"] == 1


def test_a_panel_that_goes_leaves_the_segment_to_the_others() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        playlist = address("/live/index.m3u8")
        await relays.get("a", playlist, "0")
        await relays.get("b", playlist, "0")
        gate.wait.clear()
        gone, stays = (asyncio.create_task(relays.get(panel, playlist, "1")) for panel in "ab")
        await until(lambda: gate.counts["/live/seg.ts"], "a fetch")
        gone.cancel()
        relays.end("a")
        gate.wait.set()
        assert (await stays).status == 200

    with_gate(use)


def test_the_last_panel_that_goes_ends_a_fetch_without_an_error() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        playlist = address("/live/index.m3u8")
        await relays.get("a", playlist, "0")
        gate.wait.clear()
        waiting = [asyncio.create_task(relays.get("a", playlist, path)) for path in ("0", "1")]
        await until(lambda: gate.counts["/live/seg.ts"] and gate.counts["/live/index.m3u8"] > 1, "both")
        relays.end("a")
        assert {(await got).detail for got in waiting} <= {"ended", "unreachable"}
        gate.wait.set()

    with_gate(use)


@pytest.mark.parametrize(
    "path", ["2", "x", "", "../1", "1?token=x", "1#5", "http://127.0.0.1/", "1" * 10, None, 1, ["0"]]
)
def test_a_page_can_ask_only_for_what_stood_in_a_playlist(path: object) -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        await relays.get("p", address("/live/index.m3u8"), "0")
        assert (await relays.get("p", address("/live/index.m3u8"), path)).status == 403

    assert with_gate(use).asked == [("GET", "/live/index.m3u8")]


@pytest.mark.parametrize(
    "line",
    [
        "http://localhost:1/live/a.ts",
        "/etc/a.ts",
        "../a.ts",
        "/live/%2e%2e/a.ts",
        "file:///live/a.ts",
        "//x/live/a",
    ],
)
def test_a_playlist_that_leads_out_of_its_folder_is_refused(line: str) -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        gate.playlist = lambda: f"#EXTM3U\n#EXTINF:1,\n{line}\n"
        got = await relays.get("p", address("/live/index.m3u8"), "0")
        assert (got.status, got.detail, got.body) == (403, "not_allowed", b"")

    with_gate(use)


def test_a_blocking_reload_keeps_what_it_waits_for() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        gate.playlist = lambda: "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8?token=secret\n"
        await relays.get("p", address("/live/index.m3u8"), "0")
        await relays.get("p", address("/live/index.m3u8"), "1?_HLS_msn=7&_HLS_part=2")

    assert with_gate(use).asked[-1] == ("GET", "/live/low.m3u8?token=secret&_HLS_msn=7&_HLS_part=2")


def test_a_failure_is_a_status_and_a_detail_without_a_byte_of_the_gateway() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        wrong = await relays.get("p", address("/live/index.m3u8").replace("secret", "guess"), "0")
        gate.playlist = lambda: "<html>secret"
        page = await relays.get("p", address("/live/index.m3u8"), "0")
        gone = await relays.get("p", "http://127.0.0.1:1/live/index.m3u8", "0")
        assert [(got.status, got.detail) for got in (wrong, page, gone)] == [
            (401, "wrong_password"),
            (502, "garbage"),
            (502, "unreachable"),
        ]
        assert "secret" not in repr((wrong, page, gone)) and page.body == b""

    with_gate(use)


def test_the_probe_passes_a_playlist_that_moves_on_and_no_other() -> None:
    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        moving = gate.playlist
        await probe_hls(address("/live/index.m3u8"))
        gate.playlist = lambda: PLAYLIST.format(sequence=3) + "#EXT-X-ENDLIST\n"
        assert await refusal(probe_hls(address("/live/index.m3u8"))) == "ended"
        gate.playlist = lambda: "hello"
        assert await refusal(probe_hls(address("/live/index.m3u8"))) == "garbage"
        gate.playlist = lambda: "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n" if moving() else ""
        assert await refusal(probe_hls(address("/live/index.m3u8"))) == "garbage"

    with_gate(use)


def test_the_probe_calls_a_playlist_that_stands_stalled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hls, "SHORTEST_S", 3.0)

    async def use(gate: Gate, relays: Relays, address: Callable[[str], str]) -> None:
        gate.playlist = lambda: PLAYLIST.format(sequence=3)
        assert await refusal(probe_hls(address("/live/index.m3u8"))) == "stalled"

    assert with_gate(use).counts["/live/seg.ts"] >= 1
