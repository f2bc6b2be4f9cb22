"""What is copied out of the record: each entry once, whatever happens, and what is missing is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from redis import Redis

from streams.clerk.retention import Retention
from streams.clerk.trimming import DAY, trim_record
from streams.history.events.copier import Copier
from streams.history.events.store import EventStore
from streams.record.history_cursors import read_copied
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import HOUR, NOW, filed
from tests.streams.history.recording import event, history, write


@pytest.fixture
def url(redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> str:
    redis.set(keys.epoch, "first")
    return redis_server.url


def test_every_entry_is_copied_once_and_in_its_order(
    url: str, redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    write(redis, keys, [filed(f"c-{number}") for number in range(300)])
    redis.xadd(keys.audit, {"act": "signed_in"})
    with history(url, keys, tmp_path) as first:
        assert first.catch_up() == 301
    write(redis, keys, [event("c-1", 2, "noted", text="x")])
    redis.xadd(keys.wall, {"done": "hung"})
    with history(url, keys, tmp_path) as second:
        assert second.catch_up() == 2
        assert second.ids("cases") == [entry.decode() for entry, _ in redis.xrange(keys.cases)]
        assert [fields for _, fields in second.store.of_subject(second.world, "cases", "c-1")] == [
            fields for _, fields in redis.xrange(keys.cases) if fields[b"case"] == b"c-1"
        ]
        assert second.store.gaps(second.world) == []


@pytest.mark.parametrize("step", ["read", "committed"])
def test_killed_between_two_steps_it_copies_nothing_twice_and_leaves_nothing_out(
    url: str, redis: Redis, keys: Keys, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with history(url, keys, tmp_path) as killed:
        killed.copier.turn(1)
        write(redis, keys, [filed(f"c-{number}") for number in range(5)])
        if step == "read":
            monkeypatch.setattr(EventStore, "copy", _end)
        else:
            monkeypatch.setattr(Copier, "_tell", _end)  # it stands, and nobody was told
        with pytest.raises(KeyboardInterrupt):
            killed.catch_up()
    monkeypatch.undo()
    with history(url, keys, tmp_path) as next_one:
        assert next_one.catch_up() == (5 if step == "read" else 0)
        assert len(next_one.ids("cases")) == 5 and len(next_one.told()) == 5


def _end(*_: object, **__: object) -> int:
    raise KeyboardInterrupt


def test_what_redis_lost_counts_no_more_and_is_told(
    url: str, redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    write(redis, keys, [filed("c-1"), filed("c-2"), event("c-1", 2, "advised"), filed("c-3")])
    with history(url, keys, tmp_path) as held:
        held.catch_up()
        lost = held.ids("cases")[2:]
        redis.xdel(keys.cases, *lost)  # as a copy that was restored
        write(redis, keys, [event("c-1", 2, "noted", text="x"), filed("c-4")])
        held.catch_up()
        assert held.ids("cases") == [entry.decode() for entry, _ in redis.xrange(keys.cases)]
        assert sorted(held.told()) == ["c-1", "c-2", "c-4"]
        assert held.told()["c-1"]["state"] == 0  # not advised
        [(stream, after, _, why)] = held.store.gaps(held.world)
        assert (stream, after, why) == ("cases", held.ids("cases")[1], "lost")


def test_a_record_born_again_is_another_world(url: str, redis: Redis, keys: Keys, tmp_path: Path) -> None:
    write(redis, keys, [filed("c-1")])
    with history(url, keys, tmp_path) as held:
        held.catch_up()
        before = held.world
        redis.delete(keys.cases)
        redis.set(keys.epoch, "second")
        write(redis, keys, [filed("c-1", "2-1")])
        while held.world == before:
            held.copier.turn(1)
        held.catch_up()
        assert held.told()["c-1"]["place"] == "0/2/2-1"
        assert len(held.store.read(before, "cases", "0-0", 10)) == 1


def test_what_was_trimmed_unread_is_a_gap(url: str, redis: Redis, keys: Keys, tmp_path: Path) -> None:
    write(redis, keys, [filed(f"c-{number}") for number in range(3)])
    with history(url, keys, tmp_path) as held:
        held.catch_up()
        last = held.ids("cases")[-1]
    write(redis, keys, [filed(f"d-{number}") for number in range(3)])
    redis.xtrim(keys.cases, maxlen=1, approximate=False)
    with history(url, keys, tmp_path) as held:
        assert held.catch_up() == 1
        [(stream, after, until, why)] = held.store.gaps(held.world)
        assert (stream, after, until) == ("cases", last, held.ids("cases")[-1])
        assert why in ("trimmed", "maybe_trimmed")  # Redis before 7 cannot say what it trimmed


def test_nothing_is_trimmed_before_it_is_copied(url: str, redis: Redis, keys: Keys, tmp_path: Path) -> None:
    seconds, _ = redis.time()
    old = seconds * 1000 - 30 * DAY
    with redis.pipeline() as pipe:
        for number in range(300):
            pipe.xadd(keys.dispatches, {"dispatch": str(number)}, id=f"{old + number}-0")
        pipe.execute()
    with history(url, keys, tmp_path) as held:
        held.copier.turn(1)  # begins: nothing is copied
        trim_record(redis, keys, Retention())
        assert redis.xlen(keys.dispatches) == 300
        held.catch_up()
        held.copier._cursors._next = 0.0
        held.copier.turn(1)
        assert read_copied(redis, keys).entries["dispatches"] == held.ids("dispatches")[-1]
    trim_record(redis, keys, Retention())
    assert redis.xlen(keys.dispatches) < 150


def test_facts_made_again_are_the_same(url: str, redis: Redis, keys: Keys, tmp_path: Path) -> None:
    write(
        redis,
        keys,
        [
            filed("c-1", due=NOW + 2 * HOUR, channel="hotline"),
            event(
                "c-1", 2, "dispatched", NOW + HOUR, dispatch="x", inspector="ann", answer_by=NOW + 2 * HOUR
            ),
            event("c-1", 3, "closed", NOW + HOUR),  # does not fit: it only counts as a revision
            event("c-1", 4, "fed_back", NOW + HOUR, dispatch="x"),
            event("c-1", 5, "verified", NOW + HOUR, evidence="words"),
            filed("c-2", "2-1", item="fire"),
            event("c-1", 6, "closed", NOW + 3 * HOUR),
            event("c-2", 2, "merged", into="c-1"),
        ],
    )
    with history(url, keys, tmp_path) as held:
        held.catch_up()
        before = held.told()
        held.facts.rebuild(held.world)
        assert held.told() == before
        told = before["c-1"]
        assert (told["place"], told["item"], told["category"], told["department"]) == (
            "0/1/1-1",
            "hole",
            "c",
            "d",
        )
        assert (told["person"], told["channel"], told["revision"]) == ("ann", "hotline", 6)
        assert (told["first_response"], told["closed"], told["due"]) == (
            NOW + HOUR,
            NOW + 3 * HOUR,
            NOW + 2 * HOUR,
        )
        assert before["c-2"]["ended"] == NOW


def test_a_case_that_was_forgotten_goes_on_as_if_it_was_not(
    url: str, redis: Redis, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.history.events.case_facts.HELD", 2)
    write(redis, keys, [filed(f"c-{number}") for number in range(4)])
    with history(url, keys, tmp_path) as held:
        held.catch_up()
        write(redis, keys, [event("c-0", 2, "claimed", NOW + HOUR), event("c-1", 2, "merged", into="c-0")])
        held.catch_up()
        assert held.told()["c-0"]["first_response"] == NOW + HOUR
        assert held.told()["c-1"]["revision"] == 2
        with pytest.raises(AssertionError):  # the control: without what it was, nothing of it fits
            monkeypatch.setattr(type(held.facts), "_know", lambda *_, **__: None)
            held.facts.turn(held.world)
            write(redis, keys, [event("c-2", 2, "claimed", NOW + HOUR)])
            held.catch_up()
            assert held.told()["c-2"]["first_response"] == NOW + HOUR


def test_a_store_that_takes_nothing_loses_nothing(url: str, redis: Redis, keys: Keys, tmp_path: Path) -> None:
    write(redis, keys, [filed("c-1")])
    with history(url, keys, tmp_path) as held:
        held.copier.turn(1)
        held.copier.fail("the store of events: disk full")
        assert read_copied(redis, keys).trouble == "the store of events: disk full"
        redis.hset(keys.history, "at", 1)
        held.copier._cursors._next = 0.0  # a second later
        held.copier.fail("the store of events: disk full")  # it lasts, and it is still this that is told
        assert read_copied(redis, keys).at > 1
        assert held.catch_up() in (0, 1) and held.ids("cases")
        assert read_copied(redis, keys).trouble == ""
        held.beside = "the columns: disk full"
        held.copier.turn(1)
        assert read_copied(redis, keys).trouble == "the columns: disk full"


def test_a_stream_that_is_gone_takes_nothing_of_history_with_it(
    url: str, redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    write(redis, keys, [filed("c-1"), filed("c-2")])
    with history(url, keys, tmp_path) as held:
        held.catch_up()
        redis.delete(keys.cases)
        for _ in range(3):  # it is seen within a second, and reading goes on
            held.copier.turn(600)
        write(redis, keys, [filed("c-3")])
        held.catch_up()
        assert sorted(held.told()) == ["c-1", "c-2", "c-3"]
        assert [why for *_, why in held.store.gaps(held.world)] in (["lost"], ["maybe_trimmed"], ["trimmed"])
