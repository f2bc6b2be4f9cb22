"""Many fixes as columns, and which of them are in order: the fast way of `fix.py`. Knows no entry's shape."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FixBatch
from city.people.position_fields import MEASURES, PLACE
from streams.messages.fix import AHEAD, LIMITS, UNUSABLE, Fix
from streams.messages.values import EARLIEST, ID_CHARACTERS, ID_LONGEST, LATEST

COLUMNS = tuple(f.name for f in fields(FixBatch))
TYPES = {"time": np.int64, "received": np.int64, **dict.fromkeys(PLACE, np.float64), "sos": np.bool_}


class NotPlainError(ValueError):
    """These values need the slow way, which says what is wrong with which of them."""


@dataclass(slots=True)
class Table:
    """`order` tells where in the stream each row stood: rising with entry and row."""

    batch: FixBatch
    order: NDArray[np.int64]


def ids_of_bytes(ids: Sequence[bytes]) -> list[str]:
    """Ids as text, all at once."""
    joined = b",".join(ids)
    _check_ids(ids, joined)
    return joined.decode("ascii").split(",")


def ids_of_text(ids: list[str]) -> list[str]:
    try:
        _check_ids(ids, ",".join(ids).encode("ascii"))
    except UnicodeEncodeError:
        raise NotPlainError from None
    return ids


def _check_ids(ids: Sequence[bytes] | Sequence[str], joined: bytes) -> None:
    if not ids or joined.translate(None, ID_CHARACTERS) != b"," * (len(ids) - 1):
        raise NotPlainError
    lengths = list(map(len, ids))
    if min(lengths) < 1 or max(lengths) > ID_LONGEST:
        raise NotPlainError


def stored(name: str, column: NDArray[np.float64]) -> NDArray[np.float32]:
    """An optional column in its stored type. Out of range becomes UNUSABLE before rounding could hide it."""
    low, high = LIMITS[name]
    column[(column < low) | (column > high)] = UNUSABLE
    return column.astype(np.float32)


def sound_rows(batch: FixBatch, slack: int = 0) -> NDArray[np.bool_]:
    """Which rows hold only values `fix.read_fix` would accept; then also brings early times back."""
    ok = (batch.time >= EARLIEST) & (batch.time <= LATEST) & (batch.time <= batch.received + AHEAD + slack)
    for name in PLACE:
        column = getattr(batch, name)
        low, high = LIMITS[name]
        ok &= (column >= low) & (column <= high)
    ok &= (batch.lat != 0) | (batch.lon != 0)
    np.minimum(batch.time, batch.received, out=batch.time)
    return ok


def not_told(batch: FixBatch) -> dict[str, int]:
    """Turns what is UNUSABLE into not told, and counts it by field."""
    counts: dict[str, int] = {}
    for name in MEASURES:
        column = getattr(batch, name)
        unusable = column == UNUSABLE
        if count := int(np.count_nonzero(unusable)):
            column[unusable] = np.nan
            counts[name] = count
    return counts


def kept(table: Table, ok: NDArray[np.bool_]) -> Table:
    if ok.all():
        return table
    batch = table.batch
    ids = [batch.inspector[i] for i in np.flatnonzero(ok).tolist()]
    columns = [getattr(batch, name)[ok] for name in COLUMNS[1:]]
    return Table(FixBatch(ids, *columns), table.order[ok])


def table_of(fixes: Sequence[Fix], order: Sequence[int]) -> Table:
    told = dict(zip(Fix._fields, zip(*fixes, strict=True) if fixes else [()] * len(Fix._fields), strict=True))
    columns: dict[str, Any] = {name: np.array(told[name], kind) for name, kind in TYPES.items()}
    measures = np.array(told["measures"], np.float32).reshape(-1, len(MEASURES))
    columns |= dict(zip(MEASURES, measures.T.copy(), strict=True))
    return Table(FixBatch(list(told["inspector"]), **columns), np.array(order, dtype=np.int64))


def joined(tables: Sequence[Table]) -> Table:
    """One table in the order of the stream."""
    filled = [t for t in tables if len(t.batch)]
    if not filled:
        return table_of([], [])
    if len(filled) == 1 and tables:
        return filled[0]
    order = np.concatenate([t.order for t in filled])
    sort = np.argsort(order, kind="stable")
    ids = [i for t in filled for i in t.batch.inspector]
    columns = [np.concatenate([getattr(t.batch, name) for t in filled])[sort] for name in COLUMNS[1:]]
    return Table(FixBatch([ids[i] for i in sort.tolist()], *columns), order[sort])
