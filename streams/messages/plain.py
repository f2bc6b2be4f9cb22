"""Plain position entries, one fix each: all at once when they are in order, else one by one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FixBatch
from city.people.position_fields import MEASURES, PLACE, POSITION_FIELDS, ROW
from streams.messages.cry import cries
from streams.messages.fix import optional
from streams.messages.gathered import STRIDE, Gathered
from streams.messages.table import NotPlainError, Table, ids_of_bytes, stored
from streams.messages.values import moment

_CHUNK = 64  # entries read again together, so that one bad entry slows only its neighbours
_NUMERIC = b"0123456789.+-eE"
_LONGEST_TIME = 16  # digits: enough for every time, and no more than int64 holds
_KEYS = {field.name: field.name.encode() for field in ROW}
_WRITTEN = {field.name: field.written for field in POSITION_FIELDS}
Fields = dict[bytes, bytes]


def position_fields(
    inspector: str, lat: float, lon: float, time: int, *, sos: bool = False, **measures: float
) -> dict[str, str]:
    """The fields of a plain entry; `measures` are some of MEASURES."""
    flags = {"sos": True} if sos else {}
    return _written({"inspector": inspector, "lat": lat, "lon": lon, "time": time, **measures, **flags})


def sos_fields(
    inspector: str,
    time: int,
    place: tuple[float, float] | None = None,
    *,
    unverified: bool,
    accuracy: float | None = None,
) -> dict[str, str]:
    """A call for help, wherever it is from; `unverified` when it came through a link that has ended."""
    fields: dict[str, Any] = {"inspector": inspector, "time": time, "sos": True}
    if place is not None:
        fields |= zip(PLACE, place, strict=True)
    if accuracy is not None:
        fields["accuracy"] = accuracy
    return _written(fields | {"unverified": True} if unverified else fields)


def _written(fields: dict[str, Any]) -> dict[str, str]:
    return {name: _WRITTEN[name] % value for name, value in fields.items()}


def read_plain(gathered: Gathered, at: Sequence[int]) -> None:
    if not at or _all_at_once(gathered, at):
        return
    for start in range(0, len(at), _CHUNK):
        chunk = at[start : start + _CHUNK]
        if not _all_at_once(gathered, chunk):
            for i in chunk:
                read_one(gathered, i)


def read_one(gathered: Gathered, i: int) -> None:
    fields = gathered.entries[i][1]
    gathered.one(i, None, {name: fields.get(key) for name, key in _KEYS.items()})


def _all_at_once(gathered: Gathered, at: Sequence[int]) -> bool:
    chosen = [gathered.entries[i] for i in at]
    try:
        received = gathered.arrival.each([entry for entry, _ in chosen])
        batch, junk = _columns(received, [fields for _, fields in chosen])
    except NotPlainError:
        return False
    doubtful = {row: chosen[row][1][b"sos"] for row in junk}
    for order in gathered.take(Table(batch, np.array(at, dtype=np.int64) * STRIDE), doubtful).tolist():
        read_one(gathered, order // STRIDE)
    return True


def _columns(received: NDArray[np.int64], rows: Sequence[Fields]) -> tuple[FixBatch, list[int]]:
    """Also where `sos` is doubtful. Raises NotPlainError when a value that must be there cannot be read;
    what is out of range is found later."""
    calls, junk = cries([row.get(b"sos", b"") for row in rows])
    ids, times = ids_of_bytes(_told(rows, b"inspector")), _times(_told(rows, b"time"))
    columns: dict[str, Any] = {name: _numbers(_told(rows, _KEYS[name])) for name in PLACE}
    columns |= {name: _optional(rows, name) for name in MEASURES}
    return FixBatch(ids, times, received, **columns, sos=calls), junk


def _told(rows: Sequence[Fields], name: bytes) -> list[bytes]:
    try:
        return [row[name] for row in rows]
    except KeyError:
        raise NotPlainError from None


def _numbers(values: Sequence[bytes]) -> NDArray[np.float64]:
    # float() alone would also read nan, inf, 1_000 and blanks
    if b"".join(values).translate(None, _NUMERIC):
        raise NotPlainError
    try:
        return np.array(list(map(float, values)), dtype=np.float64)
    except ValueError:
        raise NotPlainError from None


def _times(values: Sequence[bytes]) -> NDArray[np.int64]:
    try:
        if b"".join(values).isdigit() and max(map(len, values)) <= _LONGEST_TIME:
            return np.array(list(map(int, values)), dtype=np.int64)
        return np.array([moment("time", value) for value in values], dtype=np.int64)
    except ValueError:  # Refused is one
        raise NotPlainError from None


def _optional(rows: Sequence[Fields], name: str) -> NDArray[np.float32]:
    key = _KEYS[name]
    values = [row.get(key, b"") for row in rows]
    if not any(values):
        return np.full(len(values), np.nan, np.float32)
    try:
        if all(values):
            return stored(name, _numbers(values))
        column = np.full(len(values), np.nan)
        told = [i for i, value in enumerate(values) if value]
        if told:
            column[told] = _numbers([values[i] for i in told])
    except NotPlainError:  # words such as NULL, mostly the same ones
        read = {value: optional(name, value) for value in set(values)}
        column = np.array([read[value] for value in values], dtype=np.float64)
    return stored(name, column)
