"""The only way into the record: an event is appended at the revision it was decided on, or not at all.

What is remembered beside the stream: each case's revision as long as its events (one small hash field,
removed when they are archived), and the first answer to each key for 100 days, when nobody sends again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from redis import Redis

from city.case import CaseEvent
from streams.keys import Keys
from streams.script import Call, Script, Unconfirmed

__all__ = ["Append", "Appended", "Conflict", "StaleFence", "Unconfirmed", "append_all", "append_event"]

DAY = 86_400_000
ANSWER_KEPT = 100 * DAY
COUNTER_KEPT = 40 * DAY  # case ids carry their day, and a report counts at most 7 days back
_script = Script("append.lua")


class StaleFence(RuntimeError):
    """Another clerk has taken over: what this one was about to write is not written."""


@dataclass(frozen=True, slots=True)
class Appended:
    """`again`: this key was answered before, and this is the first answer. `digest` is the first cause's."""

    case: str
    revision: int
    entry: str
    again: bool
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The case has moved on: this is its revision now."""

    revision: int


@dataclass(frozen=True, slots=True)
class Append:
    """An event, and the revision it was decided on. With `numbered`, its case is a prefix to be numbered."""

    event: CaseEvent
    expected: int
    numbered: bool = False
    digest: str = ""


def append_event(
    redis: Redis,
    keys: Keys,
    event: CaseEvent,
    expected_revision: int,
    fence: int | None = None,
    *,
    replicas: int = 0,
) -> Appended | Conflict:
    return append_all(redis, keys, [Append(event, expected_revision)], fence, replicas=replicas)[0]


def append_all(
    redis: Redis, keys: Keys, appends: Sequence[Append], fence: int | None = None, *, replicas: int = 0
) -> list[Appended | Conflict]:
    """In one round trip. Raises StaleFence, Unconfirmed, or what Redis says; what was written stays."""
    if not appends:
        return []
    answers = _script.run_all(redis, [_call(keys, append, fence) for append in appends], replicas=replicas)
    return [_answer(answer) for answer in answers]


def _call(keys: Keys, append: Append, fence: int | None) -> Call:
    event = append.event
    case, prefix = ("", event.case) if append.numbered else (event.case, "")
    return (
        (keys.cases, keys.revisions, keys.seen(event.key), keys.number(prefix), keys.fence),
        (
            append.expected,
            "" if fence is None else fence,
            case,
            prefix,
            ANSWER_KEPT,
            COUNTER_KEPT,
            append.digest,
            event.type,
            event.time,
            event.actor,
            event.key,
            msgspec.json.encode(event.data),
        ),
    )


def _answer(answer: list[bytes]) -> Appended | Conflict:
    kind, *told = (part.decode() for part in answer)
    if kind == "stale":
        raise StaleFence("another clerk has taken over")
    if kind == "conflict":
        return Conflict(int(told[0]))
    case, revision, entry, digest = told
    return Appended(case, int(revision), entry, kind == "again", digest)
