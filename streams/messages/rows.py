"""The `fixes` field: one MessagePack array of rows, for gateways that send much. At once, or row by row."""

from collections.abc import Iterator, Sequence
from itertools import chain
from types import GenericAlias
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FixBatch
from city.people.position_fields import MEASURES, PLACE, ROW, PositionField
from streams.messages.cry import CALL, cries, cry
from streams.messages.fix import UNUSABLE, Values, optional
from streams.messages.gathered import STRIDE, Gathered
from streams.messages.table import NotPlainError, Table, ids_of_text, stored
from streams.messages.values import UNREADABLE

LONGEST = 5000  # rows of one entry


# Writers of MessagePack differ in how they send numbers: float takes all
_TYPES: dict[str, Any] = {"id": str, "time": float, "number": float, "flag": float | bool}


def _row(name: str, unknown: Any) -> type[msgspec.Struct]:
    """The type of a row whose optional values may be `unknown`."""
    return msgspec.defstruct(name, [_member(field, unknown) for field in ROW], array_like=True, gc=False)


def _member(field: PositionField, unknown: Any) -> tuple[str, Any] | tuple[str, Any, None]:
    type_ = _TYPES[field.kind]
    return (field.name, type_) if field.required else (field.name, type_ | unknown, None)


FixRow = _row("FixRow", None)
WordyRow = _row("WordyRow", str | None)  # of writers that send words such as "NULL" for what they do not know


class NotRowsError(ValueError):
    """The field as a whole cannot be read."""


_typed = msgspec.msgpack.Decoder(GenericAlias(list, (FixRow,)))
_wordy = msgspec.msgpack.Decoder(GenericAlias(list, (WordyRow,)))
_loose = msgspec.msgpack.Decoder(list[msgspec.Raw])
_any = msgspec.msgpack.Decoder()


def fixes_field(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows in the order of ROW; None, or left out at the end, where nothing is told."""
    return msgspec.msgpack.encode(rows)


def read_rows(gathered: Gathered, at: Sequence[int]) -> None:
    """The entries at these indexes, together; those that need it row by row."""
    rows: list[Any] = []
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


def _typed_rows(field: bytes) -> list[Any]:
    rows: list[Any]
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


def _all_at_once(gathered: Gathered, rows: list[Any], at: list[int], counts: NDArray[np.int_]) -> bool:
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


def _columns(rows: list[Any], received: NDArray[np.int64]) -> tuple[FixBatch, list[int]]:
    """Also where `sos` is doubtful. Raises NotPlainError when a value that must be there needs a closer
    look; what is out of range is found later."""
    flat = list(chain.from_iterable(map(msgspec.structs.astuple, rows)))
    told = {field.name: flat[at :: len(ROW)] for at, field in enumerate(ROW)}
    ids = ids_of_text(told["inspector"])
    times = np.array(told["time"], dtype=np.float64)
    times = np.where(np.abs(times) < 2**53, times, -1.0)  # NaN and infinity too become an impossible time
    if (times != np.floor(times)).any():
        raise NotPlainError
    calls, junk = cries(told["sos"])
    wordy = WordyRow in set(map(type, rows))
    columns: dict[str, Any] = {name: np.array(told[name], dtype=np.float64) for name in PLACE}
    columns |= {name: _optional(name, told[name], wordy) for name in MEASURES}
    return FixBatch(ids, times.astype(np.int64), received, **columns, sos=calls), junk


def _optional(name: str, values: Sequence[float | str | None], wordy: bool) -> NDArray[np.float32]:
    if values.count(None) == len(values):
        return np.full(len(values), np.nan, np.float32)
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


def _one(gathered: Gathered, i: int, row: int, raw: bytes, values: Values | None) -> None:
    if values is None:
        gathered.refuse(i, row, f"a row must be an array of {len(ROW)} values, got {len(raw)} bytes", raw)
    elif row < LONGEST or cry(values["sos"]) == CALL:
        gathered.one(i, row, values)
    elif row == LONGEST:
        reason = f"fixes must have at most {LONGEST:,} rows, this and later ones are left out"
        gathered.refuse(i, row, reason, list(values.values()))


def _loose_rows(field: bytes) -> Iterator[tuple[bytes, Values | None]]:
    """Each row's bytes, with its values by name or None when it is not an array."""
    try:
        raws = _loose.decode(field)
    except UNREADABLE:
        raise NotRowsError from None
    return ((bytes(raw), _values(raw)) for raw in raws)


def _values(raw: msgspec.Raw) -> Values | None:
    try:
        row = _any.decode(raw)
    except UNREADABLE:
        return None
    if not isinstance(row, list):
        return None
    return {field.name: row[at] if at < len(row) else None for at, field in enumerate(ROW)}
