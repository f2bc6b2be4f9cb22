"""Pushing while Redis is killed again and again: what was acknowledged is there once, and so is the rest."""

from threading import Event, Thread

from redis.exceptions import RedisError

from streams.record.keys import Keys
from streams.screens.plan_reader import PlanReader
from streams.screens.plan_store import BusyError, PlanStore
from streams.server.embedded import EmbeddedRedis
from tests.patience import until
from tests.streams.screens.acting import do, hang, logged

EACH = 25  # turns by each of three


def persist(store: PlanStore, command: str, over: Event) -> None:
    """The same command until it is answered, as a page does."""
    while not over.is_set():
        try:
            do(store, command, "turn", screen="s", by=1)
            return
        except (RedisError, OSError, BusyError):
            over.wait(0.01)


def test_what_is_asked_again_after_a_power_cut_is_done_once(own_redis: EmbeddedRedis, keys: Keys) -> None:
    over = Event()
    hang(PlanStore(own_redis.client(), keys), "s")
    reader = PlanReader(own_redis.client(), keys)
    reader.poll(0)

    def write(who: int) -> None:
        store = PlanStore(own_redis.client(), keys)
        for i in range(EACH):
            persist(store, f"c-{who}-{i}", over)

    writers = [Thread(target=write, args=(who,)) for who in range(3)]
    try:
        for writer in writers:
            writer.start()
        for done in (EACH // 2, EACH, 2 * EACH):
            until(
                lambda done=done: PlanStore(own_redis.client(), keys).read()[0].stack("s").turns >= done,
                "turns",
            )
            own_redis.kill()
            own_redis.restart()
        until(lambda: not any(writer.is_alive() for writer in writers), "all were answered")
    finally:
        over.set()
        for writer in writers:
            writer.join()
    redis = own_redis.client()
    plan, _ = PlanStore(redis, keys).read()
    assert plan.stack("s").turns == 3 * EACH
    assert [what for what, _ in logged(redis, keys)].count("turned") == 3 * EACH
    until(lambda: reader.poll(0) is not None and reader.plan == plan, "the reader has it")
    assert reader.losses == 0
