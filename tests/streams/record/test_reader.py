"""The reader against a real Redis that goes away, comes back, and comes back empty."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.record.reader import COUNT, Batch, Reader
from streams.record.world import claim_world
from streams.server.backoff import LONGEST, Backoff
from streams.server.embedded import EmbeddedRedis
from tests.patience import PATIENCE, until

KEYS = Keys()


def numbers(batch: Batch, stream: str) -> list[int]:
    return [int(fields[b"n"]) for _, fields in batch.entries.get(stream, [])]


def write(redis: Redis, stream: str, numbers: range) -> None:
    with redis.pipeline(transaction=False) as pipe:
        for n in numbers:
            pipe.xadd(stream, {"n": n})
        pipe.execute()


def until_trouble(reader: Reader) -> str:
    told: str = until(lambda: reader.poll(10) and reader.trouble, "trouble")
    return told


def read_up_to(reader: Reader, stream: str, last: int) -> list[int]:
    """Everything read until `last` is, without ever being told that Redis was reborn."""
    seen: list[int] = []
    give_up = time.monotonic() + PATIENCE
    while (not seen or seen[-1] != last) and time.monotonic() < give_up:
        batch = reader.poll(50)
        assert not batch.reborn
        seen += numbers(batch, stream)
    return seen


def test_several_streams_are_followed_from_where_we_were(redis: Redis, keys: Keys) -> None:
    write(redis, keys.cases, range(3))
    held = redis.xrange(keys.cases)[0][0].decode()
    write(redis, keys.positions, range(5))
    reader = Reader(redis, {keys.cases: held, keys.positions: "0-0"}, keys.epoch)
    begun = time.time() * 1000
    batch = reader.poll(10)
    assert (numbers(batch, keys.cases), numbers(batch, keys.positions)) == ([1, 2], [0, 1, 2, 3, 4])
    assert (reader.poll(1).entries, reader.trouble) == ({}, None)
    assert begun - 1 <= reader.last_read <= time.time() * 1000


def test_a_read_that_was_waited_for_goes_on_for_a_little(redis: Redis, keys: Keys) -> None:
    reader = Reader(redis, {keys.positions: "0-0"}, keys.epoch)
    reader.poll(1)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(reader.poll, 2000, linger=0.2)
        until(lambda: redis.info("clients")["blocked_clients"], "the reader waits")
        time.sleep(0.25)
        write(redis, keys.positions, range(50))
        assert numbers(waiting.result(), keys.positions) == list(range(50))


def test_what_was_written_at_once_is_read_at_once(redis: Redis, keys: Keys) -> None:
    reader = Reader(redis, {keys.positions: "0-0"}, keys.epoch)
    reader.poll(1)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(reader.poll, 2000)
        until(lambda: redis.info("clients")["blocked_clients"], "the reader waits")
        write(redis, keys.positions, range(20))
        assert numbers(waiting.result(), keys.positions) == list(range(20))


def test_a_long_stream_comes_in_parts_and_says_there_is_more(redis: Redis, keys: Keys) -> None:
    write(redis, keys.cases, range(COUNT + 5))
    reader = Reader(redis, {keys.cases: "0-0"}, keys.epoch)
    batches = [reader.poll(10)]
    while batches[-1].more:
        batches.append(reader.poll(10))
    assert len(batches) > 3
    assert [n for batch in batches for n in numbers(batch, keys.cases)] == list(range(COUNT + 5))


def test_large_entries_come_few_at_a_time(redis: Redis, keys: Keys) -> None:
    for _ in range(100):
        redis.xadd(keys.positions, {"fixes": b"x" * 300_000})
    reader = Reader(redis, {keys.positions: "0-0"}, keys.epoch)
    sizes = [len(reader.poll(10).entries[keys.positions]) for _ in range(4)]
    assert sizes == [20, 3, 3, 3]


def test_a_reader_waits_for_what_comes_next(redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> None:
    reader = Reader(redis, {keys.cases: "0-0"}, keys.epoch)
    reader.poll(1)
    with redis_server.client() as other, ThreadPoolExecutor(1) as aside:

        def written_while_it_waits() -> list[int]:
            polled = aside.submit(reader.poll, 2000)
            until(lambda: polled.done() or other.info("clients")["blocked_clients"], "it waits")
            write(other, keys.cases, range(0 if polled.done() else 1))
            return numbers(polled.result(), keys.cases)

        assert until(written_while_it_waits, "what came meanwhile") == [0]


def test_every_entry_is_read_once_though_redis_is_killed_mid_flow(own_redis: EmbeddedRedis) -> None:
    with own_redis.client() as redis, own_redis.client() as writer:
        claim_world(writer, KEYS, "demo")
        write(writer, KEYS.cases, range(5000))
        reader = Reader(redis, {KEYS.cases: "0-0"}, KEYS.epoch, url=own_redis.url)
        seen = numbers(reader.poll(10), KEYS.cases)
        own_redis.kill()
        assert "cannot be reached" in until_trouble(reader)
        assert reader.poll(10) == Batch()
        own_redis.restart()
        write(writer, KEYS.cases, range(5000, 6000))
        assert seen + read_up_to(reader, KEYS.cases, 5999) == list(range(6000))
        assert reader.trouble is None


def test_a_redis_that_was_down_from_the_start_is_caught_up_with(own_redis: EmbeddedRedis) -> None:
    with own_redis.client() as redis, own_redis.client() as writer:
        own_redis.kill()
        reader = Reader(redis, {KEYS.cases: "0-0"}, KEYS.epoch)
        until_trouble(reader)
        assert reader.last_read == 0
        own_redis.restart()
        write(writer, KEYS.cases, range(10))
        assert read_up_to(reader, KEYS.cases, 9) == list(range(10))


def test_a_redis_that_comes_back_empty_is_told_as_reborn(own_redis: EmbeddedRedis) -> None:
    with own_redis.client() as redis, own_redis.client() as writer:
        epoch = claim_world(writer, KEYS, "demo")
        write(writer, KEYS.cases, range(10))
        reader = Reader(redis, {KEYS.cases: "0-0"}, KEYS.epoch, epoch=epoch)
        read_up_to(reader, KEYS.cases, 9)
        own_redis.kill()
        until_trouble(reader)
        own_redis.restart(empty=True)
        new = claim_world(writer, KEYS, "demo")
        write(writer, KEYS.cases, range(3))
        until(lambda: reader.poll(10).reborn, "another Redis is told")
        reader = Reader(redis, {KEYS.cases: "0-0"}, KEYS.epoch, epoch=new)
        assert read_up_to(reader, KEYS.cases, 2) == [0, 1, 2]


@pytest.mark.parametrize("what", ["epoch", "stream"])
def test_a_redis_emptied_under_our_feet_is_noticed(redis: Redis, keys: Keys, what: str) -> None:
    epoch = claim_world(redis, keys, "demo")
    write(redis, keys.cases, range(3))
    reader = Reader(redis, {keys.cases: "0-0"}, keys.epoch, epoch=epoch)
    read_up_to(reader, keys.cases, 2)
    redis.delete(keys.epoch if what == "epoch" else keys.cases)
    until(lambda: reader.poll(50).reborn, "it is noticed")


def test_another_type_of_value_under_the_epoch_stops_no_reading(redis: Redis, keys: Keys) -> None:
    epoch = claim_world(redis, keys, "demo")
    reader = Reader(redis, {keys.cases: "0-0"}, keys.epoch, epoch=epoch)
    redis.delete(keys.epoch)
    redis.rpush(keys.epoch, "x")
    write(redis, keys.cases, range(3))
    assert read_up_to(reader, keys.cases, 2) == [0, 1, 2]
    assert reader.trouble is None and reader.last_read > 0


def test_a_trimmed_stream_is_not_taken_for_another(redis: Redis, keys: Keys) -> None:
    epoch = claim_world(redis, keys, "demo")
    write(redis, keys.positions, range(3))
    reader = Reader(redis, {keys.positions: "0-0"}, keys.epoch, epoch=epoch, again=[keys.positions])
    read_up_to(reader, keys.positions, 2)
    write(redis, keys.positions, range(3, 4))
    redis.xtrim(keys.positions, maxlen=1)
    reader.doubt()
    assert numbers(reader.poll(10), keys.positions) == [3]


def test_a_stream_that_is_something_else_is_told_in_words(redis: Redis, keys: Keys) -> None:
    redis.set(keys.cases, "not a stream")
    reader = Reader(redis, {keys.cases: "0-0"}, keys.epoch, url="redis://user:secret@host")
    assert "another type of value than ours" in until_trouble(reader)
    assert "secret" not in (reader.trouble or "")


def test_closing_ends_a_wait_at_once(own_redis: EmbeddedRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    with own_redis.client() as redis:
        own_redis.kill()
        reader = Reader(redis, {KEYS.cases: "0-0"}, KEYS.epoch)
        for _ in range(6):
            reader.poll(10)
        monkeypatch.setattr(reader._patience, "grow", lambda: 10 * PATIENCE)
        began = time.monotonic()
        threading.Timer(0.05, reader.close).start()
        reader.poll(10)
        reader.poll(10)
        assert time.monotonic() - began < PATIENCE


def test_closing_ends_a_wait_for_news_at_once(redis: Redis, keys: Keys) -> None:
    reader = Reader(redis, {keys.cases: "0-0"}, keys.epoch)
    reader.poll(1)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(reader.poll, 2000)
        until(lambda: redis.info("clients")["blocked_clients"], "the reader waits")
        read = reader.last_read
        reader.close()
        assert (waiting.result(), reader.trouble, reader.last_read) == (Batch(), None, read)


def test_waits_grow_differ_and_end_at_two_seconds() -> None:
    patience = Backoff()
    waits = [patience.grow() for _ in range(20)]
    assert waits[0] <= 0.05
    assert LONGEST / 2 <= min(waits[10:]) < max(waits[10:]) <= LONGEST
    patience.reset()
    assert patience.grow() <= 0.05


def test_a_stream_that_is_none_stops_no_other(redis: Redis, keys: Keys) -> None:
    reader = Reader(redis, {keys.cases: "0-0", keys.cameras: "0-0"}, keys.epoch)
    redis.set(keys.cameras, "no stream")
    redis.xadd(keys.cases, {"n": "1"})
    assert list(until(lambda: reader.poll(10).entries, "the cases are read")) == [keys.cases]
    redis.delete(keys.cameras)
    redis.xadd(keys.cameras, {"n": "1"})
    until(lambda: keys.cameras in reader.poll(10).entries, "the cameras are read again")
