"""Each process holds the plan as the record has it, also after the record lost something or was born anew."""

from threading import Thread

import pytest
from redis import Redis
from redis.exceptions import RedisError

from city.screens.screen import Screen
from streams.record.keys import Keys
from streams.screens.plan_reader import PlanReader
from streams.screens.plan_store import PlanStore
from streams.server.embedded import EmbeddedRedis
from tests.patience import until
from tests.streams.screens.acting import TOWN, do, hang, lose_newest, write


@pytest.fixture
def store(redis: Redis, keys: Keys) -> PlanStore:
    return PlanStore(redis, keys)


@pytest.fixture
def reader(redis: Redis, keys: Keys) -> PlanReader:
    return PlanReader(redis, keys)


def test_it_begins_with_all_there_is_and_follows(store: PlanStore, reader: PlanReader) -> None:
    hang(store, "s")
    assert reader.poll(0) == {"screen:s"}
    assert reader.poll(0) == set()
    do(store, "c-1", "put", screen="s", content=TOWN)
    hang(store, "t")
    assert reader.poll(0) == {"stack:s", "screen:t"}
    do(store, "c-2", "take_down", screen="t")
    assert reader.poll(0) == {"screen:t", "stack:t"}
    assert reader.plan == store.read()[0]
    assert reader.losses == 0


def test_news_end_the_waiting(store: PlanStore, reader: PlanReader) -> None:
    hang(store, "s")
    reader.poll(0)
    found: list[set[str]] = []
    waiting = Thread(target=lambda: found.append(reader.poll(60_000)))
    waiting.start()
    do(store, "c-1", "turn", screen="s", by=1)
    waiting.join(30)
    assert found == [{"stack:s"}]


@pytest.mark.parametrize("behind", [True, False])
def test_a_lost_tail_is_found_also_behind_newer_entries(
    store: PlanStore, reader: PlanReader, redis: Redis, keys: Keys, behind: bool
) -> None:
    hang(store, "s", "t")
    do(store, "c-1", "put", screen="s", content=TOWN)
    reader.poll(0)
    lose_newest(redis, keys)
    redis.hdel(keys.plan, "stack:s")
    if behind:
        write(redis, keys, Screen("u", "u", "room", "1"))
    assert reader.poll(0) >= {"stack:s"}
    assert (reader.plan.stacks, "u" in reader.plan.screens, reader.losses) == ({}, behind, 1)
    assert reader.plan == store.read()[0]


def test_an_entry_of_the_same_id_and_another_content_is_another_record(
    store: PlanStore, reader: PlanReader, redis: Redis, keys: Keys
) -> None:
    hang(store, "s")
    reader.poll(0)
    (newest,) = redis.xrevrange(keys.wall, count=1)  # type: ignore[misc]
    redis.delete(keys.wall, keys.plan)
    redis.xadd(keys.wall, {"changes": "{}"}, id=newest[0])
    assert reader.poll(0) == {"screen:s"}
    assert reader.plan.screens == {}


def test_a_redis_born_anew_has_no_screens(own_redis: EmbeddedRedis, keys: Keys) -> None:
    redis = own_redis.client()
    store, reader = PlanStore(redis, keys), PlanReader(redis, keys)
    hang(store, "s")
    reader.poll(0)
    redis.flushall()
    assert reader.poll(0) == {"screen:s"}
    assert (reader.plan.screens, reader.poll(0), reader.losses) == ({}, set(), 1)
    hang(store, "t")
    assert reader.poll(0) == {"screen:t"}


def test_a_server_that_is_away_changes_nothing_and_comes_back(own_redis: EmbeddedRedis, keys: Keys) -> None:
    redis = own_redis.client()
    store, reader = PlanStore(redis, keys), PlanReader(redis, keys)
    hang(store, "s")
    reader.poll(0)
    own_redis.kill()
    with pytest.raises((RedisError, OSError)):
        reader.poll(0)
    assert set(reader.plan.screens) == {"s"}
    own_redis.restart()
    hang(store, "t")
    assert until(lambda: reader.poll(0), "the news come") == {"screen:t"}
    assert reader.losses == 0


def test_what_is_cut_for_its_age_is_no_loss(
    store: PlanStore, reader: PlanReader, redis: Redis, keys: Keys
) -> None:
    hang(store, "s", "t")
    reader.poll(0)
    redis.xtrim(keys.wall, maxlen=0, approximate=False)
    assert (reader.poll(0), reader.losses) == (set(), 0)
    late = PlanReader(redis, keys)
    assert late.poll(0) == {"screen:s", "screen:t"}
    hang(store, "u")
    assert late.poll(0) == {"screen:u"}
    assert reader.poll(0) >= {"screen:u"}
    assert reader.plan == late.plan == store.read()[0]


def test_a_plan_that_is_gone_without_a_trace_is_noticed(
    store: PlanStore, reader: PlanReader, redis: Redis, keys: Keys
) -> None:
    hang(store, "s")
    redis.delete(keys.wall)  # a plan of before, whose changes are all cut
    reader.poll(0)
    redis.delete(keys.plan)
    assert reader.poll(0) == {"screen:s"}
    assert reader.plan.screens == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"hello": "x"},
        {"changes": b"\xff"},
        {"changes": "[1]"},
        {"changes": '{"screen:x": 7, "nothing": null, "": 1}'},
        {"changes": '{"stack:s": {"pushes": [{"id": "x"}]}}'},
    ],
)
def test_rubbish_in_the_stream_is_passed_over(
    store: PlanStore, reader: PlanReader, redis: Redis, keys: Keys, fields: dict[str, object]
) -> None:
    hang(store, "s")
    reader.poll(0)
    redis.xadd(keys.wall, fields)  # type: ignore[arg-type]
    assert reader.poll(0) == set()
    hang(store, "t")
    assert reader.poll(0) == {"screen:t"}
    assert reader.losses == 0
