"""Entries of `cameras` and `wall` to rows. What cannot be read is passed over: others tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from streams.cameras.cameras import decode_camera_events
from streams.history.columns.stream_ids import packed
from streams.messages.entries import Entry
from streams.messages.values import UNREADABLE, text

_changes = msgspec.json.Decoder(dict[str, msgspec.Raw])
Rows = list[tuple[Any, ...]]


def camera_rows(entries: Sequence[Entry]) -> Rows:
    events, _ = decode_camera_events(list(entries))
    return [(event.camera, packed(event.entry), event.time, event.state, event.detail, 0) for event in events]


def shown_rows(entries: Sequence[Entry]) -> Rows:
    """A row a subject that an entry changed."""
    rows: Rows = []
    for entry, fields in entries:
        try:
            time, changes = int(fields[b"time"]), _changes.decode(fields[b"changes"])
        except (KeyError, ValueError, *UNREADABLE):
            continue
        actor, done = (text(fields.get(name)) or "" for name in (b"actor", b"done"))
        for subject, value in changes.items():
            rows.append((subject, packed(entry.decode()), time, actor, done, bytes(value).decode(), 0))
    return rows
