"""The tables inside a frame: people whole, people moved, looks that changed, grids, indexes. Rows stand
sorted by index; see docs/protocol.md. Encoders take the tables of many rooms at once: room i has the rows
[bounds[i], bounds[i + 1]) of every column (int64)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import STATES
from dashboard.rooms.varints import Numbers, differences, pack_tables, read_table, unzigzag, zigzag

VISITING, SOS, AT_HOME, OUTSIDE = 1, 2, 4, 8
STRANGER = 0x8000_0000
HIGHEST_LAT, HIGHEST_LON = 90_000_000, 180_000_000
_I32 = 2**31
_PLACE = [("index", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("age", "<i4")]
_LOOK = [("state", "u1"), ("flags", "u1")]
PERSON = np.dtype([*_PLACE, *_LOOK])
MOVE = np.dtype(_PLACE)  # lat, lon: by how much
LOOK = np.dtype([("index", "<u4"), *_LOOK])
GRID = np.dtype([("position", "<u4"), ("open", "<u2"), ("covered", "u1")])
LIMITS = {  # lowest and highest of each column
    "index": (0, 2**32 - 1),
    "lat": (-HIGHEST_LAT, HIGHEST_LAT),
    "lon": (-HIGHEST_LON, HIGHEST_LON),
    "age": (-_I32, _I32 - 1),
    "state": (0, len(STATES) - 1),
    "flags": (0, 255),
    "position": (0, 2**32 - 1),
    "open": (0, 65535),
    "covered": (0, 1),
}


def people(
    bounds: Numbers, index: Numbers, lat: Numbers, lon: Numbers, age: Numbers, state: Numbers, flags: Numbers
) -> list[bytes]:
    """Everything of each person; places as differences from the row before."""
    youngest, ages = _ages(bounds, age)
    places = (zigzag(differences(lat, bounds)), zigzag(differences(lon, bounds)))
    return pack_tables(bounds, [youngest], [differences(index, bounds), *places, ages, state, flags])


def moved(bounds: Numbers, index: Numbers, lat: Numbers, lon: Numbers, age: Numbers) -> list[bytes]:
    """Whom a page has already; `lat` and `lon` are differences from where it has them."""
    youngest, ages = _ages(bounds, age)
    return pack_tables(bounds, [youngest], [differences(index, bounds), zigzag(lat), zigzag(lon), ages])


def looks(bounds: Numbers, index: Numbers, state: Numbers, flags: Numbers) -> list[bytes]:
    """Only what changed in how people look."""
    return pack_tables(bounds, [], [differences(index, bounds), state, flags])


def grids(records: NDArray[Any]) -> bytes:
    """Records of GRID, sorted by position."""
    bounds = np.array([0, len(records)])
    columns = [records[name].astype(np.int64) for name in ("position", "open", "covered")]
    return pack_tables(bounds, [], [differences(columns[0], bounds), *columns[1:]])[0]


def indexes(values: Sequence[int]) -> bytes:
    bounds = np.array([0, len(values)])
    return pack_tables(bounds, [], [differences(np.sort(np.array(values, np.int64)), bounds)])[0]


def read_people(body: bytes) -> NDArray[Any]:
    heads, columns = read_table(body, 1, 6)
    _add_up(columns, heads[0])
    columns[1:3] = np.cumsum(unzigzag(columns[1:3]), axis=1)
    return _records(PERSON, columns)


def read_moved(body: bytes) -> NDArray[Any]:
    heads, columns = read_table(body, 1, 4)
    _add_up(columns, heads[0])
    columns[1:3] = unzigzag(columns[1:3])
    return _records(MOVE, columns)


def read_looks(body: bytes) -> NDArray[Any]:
    _, columns = read_table(body, 0, 3)
    _add_up(columns)
    return _records(LOOK, columns)


def read_grids(body: bytes) -> NDArray[Any]:
    _, columns = read_table(body, 0, 3)
    _add_up(columns)
    return _records(GRID, columns)


def read_indexes(body: bytes) -> list[int]:
    _, columns = read_table(body, 0, 1)
    _add_up(columns)
    found: list[int] = _within("index", columns[0]).tolist()
    return found


def _ages(bounds: Numbers, age: Numbers) -> tuple[Numbers, Numbers]:
    """The lowest age of each room, as it is packed, and what each row's is above it."""
    count = np.diff(bounds)
    lowest = np.zeros(len(count), np.int64)
    filled = count > 0
    if filled.any():
        lowest[filled] = np.minimum.reduceat(age, bounds[:-1][filled])
    return zigzag(lowest), age - np.repeat(lowest, count)


def _add_up(columns: NDArray[Any], youngest: int | None = None) -> None:
    """Indexes from their differences, ages from the lowest."""
    if (columns[0, 1:] == 0).any():
        raise ValueError("each index once wanted, got one twice")
    columns[0] = np.cumsum(columns[0])
    if youngest is not None:
        columns[3] += (youngest >> 1) ^ -(youngest & 1)


def _records(kind: np.dtype[Any], columns: NDArray[Any]) -> NDArray[Any]:
    records = np.empty(columns.shape[1], kind)
    for name, column in zip(kind.names or (), columns, strict=True):
        records[name] = _within(name, column)
    return records


def _within(name: str, column: NDArray[Any]) -> NDArray[Any]:
    lowest, highest = LIMITS[name]
    if ((column < lowest) | (column > highest)).any():
        raise ValueError(f"{name} from {lowest} to {highest} wanted")
    return column
