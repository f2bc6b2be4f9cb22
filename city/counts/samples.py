"""What cannot be counted afterwards, since positions are not kept for long: written down twice an hour, for
every area that has others below it."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.counts.counters import COLUMN, UNKNOWN
from city.time.days import MINUTE

SAMPLED = ("on_duty", "grids_covered")
STEP_S = 1800
SLOTS = 8 * 48 + 2  # eight days, and one that is being looked for on either side
FRESH_MS = MINUTE  # what is written down must be of now: nobody is off duty because nothing is heard


class Samples:
    def __init__(self, areas: Areas) -> None:
        self._above = np.flatnonzero(areas.end > np.arange(len(areas)) + 1)
        self._count = len(areas)
        self._slots = np.full(SLOTS, -1, np.int64)
        self._values = np.full((SLOTS, len(SAMPLED), len(self._above)), UNKNOWN, np.int32)
        self._last = -1
        self._packed: bytes | None = None

    def take(self, second: int, counters: NDArray[np.int32], silence: int) -> None:
        """The counters as of a second of the city's clock; written down when a half hour begins. `silence`:
        ms since anything was heard of anybody."""
        slot = second // STEP_S
        began = slot == self._last + 1
        self._last = slot
        if not began or silence > FRESH_MS:
            return
        self._slots[slot % SLOTS] = slot
        self._values[slot % SLOTS] = counters[self._above][:, [COLUMN[name] for name in SAMPLED]].T
        self._packed = None

    def at(self, second: int) -> NDArray[np.int32]:
        """[one of SAMPLED, area] as of the half hour nearest to that second, UNKNOWN where none is kept."""
        found = np.full((len(SAMPLED), self._count), UNKNOWN, np.int32)
        slot = (second + STEP_S // 2) // STEP_S
        if self._slots[slot % SLOTS] == slot:
            found[:, self._above] = self._values[slot % SLOTS]
        return found

    def state(self) -> dict[str, Any]:
        """Packed once a half hour."""
        if self._packed is None:
            self._packed = zlib.compress(self._values.astype("<i4").tobytes(), 1)
        return {"last": self._last, "slots": self._slots.astype("<i8").tobytes(), "values": self._packed}

    def restore(self, state: dict[str, Any]) -> None:
        """Raises ValueError."""
        try:
            values = np.frombuffer(zlib.decompress(state["values"]), "<i4")
        except zlib.error as error:
            raise ValueError(f"samples that can be unpacked wanted, got {error}") from None
        self._values = values.reshape(self._values.shape).astype(np.int32)
        self._slots = np.frombuffer(state["slots"], "<i8").astype(np.int64)
        self._packed = state["values"]
