"""The webhook process and a receiver that is slow, away, broken or wants nothing more."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import aiohttp
import msgspec
import pytest
from redis import Redis

from streams.access.intake_rights import UndeclaredRouteError
from streams.access.webhook_rights import WEBHOOK_ROUTES, check_routes
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from streams.webhooks import courier, term
from streams.webhooks.asked import Asked
from streams.webhooks.messages import Message, ping
from streams.webhooks.outbox import Outbox
from streams.webhooks.service import Service
from tests.streams.webhooks.receiving import Outgoing, Receiver, receiving, until

Make = Callable[[], Service]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks and rests of a test's length; the plan itself is tried in test_messages.py."""
    monkeypatch.setattr(term, "LOOK_S", 0.05)
    monkeypatch.setattr(courier, "RESTS", (50,))
    monkeypatch.setattr(courier, "next_due", lambda message, now, *_: now + 50 if message.tried < 5 else None)


@pytest.fixture
def out(redis: Redis, keys: Keys, redis_server: EmbeddedRedis) -> Outgoing:
    return Outgoing(redis, keys, redis_server.url)


def test_what_happens_is_told_in_order_signed_and_once(out: Outgoing) -> None:
    async def trial(receiver: Receiver, make: Make) -> None:
        hook = out.hook(receiver)
        out.file("c-1")
        async with make():
            await until(lambda: receiver.got, "what was written before it began is told")
            for revision in (2, 3):
                out.note("c-1", revision)
            out.file("c-2", "2-1", sos=True)
            out.file("c-3", "2-1")
            await until(lambda: len(receiver.got) == 4, "all is told")
            told = receiver.verified(hook)
            assert [(each["data"]["case"], each["data"]["revision"]) for each in told] == [
                *(("c-1", 1), ("c-1", 2), ("c-1", 3)),
                ("c-3", 1),  # the call for help was not asked for
            ]
            await until(lambda: not out.waiting(hook), "nothing waits")
        async with make():  # reads all of it again
            out.file("c-4")
            await until(lambda: len(receiver.got) >= 5, "the next is told")
        assert receiver.cases[4:] == ["c-4"] and out.redis.get(out.keys.webhook_duty) is None

    out.run(trial)


def test_killed_between_kept_and_delivered_it_tells_the_same_id_once_more(
    out: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_: object, **__: object) -> None:
        await asyncio.Event().wait()  # what was delivered is not written down any more

    async def trial(receiver: Receiver, make: Make) -> None:
        hook = out.hook(receiver)
        with monkeypatch.context() as killed:
            killed.setattr(Outbox, "tried", lost)
            async with make():
                out.file("c-1")
                await until(lambda: receiver.got, "it came")
                assert out.waiting(hook) == 1
        async with make():
            await until(lambda: not out.waiting(hook), "it is written down")
        assert len(receiver.ids) == 2 and len(set(receiver.ids)) == 1

    out.run(trial)


def test_one_receiver_that_hangs_or_fails_delays_no_other(out: Outgoing) -> None:
    async def trial(receiver: Receiver, make: Make) -> None:
        async with receiving() as slow, receiving() as broken:
            slow.slow, broken.status = 60.0, 500
            hanging, failing, good = out.hook(slow), out.hook(broken, name="fails"), out.hook(receiver)
            async with make() as service:
                for number in range(20):
                    out.file(f"c-{number}")
                await until(lambda: len(receiver.got) == 20, "the good one is told all")
                assert len(slow.got) == 1 and out.waiting(hanging) == 20
                await until(lambda: out.state(failing).failing, "that it fails is seen")
                assert out.state(failing).why == "it answered 500" and not out.state(good).failing
                async with aiohttp.ClientSession() as session:
                    home = f"http://127.0.0.1:{service.port}/webhooks"
                    async with session.get(f"{home}/readyz") as answer:
                        told = {each["hook"]: each for each in (await answer.json())["hooks"]}
                    async with session.get(f"{home}/metrics") as answer:
                        text = await answer.text()
                assert told[failing.id]["failing"] and not told[good.id]["failing"]
                assert f'gridwall_webhooks_tries_total{{hook="{good.id}",outcome="delivered"}} 20.0' in text
                assert receiver.url not in text

    out.run(trial)


def test_a_message_that_fails_holds_up_its_own_case_and_no_other(out: Outgoing) -> None:
    async def trial(receiver: Receiver, make: Make) -> None:
        hook = out.hook(receiver)
        receiver.by_case["c-1"] = 503
        async with make():
            out.file("c-1")
            await until(lambda: receiver.got, "it was tried")
            out.note("c-1", 2)
            out.file("c-2")
            await until(lambda: "c-2" in receiver.cases, "the other case went on")
            receiver.by_case.clear()
            await until(lambda: not out.waiting(hook), "both of the case came")
        told = [each["data"] for each in receiver.verified(hook) if each["data"]["case"] == "c-1"]
        revisions = [each["revision"] for each in told]
        assert revisions == sorted(revisions) and revisions.count(2) == 1

    out.run(trial)


def test_after_the_last_try_it_is_a_failure_that_can_be_sent_again(out: Outgoing) -> None:
    async def trial(receiver: Receiver, make: Make) -> None:
        hook = out.hook(receiver)
        receiver.status = 302
        receiver.headers = {"Location": f"{receiver.url}inside"}
        async with make():
            out.file("c-1")
            await until(lambda: out.failures(hook) == 1, "it is given up")
            assert out.waiting(hook) == 0 and len(receiver.got) == 5  # nothing came at /inside
            assert out.state(hook).why == "it answered 302: redirects are not followed"
            receiver.status = 200
            (kept,) = out.redis.hvals(out.keys.webhook_failures(hook.id))
            again = msgspec.json.decode(kept, type=Message)
            again.tried = again.due = 0
            out.redis.hset(out.keys.webhook_asked, "x", msgspec.json.encode(Asked(hook.id, again)))
            await until(lambda: len(receiver.got) == 6, "it came after all")
            await until(lambda: not out.failures(hook) and not out.waiting(hook), "and is no failure")
        assert len(set(receiver.ids)) == 1

    out.run(trial)


def test_whoever_answers_410_is_told_nothing_more_until_enabled(out: Outgoing) -> None:
    async def trial(receiver: Receiver, make: Make) -> None:
        hook = out.hook(receiver)
        receiver.status = 410
        async with make():
            out.file("c-1")
            await until(lambda: out.state(hook).disabled(hook), "it is disabled")
            await until(lambda: out.failures(hook) == 1, "what waited can be sent again")
            receiver.status = 200
            out.file("c-2")
            now = int(out.redis.time()[0]) * 1000 + 1000
            out.redis.hset(out.keys.webhook_asked, "x", msgspec.json.encode(Asked(hook.id, ping(hook, now))))
            await until(lambda: out.waiting(hook) == 1, "a ping waits too")
            assert len(receiver.got) == 1
            out.hooks.keep(msgspec.structs.replace(hook, enabled=now))
            await until(lambda: len(receiver.got) == 2, "the ping came")
        assert json.loads(receiver.got[1][1])["type"] == "ping"

    out.run(trial)


def test_a_name_that_leads_inside_is_not_connected_to(out: Outgoing) -> None:
    from streams.webhooks.targets import Targets

    async def trial(receiver: Receiver, _: Make) -> None:
        port = int(receiver.url.rstrip("/").rpartition(":")[2])
        receiver.url = f"http://localhost:{port}/"
        hook = out.hook(receiver)
        async with out.service(Targets(ports=frozenset({port}))):
            out.file("c-1")
            await until(lambda: out.state(hook).row, "it was tried")
        assert "is an address inside" in out.state(hook).why and receiver.got == []

    out.run(trial)


def test_of_two_processes_one_delivers_and_the_other_takes_over(out: Outgoing) -> None:
    async def trial(receiver: Receiver, make: Make) -> None:
        out.hook(receiver)
        one = make()
        async with one:
            await until(lambda: one.term, "one is on duty")
            async with make() as other:
                out.file("c-1")
                await until(lambda: receiver.got, "it tells")
                assert other.term is None
        assert receiver.cases == ["c-1"]

    out.run(trial)


def test_more_than_may_wait_are_failures_the_oldest_first(
    out: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "MOST_WAITING", 5)
    monkeypatch.setattr(courier, "MOST_FAILURES", 3)

    async def trial(receiver: Receiver, make: Make) -> None:
        receiver.slow = 60.0
        hook = out.hook(receiver)
        for number in range(12):
            out.file(f"c-{number:02}")
        async with make():
            await until(lambda: out.waiting(hook) == 5, "five wait")
        kept = out.redis.hvals(out.keys.webhook_failures(hook.id))
        assert {msgspec.json.decode(each)["case"] for each in kept} == {"c-04", "c-05", "c-06"}

    out.run(trial)


def test_a_route_that_nobody_declared_does_not_start(out: Outgoing) -> None:
    with pytest.raises(UndeclaredRouteError, match="/webhooks/x"):
        check_routes([*WEBHOOK_ROUTES, "/webhooks/x"])
