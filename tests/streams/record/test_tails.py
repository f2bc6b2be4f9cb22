"""An entry that is still there, as it was, vouches for all before it; what is gone is told."""

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.record.reader import Reader
from streams.record.tails import KEPT, Loss, Tail, prove


def write(redis: Redis, stream: str, case: str, at: int) -> str:
    entry = redis.xadd(stream, {"case": case, "revision": "1", "data": case}, id=f"{at}-0")
    return str(entry.decode())  # type: ignore[union-attr]


def held(redis: Redis, stream: str) -> dict[str, Tail]:
    tail = Tail()
    tail.extend(redis.xrange(stream))  # type: ignore[arg-type]
    return {stream: tail}


def only(losses: list[Loss]) -> Loss:
    assert len(losses) == 1
    return losses[0]


def test_a_record_that_only_grew_lost_nothing(redis: Redis, keys: Keys) -> None:
    write(redis, keys.cases, "a", 1000)
    known = held(redis, keys.cases)
    write(redis, keys.cases, "b", 2000)
    assert prove(redis, known) == []


def test_a_tail_lost_behind_newer_ids_is_found_and_told(redis: Redis, keys: Keys) -> None:
    lost = [write(redis, keys.cases, name, at) for name, at in (("a", 1000), ("b", 2000), ("a", 4500))]
    known = held(redis, keys.cases)
    redis.xdel(keys.cases, *lost[1:])
    write(redis, keys.cases, "c", 9000)
    loss = only(prove(redis, known))
    assert (loss.survived, loss.cases, loss.seconds) == ("1000-0", ["b", "a"], 3.5)
    assert loss.all_known and not loss.emptied


def test_the_same_id_with_another_content_is_another_entry(redis: Redis, keys: Keys) -> None:
    write(redis, keys.cases, "a", 1000)
    write(redis, keys.cases, "b", 2000)
    known = held(redis, keys.cases)
    redis.delete(keys.cases)
    write(redis, keys.cases, "a", 1000)
    write(redis, keys.cases, "c", 2000)
    assert only(prove(redis, known)).cases == ["b"]


def test_an_emptied_stream_and_an_old_copy_are_told_apart(redis: Redis, keys: Keys) -> None:
    for at in range(1, KEPT + 11):
        write(redis, keys.cases, f"c-{at}", at)
    known = held(redis, keys.cases)
    redis.delete(keys.cases)
    assert only(prove(redis, known)).emptied
    write(redis, keys.cases, "c-1", 1)
    loss = only(prove(redis, known))
    assert (loss.emptied, loss.survived, loss.all_known, len(loss.lost)) == (False, "1-0", False, KEPT)


def test_what_was_trimmed_while_nobody_looked_is_no_loss(redis: Redis, keys: Keys) -> None:
    write(redis, keys.positions, "a", 1000)
    known = held(redis, keys.positions)
    write(redis, keys.positions, "b", 2000)
    redis.xtrim(keys.positions, minid="2000-0", approximate=False)
    assert prove(redis, known, trimmed=[keys.positions]) == []
    assert only(prove(redis, known)).cases == ["a"]


def test_a_reader_tells_a_loss_of_cases_and_reads_the_rest_of_positions_again(
    redis: Redis, keys: Keys
) -> None:
    for stream in (keys.cases, keys.positions):
        for name, at in (("a", 1000), ("b", 2000)):
            write(redis, stream, name, at)
    reader = Reader(redis, {keys.cases: "0-0", keys.positions: "0-0"}, None, again=[keys.positions])
    reader.poll(1)
    for stream in (keys.cases, keys.positions):
        redis.xdel(stream, "2000-0")
        write(redis, stream, "c", 3000)
    batch = reader.poll(1)  # between two looks: what is newer must not hide the loss
    assert batch.reborn and batch.loss is not None
    assert (batch.loss.cases, batch.entries) == (["b"], {})
    reader.doubt()
    reader.poll(1)
    assert reader.last[keys.positions] == "1000-0"


def test_a_stream_read_again_gives_what_came_after_the_loss_once(redis: Redis, keys: Keys) -> None:
    write(redis, keys.positions, "a", 1000)
    write(redis, keys.positions, "b", 5000)
    reader = Reader(redis, {keys.positions: "0-0"}, None, again=[keys.positions])
    reader.poll(1)
    redis.delete(keys.positions)
    for name, at in (("a", 1000), ("c", 4000)):  # the new primary's clock is behind
        write(redis, keys.positions, name, at)
    reader.doubt()
    batch = reader.poll(1)
    assert [fields[b"case"] for _, fields in batch.entries[keys.positions]] == [b"c"]


@pytest.mark.parametrize("emptied", [False, True])
def test_a_reader_that_starts_from_a_snapshot_is_told_too(redis: Redis, keys: Keys, emptied: bool) -> None:
    write(redis, keys.cases, "a", 1000)
    last = write(redis, keys.cases, "b", 2000)
    reader = Reader(redis, {keys.cases: last}, None, tails=held(redis, keys.cases))
    redis.delete(keys.cases) if emptied else redis.xdel(keys.cases, last)
    batch = reader.poll(1)
    assert batch.reborn and batch.loss is not None
    assert batch.loss.emptied == emptied
