"""What the entries of one minute come to: rows of fixes, and how many people each grid had."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.counts.census import ancestors
from city.people.fixes import FixBatch
from city.time.days import DAY, Duty, LocalDays
from streams.history.columns.parquet_file import Texts, texts

Numbers = NDArray[Any]
NOT_TOLD = -1
LATEST = (
    7 * DAY
)  # ms after which a fix comes too late: whoever sends old ones must not make files of all days


@dataclass(frozen=True, slots=True)
class Ground:
    """The areas that hold now, and what is found by them."""

    areas: Areas
    locator: Locator
    towns: NDArray[np.int32]  # of each position, that of the area below the root it lies in; -1 at the root

    @classmethod
    def of(cls, areas: Areas, locator: Locator | None = None) -> Ground:
        table = ancestors(areas)
        towns = table[1] if len(table) > 1 else np.full(len(areas), -1, np.int32)
        return cls(areas, locator or Locator(areas), towns)


@dataclass(frozen=True, slots=True)
class Kept:
    """Which fixes may be kept: those of duty hours, of a call for help, and of who has a task (`handling`),
    none that is too old; `coarse`: m, above which a fix lies in no grid."""

    duty: Duty
    coarse: float
    handling: Callable[[], Collection[str]] = frozenset

    def of(self, batch: FixBatch) -> NDArray[np.bool_]:
        kept = self.duty.each(batch.time) | batch.sos
        tasks = self.handling() if not kept.all() else ()
        if tasks:
            kept |= np.fromiter((who in tasks for who in batch.inspector), np.bool_, len(batch))
        return kept & (batch.received - batch.time <= LATEST)


@dataclass(slots=True)
class Minute:
    """Gathered chunk by chunk. `people` numbers whoever was met, for this minute alone."""

    ground: Ground
    kept: Kept
    people: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    _chunks: list[dict[str, Numbers]] = field(default_factory=list)

    def take(self, batch: FixBatch) -> None:
        kept = self.kept.of(batch)
        people = self.people
        who = np.fromiter((people.setdefault(name, len(people)) for name in batch.inspector), np.int32)
        lat, lon = np.rint(batch.lat * 1e6), np.rint(batch.lon * 1e6)
        leaf = self.ground.locator.leaf(lat / 1e6, lon / 1e6)
        leaf = np.where(batch.accuracy > self.kept.coarse, np.minimum(leaf, 0), leaf)
        chunk: dict[str, Numbers] = {
            "who": who,
            "leaf": leaf,
            "time": batch.time,
            "delay": batch.received - batch.time,
            "lat": lat.astype(np.int32),
            "lon": lon.astype(np.int32),
            "accuracy": _whole(np.ceil(batch.accuracy), np.int32),
            "speed": _whole(batch.speed * 10, np.int16),
            "heading": _whole(batch.heading, np.int16),
            "battery": _whole(batch.battery, np.int8),
            "sos": batch.sos.astype(np.int8),
        }
        self._chunks.append({name: column[kept] for name, column in chunk.items()})
        self.rows += int(kept.sum())

    def fixes(self, days: LocalDays, ordinals: Callable[[str, Collection[str]], Mapping[str, int]]) -> Days:
        """Rows of `fixes` by local day; `ordinals` tells the numbers of people of a day."""
        if not (columns := self._joined()):
            return {}
        names = list(self.people)
        towns = self.ground.towns[np.maximum(columns["leaf"], 0)]
        columns["town"] = np.where(columns["leaf"] < 0, -1, towns)
        found: Days = {}
        numbered = days.locals(columns["time"]) // DAY
        for number in np.unique(numbered).tolist():
            rows = numbered == number
            part: dict[str, Any] = {name: column[rows] for name, column in columns.items()}
            told: NDArray[np.int32] = part.pop("who")
            met, whose = np.unique(told, return_inverse=True)
            day = day_name(number)
            known = ordinals(day, [names[at] for at in met.tolist()])
            part["person"] = np.array([known[names[at]] for at in met.tolist()], np.int32)[whose]
            part["town"] = self._codes(part["town"])
            found[day] = part
        return found

    def presence(self, minute: int) -> dict[str, Any] | None:
        """Rows of `presence` for the minute that began then (epoch ms), None without any."""
        columns = self._joined()
        if not columns:
            return None
        inside = columns["leaf"] > 0
        who, leaf, time = (columns[name][inside] for name in ("who", "leaf", "time"))
        if not who.size:
            return None
        visits = np.unique(who.astype(np.int64) << 32 | leaf) & 0xFFFFFFFF
        order = np.lexsort((time, who))
        last = np.append(who[order][1:] != who[order][:-1], True)
        count = len(self.ground.areas)
        seen = np.bincount(visits, minlength=count)
        stay = np.bincount(leaf[order][last], minlength=count)
        grids = np.flatnonzero(seen)
        return {
            "grid": self._codes(grids),
            "time": np.full(grids.size, minute, np.int64),
            "people": stay[grids],
            "visits": seen[grids],
        }

    def _codes(self, positions: Numbers) -> Texts:
        met, at = np.unique(positions, return_inverse=True)
        order = self.ground.areas.order
        told = texts([order[position].code if position >= 0 else "" for position in met.tolist()])
        return Texts(told.words, told.at[at])

    def _joined(self) -> dict[str, Numbers]:
        chunks = [chunk for chunk in self._chunks if chunk["who"].size]
        if len(chunks) > 1:
            self._chunks = chunks = [
                {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}
            ]
        return dict(chunks[0]) if chunks else {}


Days = dict[str, dict[str, Any]]


def day_name(number: int) -> str:
    """2026-11-23 for that day since 1970."""
    return str(np.datetime64(number, "D"))


def _whole(values: NDArray[np.float32], kind: type[np.signedinteger[Any]]) -> Numbers:
    return np.where(np.isnan(values), NOT_TOLD, np.rint(values)).astype(kind)
