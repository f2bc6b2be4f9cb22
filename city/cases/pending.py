"""Calls for help that are shown although the record does not hold them yet: it may be full, or away.

Each is a case as it will be filed, of revision 0; it is counted as one, and gives way to its first event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from city.cases.book import CaseBook
from city.cases.case import Case, CaseEvent
from city.time.days import DAY


class Pending:
    def __init__(self, book: CaseBook) -> None:
        self._book = book
        self._cases: dict[str, Case] = {}
        self._since: dict[str, int] = {}  # when a call was first seen to be unfiled

    def get(self, case: str) -> Case | None:
        return self._cases.get(case)

    def of(self, inspector: str) -> bool:
        return any(case.inspector == inspector for case in self._cases.values())

    def pop(self, case: str) -> Case | None:
        self._since.pop(case, None)
        return self._cases.pop(case, None)

    def look(
        self, unfiled: Iterable[tuple[str, Mapping[str, Any]]], now: int, patience: int
    ) -> tuple[list[Case], list[Case]]:
        """Those that are new, having waited for `patience` ms, and those that wait no longer. What is unfiled
        a day later was filed long ago and is forgotten."""
        waiting = {id_: data for id_, data in unfiled if id_ in self._cases or now - data["received"] < DAY}
        self._since = {id_: min(self._since.get(id_, now), now) for id_ in waiting}
        gone = [self._cases.pop(id_) for id_ in self._cases.keys() - waiting.keys()]
        ripe = [id_ for id_, since in self._since.items() if now - since >= patience]
        new = [self._made(id_, waiting[id_], now) for id_ in ripe if id_ not in self._cases]
        self._cases |= {case.id: case for case in new}
        return new, gone

    def _made(self, id_: str, data: Mapping[str, Any], now: int) -> Case:
        return self._book.filed(CaseEvent("", id_, 0, "filed", now, "", "", dict(data)))
