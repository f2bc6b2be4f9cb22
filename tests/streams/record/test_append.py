"""The append script: one revision after another, each cause once, and no clerk of yesterday."""

import threading

import msgspec
import pytest
from redis import Redis
from redis.exceptions import ResponseError

from city.cases.case import CaseEvent
from streams.messages.contract import decode_events
from streams.record.append import (
    Append,
    Appended,
    Conflict,
    LostTailError,
    StaleFenceError,
    Stand,
    answered,
    append_all,
    append_event,
)
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.patience import until
from tests.streams.entries import NOW


def event(key: str, case: str = "c-1", type: str = "filed") -> CaseEvent:
    return CaseEvent("", case, 0, type, NOW, "clerk", key, {"text": "坑"})


def test_an_event_stands_in_the_stream_with_the_next_revision(redis: Redis, keys: Keys) -> None:
    first = append_event(redis, keys, event("a"), 0)
    second = append_event(redis, keys, event("b", type="acknowledged"), 1)
    assert isinstance(first, Appended) and isinstance(second, Appended)
    events, _ = decode_events(redis.xrange(keys.cases))
    assert [(e.entry, e.case, e.revision, e.type) for e in events] == [
        (first.entry, "c-1", 1, "filed"),
        (second.entry, "c-1", 2, "acknowledged"),
    ]
    assert events[0].data == {"text": "坑"}


def test_a_wrong_revision_is_answered_with_the_right_one(redis: Redis, keys: Keys) -> None:
    append_event(redis, keys, event("a"), 0)
    assert append_event(redis, keys, event("b"), 0) == Conflict(1)
    assert append_event(redis, keys, event("c"), 7) == Conflict(1)
    assert append_event(redis, keys, event("d", case="c-2"), 1) == Conflict(0)
    assert redis.xlen(keys.cases) == 1


def test_a_retry_gets_the_first_answer_whatever_it_expects(redis: Redis, keys: Keys) -> None:
    first = append_event(redis, keys, event("a"), 0)
    again = append_event(redis, keys, event("a"), 5)
    assert isinstance(first, Appended) and isinstance(again, Appended)
    assert (again.revision, again.entry, again.again) == (1, first.entry, True)
    assert redis.xlen(keys.cases) == 1


def test_a_clerk_that_was_replaced_writes_nothing(redis: Redis, keys: Keys) -> None:
    redis.set(keys.fence, 8)
    with pytest.raises(StaleFenceError):
        append_event(redis, keys, event("a"), 0, fence=7)
    assert redis.xlen(keys.cases) == 0
    assert isinstance(append_event(redis, keys, event("a"), 0, fence=8), Appended)


def test_filings_are_numbered_by_their_prefix(redis: Redis, keys: Keys) -> None:
    filings = [Append(event(f"k{i}", case=f"town-{i % 2}"), 0, numbered=True) for i in range(4)]
    answers = append_all(redis, keys, filings)
    assert [a.case for a in answers if isinstance(a, Appended)] == [
        "town-0-1",
        "town-1-1",
        "town-0-2",
        "town-1-2",
    ]


def test_a_lost_counter_gives_no_case_id_twice(redis: Redis, keys: Keys) -> None:
    append_all(redis, keys, [Append(event("a", case="t"), 0, numbered=True)])
    redis.delete(keys.number("t"))
    answer = append_all(redis, keys, [Append(event("b", case="t"), 0, numbered=True)])[0]
    assert isinstance(answer, Appended)
    assert answer.case == "t-2"


def test_what_was_decided_on_a_lost_entry_is_not_written(redis: Redis, keys: Keys) -> None:
    first, second = (append_event(redis, keys, event(key, case=key), 0) for key in ("a", "b"))
    assert isinstance(first, Appended) and isinstance(second, Appended)
    redis.xdel(keys.cases, second.entry)
    for key, stand in (("c", first.entry), ("d", "0-0"), ("e", "")):
        assert isinstance(append_event(redis, keys, event(key, case=key), 0, stand=Stand(stand)), Appended)
    with pytest.raises(LostTailError, match=f"{second.entry} is gone"):
        append_event(redis, keys, event("f", case="f"), 0, stand=Stand(second.entry))
    assert redis.xlen(keys.cases) == 4


def numbered(redis: Redis, keys: Keys, key: str, server: str, **numbers: int) -> str:
    stand = Stand("", server, numbers)
    answer = append_all(redis, keys, [Append(event(key, case="t"), 0, numbered=True)], stand=stand)[0]
    assert isinstance(answer, Appended)
    return answer.case


def test_after_a_fail_over_numbers_go_on_beyond_all_that_may_be_lost(redis: Redis, keys: Keys) -> None:
    assert [numbered(redis, keys, key, "s-1") for key in "ab"] == ["t-1", "t-2"]
    assert numbered(redis, keys, "c", "s-2") == "t-101"
    assert numbered(redis, keys, "d", "s-2") == "t-102"
    assert numbered(redis, keys, "e", "s-3", t=340) == "t-401"
    assert numbered(redis, keys, "f", "s-3", t=450, u=900) == "t-451"


def test_what_is_remembered_beside_the_stream_ends_some_day(redis: Redis, keys: Keys) -> None:
    append_all(redis, keys, [Append(event("a", case="t"), 0, numbered=True)])
    day = 86_400
    assert 90 * day < redis.ttl(keys.seen("a")) <= 100 * day
    assert redis.ttl(keys.number("t")) > 30 * day


def test_a_restarted_server_is_taught_the_script_again(own_redis: EmbeddedRedis) -> None:
    with own_redis.client() as redis:
        keys = Keys()
        append_event(redis, keys, event("a"), 0)
        own_redis.kill()
        own_redis.restart()
        again = append_event(redis, keys, event("a"), 0)
        assert isinstance(again, Appended) and again.again
        assert isinstance(append_event(redis, keys, event("b"), 1), Appended)


def test_of_two_officers_at_once_one_wins_every_revision(redis_server: EmbeddedRedis, keys: Keys) -> None:
    won: dict[str, list[int]] = {"ann": [], "bob": []}

    def claim(who: str) -> None:
        with redis_server.client() as redis:
            for revision in range(200):
                answer = append_event(redis, keys, event(f"{who}:{revision}"), revision)
                if isinstance(answer, Appended):
                    won[who].append(answer.revision)

    threads = [threading.Thread(target=claim, args=(who,)) for who in won]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won["ann"] + won["bob"]) == list(range(1, 201))


SENT = {"dispatch": "d-1", "inspector": "ann", "time": NOW, "data": {"item": "hole", "note": "快"}}


def test_what_goes_out_is_written_with_its_event_and_carries_its_revision(redis: Redis, keys: Keys) -> None:
    append_event(redis, keys, event("a"), 0)
    append_event(redis, keys, event("b", type="dispatched"), 1, dispatch=SENT)
    fields = redis.xrange(keys.dispatches)[0][1]
    data = msgspec.json.decode(fields.pop(b"data"))
    assert {name.decode(): value.decode() for name, value in fields.items()} == {
        "case": "c-1",
        "revision": "2",
        "dispatch": "d-1",
        "inspector": "ann",
        "time": str(NOW),
    }
    assert data == SENT["data"]


def test_who_is_called_back_is_told_before_who_is_sent(redis: Redis, keys: Keys) -> None:
    back = {"recall": "d-0", "inspector": "bob", "time": NOW, "data": {"why": "sent_again"}}
    append_event(redis, keys, event("a"), 0, recall=back)
    append_event(redis, keys, event("b", type="dispatched"), 1, dispatch=SENT, recall=back)
    told = [(f.get(b"recall"), f.get(b"dispatch"), f[b"revision"]) for _, f in redis.xrange(keys.dispatches)]
    assert told == [(b"d-0", None, b"1"), (b"d-0", None, b"2"), (None, b"d-1", b"2")]


def test_nothing_goes_out_for_a_conflict_or_a_second_time(redis: Redis, keys: Keys) -> None:
    append_event(redis, keys, event("a"), 3, dispatch=SENT)
    assert redis.xlen(keys.dispatches) == 0
    for _ in range(2):
        append_event(redis, keys, event("a"), 0, dispatch=SENT)
    assert redis.xlen(keys.dispatches) == 1


def test_an_event_whose_dispatch_cannot_be_written_is_not_written(redis: Redis, keys: Keys) -> None:
    redis.set(keys.dispatches, "no stream")
    with pytest.raises(ResponseError):
        append_event(redis, keys, event("a"), 0, dispatch=SENT)
    assert redis.xlen(keys.cases) == 0
    redis.delete(keys.dispatches)
    assert isinstance(append_event(redis, keys, event("a"), 0, dispatch=SENT), Appended)


def test_what_was_answered_before_is_told_without_writing(redis: Redis, keys: Keys) -> None:
    assert answered(redis, keys, "a") is None
    first = append_event(redis, keys, event("a"), 0)
    told = answered(redis, keys, "a")
    assert isinstance(first, Appended) and told
    assert (told.revision, told.entry, told.again) == (1, first.entry, True)
    assert redis.xlen(keys.cases) == 1


def test_a_first_answer_does_not_outlive_the_stream_it_stood_in(redis: Redis, keys: Keys) -> None:
    append_event(redis, keys, event("a"), 0)
    append_event(redis, keys, event("b", case="c-2"), 0)
    last = int(redis.xinfo_stream(keys.cases)["last-generated-id"].split(b"-")[0])
    redis.delete(keys.cases)
    until(lambda: redis.time()[0] * 1000 + redis.time()[1] // 1000 > last, "a later millisecond")
    first = append_event(redis, keys, event("a"), 0)
    second = append_event(redis, keys, event("b", case="c-2"), 0)
    assert isinstance(first, Appended) and isinstance(second, Appended)
    assert not first.again and not second.again
    assert [fields[b"case"] for _, fields in redis.xrange(keys.cases)] == [b"c-1", b"c-2"]


def test_the_first_answer_of_an_archived_case_holds(redis: Redis, keys: Keys) -> None:
    first = append_event(redis, keys, event("a"), 0)
    append_event(redis, keys, event("b", case="c-2"), 0)
    assert isinstance(first, Appended)
    redis.xdel(keys.cases, first.entry)
    redis.hdel(keys.revisions, "c-1")
    again = append_event(redis, keys, event("a"), 0)
    assert isinstance(again, Appended) and again.again
