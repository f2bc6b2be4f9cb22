"""Which SOS signals are one call for help. The same signals in stream order give the same calls, however
they are batched. Knows no stream and files nothing itself."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from typing import Any

from city.cases.filing import counted
from city.rules import Rules
from city.time.days import DAY, MINUTE, LocalDays

ITEM = "sos"
_KEPT = 8  # calls remembered of one person: late signals still find theirs
_PEOPLE = 1000  # above it, people whose calls are acknowledged and a day old are forgotten


@dataclass(slots=True)
class Call:
    """One episode: it becomes one case. `lat` and `lon` are the first usable ones told."""

    case: str
    inspector: str
    first: int
    last: int
    received: int
    lat: float | None
    lon: float | None
    unverified: bool = False  # every signal so far came through a link that has ended: perhaps not they
    rough: bool = False  # the place is worse than `rules.accuracy_metres`: a last good position is better


class Calls:
    """`waiting(case)` tells whether nobody has acknowledged that case yet (also when it is not filed yet)."""

    def __init__(self, rules: Rules, days: LocalDays, waiting: Callable[[str], bool]) -> None:
        self._gap = rules.sos_minutes * MINUTE
        self._days = days
        self._waiting = waiting
        self._forget_at = 0  # received time
        self.by_inspector: dict[str, list[Call]] = {}

    def signal(
        self,
        inspector: str,
        time: int,
        received: int,
        lat: float | None,
        lon: float | None,
        unverified: bool = False,
        rough: bool = False,
    ) -> tuple[Call, bool]:
        """The call this signal belongs to, and whether it opened it. Any joins a call that still waits; a
        certain one makes an unverified call certain, and brings its own place."""
        calls = self.by_inspector.setdefault(inspector, [])
        for call in reversed(calls):
            near = call.first - self._gap <= time <= call.last + self._gap
            if near or self._waiting(call.case):
                call.last = max(call.last, time)
                sure = call.unverified and not unverified
                better = sure or (call.rough and not rough)
                if call.lat is None or (better and lat is not None):
                    call.lat, call.lon, call.rough = lat, lon, rough
                call.unverified = call.unverified and unverified
                return call, False
        case = self._case(inspector, time, calls)
        call = Call(case, inspector, time, time, received, lat, lon, unverified, rough)
        calls.append(call)
        del calls[:-_KEPT]
        if len(self.by_inspector) > _PEOPLE and received >= self._forget_at:
            self._forget(received - DAY)
            self._forget_at = received + MINUTE  # a look at thousands is not free
        return call, True

    def _case(self, inspector: str, time: int, calls: list[Call]) -> str:
        case = call_case(inspector, self._days.stamp(time, "%Y%m%d%H%M"))
        same = sum(call.case.startswith(case) for call in calls)  # the hour told twice in autumn
        return f"{case}-{same + 1}" if same else case

    def _forget(self, before: int) -> None:
        for inspector, calls in list(self.by_inspector.items()):
            if all(call.received < before and not self._waiting(call.case) for call in calls):
                del self.by_inspector[inspector]

    def all(self) -> list[Call]:
        return [call for calls in self.by_inspector.values() for call in calls]

    def waiting(self, since: int) -> list[Call]:
        """Those nobody has acknowledged yet, received since then."""
        return [call for call in self.all() if call.received >= since and self._waiting(call.case)]

    def adopt(self, calls: Iterable[Call]) -> None:
        """Calls that another fold knew of: a call for help outlives the fold that heard it."""
        known = {call.case for call in self.all()}
        for call in calls:
            if call.case not in known:
                self.by_inspector.setdefault(call.inspector, []).append(replace(call))

    def state(self) -> list[list[Any]]:
        return [list(astuple(call)) for call in self.all()]

    def restore(self, state: list[list[Any]]) -> None:
        for row in state:
            call = Call(*row)
            self.by_inspector.setdefault(call.inspector, []).append(call)


def call_case(inspector: str, minute: str) -> str:
    """The same number whoever makes it, and not the caller's id: where they are from elsewhere it is read by
    people who may not know them."""
    return f"sos-{hashlib.blake2b(inspector.encode(), digest_size=5).hexdigest()}-{minute}"


def call_data(
    call: Call, area: str, lat: float | None, lon: float | None, now: int, rules: Rules
) -> dict[str, Any]:
    """The data of the `filed` event of a call, in the shape of a report's."""
    return {
        "report": None,
        "item": ITEM,
        "area": area,
        "lat": lat,
        "lon": lon,
        "to_locate": lat is None,
        "claimed": None,
        "outcome": None,
        "urgency": "urgent",
        "text": "",
        "inspector": call.inspector,
        "channel": "sos",
        "address": None,
        "photos": [],
        "reported": call.first,
        "received": call.received,
        "counted": counted(call.first, call.received, rules),
        "filed": now,
        "to_sort": False,
        "sos": True,
        "unverified": call.unverified,
        "cut": False,
    }
