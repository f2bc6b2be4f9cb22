"""A made-up past, written whole into a record that has none: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from redis import Redis

from city.cases.case import CaseEvent
from streams.messages.dispatches import dispatch_fields
from streams.messages.events import SEALED, event_fields
from streams.record.append import COUNTER_KEPT
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal

Fields = dict[Any, Any]


def has_record(redis: Redis, keys: Keys) -> bool:
    return bool(redis.exists(keys.cases))


def write_past(
    redis: Redis,
    keys: Keys,
    events: Sequence[CaseEvent],
    dispatches: Sequence[Mapping[str, Any]],
    numbers: Mapping[str, int],
    seal: Seal = NO_SEAL,
) -> int:
    """How many events were written: none into a record that has a past already.

    Each event's `entry` is its id in `cases`, in rising order; `dispatches` go out to the field now, each
    with its `case` and `revision`; `numbers` are the last ones given out, by prefix of a case's id. Raises
    WatchError when somebody else began the record meanwhile.
    """
    with redis.pipeline(transaction=True) as pipe:
        pipe.watch(keys.cases)  # type: ignore[no-untyped-call]
        if not events or pipe.exists(keys.cases):
            return 0
        pipe.multi()
        for event in events:
            pipe.xadd(keys.cases, _named(_signed(event_fields(event), seal)), id=event.entry)
        revisions = _named({event.case: event.revision for event in events})  # the last of each counts
        pipe.hset(keys.revisions, mapping=revisions)
        for prefix, number in numbers.items():
            pipe.hset(keys.number(prefix), "number", str(number))
            pipe.pexpire(keys.number(prefix), COUNTER_KEPT)
        for told in dispatches:
            pipe.xadd(keys.dispatches, _outgoing(told))
        pipe.execute()
    return len(events)


def _signed(fields: dict[str, str | bytes], seal: Seal) -> dict[str, str | bytes]:
    digest = seal.digest([fields[name.decode()] for name in SEALED])
    return fields | ({"digest": digest} if digest else {})


def _outgoing(told: Mapping[str, Any]) -> Fields:
    flat: Any = dispatch_fields(told)
    rest = dict(zip(flat[::2], flat[1::2], strict=True))
    return {"case": told["case"], "revision": told["revision"], **rest}


def _named(fields: Mapping[str, Any]) -> Fields:
    """As the client's types want them."""
    return {**fields}
