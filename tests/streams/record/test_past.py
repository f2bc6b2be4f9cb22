"""A made-up past goes whole into an empty record, and never beside another."""

from __future__ import annotations

import msgspec
from redis import Redis

from city.cases.case import CaseEvent
from streams.messages.dispatch import Dispatch, read_entry
from streams.messages.events import decode_events
from streams.record.append import Append, Appended, append_all
from streams.record.keys import Keys
from streams.record.past import has_record, write_past

NUMBERS = {"t1-20260101": 7}


def event(case: str, revision: int, at: int) -> CaseEvent:
    return CaseEvent(f"{at}-0", case, revision, "noted", at, "clerk", f"{case}:{revision}", {"text": "x"})


AT = 1_767_225_600_000
EVENTS = [event("t1-20260101-7", 1, AT), event("t1-20260101-7", 2, AT + 1000)]
SENT = {"case": "t1-20260101-7", "revision": 2, "dispatch": "t1-20260101-7.2", "inspector": "ann", "time": 9}


def test_the_record_is_the_past_as_it_was_told(redis: Redis, keys: Keys) -> None:
    assert write_past(redis, keys, EVENTS, [SENT | {"data": {"lat": 1.0, "lon": 2.0}}], NUMBERS) == 2
    assert decode_events(redis.xrange(keys.cases)) == (EVENTS, [])  # type: ignore[arg-type]
    [[entry, fields]] = redis.xrange(keys.dispatches)  # type: ignore[misc]
    told = read_entry(entry, fields)
    assert isinstance(told, Dispatch) and (told.id, told.place) == ("t1-20260101-7.2", (1.0, 2.0))
    assert msgspec.json.decode(fields[b"data"]) == {"lat": 1.0, "lon": 2.0}


def test_what_comes_after_goes_on_from_it(redis: Redis, keys: Keys) -> None:
    write_past(redis, keys, EVENTS, [], NUMBERS)
    next_one = CaseEvent("", "t1-20260101-7", 3, "noted", AT + 2000, "wang", "k", {"text": "y"})
    new = CaseEvent("", "t1-20260101", 1, "filed", AT + 2000, "clerk", "r", {})
    after, filed = append_all(redis, keys, [Append(next_one, 2), Append(new, 0, numbered=True)])
    assert isinstance(after, Appended) and after.revision == 3
    assert isinstance(filed, Appended) and filed.case == "t1-20260101-8"


def test_a_record_that_has_a_past_keeps_it(redis: Redis, keys: Keys) -> None:
    assert not has_record(redis, keys)
    write_past(redis, keys, EVENTS[:1], [], {})
    assert has_record(redis, keys)
    assert write_past(redis, keys, EVENTS, [SENT], NUMBERS) == 0
    assert redis.xlen(keys.cases) == 1 and not redis.exists(keys.dispatches)


def test_of_nothing_nothing_is_made(redis: Redis, keys: Keys) -> None:
    assert write_past(redis, keys, [], [], {}) == 0
    assert not has_record(redis, keys)
