"""Appends to `handovers`, by the same script as cases and under the same seal; and opens what one froze."""

from __future__ import annotations

from typing import Any

from redis import Redis

from city.cases.case import CaseEvent
from city.handover.deciding import Decided
from city.handover.handovers import SUBJECT, Shifts
from city.handover.sheet import Sheet, thawed
from streams.messages.events import decode_events
from streams.record.append import Append, Appended, Conflict, Journal, append_all
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.server.replicas import NONE, Replicas


def append_handover(
    redis: Redis,
    keys: Keys,
    shifts: Shifts,
    decided: Decided,
    actor: str,
    now: int,
    fence: int | None = None,
    *,
    replicas: Replicas = NONE,
    seal: Seal = NO_SEAL,
) -> Appended | Conflict:
    """At the revision of the shifts it was decided on, or not at all. Raises StaleRevisionError or what Redis
    says."""
    case, revision = f"{SUBJECT}{shifts.area}", shifts.revision + 1
    event = CaseEvent("", case, revision, decided.type, now, actor, decided.key, decided.data)
    append = Append(event, shifts.revision, digest=actor)
    journal = Journal(keys.handovers, keys.handover_revisions, keys.handover_seen)
    return append_all(redis, keys, [append], fence, replicas=replicas, seal=seal, journal=journal)[0]


def open_handover(redis: Redis, keys: Keys, entry: str, seal: Seal = NO_SEAL) -> Sheet | None:
    """What it froze; None once it is kept no longer. Raises what Redis says."""
    found: Any = redis.xrange(keys.handovers, entry, entry)
    events, _ = decode_events(found, keys.label(keys.handovers), seal.broken)
    try:
        return thawed(events[0].data) if events else None
    except (KeyError, TypeError, ValueError):
        return None
