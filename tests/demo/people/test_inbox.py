"""What is dispatched is read once, and again when it was not finished."""

import json
from typing import Any

from redis import Redis

from demo.people.inbox import GROUP, Inbox
from streams.messages.dispatch import Dispatch, Recall, read_dispatch
from streams.record.keys import Keys
from streams.replay.sender import Sender


def write(redis: Redis, keys: Keys, number: int, **more: str) -> None:
    data = json.dumps({"lat": 23.0, "lon": 113.9, "urgent": True})
    told = {"dispatch": f"d{number}", "case": "c1", "revision": "2", "inspector": "D1", "data": data}
    redis.xadd(keys.dispatches, told | more)  # type: ignore[arg-type]


def test_what_was_there_and_what_comes_is_read_once(redis: Redis, keys: Keys) -> None:
    write(redis, keys, 1)
    inbox = Inbox(Sender(redis, keys, "demo"), keys)
    assert inbox.read() == []  # the group is made
    assert [dispatch.id for dispatch in inbox.read()] == ["d1"]
    write(redis, keys, 2)
    assert [dispatch.id for dispatch in inbox.read()] == ["d2"]
    assert inbox.read() == []


def test_after_a_restart_the_unfinished_comes_again_and_the_finished_does_not(
    redis: Redis, keys: Keys
) -> None:
    to = Sender(redis, keys, "demo")
    inbox = Inbox(to, keys)
    inbox.read()
    write(redis, keys, 1)
    write(redis, keys, 2)
    inbox.done([inbox.read()[0].entry])
    again = Inbox(to, keys)
    assert [dispatch.id for dispatch in again.read()] == ["d2"]
    assert again.read() == []


def test_a_redis_that_comes_back_empty_is_read_on(redis: Redis, keys: Keys) -> None:
    inbox = Inbox(Sender(redis, keys, "demo"), keys)
    inbox.read()
    redis.delete(keys.dispatches)
    write(redis, keys, 3)
    assert [*inbox.read(), *inbox.read()][0].id == "d3"


def test_what_is_no_dispatch_is_nobodys_work_and_does_not_wait(redis: Redis, keys: Keys) -> None:
    inbox = Inbox(Sender(redis, keys, "demo"), keys)
    inbox.read()
    redis.xadd(keys.dispatches, {"hello": "world"})
    write(redis, keys, 1, department="fire")
    assert inbox.read() == []
    assert redis.xpending(keys.dispatches, GROUP)["pending"] == 0


def test_what_is_taken_back_is_read_as_such(redis: Redis, keys: Keys) -> None:
    inbox = Inbox(Sender(redis, keys, "demo"), keys)
    inbox.read()
    entry: Any = redis.xadd(keys.dispatches, {"recall": "d1", "case": "c1", "inspector": "D1"})
    assert inbox.read() == [Recall(entry.decode(), "d1")]


def test_an_entry_says_who_is_to_go_where() -> None:
    fields = {b"dispatch": b"d1", b"case": b"c1", b"department": b"fire", b"data": b'{"lat": "x"}'}
    assert read_dispatch(b"1-0", fields) == Dispatch("1-0", "d1", "c1", None, "fire", None, False)
    assert read_dispatch(b"1-0", fields | {b"data": b"{{{"}) is not None
