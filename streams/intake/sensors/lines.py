"""In which line of a TOML file a table or one of its members stands: tomllib does not tell."""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*\[\[\s*([A-Za-z0-9_-]+)\s*\]\]")
_OTHER = re.compile(r"\s*\[[^\[]")
_MEMBER = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")


class Lines:
    """Of tables that are written as `[[name]]`; of others the line where their array begins."""

    def __init__(self, text: str) -> None:
        self._tables: dict[tuple[str, int], int] = {}
        self._members: dict[tuple[str, int, str], int] = {}
        counts: dict[str, int] = {}
        name, index = "", 0
        for number, line in enumerate(text.splitlines(), 1):
            if found := _TABLE.match(line):
                name = found[1]
                index = counts[name] = counts.get(name, -1) + 1
                self._tables[name, index] = number
            elif _OTHER.match(line):
                name, index = "", 0
            elif found := _MEMBER.match(line):
                self._members.setdefault((name, index, found[1]), number)

    def of(self, table: str, index: int, member: str = "") -> int:
        """From 1; of the table where the member is missing."""
        at = self._members.get((table, index, member)) or self._tables.get((table, index))
        return at or self._members.get(("", 0, table), 1)
