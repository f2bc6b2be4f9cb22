"""The numbers of a span for one area: the whole, and a row for each of what it is split by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from city.review.columns import FactColumns
from city.review.measures import NUMBERS, RATES, Span, response_ms
from city.time.days import DAY, HOUR, LocalDays

SPLITS = ("areas", "departments", "categories", "items", "channels", "people", "hours")
CODES = {"departments": "department", "categories": "category", "items": "item"}
CODES |= {"channels": "channel", "people": "person"}
HOURS = 24
MONDAY = 3  # 1970-01-01 was a Thursday


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """`id`: of an area, a department …, `weekday-hour` of hours (Monday is 0), or "" of the whole. Rates are
    None where there is nothing to divide by; `first_response_s` is a median."""

    id: str
    counts: dict[str, int]
    rates: dict[str, float | None]
    first_response_s: float | None


def review(facts: FactColumns, area: str, span: Span, split: str, days: LocalDays) -> list[ReviewRow]:
    """The whole first; then each of `split` (one of SPLITS, "" for none) that has anything, by id.

    `facts` hold at least what was filed, closed, sent or open in the span.
    """
    here = facts.take(facts.within(area))
    masks = {number: counts(here, span) for number, counts in NUMBERS.items()}
    told = response_ms(here)
    rows = [_row("", masks, told, np.ones(len(here), bool))]
    if split:
        names, groups = grouped(here, area, split, days)
        rows += [_row(name, masks, told, groups == at) for at, name in enumerate(names)]
    return [rows[0], *sorted((row for row in rows[1:] if any(row.counts.values())), key=lambda row: row.id)]


def behind(
    facts: FactColumns, area: str, span: Span, split: str, id: str, number: str, days: LocalDays
) -> list[str]:
    """Ids of the cases behind one number of one row, the newest first; the slowest first behind an answer."""
    here = facts.take(facts.within(area))
    mask = NUMBERS[number](here, span)
    if split and id:
        names, groups = grouped(here, area, split, days)
        mask &= groups == names.index(id) if id in names else np.zeros(len(here), bool)
    rows = np.flatnonzero(mask)
    order = -response_ms(here)[rows] if number == "answered" else -here["filed"][rows]
    return [here.ids[row] for row in rows[np.argsort(order, kind="stable")].tolist()]


def grouped(
    facts: FactColumns, area: str, split: str, days: LocalDays
) -> tuple[list[str], NDArray[np.int64]]:
    """The ids of the groups, and the place in that list of each case's, -1 of none."""
    if split == "hours":
        return _hours(facts, days)
    column = facts["place"] if split == "areas" else facts[CODES[split]]
    word: Callable[[int], str] = (
        facts.child_of(area).__getitem__ if split == "areas" else facts.words.__getitem__
    )
    numbers, which = np.unique(column, return_inverse=True)
    words = [word(number) for number in numbers.tolist()]
    names = sorted({each for each in words if each})
    at = {name: place for place, name in enumerate(names)}
    return names, np.array([at.get(each, -1) for each in words], np.int64)[which]


def _hours(facts: FactColumns, days: LocalDays) -> tuple[list[str], NDArray[np.int64]]:
    local = days.locals(facts["filed"])
    weekday, hour = (local // DAY + MONDAY) % 7, local % DAY // HOUR
    names = [f"{day}-{at:02}" for day in range(7) for at in range(HOURS)]
    return names, weekday * HOURS + hour


def _row(
    id: str, masks: dict[str, NDArray[np.bool_]], response: np.ndarray, rows: NDArray[np.bool_]
) -> ReviewRow:
    counts = {number: int(np.count_nonzero(mask & rows)) for number, mask in masks.items()}
    rates = {
        rate: counts[above] / counts[below] if counts[below] else None
        for rate, (above, below) in RATES.items()
    }
    waits = response[masks["answered"] & rows]
    return ReviewRow(id, counts, rates, float(np.median(waits)) / 1000 if len(waits) else None)
