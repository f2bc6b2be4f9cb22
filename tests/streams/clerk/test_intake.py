"""Gateways with streams of their own: copied once and in order, and what one of them does harms no other."""

from collections.abc import Iterator

import pytest
from redis import Redis

from streams.clerk.backlog import oldest_unfiled
from streams.clerk.clerk import Clerk
from streams.clerk.intake import AT_ONCE, BYTES, FIELDS
from streams.messages.contract import decode_events, report_fields
from streams.record.connections import GatewayLimits
from streams.record.gateways import read_gateways
from streams.record.keys import Keys
from tests.city.small_city import small_city
from tests.streams.desk import Clock, filed, reasons, send
from tests.streams.entries import NOW

LAST_ID = "18446744073709551615-18446744073709551615"


@pytest.fixture
def keys(keys: Keys) -> Keys:
    return Keys(keys.prefix, gateways=("app", "hotline"))


@pytest.fixture
def clerk(redis: Redis, keys: Keys, clock: Clock) -> Iterator[Clerk]:
    limits = GatewayLimits(reports=600)
    yield Clerk(redis, keys, small_city(), "one", epoch="e", monotonic=clock, limits=limits)


def write(redis: Redis, keys: Keys, report: str, *, by: str = "app", id: str = "*", **more: str) -> bytes:
    told = report_fields(report, NOW, "hole", lat=22.05, lon=113.05) | more
    return redis.xadd(keys.gateway_reports(by), told, id=id)  # type: ignore[arg-type,return-value]


def now(redis: Redis) -> int:
    seconds, micros = redis.time()  # type: ignore[misc]
    return int(seconds * 1000 + micros // 1000)


def faults(redis: Redis, keys: Keys, gateway: str = "app") -> list[str]:
    return next(each.recent(now(redis)) for each in read_gateways(redis, keys) if each.name == gateway)


def test_what_gateways_write_is_filed_once_and_in_order(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    for number in range(3):
        write(redis, keys, f"a-{number}")
        write(redis, keys, f"h-{number}", by="hotline")
    send(redis, keys, "door-1")
    for _ in range(3):
        clerk.work(now(redis), {})
    told = filed(redis, keys)
    assert sorted(told) == ["a-0", "a-1", "a-2", "door-1", "h-0", "h-1", "h-2"]
    assert [each for each in told if each[0] == "a"] == ["a-0", "a-1", "a-2"]
    assert (redis.xlen(keys.reports), reasons(redis, keys)) == (7, [])
    assert [(each.name, each.taken) for each in read_gateways(redis, keys)] == [("app", 3), ("hotline", 3)]


def test_another_clerk_goes_on_where_the_first_one_ended(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    write(redis, keys, "a-1")
    clerk.work(now(redis), {})
    write(redis, keys, "a-2")
    clerk.close()
    other = Clerk(redis, keys, small_city(), "two", epoch="e")
    other.work(now(redis), {})
    assert (filed(redis, keys), redis.xlen(keys.reports)) == (["a-1", "a-2"], 2)


def test_a_clerk_that_was_replaced_copies_nothing(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    assert clerk.renew(now(redis))
    write(redis, keys, "a-1")
    redis.incr(keys.fence)
    clerk.work(now(redis), {})
    assert redis.xlen(keys.reports) == 0


def test_a_report_came_when_its_gateway_wrote_it(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    came = now(redis) - 3_600_000
    write(redis, keys, "a-1", id=f"{came}-0", came="1700000000000", gateway="hotline")
    clerk.work(now(redis), {})
    [event] = decode_events(redis.xrange(keys.cases))[0]
    assert event.data["received"] == came
    [(_, copy)] = redis.xrange(keys.reports)
    assert (copy[b"gateway"], copy[b"came"]) == (b"app", str(came).encode())


@pytest.mark.parametrize("own", ["gateway", "came"])
def test_where_no_gateway_is_configured_nobody_says_when_a_report_came(redis: Redis, own: str) -> None:
    plain = Keys(f"{{plain-{own}}}:")
    entry = send(redis, plain, "r-1", gateway="app", came=str(NOW - 5))
    Clerk(redis, plain, small_city(), "one", epoch="e").work(now(redis), {})
    [event] = decode_events(redis.xrange(plain.cases))[0]
    assert event.data["received"] == int(entry.partition(b"-")[0])


def test_an_id_in_the_future_costs_no_report_and_stops_nobody(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    write(redis, keys, "a-1")
    write(redis, keys, "a-2", id=LAST_ID)
    clerk.work(now(redis), {})
    write(redis, keys, "a-3")  # its stream takes ids that are times again
    clerk.work(now(redis), {})
    assert filed(redis, keys) == ["a-1", "a-2", "a-3"]
    assert faults(redis, keys) == ["ahead"] and faults(redis, keys, "hotline") == []
    assert reasons(redis, keys) == [
        f"reports:app {LAST_ID}: its id lies in the future: all was copied, and the stream begins anew"
    ]


def test_an_erased_stream_is_said_and_harms_nobody_else(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    write(redis, keys, "a-1")
    write(redis, keys, "h-1", by="hotline")
    clerk.work(now(redis), {})
    write(redis, keys, "a-2")
    redis.xadd(keys.gateway_reports("app"), {"report": "a-3"}, maxlen=0, approximate=False)
    write(redis, keys, "h-2", by="hotline")
    for _ in range(3):
        clerk.work(now(redis), {})
    assert sorted(filed(redis, keys)) == ["a-1", "h-1", "h-2"]
    assert (faults(redis, keys), faults(redis, keys, "hotline")) == (["erased"], [])
    assert len(reasons(redis, keys)) == 1 and "erased from this stream" in reasons(redis, keys)[0]
    write(redis, keys, "a-4")
    clerk.work(now(redis), {})
    assert "a-4" in filed(redis, keys)


def test_a_stream_erased_before_it_was_ever_read_is_said(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    redis.xadd(keys.gateway_reports("app"), {"report": "a-1"}, maxlen=0, approximate=False)
    clerk.work(now(redis), {})
    assert faults(redis, keys) == ["erased"]


def test_our_own_trimming_is_no_erasure(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    for number in range(5):
        write(redis, keys, f"a-{number}")
        clerk.work(now(redis), {})
    assert (redis.xlen(keys.gateway_reports("app")), faults(redis, keys)) == (1, [])


def test_what_is_too_large_is_refused_alone(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    large = write(redis, keys, "a-1", text="x" * BYTES).decode()
    wide = write(redis, keys, "a-2", **{f"f{i}": "" for i in range(FIELDS)}).decode()
    write(redis, keys, "a-3")
    clerk.work(now(redis), {})
    assert filed(redis, keys) == ["a-3"]
    first, second = reasons(redis, keys)
    assert first.startswith(f"reports:app {large}: an entry must be at most {BYTES} bytes in {FIELDS} fields")
    assert second.startswith(f"reports:app {wide}: ") and second.endswith(f"in {FIELDS + 5}")


def test_who_sends_more_than_is_taken_waits_alone(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    for number in range(700):
        write(redis, keys, f"a-{number}")
    for _ in range(5):
        clerk.work(now(redis), {})
    write(redis, keys, "h-1", by="hotline")
    clerk.work(now(redis), {})
    assert (redis.xlen(keys.reports), faults(redis, keys)) == (600 + 1, ["flood"])
    assert oldest_unfiled(redis, keys) is not None
    clock.seconds += 60
    for _ in range(2):
        clerk.work(now(redis), {})
    assert (redis.xlen(keys.reports), oldest_unfiled(redis, keys)) == (701, None)
    assert AT_ONCE < 600


def test_a_stream_of_another_type_stops_no_other_gateway(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    redis.set(keys.gateway_reports("app"), "odd")
    write(redis, keys, "h-1", by="hotline")
    clerk.work(now(redis), {})
    assert filed(redis, keys) == ["h-1"]
    assert list(clerk.faults) == ["intake:app"]
