"""The intake process: who may send, what becomes of it when Redis is away, and that it tells no secret."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path

import aiohttp
import pytest
from redis import Redis

from streams.access.api_keys import ApiKeys
from streams.access.devices import Devices
from streams.access.intake_rights import INTAKE_ROUTES, UndeclaredRouteError, check_routes
from streams.intake.strangers import strangers
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.streams.intake.reception import Office, Phone, at_the_door, serving, until
from tests.streams.intake.test_osmand import DEVICE, body

SECRET = "A" * 43


def at(office: Office, more: str = "", device: str = DEVICE, key: str = "") -> str:
    now = int(time.time())
    return f"/doors/osmand/{key or office.key}?id={device}&timestamp={now}&lat=22.05&lon=113.05{more}"


def test_the_same_fix_twice_is_one_and_by_another_device_another(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        same = at(office)
        for _ in range(3):
            assert (await phone.ask(same))[0] == 200
        await asyncio.gather(*(phone.ask(f"{same}&alarm=sos") for _ in range(3)))
        await phone.ask(same.replace(DEVICE, "tracker-1"))
        assert await phone.metric('gridwall_doors_fixes_total{door="osmand",outcome="repeated"} 4.0')

    at_the_door(office, trial)
    assert [fields.get("sos") for fields in office.fixes()] == [None, "1", None]


@pytest.mark.parametrize("text", ["x", f"gridwall-key.phones.{SECRET}", "gridwall-key.none.", "%00"])
def test_a_key_that_is_none_opens_nothing(office: Office, text: str) -> None:
    async def trial(phone: Phone) -> None:
        status, said = await phone.ask(at(office, key=text))
        assert (status, said) == (401, "The key is not one of this server's.\n")

    at_the_door(office, trial)
    assert office.fixes() == [] and office.lines() == ["osmand: The key is not one of this server's"]


def test_a_key_for_cases_sends_no_position(office: Office) -> None:
    key = office.made("desk", actions=["accept"])

    async def trial(phone: Phone) -> None:
        status, said = await phone.ask(at(office, key=key))
        assert (status, said) == (403, "The key desk may not send positions.\n")

    at_the_door(office, trial)
    assert office.fixes() == []


def test_a_revoked_key_opens_nothing_seconds_later(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        assert (await phone.ask(at(office)))[0] == 200
        ApiKeys(office.redis, office.keys).revoke("phones", 2)

        async def refused() -> bool:
            return (await phone.ask(at(office)))[0] == 401

        await until(refused, "the key opens nothing")

    at_the_door(office, trial)


def test_a_key_sends_for_those_at_home_in_its_areas_alone(office: Office) -> None:
    key = office.made("town", "1")

    async def trial(phone: Phone) -> None:
        assert (await phone.ask(at(office, key=key)))[0] == 200
        for device, why in (
            ("359881234567890", "dan is at home outside"),
            ("gone", "nobody is not on the roster"),
        ):
            status, said = await phone.ask(at(office, device=device, key=key))
            assert status == 403 and why in said
        assert (await phone.ask(at(office, device="359881234567890")))[0] == 200

    at_the_door(office, trial)
    assert [fields["inspector"] for fields in office.fixes()] == ["ann", "dan"]
    assert [line.partition(":")[2] for line in office.lines()] == [
        " device 359881234567890: dan is at home outside of the key's areas",
        " device gone: nobody is not on the roster",
    ]


def test_an_unknown_device_is_told_once_and_taken_when_somebody_adopts_it(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        for _ in range(5):
            status, said = await phone.ask(at(office, device="new 7"))
            assert status == 403 and "The device new 7 is not taken: it is nobody's" in said
        Devices(office.redis, office.keys).put({"new 7": "bob"}, 2)

        async def taken() -> bool:
            return (await phone.ask(at(office, device="new 7")))[0] == 200

        await until(taken, "it is taken")

    at_the_door(office, trial)
    assert [fields["inspector"] for fields in office.fixes()] == ["bob"]
    assert len(office.lines()) == 1
    for reject in office.read().rejects:  # as the clerk writes it
        told = {"stream": reject.stream, "reason": reject.reason, "raw": reject.raw, "time": "5"}
        office.redis.xadd(office.keys.rejected, told)  # type: ignore[arg-type]
    [stranger] = strangers(office.redis, office.keys)
    assert (stranger.device, stranger.door, stranger.key, stranger.told) == ("new 7", "osmand", "phones", 5)


def test_a_strangers_call_for_help_is_heard_under_the_devices_name(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        await phone.ask(at(office, "&alarm=sos", device="new 7"))
        await phone.ask(at(office, "&alarm=sos", device="gone"))

    at_the_door(office, trial)
    assert [call.inspector for call in office.read().sos] == ["device:new-7", "device:gone"]


def test_a_phone_whose_clock_is_ahead_is_told_to_the_wall_now_and_then(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        for n in range(5):
            ahead = int(time.time()) + 600 + n
            path = f"/doors/osmand/{office.key}?id={DEVICE}&lat=22.05&lon=113.05&timestamp={ahead}"
            status, said = await phone.ask(path)
            assert status == 200 and "Not taken: time must be at most 2 min ahead" in said

    at_the_door(office, trial)
    assert office.lines() == [] and len(office.read().rejects) == 1
    assert office.read().ahead == {"ann": 1} and len(office.read().batch) == 0


def test_a_mad_phone_waits_and_harms_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.intake.reception.DEVICE_RATE", 3)

    async def trial(phone: Phone) -> None:
        answers = [(await phone.ask(at(office, f"&n={n}")))[0] for n in range(5)]
        assert answers == [200, 200, 200, 429, 429]
        assert (await phone.ask(at(office, device="tracker-1")))[0] == 200

    at_the_door(office, trial)
    assert len(office.lines()) == 1


def test_a_key_asks_no_oftener_than_it_may(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        key = office.made("slow", rate=2)
        await phone.service.known.look()
        async with phone.session.get(f"{phone.home}{at(office, key=key)}"):
            pass
        await phone.ask(at(office, key=key))
        async with phone.session.get(f"{phone.home}{at(office, key=key)}") as answer:
            assert (answer.status, int(answer.headers["Retry-After"]) > 0) == (429, True)

    at_the_door(office, trial)


def test_what_is_too_big_is_not_read_and_does_not_come_again(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        status, said = await phone.ask(f"/doors/osmand/{office.key}", data=b"x" * 70_000)
        assert (status, said) == (200, "Not taken: A body may have 65,536 bytes.\n")
        assert (await phone.ask("/doors/osmand/x", data=b"x" * 900_000))[0] == 401
        assert (await phone.ask(at(office)))[0] == 200

    at_the_door(office, trial)
    assert len(office.fixes()) == 1 and len(office.lines()) == 2


def test_no_key_is_in_an_answer_a_log_or_a_line(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    forged = f"gridwall-key.phones.{SECRET}"

    async def trial(phone: Phone) -> None:
        said = [await phone.ask(at(office, key=key, device="x" * 99)) for key in (office.key, forged)]
        said.append(await phone.ask(f"/doors/osmand/{office.key}/more"))
        said.append(await phone.ask("/doors/metrics", method="GET"))
        assert not any(secret in text for _, text in said for secret in (office.key, SECRET))

    at_the_door(office, trial)
    told = f"{office.entries()}{caplog.text}"
    assert office.key not in told and SECRET not in told and office.lines()


def test_a_key_that_stands_where_a_name_belongs_is_shown_nowhere(office: Office) -> None:
    """As a device's identifier, or in the body of another protocol."""
    secret = office.key.rpartition(".")[2]

    async def trial(phone: Phone) -> None:
        for device in (office.key, f"my{office.key}"):
            await phone.ask(at(office, device=device))
            await phone.ask(at(office, "&alarm=sos", device=device))
        await phone.ask(f"/doors/osmand/{office.key}", json={"password": office.key})
        await phone.ask(f"/doors/osmand/{office.key}?id=7&lat={office.key}&lon=1")

    at_the_door(office, trial)
    told = f"{office.entries()}"
    assert len(office.lines()) >= 3 and len(office.read().sos) >= 1
    assert not any(secret[n : n + 8] in told for n in range(len(secret) - 8)), told


def test_a_redis_that_takes_no_writes_loses_nothing(tmp_path: Path, keys: Keys) -> None:
    with EmbeddedRedis(tmp_path / "redis", keep=False) as server, server.client() as redis:
        office = Office(redis, keys, server.url)

        async def trial(phone: Phone) -> None:
            assert (await phone.ask(at(office)))[0] == 200
            redis.config_set("maxmemory", 1)
            kept = at(office, "&alarm=sos")
            for _ in range(2):
                async with phone.session.post(f"{phone.home}{kept}") as answer:
                    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
            status, said = await phone.ask("/doors/readyz", method="GET")
            assert status == 503 and "out of memory" in said
            redis.config_set("maxmemory", 0)
            assert (await phone.ask(kept))[0] == 200
            assert (await phone.ask("/doors/readyz", method="GET"))[0] == 200

        at_the_door(office, trial)
        assert [fields.get("sos") for fields in office.fixes()] == [None, "1"]


def test_it_starts_without_redis_and_opens_when_that_comes(tmp_path: Path, keys: Keys) -> None:
    url = f"unix://{tmp_path}/redis/redis.sock"

    async def trial() -> None:
        async with serving(url, keys) as phone:
            assert (await phone.ask("/doors/osmand/x"))[0] == 503
            assert (await phone.ask("/doors/readyz", method="GET"))[0] == 503
            assert (await phone.ask("/doors/healthz", method="GET"))[0] == 200
            with EmbeddedRedis(tmp_path / "redis", keep=False) as server, server.client() as redis:
                office = Office(redis, keys, server.url)

                async def taken() -> bool:
                    return (await phone.ask(at(office)))[0] == 200

                await until(taken, "it is taken")

    asyncio.run(trial())


def test_it_lives_as_its_gateway_and_writes_that_ones_stream(
    redis: Redis, redis_server: EmbeddedRedis
) -> None:
    keys = Keys("{doors}:", gateways=("phones",))
    office = Office(redis, keys, redis_server.url)

    async def trial(phone: Phone) -> None:
        await phone.ask(f"/doors/osmand/{office.key}", json=body())

    at_the_door(office, trial, "phones")
    fields = [told for _, told in redis.xrange(keys.gateway_positions("phones"))]
    assert {b"heartbeat": b"phones"} in fields and len(fields) == 2
    assert not redis.exists(keys.positions)


def test_all_its_routes_are_in_the_table_and_what_is_not_does_not_start(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        assert set(phone.service.routes) == set(INTAKE_ROUTES)
        for route in INTAKE_ROUTES:
            far = {"X-Forwarded-For": "192.0.2.7"}
            status, said = await phone.ask(route.replace("{key}", "k"), headers=far)
            assert status in (401, 403, 405) and "ann" not in said, route
        async with phone.session.get(f"{phone.home}/doors/healthz") as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"

    at_the_door(office, trial)
    with pytest.raises(UndeclaredRouteError, match=r"intake_rights\.py must be /doors/all"):
        check_routes([*INTAKE_ROUTES, "/doors/all"])


def test_numbers_are_for_this_machine_alone(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        for path in ("healthz", "readyz", "metrics"):
            for head in ({"X-Forwarded-For": "192.0.2.7"}, {"Host": "made-to-lead-here.example"}):
                assert (await phone.ask(f"/doors/{path}", method="GET", headers=head))[0] == 403

    at_the_door(office, trial)


def test_a_door_that_is_asked_wrongly_says_so(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        assert (await phone.ask(f"/doors/osmand/{office.key}", method="DELETE"))[0] == 405
        with pytest.raises(aiohttp.ClientError):
            await phone.session.get(f"{phone.home}/doors/osmand/{'k' * 20_000}", raise_for_status=True)

    at_the_door(office, trial)
