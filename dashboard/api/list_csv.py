"""The list behind a number as a table for a spreadsheet: all its rows, in the reader's words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from city.access.colleagues import Colleague
from city.matters import Matters
from city.queries.grouping import Group
from city.queries.listing import Listed
from city.sight import NAMELESS
from city.time.days import LocalDays
from dashboard.console.names import outsider, seat_name
from layouts.words import words

MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PLACE = "place"
# the members of a row → the heading over them, by one that only rows of this kind have
COLUMNS: dict[str, dict[str, str]] = {
    "item": {
        "id": "row_id",
        "item": "row_item",
        PLACE: "row_place",
        "state": "row_case",
        "filed": "row_filed",
        "due": "row_due",
        "ended": "row_ended",
        "owner": "row_owner",
    },
    "home": {
        "id": "row_id",
        "kind": "row_kind",
        "state": "row_state",
        PLACE: "row_place",
        "age": "row_age_minutes",
    },
    "last": {"code": "row_id", PLACE: "row_place", "open": "row_open", "last": "row_last"},
    "posts": {"code": "row_id", PLACE: "row_place", "posts": "row_posts"},
}


class Sheet:
    """`days`: the city's calendar, in which times are told; `colleagues`: accounts by id."""

    def __init__(
        self, matters: Matters, days: LocalDays, lang: str, colleagues: Mapping[str, Colleague] | None = None
    ) -> None:
        self._matters, self._days, self._lang = matters, days, lang
        self._words, self._colleagues = words(lang), colleagues or {}
        self._cells: Mapping[str, Callable[[Any, Any], str]] = {
            PLACE: lambda names, row: " · ".join(self._of(pair) for pair in names),
            "item": lambda code, row: self._item(code, row),
            "state": self._state,
            "kind": lambda kind, row: self._words[f"kind_{kind}"],
            "owner": lambda owner, row: self._owner(owner),
            "age": lambda ms, row: str(ms // 60_000),
            **{name: lambda ms, row: self._time(ms) for name in ("filed", "due", "ended", "last")},
        }

    def text(self, rows: Listed, groups: Sequence[Group] = ()) -> str:
        """Comma separated, CRLF, with a byte order mark; only the mark when there are no rows. With `groups`
        each row tells first which one it is in, and how many are."""
        out = io.StringIO()
        writer = csv.writer(out)
        columns = next((names for member, names in COLUMNS.items() if rows and hasattr(rows[0], member)), {})
        if rows and getattr(rows[0], "id", "") is None:  # people, to those who are told no ids
            columns = {name: heading for name, heading in columns.items() if name != "id"}
        if columns:
            heads = ["row_group", "row_group_total"] if groups else []
            writer.writerow(self._words[heading] for heading in (*heads, *columns.values()))
        before = [self._group(group) for group in groups for _ in range(group.shown)] or [[]] * len(rows)
        for told, row in zip(before, rows, strict=True):
            writer.writerow([*told, *(self._cell(row, name) for name in columns)])
        return MARK + out.getvalue()

    def _group(self, group: Group) -> list[str]:
        name = self._of((group.name, group.name_en)) if group.name else self._words["group_none"]
        return [plain_cell(name), str(group.total)]

    def _cell(self, row: Any, name: str) -> str:
        value = getattr(row, name)
        if value is None:
            return ""
        told = self._cells[name](value, row) if name in self._cells else str(value)
        return plain_cell(told)

    def _owner(self, id: str) -> str:
        """Of an account its id too: who counts rows wants one value a person."""
        held = self._colleagues.get(id)
        return f"{held.name} ({id})" if held else self._of(outsider() if id == NAMELESS else seat_name(id))

    def _of(self, pair: tuple[str, str | None]) -> str:
        return (pair[1] if self._lang == "en" else None) or pair[0]

    def _state(self, state: str, row: Any) -> str:
        """As the page's list has it: of a call for help that waits, whether somebody has acknowledged it."""
        if state == "new" and getattr(row, "calling", False):
            state = "acknowledged" if row.acknowledged else "sos"
        return self._words.get(f"state_{state}") or self._words.get(state, state)

    def _item(self, code: str, row: Any) -> str:
        if row.sos:
            return self._words["item_sos"]
        item = self._matters.items.get(code)
        return self._of((item.name, item.name_en)) if item else self._words["item_unknown"]

    def _time(self, ms: int) -> str:
        return self._days.stamp(ms, "%Y-%m-%d %H:%M:%S")


def plain_cell(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
