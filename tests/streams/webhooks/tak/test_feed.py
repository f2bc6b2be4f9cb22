"""The webhook process and a TAK server that is there, away, killed, talkative or particular about
certificates."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from streams.webhooks.service import Service
from streams.webhooks.tak import feed
from streams.webhooks.tak.kept import TakState, tak_state
from streams.webhooks.tak.server import TakServer
from tests.patience import PATIENCE
from tests.streams.webhooks.receiving import Outgoing, until
from tests.streams.webhooks.tak.tak_server import TakMap, tak_server

ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rests of a test's length."""
    monkeypatch.setattr(feed, "RESTS_S", (0.05,))
    monkeypatch.setattr(feed, "SURE_S", 0.1)
    monkeypatch.setattr(feed, "REFUSAL_S", 0.1)
    monkeypatch.setattr(feed, "BREATH_S", 0.01)


@pytest.fixture
def out(redis: Redis, keys: Keys, redis_server: EmbeddedRedis) -> Outgoing:
    return Outgoing(redis, keys, redis_server.url)


def server(port: int, **told: Any) -> TakServer:
    return TakServer("127.0.0.1", port, told.pop("tls", False), "1", 600_000, **told)


def told(out: Outgoing) -> set[bytes]:
    return set(out.redis.hkeys(out.keys.tak_told))


def state(out: Outgoing) -> TakState:
    return tak_state(out.redis, out.keys) or TakState("")


def live(trial: Callable[[TakMap], Awaitable[None]]) -> None:
    shown = TakMap()
    asyncio.run(trial(shown))  # type: ignore[arg-type]
    assert shown.wrong == []


def test_cases_come_change_and_go_over_one_link_and_what_the_server_says_is_dropped(
    out: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PING_S", 0.1)

    async def trial(shown: TakMap) -> None:
        async with tak_server(shown, chatter=1_000_000) as port:
            out.file("c-1")
            out.file("c-2", "2-1")
            out.file("c-3", sos=True)
            async with out.service(tak=server(port, sos=True)) as service:
                await until(lambda: shown.cases == ["c-1", "c-3"], "those of the area stand")
                assert shown.alerts == {"gridwall.c-3"} and shown.remarks("c-1") == "坑 · New · 区1-1"
                out.file("c-4")
                await until(lambda: "c-4" in shown.cases, "what is filed comes")
                out.end("c-1")
                await until(lambda: "c-1" not in shown.cases, "what has ended goes")
                assert shown.alerts == {"gridwall.c-3"}
                out.end("c-3")
                await until(lambda: told(out) == {b"c-4"}, "removals are settled")
                assert shown.cases == ["c-4"] and not shown.alerts
                await until(lambda: state(out).up and state(out).cases == 1, "how it is stands in Redis")
                await looked_at(service)
                assert shown.links == 1 and shown.pings > 2

    live(trial)


async def looked_at(service: Service) -> None:
    home = f"http://127.0.0.1:{service.port}/webhooks"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{home}/readyz") as answer:
            tak = (await answer.json())["tak"]
        async with session.get(f"{home}/metrics") as answer:
            text = await answer.text()
    assert (tak["up"], tak["failing"], tak["cases"]) == (True, 0, 1)
    assert "gridwall_webhooks_tak_up 1.0" in text and "gridwall_webhooks_tak_cases 1.0" in text
    assert 'gridwall_webhooks_tak_sent_total{kind="removed"}' in text


def test_a_server_that_was_killed_is_told_all_again_and_what_ended_meanwhile_is_removed(
    out: Outgoing,
) -> None:
    async def trial(shown: TakMap) -> None:
        for number in range(200):
            out.file(f"c-{number:03}")
        async with tak_server(shown) as port:
            tak = server(port)
            service = out.service(tak=tak)
            await service.__aenter__()
            await until(lambda: len(shown.cases) == 200, "all stand")
        out.end("c-000")
        out.note("c-001", 2)
        out.file("c-200")
        await until(lambda: state(out).failing, "that it is away is said")
        assert state(out).why == "it refuses connections" and b"c-000" in told(out)
        shown.shown.pop("gridwall.c-007")  # one that the new server forgot
        async with tak_server(shown, port):
            await until(lambda: len(shown.cases) == 200 and "c-000" not in shown.cases, "it knows all of it")
            await until(lambda: state(out).up, "and that is said")
            await service.__aexit__()
        assert shown.links == 2

    live(trial)


def test_a_server_that_answers_no_more_is_left_for_a_new_link(
    out: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PING_S", 0.1)
    monkeypatch.setattr(feed, "SILENT_S", 0.3)

    async def trial(shown: TakMap) -> None:
        out.file("c-1")
        async with tak_server(shown, pongs=1) as port, out.service(tak=server(port)):
            await until(lambda: shown.links >= 2, "another link is made")
        async with tak_server(shown, pongs=0) as port, out.service(tak=server(port)):
            links = shown.links + 1
            await until(lambda: shown.links == links and state(out).up, "it is connected")
            await asyncio.sleep(0.6)
            assert shown.links == links  # one that never answers pings is none that went silent

    live(trial)


def test_a_server_that_ends_each_link_a_moment_later_is_away(out: Outgoing) -> None:
    async def trial(shown: TakMap) -> None:
        out.file("c-1")
        async with tak_server(shown, lasts=0.2) as port, out.service(tak=server(port)):
            await until(lambda: state(out).failing, "it is")
        assert shown.links >= 3

    live(trial)


def test_after_kill_9_the_next_process_removes_what_ended_meanwhile(out: Outgoing) -> None:
    async def trial(shown: TakMap) -> None:
        async with tak_server(shown) as port:
            out.file("c-1")
            out.file("c-2")
            command = [
                sys.executable,
                "-m",
                f"{__package__}.one_process",
                out.url,
                out.keys.prefix,
                str(port),
            ]
            with subprocess.Popen(command, cwd=ROOT) as process:
                try:
                    await until(lambda: shown.cases == ["c-1", "c-2"], "they stand")
                finally:
                    process.kill()
            out.end("c-1")
            out.redis.delete(out.keys.webhook_duty)  # it would lapse by itself, in 15 s
            async with out.service(tak=server(port)):
                await until(lambda: shown.cases == ["c-2"], "what ended is gone")
        assert shown.links == 2

    live(trial)


def certify(folder: Path) -> None:
    """An authority, a server called takserver and a client, as TAK's own scripts make them."""

    def openssl(*told: str) -> None:
        subprocess.run(["openssl", *told], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=ca")
    for name in ("takserver", "client"):
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-addext", f"subjectAltName=DNS:{name}")
        files = ("-keyout", f"{name}.key", "-out", f"{name}.pem")
        openssl("req", "-x509", *key, *files, "-days", "2", "-subj", f"/CN={name}", *signed)


def test_over_tls_both_sides_show_certificates(out: Outgoing, tmp_path: Path) -> None:
    certify(tmp_path)
    ca, cert, key = (str(tmp_path / name) for name in ("ca.pem", "client.pem", "client.key"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "takserver.pem", tmp_path / "takserver.key")
    context.load_verify_locations(ca)
    context.verify_mode = ssl.CERT_REQUIRED

    async def refused(port: int, **files: str) -> str:
        async with out.service(tak=server(port, tls=True, **files)):
            await until(lambda: state(out).failing, "it is refused")
            why = state(out).why
        out.redis.delete(out.keys.tak_link)
        return why

    async def trial(shown: TakMap) -> None:
        out.file("c-1")
        async with tak_server(shown, tls=context) as port:
            mine = {"cert": cert, "key": key}
            assert "certificate is not good" in await refused(port, **mine)
            assert "certificate is not good" in await refused(port, ca=ca, **mine)  # made out to takserver
            assert "wants a client certificate" in await refused(port, ca=ca, server_name="takserver")
            assert shown.cases == []
            async with out.service(tak=server(port, tls=True, ca=ca, server_name="takserver", **mine)):
                await until(lambda: shown.cases == ["c-1"] and state(out).up, "it stands")

    live(trial)


def test_without_a_server_nothing_is_said_of_one(out: Outgoing) -> None:
    out.redis.set(out.keys.tak_link, b'{"server":"gone:1"}')

    async def trial(shown: TakMap) -> None:
        async with out.service():
            async with asyncio.timeout(PATIENCE):
                while tak_state(out.redis, out.keys):
                    await asyncio.sleep(0.02)

    live(trial)
