"""Entries of `editions`: from when an edition holds, or that one was taken back before it did."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from city.areas.gone import Gone
from city.editions.plan import KINDS, Edition, Plan
from streams.messages.values import UNREADABLE, RefusedError, shown


class Loaded(msgspec.Struct):
    """An edition as it is kept; its members are those of Edition."""

    kind: str
    edition: str
    since: int
    name: str
    by: str
    time: int
    gone: list[Gone] = []


class Withdrawn(msgspec.Struct):
    """`withdrawn`: the entry of an edition that never holds."""

    withdrawn: str
    by: str
    time: int


_loaded, _withdrawn = msgspec.json.Decoder(Loaded), msgspec.json.Decoder(Withdrawn)


def edition_entry(edition: Edition) -> bytes:
    gone = list(edition.gone.values())
    told = (edition.kind, edition.edition, edition.since, edition.name, edition.by, edition.told, gone)
    return msgspec.json.encode(Loaded(*told))


def withdrawn_entry(edition: Edition, by: str, now: int) -> bytes:
    return msgspec.json.encode(Withdrawn(edition.id, by, now))


def plan_of(entries: Mapping[str, bytes]) -> Plan:
    """`entries` by id. Raises RefusedError: an edition that cannot be read is not passed over in silence."""
    editions: list[Edition] = []
    withdrawn: list[str] = []
    for id in sorted(entries, key=int):
        try:
            if b'"withdrawn"' in entries[id][:16]:
                withdrawn.append(_withdrawn.decode(entries[id]).withdrawn)
            else:
                editions.append(_edition(id, _loaded.decode(entries[id])))
        except UNREADABLE as error:
            raise RefusedError(f"entry {id} of editions cannot be read: {error}") from None
    return Plan(editions, withdrawn)


def _edition(id: str, told: Loaded) -> Edition:
    if told.kind not in KINDS:
        raise RefusedError(
            f"entry {id} of editions: kind must be one of {', '.join(KINDS)}, got {shown(told.kind)}"
        )
    gone = {each.code: each for each in told.gone}
    return Edition(told.kind, told.edition, told.since, told.name, told.by, told.time, gone, id)
