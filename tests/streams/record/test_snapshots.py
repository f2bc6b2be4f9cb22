"""A snapshot is used only where it belongs."""

import logging

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.record.snapshots import load, store
from streams.record.tails import Held
from tests.streams.entries import NOW

TAIL = [Held("5-1", b"12345678", "c", 1)]
STATE = {"columns": {"lat": b"\x00\xff"}, "cases": [["c", 1, None, "坑"]]}


def put(redis: Redis, keys: Keys) -> None:
    told = {"edition": "a", "epoch": "e", "ids": {"s": "5-1"}, "tail": TAIL}
    assert store(redis, keys, **told, state=STATE, now=NOW) > 0  # type: ignore[arg-type]


def test_a_snapshot_comes_back_as_it_went(redis: Redis, keys: Keys) -> None:
    assert load(redis, keys, epoch="e") is None
    put(redis, keys)
    kept = load(redis, keys, epoch="e")
    assert kept is not None
    assert (kept.state, kept.ids, kept.time, list(kept.tail)) == (STATE, {"s": "5-1"}, NOW, TAIL)
    assert kept.edition == "a"


def test_a_snapshot_of_another_epoch_is_ignored_with_one_line(
    redis: Redis, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    put(redis, keys)
    with caplog.at_level(logging.WARNING):
        assert load(redis, keys, epoch="f") is None
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("snapshot ignored: schema, epoch must be (2,")


@pytest.mark.parametrize("damaged", [b"", b"\xc1", b"\x93\x01\x02\x03", b"\x96\x01\xa1\xff"], ids=repr)
def test_a_damaged_snapshot_is_ignored_with_one_line(
    redis: Redis, keys: Keys, damaged: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    redis.set(keys.snapshot, damaged)
    assert load(redis, keys, epoch="e") is None
    assert len(caplog.messages) == 1


def test_too_large_a_snapshot_is_not_stored(
    redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("streams.record.snapshots.LARGEST", 10)
    assert store(redis, keys, edition="a", epoch="e", ids={}, state=STATE, now=NOW) == 0
    assert redis.exists(keys.snapshot) == 0
    assert "is larger than 10" in caplog.messages[0]


def test_a_snapshot_of_many_pieces_comes_back_whole_and_leaves_nothing_beside_it(
    redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.record.snapshots.PIECE", 7)
    put(redis, keys)
    kept = load(redis, keys, epoch="e")
    assert kept is not None
    assert kept.state == STATE
    assert [key.decode() for key in redis.keys(f"{keys.snapshot}*")] == [keys.snapshot]
    assert redis.ttl(keys.snapshot) == -1


def test_a_snapshot_that_is_not_whole_never_takes_the_place_of_the_last(
    redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(redis, keys)
    before = redis.get(keys.snapshot)
    monkeypatch.setattr("streams.record.snapshots.PIECE", 7)
    monkeypatch.setattr(redis, "setrange", lambda *_: (_ for _ in ()).throw(ConnectionError("away")))
    with pytest.raises(ConnectionError):
        put(redis, keys)
    assert redis.get(keys.snapshot) == before
    (half,) = [key for key in redis.keys(f"{keys.snapshot}*") if key != keys.snapshot.encode()]
    assert 0 < redis.ttl(half) <= 60
