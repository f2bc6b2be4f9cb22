"""What came from Redis goes into the fold, and who must be told of it is. Decides nothing about a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entries import Entry
from streams.messages import decode_camera_events, decode_events, decode_positions
from streams.rejects import Reject, raw_fields, reject

if TYPE_CHECKING:
    from dashboard.engine import Engine


def fold_positions(engine: Engine, stream: str, entries: list[Entry], now: int) -> None:
    found = decode_positions(entries, engine.sources.keys.label(stream))
    engine.live.fold_fixes(found.batch, now)
    engine.live.fold_ahead(found.ahead)
    for sos in found.sos:
        engine.live.fold_sos(sos.inspector, sos.time, sos.received, sos.lat, sos.lon, sos.unverified)
    for _, received in found.heartbeats:
        engine.chain.beat_at = max(engine.chain.beat_at, received)
    engine.fixes += len(found.batch)
    _refuse(engine, stream, found.rejects)


def fold_record(engine: Engine, stream: str, entries: list[Entry], now: int) -> None:
    label = engine.sources.keys.label(stream)
    if stream == engine.sources.keys.cameras:
        told, rejects = decode_camera_events(entries, label)
        engine.pump.cameras_changed(engine.watching.apply(told))
    else:
        events, rejects = decode_events(entries, label)
        changed = engine.live.fold_events(events, now)
        rejects += _unfit(engine, label, entries)
        engine.pump.cases_changed(changed)
        engine.desks.cases_changed(changed)
        engine.sources.heed(changed)
        engine.desks.run(now)
        engine.events += len(events)
        engine.numbers_due = True
    _refuse(engine, stream, rejects)


def _unfit(engine: Engine, label: str, entries: list[Entry]) -> list[Reject]:
    """Events that can be read and do not fit their case."""
    told, engine.live.unfit = engine.live.unfit, []
    if not told:
        return []
    raw = {entry.decode(): fields for entry, fields in entries}
    return [reject(label, entry, None, why, raw_fields(raw[entry])) for entry, why in told]


def _refuse(engine: Engine, stream: str, rejects: list[Reject]) -> None:
    engine.rejects[engine.sources.keys.label(stream)] += len(rejects)
    engine.sources.rejects.extend(rejects)
