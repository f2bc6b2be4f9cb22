"""What one hook is told of one event, and when it is tried again. Pure.

A message's id is made from the hook and the event's entry in the record: whatever is read twice is told under
the same id, so a receiver takes it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import msgspec

from city.areas.areas import Areas
from city.cases.case import Case, CaseEvent
from city.cases.public_case import public_case, told_time
from city.matters import Matters
from streams.messages.values import UNREADABLE
from streams.webhooks.hooks import LEFT, PING, Hook, type_of

SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
# from one try to the next; after the last the message is a failure: 27 hours and 40 minutes
PLAN = (5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR)
JITTER = 0.2  # of each, at most, and later only
ASKED_LONGEST = HOUR  # what a receiver's Retry-After counts for


class Message(msgspec.Struct):
    """`body` is what is signed and sent, the same at each try. `tried` counts, `due` is when it is sent next,
    `made` when it was written here; epoch ms. `why` says how the last try failed."""

    id: str
    type: str
    case: str
    body: str
    made: int
    due: int
    tried: int = 0
    why: str = ""


def message_of(
    hook: Hook,
    event: CaseEvent,
    before: Case | None,
    after: Case,
    city: tuple[Areas, Matters],
    now: int,
) -> Message | None:
    """None: nothing this hook is told. A case that lay in its areas and lies there no more is told as left,
    and not where it went."""
    if hook.holds(after):
        type_ = type_of(after, event.type)
        data: dict[str, Any] = asdict(public_case(after, *city))
    elif hook.holds(before) and not after.sos:
        type_, data = LEFT, {"case": after.id, "revision": after.revision}
    else:
        return None
    if not hook.wants(type_):
        return None
    return Message(f"msg_{hook.id}_{event.entry}", type_, after.id, _body(type_, event.time, data), now, now)


def ping(hook: Hook, now: int) -> Message:
    """What tries a hook; it names no case."""
    body = _body(PING, now, {"hook": hook.id, "name": hook.name})
    return Message(f"msg_{hook.id}_ping-{now}", PING, "", body, now, now)


def _body(type_: str, at: int, data: Mapping[str, Any]) -> str:
    return msgspec.json.encode({"type": type_, "timestamp": told_time(at), "data": data}).decode()


def next_due(message: Message, now: int, chance: float, asked: int = 0) -> int | None:
    """After `message.tried` tries; None: that was the last. `chance` in [0, 1), `asked`: ms that the receiver
    wants to be left alone."""
    if message.tried > len(PLAN):
        return None
    wait = PLAN[message.tried - 1]
    return now + max(round(wait * (1 + JITTER * chance)), min(asked, ASKED_LONGEST))


def read_message(value: bytes) -> Message | None:
    """None for what another version or hand wrote there."""
    try:
        return msgspec.json.decode(value, type=Message)
    except UNREADABLE:
        return None


def age(message: Message) -> tuple[int, tuple[int, ...], str]:
    """What came first stands first; of those made in one moment, as their entries stand in the record."""
    entry = message.id.rpartition("_")[2]
    numbers = tuple(int(part) if part.isdecimal() else 0 for part in entry.split("-"))
    return message.made, numbers, message.id
