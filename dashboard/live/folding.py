"""What came from Redis goes into the fold, and who must be told of it is. Decides nothing about a number.

A fold is all or nothing: what breaks half-way through a batch raises FoldError, and the fold must be dropped.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from streams.messages.contract import decode_camera_events, decode_events, decode_positions
from streams.messages.entries import Entry
from streams.messages.rejects import Reject, place, raw_fields, reject

if TYPE_CHECKING:
    from dashboard.live.engine import Engine

log = logging.getLogger(__name__)


class FoldError(RuntimeError):
    """The fold holds half of a batch: nothing it says can be trusted."""


def fold(engine: Engine, stream: str, entries: list[Entry], now: int) -> None:
    """Any stream's entries; one by one when one of them broke a fold before. Raises FoldError."""
    keys, suspects = engine.sources.keys, engine.suspects
    step = fold_positions if stream in keys.position_streams else fold_record
    if suspects.among(stream, entries):
        _one_by_one(engine, stream, entries, now)
        return
    try:
        step(engine, stream, entries, now)
    except Exception as error:
        suspects.broke(stream, entries)
        raise FoldError(f"{keys.label(stream)} {entries[0][0].decode()} and after: {_said(error)}") from error


def _one_by_one(engine: Engine, stream: str, entries: list[Entry], now: int) -> None:
    """All are tried, so that one reading anew finds all that are poisonous."""
    keys, suspects = engine.sources.keys, engine.suspects
    step = fold_positions if stream in keys.position_streams else fold_record
    broken: str | None = None
    for entry in entries:
        why = suspects.poisonous.get((stream, entry[0]))
        if why is not None:
            told = reject(keys.label(stream), entry[0].decode(), None, why, raw_fields(entry[1]))
            _refuse(engine, stream, [told])
            continue
        try:
            step(engine, stream, [entry], now)
        except Exception as error:
            log.exception("%s %s breaks the fold: left out", keys.label(stream), entry[0].decode())
            broken = f"breaks the fold ({_said(error)}), so it is left out"
            suspects.poisonous[stream, entry[0]] = broken
    if broken is not None:
        raise FoldError(f"{keys.label(stream)}: an entry {broken}")


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def fold_positions(engine: Engine, stream: str, entries: list[Entry], now: int) -> None:
    live = engine.filling.live
    arrival = engine.arrival(positions=True)
    found = decode_positions(entries, engine.sources.keys.label(stream), arrival)
    live.fold_fixes(found.batch, now)
    live.fold_ahead(found.ahead)
    for sos in found.sos:
        told = sos.inspector, sos.time, sos.received, sos.lat, sos.lon
        live.fold_sos(*told, sos.unverified, sos.accuracy)
    for _, received in found.heartbeats:
        engine.chain.beat_at = max(engine.chain.beat_at, received)
    engine.fixes += len(found.batch)
    engine.not_told.update(found.not_told)
    doubtful = engine.doubts.hear(engine.sources.keys.label(stream), found.doubts)
    _refuse(engine, stream, sorted(found.rejects + doubtful, key=place) if doubtful else found.rejects)


def fold_record(engine: Engine, stream: str, entries: list[Entry], now: int) -> None:
    filling, label = engine.filling, engine.sources.keys.label(stream)
    if stream == engine.sources.keys.cameras:
        told, rejects = decode_camera_events(entries, label)
        filling.pump.cameras_changed(filling.watching.apply(told))
    else:
        events, rejects = decode_events(entries, label)
        changed = filling.live.fold_events(events, now)
        rejects += _unfit(engine, label, entries)
        filling.pump.cases_changed(changed)
        filling.desks.cases_changed(changed)
        engine.sources.heed(changed)
        filling.desks.run(now)
        engine.events += len(events)
        engine.numbers_due = True
    _refuse(engine, stream, rejects)


def _unfit(engine: Engine, label: str, entries: list[Entry]) -> list[Reject]:
    """Events that can be read and do not fit their case."""
    live = engine.filling.live
    told, live.unfit = live.unfit, []
    if not told:
        return []
    raw = {entry.decode(): fields for entry, fields in entries}
    return [reject(label, entry, None, why, raw_fields(raw[entry])) for entry, why in told]


def _refuse(engine: Engine, stream: str, rejects: list[Reject]) -> None:
    engine.rejects[engine.sources.keys.label(stream)] += len(rejects)
    engine.sources.rejects.extend(rejects)
