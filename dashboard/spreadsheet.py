"""Tables as spreadsheets write them: encodings, separators, headers. Knows no table's meaning."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from city.headers import Known, recognised, require

SEPARATORS = ",;\t|"
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # "Unicode text" of a spreadsheet
GUESSED = "gb18030"  # what spreadsheets in China write, without a sign of it


class SpreadsheetError(ValueError):
    """One line: which file, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Text:
    """`guessed`: nothing in the file says that it is so encoded, it only can be."""

    text: str
    guessed: bool = False


def read_text(path: Path) -> Text:
    """Raises SpreadsheetError."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SpreadsheetError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        return Text(raw.decode("utf-16" if raw.startswith(WIDE) else "utf-8-sig"))
    except UnicodeDecodeError as error:
        place = error.start
    try:
        return Text(raw.decode(GUESSED), guessed=True)
    except UnicodeDecodeError:
        raise SpreadsheetError(f"{path}: must be UTF-8 or GB18030, got byte {raw[place]:#x}") from None


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
