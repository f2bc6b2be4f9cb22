"""The only way into the record: an event is appended at the revision it was decided on, or not at all.

What is remembered beside the stream: each case's revision as long as its events (one small hash field,
removed when they are archived), and the first answer to each key for 100 days, when nobody sends again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

import msgspec
from redis import Redis

from city.cases.case import CaseEvent
from streams.messages.dispatches import dispatch_fields
from streams.record.keys import Keys
from streams.record.script import Call, Script
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.record.tails import START
from streams.server.replicas import NONE, Replicas

__all__ = [
    "Append",
    "Appended",
    "Conflict",
    "Journal",
    "LostTailError",
    "StaleFenceError",
    "StaleRevisionError",
    "Stand",
    "UnsealedError",
    "answered",
    "append_all",
    "append_event",
    "revision_of",
]

DAY = 86_400_000
ANSWER_KEPT = 100 * DAY
COUNTER_KEPT = 40 * DAY  # case ids carry their day, and a report counts at most 7 days back
_NEVER = -1
_script = Script(Path(__file__).with_name("append.lua"))


class StaleRevisionError(RuntimeError):
    """What the writer knows is out of date: what it was about to write is not written."""


class StaleFenceError(StaleRevisionError):
    """Another clerk has taken over."""


class UnsealedError(StaleRevisionError):
    """The record is sealed, and not with this process's key: nobody would fold what it writes."""


class LostTailError(StaleRevisionError):
    """The record no longer has the entry that the writer's fold stands on."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a writer stands: the last entry of `cases` in its fold ("" or "0-0": none yet), and, for those
    who number cases, the server they learned it from and the last number known to be given out, by prefix."""

    entry: str = ""
    server: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


NOWHERE = Stand()


@dataclass(frozen=True, slots=True)
class Appended:
    """`again`: this key was answered before, and this is the first answer. `digest` is the first cause's.
    `confirmed`: enough replicas hold it."""

    case: str
    revision: int
    entry: str
    again: bool
    digest: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Conflict:
    """The case has moved on: this is its revision now. `of`: another case than the one the event is for."""

    revision: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class Append:
    """An event, and the revision it was decided on. With `numbered`, its case is a prefix to be numbered.

    `recall` and `dispatch` go out with it: what their entries in `dispatches` say beside case and revision.
    `upon`: another case the event rests on, and the revision that must still be its.
    """

    event: CaseEvent
    expected: int
    numbered: bool = False
    digest: str = ""
    dispatch: Mapping[str, Any] | None = None
    upon: tuple[str, int] | None = None
    recall: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """A stream of events other than `cases`, and what is kept beside it: a hash of revisions, and `seen(key)`
    for the first answer to each key."""

    stream: str
    revisions: str
    seen: Callable[[str], str]


def append_event(
    redis: Redis,
    keys: Keys,
    event: CaseEvent,
    expected_revision: int,
    fence: int | None = None,
    *,
    replicas: Replicas = NONE,
    dispatch: Mapping[str, Any] | None = None,
    digest: str = "",
    upon: tuple[str, int] | None = None,
    recall: Mapping[str, Any] | None = None,
    stand: Stand = NOWHERE,
    seal: Seal = NO_SEAL,
) -> Appended | Conflict:
    append = Append(event, expected_revision, digest=digest, dispatch=dispatch, upon=upon, recall=recall)
    return append_all(redis, keys, [append], fence, replicas=replicas, stand=stand, seal=seal)[0]


def answered(
    redis: Redis, keys: Keys, key: str, *, replicas: Replicas = NONE, seal: Seal = NO_SEAL
) -> Appended | None:
    """The first answer to what was asked under this key; None when nothing was written for it yet."""
    nothing = CaseEvent("", "-", 0, "-", 0, "-", key)
    told = append_event(
        redis, keys, nothing, _NEVER, replicas=replicas, seal=seal
    )  # at a revision no case is at
    return told if isinstance(told, Appended) else None


def revision_of(redis: Redis, keys: Keys, case: str) -> int:
    """Of the record itself, 0 for a case that is not in it: a fold may be behind."""
    told: Any = redis.hget(keys.revisions, case)
    return int(told or 0)


def append_all(
    redis: Redis,
    keys: Keys,
    appends: Sequence[Append],
    fence: int | None = None,
    *,
    replicas: Replicas = NONE,
    stand: Stand = NOWHERE,
    seal: Seal = NO_SEAL,
    journal: Journal | None = None,
) -> list[Appended | Conflict]:
    """In one round trip, and another for those whose case got another number than they were signed for.
    Raises StaleRevisionError or what Redis says; what was written stays. `journal`:
    into another stream than `cases`."""
    answers: dict[int, Appended | Conflict] = {}
    while len(answers) < len(appends):
        left = [i for i in range(len(appends)) if i not in answers]
        into = journal or Journal(keys.cases, keys.revisions, keys.seen)
        calls = [_call(keys, into, appends[i], fence, stand, seal) for i in left]
        told, confirmed = _script.run_all(redis, calls, replicas=replicas)
        news = {i: _answer(each, confirmed) for i, each in zip(left, told, strict=True)}
        _learn(seal, [(appends[i], answer) for i, answer in news.items()])
        answers |= {i: answer for i, answer in news.items() if not isinstance(answer, str)}
    return [answers[i] for i in range(len(appends))]


def _learn(seal: Seal, told: Sequence[tuple[Append, Appended | Conflict | str]]) -> None:
    """Which number the next case gets: the first that was refused tells, else the last that was given."""
    refused: set[str] = set()
    for append, answer in told:
        if isinstance(answer, str) and append.event.case not in refused:
            refused.add(append.event.case)
            seal.numbered(answer, taken=False)
        elif append.event.case not in refused and append.numbered and _is_new(answer):
            seal.numbered(answer.case, taken=True)


def _is_new(answer: Appended | Conflict | str) -> TypeGuard[Appended]:
    return isinstance(answer, Appended) and not answer.again


def _call(keys: Keys, into: Journal, append: Append, fence: int | None, stand: Stand, seal: Seal) -> Call:
    event = append.event
    case, prefix = ("", event.case) if append.numbered else (event.case, "")
    recall, data = dispatch_fields(append.recall), msgspec.json.encode(event.data)
    wanted = seal.expected(prefix) if append.numbered and seal.key else ""
    told = (event.type, str(event.time), event.actor, event.key, data)
    names = (into.stream, into.revisions, into.seen(event.key), keys.number(prefix), keys.fence)
    return (
        (*names, keys.dispatches, keys.seal),
        (
            append.expected,
            "" if fence is None else fence,
            case,
            prefix,
            ANSWER_KEPT,
            COUNTER_KEPT,
            append.digest,
            *told,
            *(append.upon or ("", 0)),
            "" if stand.entry == START else stand.entry,
            stand.numbers.get(prefix, 0),
            stand.server,
            seal.print,
            seal.digest((wanted or case, str(append.expected + 1), *told)),
            wanted,
            len(recall),
            *recall,
            *dispatch_fields(append.dispatch),
        ),
    )


def _answer(answer: list[bytes], confirmed: bool) -> Appended | Conflict | str:
    """The id a new case would get, when it is another than it was signed for."""
    kind, *told = (part.decode() for part in answer)
    if kind == "stale":
        raise StaleFenceError("another clerk has taken over")
    if kind == "lost":
        raise LostTailError(f"the record lost its newest entries: {told[0]} is gone")
    if kind == "unsealed":
        raise UnsealedError("the record is sealed with another key: web.keys_file must be the one it has")
    if kind == "renumbered":
        return told[0]
    if kind == "conflict":
        return Conflict(int(told[0]), told[1])
    case, revision, entry, digest = told
    return Appended(case, int(revision), entry, kind == "again", digest, confirmed)
