"""Reports as simulated inspectors and a hotline would send them: how many, when, what, from where.

Hands out the fields of the contract by name. Knows nothing of Redis; time and chance come in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

# share of the day's mean in each local hour: two peaks, a noon rest, quiet nights
CURVE = np.array([3, 2, 2, 2, 2, 3, 5, 9, 15, 19, 19, 16, 11, 12, 17, 18, 17, 13, 10, 9, 8, 6, 5, 4], float)
CURVE = CURVE / CURVE.mean()
WEEK = (1.10, 1.10, 1.05, 1.05, 1.10, 0.85, 0.75)  # of the mean, from Monday on
THURSDAY = 3  # 1970-01-01

LOST, BY_AREA, HOTLINE = 0.010, 0.03, 0.06  # calls: without a place, with a village only, with a place
UNKNOWN = 0.005  # no such matter
ADVISED = 0.70  # of all, put right on the spot: 1,092 of 1,555 in Liaobu
ADVISED_BY_INSPECTORS = ADVISED / (1 - LOST - BY_AREA - HOTLINE)  # nobody advises a caller on the spot
RECENT_MS = 3_600_000  # the last hour's reports still wait for somebody
SETTLED = (
    0.98  # of those before it: nobody can close them any more, so what was handled is told as advised, too
)
CALLS_LEFT = 0.1  # of the calls before it
URGENT = 0.005
TWICE = 0.01  # sent again by an app that missed the answer

FINDING = ("发现{}，已拍照", "巡查发现{}", "{}，群众反映", "{}，需到场核实")
ADVICE = ("{}，已当场劝导整改", "{}，教育后已自行纠正", "{}，现场处理完毕")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, and where they stand."""

    inspector: str
    lat: float
    lon: float
    parent: str  # the area a caller would name


@dataclass(frozen=True, slots=True)
class Matter:
    code: str
    name: str
    urgent: bool = False


class Reporting:
    """`run` keeps report ids of different runs apart."""

    def __init__(
        self,
        matters: Sequence[Matter],
        zone: ZoneInfo,
        an_hour: float,
        run: str,
        now: int,
        chance: np.random.Generator,
    ) -> None:
        self.matters, self.zone, self.an_hour, self.run, self.chance = matters, zone, an_hour, run, chance
        self.weight = _weights(matters, chance)
        self.number = 0
        self._asked, self._owed = now, float(chance.uniform(-1, 1))

    def due(self, now: int) -> int:
        """How many reports have come up since the last call; evenly, so that the wall stays lively."""
        self._owed += self.rate(now) * max(now - self._asked, 0) / 3_600_000
        self._asked = now
        count = max(int(self._owed), 0)
        self._owed -= count * float(self.chance.uniform(0.6, 1.4))
        return count

    def rate(self, now: int) -> float:
        """Reports an hour at this time of the local day."""
        local = datetime.fromtimestamp(now / 1000, self.zone)
        share = (local.minute * 60 + local.second) / 3600
        an_hour = self.an_hour * WEEK[local.weekday()]
        return an_hour * float(CURVE[local.hour] * (1 - share) + CURVE[(local.hour + 1) % 24] * share)

    def times(self, begin: int, end: int) -> list[int]:
        """When the reports of a stretch of the past were made, in order."""
        found: list[int] = []
        step = 600_000
        for start in range(begin, end, step):
            stop = min(start + step, end)
            count = self.chance.poisson(self.rate((start + stop) // 2) * (stop - start) / 3_600_000)
            found += self.chance.integers(start, stop, count).tolist()
        return sorted(found)

    def draft(self, reporter: Reporter, time: int, now: int) -> dict[str, Any]:
        """One report; most by the inspector who stands there, some by people who call."""
        self.number += 1
        lot, recent = float(self.chance.random()), time >= now - RECENT_MS
        calls = 1.0 if recent else CALLS_LEFT
        matter = self.matters[int(self.chance.choice(len(self.matters), p=self.weight))]
        fields: dict[str, Any] = {
            "report": f"sim-{self.run}-{self.number}",
            "time": time,
            "item": matter.code,
        }
        if lot < calls * (LOST + BY_AREA + HOTLINE):
            fields |= {"channel": "hotline", "text": self._words(FINDING, matter)}
            if lot < calls * LOST:
                return fields | {"address": "来电人说不清具体位置"}
            if lot < calls * (LOST + BY_AREA):
                return fields | {"area": reporter.parent}
            return fields | self._place(reporter, 200.0)
        if lot > 1 - UNKNOWN:
            fields["item"] = "other-0"
        return fields | self._at_hand(reporter, matter, recent)

    def _at_hand(self, reporter: Reporter, matter: Matter, recent: bool) -> dict[str, Any]:
        fields: dict[str, Any] = {"inspector": reporter.inspector, "channel": "app"}
        fields |= self._place(reporter, 6.0)
        if self.chance.random() < (ADVISED_BY_INSPECTORS if recent else SETTLED):
            return fields | {"outcome": "advised", "text": self._words(ADVICE, matter)}
        return fields | {"text": self._words(FINDING, matter)}

    def _place(self, reporter: Reporter, metres: float) -> dict[str, Any]:
        off = self.chance.normal(0, metres / 111_320, 2)
        return {"lat": round(reporter.lat + float(off[0]), 6), "lon": round(reporter.lon + float(off[1]), 6)}

    def _words(self, patterns: Sequence[str], matter: Matter) -> str:
        return patterns[int(self.chance.integers(len(patterns)))].format(matter.name)


def weekday_share(day: int) -> float:
    """How busy a local day is, numbered from 1970-01-01."""
    return WEEK[(day + THURSDAY) % 7]


def _weights(matters: Sequence[Matter], chance: np.random.Generator) -> NDArray[np.float64]:
    """How likely each matter is: a few make up most of the work, and hardly any of it is urgent."""
    weight: NDArray[np.float64] = 1 / (chance.permutation(len(matters)) + 4)
    urgent = np.array([matter.urgent for matter in matters])
    if urgent.any() and not urgent.all():
        weight[urgent] *= URGENT / weight[urgent].sum() * weight[~urgent].sum()
    weight /= weight.sum()
    return weight


def midnight(now: int, zone: ZoneInfo, days_ago: int = 0) -> int:
    """Epoch ms of the local midnight that began today, or a day some days ago."""
    today = datetime.fromtimestamp(now / 1000, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((today - timedelta(days=days_ago)).timestamp() * 1000)
