"""A list of stolen passwords: lines that begin with a SHA-1 in hexadecimal, in their order, as Have I Been
Pwned hands them out. Searched in the file, which may have 40 GB: nothing of it is kept in memory."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

DIGITS = 40


class BreachedList:
    """Raises OSError when the file cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __contains__(self, password: str) -> bool:
        wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with self.path.open("rb") as file:
            low, high = 0, file.seek(0, os.SEEK_END)
            while low < high:  # the first line that begins at or after `low` is not below what is wanted
                middle = (low + high) // 2
                line = _line_from(file, middle)
                if line is None or line >= wanted:
                    high = middle
                else:
                    low = middle + 1
            return _line_from(file, low) == wanted


def _line_from(file: BinaryIO, at: int) -> bytes | None:
    """The digest of the first line that begins at or after this byte; None at the end."""
    file.seek(max(at - 1, 0))
    if at > 0:
        file.readline()
    line = file.readline()
    return line[:DIGITS].upper() or None
