"""A recorded CSV as rows in the fields of the contract, and its move onto a city.

Bad values stay as they are: the wall's own checks are to see them. Knows files, not Redis.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from streams.columns import (
    SPEED_UNITS,
    US_EXAMPLE,
    MappingError,
    Told,
    places,
    sensible,
    separator,
    time_reader,
)

FENCE = 3.0  # inter-quartile ranges beyond which a place is a placeholder, not part of the recording


@dataclass(slots=True)
class Row:
    """`time` is the recorded one in epoch ms, None when unreadable; `fields` holds the rest as it came."""

    line: int
    time: int | None
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """lat' = lat0 + lat × scale, lon' = lon0 + lon × by_lon: `scale` metres there for each metre here."""

    lat0: float
    lon0: float
    scale: float
    by_lon: float


def read_recording(kind: str, path: Path, told: Told) -> list[Row]:
    """All rows in file order. Raises MappingError when the file as a whole cannot be read."""
    text = _text(path)
    if not text.strip():
        raise MappingError(f"{path}: a CSV with a header wanted, got an empty file")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(told, text.split("\n", 1)[0]))
    try:
        columns = places(kind, next(reader), told, str(path))
        read_time = time_reader(told, str(path))
        to_metres = SPEED_UNITS[told.speed_unit]
        rows = [
            _row(values, columns, reader.line_num, read_time, to_metres) for values in reader if any(values)
        ]
    except csv.Error as error:
        raise MappingError(f"{path} line {reader.line_num}: CSV wanted, got {error}") from None
    if not any(sensible(row.time) for row in rows):
        example = (
            f"such as {rows[0].fields.get('time', 'nothing')!r} on line {rows[0].line}" if rows else "no rows"
        )
        raise MappingError(
            f"{path}: times wanted that read as {told.time_format or 'ISO 8601 or epoch numbers'}, "
            f"got {example}; say how with --time-format, for instance '{US_EXAMPLE}'"
        )
    return rows


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise MappingError(f"{path}: a CSV wanted, got {error.strerror}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")  # what spreadsheets in China write


def _row(
    values: list[str],
    columns: Mapping[str, int],
    line: int,
    read_time: Callable[[str], int | None],
    to_metres: float,
) -> Row:
    fields = {name: values[at].strip() for name, at in columns.items() if at < len(values)}
    fields = {name: value for name, value in fields.items() if value}
    if to_metres != 1 and "speed" in fields:
        fields["speed"] = _times(fields["speed"], to_metres)
    return Row(line, read_time(fields["time"]) if "time" in fields else None, fields)


def _times(value: str, factor: float) -> str:
    try:
        return f"{float(value) * factor:.3f}"
    except ValueError:
        return value


def fit(rows: list[Row], bounds: tuple[float, float, float, float]) -> Move:
    """The move of the recording's box into `bounds` (west, south, east, north), same shape, centred.

    Placeholders far from everything else do not stretch the box. Raises MappingError without places.
    """
    places_ = np.array([place for row in rows if (place := _place(row))], float).reshape(-1, 2)
    if not len(places_):
        raise MappingError("nothing to move: no row has a position")
    first, third = np.percentile(places_, [25, 75], axis=0)
    reach = FENCE * (third - first) + 1e-6
    held = places_[((places_ >= first - reach) & (places_ <= third + reach)).all(axis=1)]
    south, west = held.min(axis=0)
    north, east = held.max(axis=0)
    lat, lon = (bounds[1] + bounds[3]) / 2, (bounds[0] + bounds[2]) / 2
    there, here = np.cos(np.radians((south + north) / 2)), np.cos(np.radians(lat))
    scale = min(
        (bounds[3] - bounds[1]) / max(north - south, 1e-6),
        (bounds[2] - bounds[0]) * here / max((east - west) * there, 1e-6),
    )
    by_lon = scale * there / here
    return Move(
        float(lat - (south + north) / 2 * scale),
        float(lon - (west + east) / 2 * by_lon),
        float(scale),
        float(by_lon),
    )


def apply(move: Move, rows: list[Row]) -> None:
    """Move every usable place, in place; (0, 0) stays the sign of a phone that knows no place."""
    for row in rows:
        place = _place(row)
        if place:
            row.fields["lat"] = f"{move.lat0 + place[0] * move.scale:.6f}"
            row.fields["lon"] = f"{move.lon0 + place[1] * move.by_lon:.6f}"


def _place(row: Row) -> tuple[float, float] | None:
    try:
        lat, lon = float(row.fields["lat"]), float(row.fields["lon"])
    except (KeyError, ValueError):
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0) else None
