"""A stream whose ids ran ahead gets ids that are times again: nothing is lost, doubled or out of order."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from streams.clerk.clerk import Clerk
from streams.record import mending
from streams.record.keys import Keys
from streams.record.mending import look, mend
from streams.record.reader import Reader
from streams.server.redis_clock import RedisClock
from tests.streams.desk import filed, reasons, send

HOUR = 3_600_000


def now() -> int:
    return int(time.time() * 1000)


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(mending, "AT_ONCE", 10)
    yield


def numbers(redis: Redis, stream: str) -> list[int]:
    return [int(fields[b"n"]) for _, fields in redis.xrange(stream)]


def ids(redis: Redis, stream: str) -> list[int]:
    return [int(entry.partition(b"-")[0]) for entry, _ in redis.xrange(stream)]


@pytest.mark.parametrize("scale", [1000, 1_000_000])
def test_entries_keep_their_order_and_true_times(redis: Redis, keys: Keys, scale: int) -> None:
    at = now()
    for n in range(15):
        redis.xadd(keys.positions, {"n": n}, id=f"{at - 60_000 + n}-0")
    for n in range(15, 40):
        redis.xadd(keys.positions, {"n": n}, id=f"{at * scale}-0" if n == 15 else "*")
    assert mend(redis, redis, keys, keys.positions, at) == 40
    assert numbers(redis, keys.positions) == list(range(40))
    assert ids(redis, keys.positions) == [at - 60_000 + n for n in range(15)] + [at] * 25
    redis.xadd(keys.positions, {"n": 40})
    assert ids(redis, keys.positions)[-1] <= now()
    assert look(redis, keys, (keys.positions,), now()) == []


def test_what_is_written_meanwhile_is_not_lost(redis: Redis, keys: Keys) -> None:
    redis.xadd(keys.positions, {"n": 0}, id=f"{now() * 1000}-0")

    def write() -> None:
        for n in range(1, 600):
            redis.xadd(keys.positions, {"n": n})

    with ThreadPoolExecutor(1) as aside:
        writing = aside.submit(write)
        while redis.xlen(keys.positions) < 100:
            time.sleep(0.001)
        mend(redis, redis, keys, keys.positions, now())
        writing.result()
    assert numbers(redis, keys.positions) == list(range(600))


def test_a_reader_goes_on_behind_it(redis: Redis, keys: Keys) -> None:
    redis.set(keys.epoch, "e")
    redis.xadd(keys.positions, {"n": 0}, id=f"{now() * 1000}-0")
    reader = Reader(redis, {keys.positions: "0-0"}, keys.epoch)
    assert reader.poll().entries
    mend(redis, redis, keys, keys.positions, now())
    reader._check_at = 0.0
    batch = reader.poll()
    assert batch.reborn or batch.entries  # all is read anew, or from the stream's beginning


def test_reports_are_filed_once_though_their_ids_go_back(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    redis.xadd(keys.reports, {"report": "r-0"}, id=f"{now() + 8 * HOUR}-0")
    for n in range(1, 30):
        send(redis, keys, f"r-{n}")
        clerk.work(now(), {})
    send(redis, keys, "r-30")  # comes while it is mended
    assert mend(redis, redis, keys, keys.reports, now()) == 31
    send(redis, keys, "r-31")
    clerk.work(now(), {})
    clerk.work(now(), {})
    assert sorted(filed(redis, keys)) == sorted(f"r-{n}" for n in range(32))
    assert reasons(redis, keys) == []


def test_refusals_are_told_after_it_too(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    redis.xadd(keys.reports, {"report": "bad id!"}, id=f"{now() + 8 * HOUR}-0")
    clerk.work(now(), {})
    mend(redis, redis, keys, keys.reports, now())
    redis.xadd(keys.reports, {"report": "also bad!"})
    clerk.work(now(), {})
    clerk.work(now(), {})
    assert len(reasons(redis, keys)) == 2


def test_what_others_refer_to_is_left(redis: Redis, keys: Keys) -> None:
    for stream in (keys.cases, keys.dispatches, keys.cameras, keys.positions):
        redis.xadd(stream, {"n": 0}, id=f"{now() + 8 * HOUR}-0")
    redis.xgroup_create(keys.positions, "others", "0")
    found = {ill.stream: ill.why for ill in look(redis, keys, (*keys.timed, keys.positions), now())}
    assert set(found) == {keys.cases, keys.dispatches, keys.cameras, keys.positions}
    assert "named elsewhere" in found[keys.cases]
    assert "consumer groups" in found[keys.positions]


def test_two_do_not_mend_at_once(redis: Redis, keys: Keys) -> None:
    redis.xadd(keys.positions, {"n": 0}, id=f"{now() * 1000}-0")
    redis.set(keys.mend, "1")
    with pytest.raises(mending.MendError, match="another gridwall mend"):
        mend(redis, redis, keys, keys.positions, now())
    assert numbers(redis, keys.positions) == [0]


def test_a_stream_that_is_empty_but_ahead_begins_anew(redis: Redis, keys: Keys) -> None:
    redis.xadd(keys.positions, {"n": 0}, id=f"{now() * 1000}-0")
    redis.xtrim(keys.positions, maxlen=0, approximate=False)
    clock = RedisClock(redis)
    clock.measure()
    assert mend(redis, redis, keys, keys.positions, clock.now() or 0) == 0
    redis.xadd(keys.positions, {"n": 1})
    assert look(redis, keys, (keys.positions,), now()) == []


@pytest.mark.parametrize("before", [0, 9, 12])
def test_a_stream_that_was_given_the_last_id_takes_entries_again(
    redis: Redis, keys: Keys, before: int
) -> None:
    """Redis refuses to look behind that id, and adds nothing."""
    keys = Keys(keys.prefix, gateways=("app",))
    stream, at = keys.gateway_positions("app"), now()
    for n in range(before):
        redis.xadd(stream, {"n": n}, id=f"{at - 60_000 + n}-0")
    redis.xadd(stream, {"n": before}, id=mending.LAST)
    assert mend(redis, redis, keys, stream, at) == before + 1
    redis.xadd(stream, {"n": before + 1})
    assert numbers(redis, stream) == list(range(before + 2)) and ids(redis, stream)[-1] <= now()
