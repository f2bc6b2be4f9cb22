"""A recorded CSV as rows in the fields of the contract.

Bad values stay as they are: the wall's own checks are to see them. Knows files, not Redis.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from streams.replay.clocks import from_start, sensible, time_reader
from streams.replay.columns import (
    SPEED_UNITS,
    US_EXAMPLE,
    MappingError,
    Told,
    numbered,
    places,
    separator,
    unused,
)
from streams.replay.encodings import EncodingError, decoded

TIMES = ("due", "closed")  # of a case: replayed, never sent


@dataclass(slots=True)
class RecordedRow:
    """`time` is the recorded one in epoch ms, None when unreadable; `fields` holds the rest as it came.
    `due` and `closed`: when the case should have been done, and when it was; None when not told."""

    line: int
    time: int | None
    fields: dict[str, str]
    due: int | None = None
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """How a line becomes a row."""

    columns: Mapping[str, int]
    read_time: Callable[[str], int | None]
    to_metres: float
    inspector: str

    def row(self, values: list[str], line: int) -> RecordedRow:
        fields = {name: values[at].strip() for name, at in self.columns.items() if at < len(values)}
        fields = {name: value for name, value in fields.items() if value}
        if self.inspector:
            fields["inspector"] = self.inspector
        if self.to_metres != 1 and "speed" in fields:
            fields["speed"] = _times(fields["speed"], self.to_metres)
        due, closed = (self.read_time(fields.pop(name)) if name in fields else None for name in TIMES)
        return RecordedRow(
            line, self.read_time(fields["time"]) if "time" in fields else None, fields, due, closed
        )


def read_recording(
    kind: str,
    path: Path,
    told: Told,
    say: Callable[[str], None] = lambda sentence: None,
    *,
    keep: bool = False,
) -> list[RecordedRow]:
    """All rows in file order; `say` hears what was guessed of the file. Raises MappingError when the file as
    a whole cannot be read, or its times are to be kept and are none of any day."""
    text = _text(path, told, say)
    if not text.strip():
        raise MappingError(f"{path}: a CSV with a header wanted, got an empty file")
    mark = separator(told, text.split("\n", 1)[0])
    lines = (line.lstrip(" ") if mark == " " else line for line in io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=mark, skipinitialspace=mark == " ")
    try:
        header = next(reader)
        columns = places(kind, header, told, str(path))
        for name, column in unused(kind, header, columns):
            say(f"{path}: not replayed: {column}; --column '{name}={column}' does")
        form = Form(columns, time_reader(told, str(path)), SPEED_UNITS[told.speed_unit], told.inspector)
        rows = [form.row(values, reader.line_num) for values in reader if any(values)]
        if numbered(told, header) and form.read_time(header[columns["time"]].strip()) is not None:
            rows.insert(0, form.row(header, 1))
            say(f"{path}: no header; the first line is taken as data")
    except csv.Error as error:
        raise MappingError(f"{path} line {reader.line_num}: CSV wanted, got {error}") from None
    if not _times_of_day(rows, told, path, say) and keep:
        raise MappingError(f"{path}: times that count from the recording's start cannot be kept")
    _refuse_timeless(rows, told, path)
    return rows


def _text(path: Path, told: Told, say: Callable[[str], None]) -> str:
    try:
        found = decoded(path.read_bytes(), told.encoding)
    except OSError as error:
        raise MappingError(f"{path}: a CSV wanted, got {error.strerror}") from None
    except EncodingError as error:
        raise MappingError(f"{path} {error}") from None
    if found.guessed:
        say(f"{path}: not UTF-8; read as {found.encoding}, a guess; where letters are wrong, --encoding")
    return found.text


def _times_of_day(rows: list[RecordedRow], told: Told, path: Path, say: Callable[[str], None]) -> bool:
    """Make times of day of times that count from 0; whether they were such already."""
    times = [row.time for row in rows if row.time is not None]
    shift = from_start(times, told.relative)
    if shift is None:
        return True
    for row in rows:
        row.time, row.due, row.closed = (
            None if time is None else time + shift for time in (row.time, row.due, row.closed)
        )
    if not told.relative:
        unit = told.time_format or "s, or as dates of 1970"
        say(f"{path}: its times begin at 0: taken to count from the recording's start (in {unit})")
    return False


def _refuse_timeless(rows: list[RecordedRow], told: Told, path: Path) -> None:
    if any(sensible(row.time) for row in rows):
        return
    example = (
        f"such as {rows[0].fields.get('time', 'nothing')!r} on line {rows[0].line}" if rows else "no rows"
    )
    raise MappingError(
        f"{path}: times wanted that read as {told.time_format or 'ISO 8601 or epoch numbers'}, "
        f"got {example}; say how with --time-format, for instance '{US_EXAMPLE}'"
    )


def _times(value: str, factor: float) -> str:
    try:
        return f"{float(value) * factor:.3f}"
    except ValueError:
        return value
