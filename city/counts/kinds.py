"""Of what kind cases are: today's by the category of their item, open ones by the department they are with.
Each adds up to its headline: what no item tells is told as UNSORTED, a call for help as CALL."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from city.cases.case_columns import CaseColumns
from city.matters import Matters

UNSORTED, CALL = "", "sos"
CATEGORY, DEPARTMENT = "category", "department"


def by_kind(cases: CaseColumns, matters: Matters, first: int, end: int, today: int) -> dict[str, int]:
    """`category:<code>` and `department:<code>` → how many, for the areas at [first, end)."""
    here = (cases.position >= first) & (cases.position < end)
    filed, opened = here & (cases.day == today), here & cases.open
    found: Counter[str] = Counter()
    _count(found, CATEGORY, filed, cases, matters)
    sent = cases.sent_to[opened]
    for at, many in _many(sent[sent >= 0]):
        found[f"{DEPARTMENT}:{cases.names[at]}"] += many
    _count(found, DEPARTMENT, opened & (cases.sent_to < 0), cases, matters)
    return dict(found)


def _count(
    found: Counter[str], by: str, rows: NDArray[np.bool_], cases: CaseColumns, matters: Matters
) -> None:
    """By what the items of these rows say."""
    calls = rows & cases.sos
    if calls.any():
        found[f"{by}:{CALL}"] += int(calls.sum())
    for at, many in _many(cases.item[rows & ~cases.sos]):
        item = matters.items.get(cases.names[at])
        found[f"{by}:{getattr(item, by) if item else UNSORTED}"] += many


def _many(column: NDArray[np.int32]) -> list[tuple[int, int]]:
    counts = np.bincount(column) if len(column) else np.empty(0, np.int64)
    return [(int(at), int(counts[at])) for at in np.flatnonzero(counts)]
