"""The plan in a real Redis: two at once, the same command again, a power cut, rubbish."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from redis import Redis
from redis.exceptions import RedisError, ResponseError

from city.cases.refusal import ObjectionError
from city.screens.decision import Decision
from city.screens.plan import Plan
from streams.record.keys import Keys
from streams.screens.plan_store import BusyError, PlanStore
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import NOW
from tests.streams.screens.acting import TOWN, do, hang, logged, lose_newest


@pytest.fixture
def store(redis: Redis, keys: Keys) -> PlanStore:
    return PlanStore(redis, keys)


def at_once(acts: list[Callable[[], object]]) -> list[Exception]:
    """All begin at the same moment; what they raised."""
    gate, raised = Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except Exception as error:
            raised.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_what_is_written_is_read_again(store: PlanStore, redis: Redis, keys: Keys) -> None:
    hang(store, "s")
    put = do(store, "c-1", "put", screen="s", content=TOWN, seconds=60)
    plan, last = store.read()
    assert last is not None
    assert (put.done, put.entry) == ("put", last[0].decode())
    (push,) = plan.stack("s").pushes
    assert (push.id, push.content, push.until) == ("c-1", TOWN, NOW + 60_000)
    assert [done for done, _ in logged(redis, keys)] == ["hung", "put"]


def test_two_who_push_at_once_come_one_after_the_other(store: PlanStore, redis: Redis, keys: Keys) -> None:
    hang(store, "s")
    names = [f"c-{i}" for i in range(8)]
    acts = [lambda c=c: do(store, c, "put", screen="s", content=TOWN) for c in names]
    assert at_once(acts) == []
    pushes = store.read()[0].stack("s").pushes
    assert sorted(push.id for push in pushes) == names
    assert [push.at for push in pushes] == [NOW + i for i in range(8)]


def test_of_two_who_edit_the_same_screen_the_second_is_told(store: PlanStore) -> None:
    hang(store, "s")
    told = {"id": "s", "name": "s", "room": "r", "area": "1", "revision": 1}
    raised = at_once([lambda c=c: do(store, c, "hang", **told | {"name": c}) for c in ("a", "b")])
    (refused,) = raised
    assert isinstance(refused, ObjectionError)
    assert refused.refusal.code == "edited_meanwhile"
    assert store.read()[0].screens["s"].revision == 2


def test_a_command_that_comes_again_is_carried_out_once(store: PlanStore, redis: Redis, keys: Keys) -> None:
    hang(store, "s")
    first = do(store, "c-1", "turn", screen="s", by=1)
    again = do(store, "c-1", "turn", screen="s", by=1, now=NOW + 5000)
    assert (again.entry, again.done, again.data) == (None, first.done, first.data)
    acts = [lambda: do(store, "c-2", "turn", screen="s", by=1)] * 6
    assert at_once(acts) == []
    assert store.read()[0].stack("s").turns == 2
    assert [done for done, _ in logged(redis, keys)] == ["hung", "turned", "turned"]


def test_what_is_refused_writes_nothing_and_may_be_tried_again(
    store: PlanStore, redis: Redis, keys: Keys
) -> None:
    with pytest.raises(ObjectionError):
        do(store, "c-1", "put", screen="s", content=TOWN)
    assert not redis.exists(keys.wall, keys.plan, keys.wall_seen("c-1"))
    hang(store, "s")
    assert do(store, "c-1", "put", screen="s", content=TOWN).entry is not None


def test_whoever_is_always_outpaced_is_told_and_has_written_nothing(
    store: PlanStore, redis: Redis, keys: Keys
) -> None:
    def decide(plan: Plan) -> Decision:
        redis.hset(keys.plan, "stack:other", b"{}")  # somebody else, each time
        return Decision("turned", {})

    with pytest.raises(BusyError):
        store.carry_out("c-1", "wang", NOW, decide)
    assert logged(redis, keys) == []


def test_a_power_cut_loses_nothing_that_was_acknowledged(own_redis: EmbeddedRedis, keys: Keys) -> None:
    store = PlanStore(own_redis.client(), keys)
    hang(store, "s")
    do(store, "c-1", "put", screen="s", content=TOWN)
    own_redis.kill()
    with pytest.raises((RedisError, OSError)):
        do(store, "c-2", "put", screen="s", content=TOWN)
    own_redis.restart()
    assert do(store, "c-1", "put", screen="s", content=TOWN).entry is None
    do(store, "c-2", "put", screen="s", content=TOWN)
    assert [push.id for push in store.read()[0].stack("s").pushes] == ["c-1", "c-2"]


def test_a_field_that_nobody_can_read_costs_that_field_alone(
    store: PlanStore, redis: Redis, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    hang(store, "s", "t")
    rubbish = {"screen:t": b"\xff{", "stack:s": b'{"pushes": 7}', "video:x": b"{}", b"\xff": b"1"}
    redis.hset(keys.plan, mapping={**rubbish, "scene:a": b'{"id": "b", "name": "b"}'})  # type: ignore[dict-item]
    plan, _ = store.read()
    assert (set(plan.screens), plan.stacks, plan.scenes) == ({"s"}, {}, {})
    assert "scene:a of the wall's plan cannot be read: it must be of a, got b" in caplog.text
    do(store, "c-1", "put", screen="s", content=TOWN)
    assert [push.id for push in store.read()[0].stack("s").pushes] == ["c-1"]


@pytest.mark.parametrize("name", ["plan", "wall", "seen"])
def test_a_key_of_another_type_is_told_and_nothing_is_written(
    store: PlanStore, redis: Redis, keys: Keys, name: str
) -> None:
    hang(store, "s")
    key = {"plan": keys.plan, "wall": keys.wall, "seen": keys.wall_seen("c-1")}[name]
    redis.delete(key)
    redis.sadd(key, "x")
    with pytest.raises(ResponseError, match="WRONGTYPE"):
        do(store, "c-1", "hold", screen="s", held=True)
    assert redis.smembers(key) == {b"x"}
    assert name == "plan" or not redis.hexists(keys.plan, "stack:s")


def test_what_others_did_meanwhile_counts_though_the_plan_was_read_before(
    store: PlanStore, redis: Redis, keys: Keys
) -> None:
    hang(store, "s", "t")
    other = PlanStore(redis, keys)
    do(other, "c-1", "put", screen="s", content=TOWN)
    do(other, "c-2", "take_down", screen="t")
    do(store, "c-3", "put", screen="s", content=TOWN)
    assert [push.id for push in other.read()[0].stack("s").pushes] == ["c-1", "c-3"]
    with pytest.raises(ObjectionError):
        do(store, "c-4", "identify", screen="t")


def test_a_plan_that_was_read_is_not_read_again_for_the_next_command(
    store: PlanStore, redis: Redis, keys: Keys
) -> None:
    hang(store, "s", "t")
    redis.config_resetstat()
    for n in range(5):
        do(store, f"c-{n}", "turn", screen="s", by=1)
    assert "cmdstat_hgetall" not in redis.info("commandstats")


@pytest.mark.parametrize("lost", ["newest", "plan", "all"])
def test_what_the_record_lost_is_not_decided_on(
    store: PlanStore, redis: Redis, keys: Keys, lost: str
) -> None:
    hang(store, "s")
    hang(store, "t")
    if lost == "newest":
        redis.hdel(keys.plan, "screen:t")
        lose_newest(redis, keys)
    else:
        redis.delete(keys.plan, *([keys.wall] if lost == "all" else []))
    gone = "t" if lost == "newest" else "s"
    with pytest.raises(ObjectionError):
        do(store, "c-1", "identify", screen=gone)


def test_an_answer_that_nobody_can_read_still_says_that_it_was_done(
    store: PlanStore, redis: Redis, keys: Keys
) -> None:
    hang(store, "s")
    redis.set(keys.wall_seen("c-1"), b"\xffrubbish")
    assert do(store, "c-1", "turn", screen="s", by=1).entry is None
    assert store.read()[0].stack("s").turns == 0
