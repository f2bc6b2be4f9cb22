"""Whether what we must write can be written: a real append, as a report is filed, to keys of its own.

Nothing else proves it: a server that answers every read may take no write, or run no script.
"""

from __future__ import annotations

import os

from redis import Redis

from city.cases.case import CaseEvent
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.server.replicas import NONE, Replicas

SLOTS = 100  # so that processes rarely meet, and what a killed one left is used again
PLACE_KEPT = 60_000  # ms


def prove(record: Redis, keys: Keys, now: int, replicas: Replicas = NONE) -> None:
    """Raises what Redis says. Two that meet on the same keys do no harm: each only wants an answer."""
    ours = Keys(_place(keys))
    event = CaseEvent("", "probe", 1, "filed", now, "probe", f"probe:{now}", {})
    sent = {"dispatch": "probe", "inspector": "probe", "time": now, "data": {}}
    left = (ours.cases, ours.revisions, ours.seen(event.key), ours.dispatches)
    record.delete(*left)
    append_event(record, ours, event, 0, replicas=replicas, dispatch=sent)
    record.delete(*left)


def prove_positions(positions: Redis, keys: Keys, now: int) -> None:
    """As a gateway writes: one entry in a stream of its own. Raises what Redis says."""
    place = f"{_place(keys)}positions"
    with positions.pipeline(transaction=False) as pipe:
        pipe.xadd(place, {"probe": now}, maxlen=1, approximate=False)
        pipe.pexpire(place, PLACE_KEPT)
        answers = pipe.execute(raise_on_error=False)
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer


def _place(keys: Keys) -> str:
    return f"{keys.prefix}probe:{os.getpid() % SLOTS}:"
