"""The `fixes` field: one MessagePack array of rows, for gateways that send much. At once, or row by row."""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FixBatch
from streams.messages.cry import CALL, cries, cry
from streams.messages.fix import FIELDS, UNUSABLE, optional
from streams.messages.gathered import STRIDE, Gathered
from streams.messages.table import NotPlainError, Table, sound_ids, stored
from streams.messages.values import UNREADABLE

LONGEST = 5000  # rows of one entry


class FixRow(msgspec.Struct, array_like=True, gc=False):
    """In the order of fix.FIELDS. Writers of MessagePack differ in how they send numbers: float takes all."""

    inspector: str
    time: float
    lat: float
    lon: float
    accuracy: float | None = None
    speed: float | None = None
    heading: float | None = None
    battery: float | None = None
    sos: float | bool | None = None


class WordyRow(msgspec.Struct, array_like=True, gc=False):
    """The same of writers that send words such as "NULL" for what they do not know."""

    inspector: str
    time: float
    lat: float
    lon: float
    accuracy: float | str | None = None
    speed: float | str | None = None
    heading: float | str | None = None
    battery: float | str | None = None
    sos: float | bool | str | None = None


AnyRow = FixRow | WordyRow


class NotRowsError(ValueError):
    """The field as a whole cannot be read."""


_typed = msgspec.msgpack.Decoder(list[FixRow])
_wordy = msgspec.msgpack.Decoder(list[WordyRow])
_loose = msgspec.msgpack.Decoder(list[msgspec.Raw])
_any = msgspec.msgpack.Decoder()


def fixes_field(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows in the order of fix.FIELDS; None, or left out at the end, where nothing is told."""
    return msgspec.msgpack.encode(rows)


def read_rows(gathered: Gathered, at: Sequence[int]) -> None:
    """The entries at these indexes, together; those that need it row by row."""
    rows: list[AnyRow] = []
    counts: list[int] = []
    good: list[int] = []
    for i in at:
        try:
            typed = _typed_rows(gathered.entries[i][1][b"fixes"])
        except NotPlainError:
            _row_by_row(gathered, i)
            continue
        rows += typed
        counts.append(len(typed))
        good.append(i)
    if rows and not _all_at_once(gathered, rows, good, np.array(counts)):
        for i in good:
            _row_by_row(gathered, i)


def _typed_rows(field: bytes) -> list[FixRow] | list[WordyRow]:
    rows: list[FixRow] | list[WordyRow]
    try:
        rows = _typed.decode(field)
    except UNREADABLE:
        try:
            rows = _wordy.decode(field)
        except UNREADABLE:
            raise NotPlainError from None
    if len(rows) > LONGEST:
        raise NotPlainError
    return rows


def _all_at_once(gathered: Gathered, rows: list[AnyRow], at: list[int], counts: NDArray[np.int_]) -> bool:
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    order = np.repeat(np.array(at, dtype=np.int64) * STRIDE, counts) + within
    received = np.repeat(gathered.arrival.each([gathered.entries[i][0] for i in at]), counts)
    try:
        batch, junk = _columns(rows, received)
    except NotPlainError:
        return False
    bad: dict[int, set[int]] = {}
    for found in gathered.take(Table(batch, order), {row: rows[row].sos for row in junk}).tolist():
        bad.setdefault(found // STRIDE, set()).add(found % STRIDE)
    for i, only in bad.items():
        _row_by_row(gathered, i, only)
    return True


def _columns(rows: list[AnyRow], received: NDArray[np.int64]) -> tuple[FixBatch, list[int]]:
    """Also where `sos` is doubtful. Raises NotPlainError when a value that must be there needs a closer
    look; what is out of range is found later."""
    try:
        ids = sound_ids([row.inspector.encode("ascii") for row in rows])
    except UnicodeEncodeError:
        raise NotPlainError from None
    times = np.array([row.time for row in rows], dtype=np.float64)
    times = np.where(np.abs(times) < 2**53, times, -1.0)  # NaN and infinity too become an impossible time
    if (times != np.floor(times)).any():
        raise NotPlainError
    calls, junk = cries([row.sos for row in rows])
    wordy = WordyRow in set(map(type, rows))
    batch = FixBatch(
        ids,
        times.astype(np.int64),
        received,
        np.array([row.lat for row in rows], dtype=np.float64),
        np.array([row.lon for row in rows], dtype=np.float64),
        _optional("accuracy", [row.accuracy for row in rows], wordy),
        _optional("speed", [row.speed for row in rows], wordy),
        _optional("heading", [row.heading for row in rows], wordy),
        _optional("battery", [row.battery for row in rows], wordy),
        calls,
    )
    return batch, junk


def _optional(name: str, values: Sequence[float | str | None], wordy: bool) -> NDArray[np.float32]:
    if wordy:
        read = {value: optional(name, value) for value in set(values)}
        return stored(name, np.array([read[value] for value in values], dtype=np.float64))
    column = np.array(values, dtype=np.float64)  # None becomes NaN
    if values.count(None) != int(np.isnan(column).sum()):  # a NaN was told
        column[[value is not None and value != value for value in values]] = UNUSABLE
    return stored(name, column)


def _row_by_row(gathered: Gathered, i: int, only: set[int] | None = None) -> None:
    field = gathered.entries[i][1][b"fixes"]
    try:
        for row, (raw, values) in enumerate(_loose_rows(field)):
            if only is None or row in only:
                _one(gathered, i, row, raw, values)
    except NotRowsError:
        wanted = f"one MessagePack array of at most {LONGEST:,} rows"
        gathered.refuse(i, None, f"fixes must be {wanted}, got {len(field):,} bytes that are not", field)


def _one(gathered: Gathered, i: int, row: int, raw: bytes, values: list[object] | None) -> None:
    if values is None:
        gathered.refuse(i, row, f"a row must be an array of {len(FIELDS)} values, got {len(raw)} bytes", raw)
    elif row < LONGEST or cry(values[-1]) == CALL:
        gathered.one(i, row, values)
    elif row == LONGEST:
        reason = f"fixes must have at most {LONGEST:,} rows, this and later ones are left out"
        gathered.refuse(i, row, reason, values)


def _loose_rows(field: bytes) -> Iterator[tuple[bytes, list[object] | None]]:
    """Each row's bytes, with its values in the order of fix.FIELDS or None when it is not an array."""
    try:
        raws = _loose.decode(field)
    except UNREADABLE:
        raise NotRowsError from None
    return ((bytes(raw), _values(raw)) for raw in raws)


def _values(raw: msgspec.Raw) -> list[object] | None:
    try:
        row = _any.decode(raw)
    except UNREADABLE:
        return None
    if not isinstance(row, list):
        return None
    return [*row[: len(FIELDS)], *[None] * (len(FIELDS) - len(row))]
