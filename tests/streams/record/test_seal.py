"""A sealed record: what our processes write is folded, and what anybody else writes by hand is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from streams.clerk.clerk import Clerk
from streams.messages.contract import decode_events, event_fields
from streams.messages.events import SEALED
from streams.record.append import Append, UnsealedError, append_all, append_event
from streams.record.keys import Keys
from streams.record.past import write_past
from streams.record.seal import Seal, Sealed, SealError
from tests.city.small_city import small_city
from tests.streams.desk import Clock, send
from tests.streams.entries import NOW

EVENT = CaseEvent("", "c-1", 1, "filed", NOW, "clerk", "report//r-1", {"item": "hole", "text": "路上有坑"})


@pytest.fixture
def seal() -> Seal:
    return Seal(lambda: b"a secret")


def cases(redis: Redis, keys: Keys, seal: Seal) -> tuple[list[str], list[str]]:
    """The cases that would be folded, and why others would not."""
    events, rejects = decode_events(redis.xrange(keys.cases), broken=seal.broken)
    return [event.case for event in events], [each.reason for each in rejects]


def by_hand(redis: Redis, keys: Keys, **changed: str) -> str:
    fields = event_fields(replace(EVENT, case="c-2")) | changed
    entry: bytes = redis.xadd(keys.cases, fields)  # type: ignore[arg-type,assignment]
    return entry.decode()


def test_what_is_written_by_hand_is_refused_and_named(redis: Redis, keys: Keys, seal: Seal) -> None:
    seal.set(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=seal)
    first, second = by_hand(redis, keys), by_hand(redis, keys, digest="0" * 32)
    wanted = "digest must be the one that Gridwall's processes make, got"
    told = [f"cases {first}: {wanted} nothing", f"cases {second}: {wanted} {'0' * 32}"]
    assert cases(redis, keys, seal) == (["c-1"], told)


@pytest.mark.parametrize("name", [name.decode() for name in SEALED])
def test_no_field_of_an_event_can_be_another(redis: Redis, keys: Keys, seal: Seal, name: str) -> None:
    seal.set(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=seal)
    [(_, fields)] = redis.xrange(keys.cases)
    assert not seal.broken("9-0", fields)
    assert seal.broken("9-0", fields | {name.encode(): fields[name.encode()] + b"1"})


def test_what_was_there_before_stays_good(redis: Redis, keys: Keys, seal: Seal) -> None:
    by_hand(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=seal)
    by_hand_too = seal.set(redis, keys)
    by_hand(redis, keys)
    assert by_hand_too.ours and len(cases(redis, keys, seal)[1]) == 1
    assert cases(redis, keys, seal)[0] == ["c-2", "c-1"]


def test_not_sealed_everything_is_taken_and_ours_is_signed_already(
    redis: Redis, keys: Keys, seal: Seal
) -> None:
    by_hand(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=seal)
    assert seal.look(redis, keys) is None
    assert cases(redis, keys, seal) == (["c-2", "c-1"], [])
    assert [b"digest" in fields for _, fields in redis.xrange(keys.cases)] == [False, True]


def test_cases_that_the_script_numbers_are_signed_with_their_number(
    redis: Redis, keys: Keys, clock: Clock, seal: Seal
) -> None:
    seal.set(redis, keys)
    for number in range(90):
        send(redis, keys, f"r-{number // 2 if number % 3 else number}")  # many come again in between
    for name in ("one", "two"):  # another clerk knows no numbers yet
        clerk = Clerk(redis, keys, small_city(), name, epoch="e", monotonic=clock, seal=seal)
        while clerk.work(NOW, {}):
            continue
        clerk.close()
        send(redis, keys, f"late-{name}")
    told, refused = cases(redis, keys, seal)
    assert refused == [] and [int(case.rpartition("-")[2]) for case in told] == list(range(1, len(told) + 1))


@pytest.mark.parametrize("other", [Seal(), Seal(lambda: b"another secret")])
def test_who_has_not_the_key_writes_nothing(redis: Redis, keys: Keys, seal: Seal, other: Seal) -> None:
    seal.set(redis, keys)
    with pytest.raises(UnsealedError, match=r"web\.keys_file must be the one it has"):
        append_event(redis, keys, EVENT, 0, seal=other)
    assert redis.exists(keys.cases, keys.revisions) == 0


def test_nobody_is_sealed_out(redis: Redis, keys: Keys, seal: Seal) -> None:
    by_hand(redis, keys)
    with pytest.raises(SealError, match=r"got .* without: start all web processes of this version"):
        seal.set(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=seal)
    by_hand(redis, keys)  # an earlier version goes on writing
    append_all(redis, keys, [Append(replace(EVENT, revision=2, type="noted", key="k"), 1)], seal=seal)
    with pytest.raises(SealError):
        seal.set(redis, keys)
    with pytest.raises(SealError, match="got none"):
        Seal().set(redis, keys)


def test_a_seal_that_somebody_else_moved_is_not_believed(redis: Redis, keys: Keys, seal: Seal) -> None:
    seal.set(redis, keys)
    entry = by_hand(redis, keys)
    redis.hset(keys.seal, "since", entry)
    fresh = Seal(lambda: b"a secret")
    assert fresh.look(redis, keys) == Sealed(entry, ours=False)
    assert seal.look(redis, keys) == Sealed(entry, ours=False) and len(cases(redis, keys, seal)[1]) == 1
    redis.delete(keys.seal)
    assert seal.look(redis, keys) is None and len(cases(redis, keys, seal)[1]) == 1


def test_a_made_up_past_is_signed_too(redis: Redis, keys: Keys, seal: Seal) -> None:
    seal.set(redis, keys)
    assert write_past(redis, keys, [replace(EVENT, entry="5-1")], [], {}, seal) == 1
    assert cases(redis, keys, seal) == (["c-1"], [])
