"""Entries of the cases stream to events and back. We wrote them, and check them all the same."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from city.cases.case import CaseEvent
from streams.messages.entries import Entry
from streams.messages.rejects import Reject, raw_fields, reject
from streams.messages.values import UNREADABLE, RefusedError, identifier, moment, refuse, text

SEALED = (b"case", b"revision", b"type", b"time", b"actor", b"key", b"data")  # what the digest is of
_data = msgspec.json.Decoder(dict[str, object])


def event_fields(event: CaseEvent) -> dict[str, str | bytes]:
    return {
        "case": event.case,
        "revision": str(event.revision),
        "type": event.type,
        "time": str(event.time),
        "actor": event.actor,
        "key": event.key,
        "data": msgspec.json.encode(event.data),
    }


def decode_events(
    entries: Sequence[Entry],
    stream: str = "cases",
    broken: Callable[[str, Mapping[bytes, bytes]], bool] | None = None,
) -> tuple[list[CaseEvent], list[Reject]]:
    """`broken(entry, fields)`: whether it lacks the digest of our own processes."""
    events: list[CaseEvent] = []
    rejects: list[Reject] = []
    for entry, fields in entries:
        name = entry.decode("ascii")
        try:
            if broken is not None and broken(name, fields):
                refuse("digest", "the one that Gridwall's processes make", fields.get(b"digest"))
            events.append(_event(name, fields))
        except RefusedError as error:
            rejects.append(reject(stream, name, None, str(error), raw_fields(fields)))
    return events, rejects


def _event(entry: str, fields: dict[bytes, bytes]) -> CaseEvent:
    revision = fields.get(b"revision", b"")
    if not (revision.isdigit() and len(revision) <= 9 and int(revision) > 0):
        refuse("revision", "a whole number from 1", revision)
    try:
        data = _data.decode(fields.get(b"data", b""))
    except UNREADABLE:
        refuse("data", "a JSON object", fields.get(b"data"))
    return CaseEvent(
        entry=entry,
        case=_told("case", fields),  # holds an area's code, which may be any text
        revision=int(revision),
        type=identifier("type", fields.get(b"type")),
        time=moment("time", fields.get(b"time")),
        actor=_told("actor", fields),
        key=_told("key", fields),
        data=data,
    )


def _told(name: str, fields: dict[bytes, bytes]) -> str:
    told = text(fields.get(name.encode()))
    if not told or len(told) > 200:
        refuse(name, "1 to 200 characters of UTF-8", fields.get(name.encode()))
    return told
