"""Facts of many cases as columns, and which of them a review looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from city.review.facts import FACT_CODES, FACT_NUMBERS, FACT_TIMES

Column = NDArray[np.int64]
Mask = NDArray[np.bool_]
NEVER = np.iinfo(np.int64).max  # a moment that has not come
NAMES = (*FACT_CODES, *FACT_NUMBERS, *FACT_TIMES)


@dataclass(frozen=True, slots=True)
class FactColumns:
    """`ids` of the cases and a column for each fact, all of one length; times are epoch ms, NEVER of what has
    not happened. `words`: the code behind each number in FACT_CODES' columns."""

    ids: tuple[str, ...]
    columns: Mapping[str, Column]
    words: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def within(self, area: str) -> Mask:
        """Those that lay in this area, by the areas of the day each was filed on."""
        numbers = [number for number in np.unique(self["place"]).tolist() if area in self._place(number)]
        return np.isin(self["place"], numbers)

    def child_of(self, area: str) -> dict[int, str]:
        """By a place's number: the area right below `area` that it lies in, or `area` itself."""
        found: dict[int, str] = {}
        for number in np.unique(self["place"]).tolist():
            place = self._place(number)
            if area in place:
                at = place.index(area)
                found[number] = place[at + 1] if len(place) > at + 1 else area
        return found

    def take(self, mask: Mask) -> FactColumns:
        """These alone."""
        rows = np.flatnonzero(mask)
        columns = {name: column[rows] for name, column in self.columns.items()}
        return FactColumns(tuple(self.ids[row] for row in rows.tolist()), columns, self.words)

    def _place(self, number: int) -> list[str]:
        return self.words[number].split("/")
