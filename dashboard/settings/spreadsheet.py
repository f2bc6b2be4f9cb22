"""Tables as spreadsheets write them: encodings, separators, headers. Knows no table's meaning."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from city.headers import Known, recognised, require
from streams.replay.encodings import Decoded, EncodingError, decoded

SEPARATORS = ",;\t|"


class SpreadsheetError(ValueError):
    """One line: which file, what was wanted, what came."""


def read_text(path: Path) -> Decoded:
    """Raises SpreadsheetError."""
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise SpreadsheetError(f"{path}: cannot be read: {error.strerror}") from None
    except EncodingError as error:
        raise SpreadsheetError(f"{path} {error}") from None


def read_rows(path: Path, text: str, known: Known, needed: Sequence[str]) -> list[dict[str, str]]:
    """By the members of `known`; a blank row is an empty one, so that a row's place tells its line. Raises
    SpreadsheetError, HeaderError."""
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = next(reader, [])
        at = recognised(header, known)
        require(at, needed, header, path.name)
        return [_row(values, at) if any(values) else {} for values in reader]
    except csv.Error as error:
        raise SpreadsheetError(f"{path}: must be CSV, got {error}") from None


def _row(values: Sequence[str], at: dict[str, int]) -> dict[str, str]:
    return {name: values[number].strip() for name, number in at.items() if number < len(values)}
