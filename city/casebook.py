"""All cases that still count. An event is applied once, in the order of its case's revisions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from city.areas import Areas
from city.case import Case, CaseError, CaseEvent, from_plain, plain
from city.filing import ADVISED, counted
from city.locate import Locator
from city.matters import URGENCIES
from city.rules import Rules


class CaseBook:
    """All cases that still count: what is finished and older than yesterday is forgotten."""

    def __init__(self, areas: Areas, locator: Locator, rules: Rules) -> None:
        self._areas = areas
        self._locator = locator
        self._rules = rules
        self._places: dict[str, tuple[str, ...]] = {}
        self._by_id: dict[str, Case] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Case]:
        return iter(self._by_id.values())

    def get(self, case: str) -> Case | None:
        return self._by_id.get(case)

    def some(self, cases: Iterable[str]) -> list[Case]:
        return [case for case in map(self._by_id.get, cases) if case]

    def apply(self, event: CaseEvent) -> Case | None:
        """The case as it is now; None for an event applied before. Raises CaseError."""
        known = self._by_id.get(event.case)
        revision = known.revision if known else 0
        if event.revision <= revision:
            return None
        if event.revision > revision + 1:
            raise CaseError(
                f"case {event.case}: revision {revision + 1} must come next, "
                f"got {event.revision} ({event.type})"
            )
        try:
            case = self._file(event) if known is None else self._change(known, event)
        except (TypeError, ValueError, OverflowError) as error:
            raise CaseError(f"case {event.case} revision {event.revision}: {error}") from error
        self._by_id[case.id] = case
        return case

    def forget(self, cases: Iterable[str]) -> None:
        for case in cases:
            self._by_id.pop(case, None)

    def _change(self, case: Case, event: CaseEvent) -> Case:
        if event.type != "acknowledged":
            raise ValueError(f"after filed comes acknowledged, got {event.type!r}")
        return replace(
            case,
            acknowledged_by=event.actor,
            acknowledged_at=event.time,
            revision=event.revision,
        )

    def _file(self, event: CaseEvent) -> Case:
        if event.type != "filed":
            raise ValueError(f"its first event must be filed, got {event.type!r}")
        data = event.data
        received = int(data.get("received") or event.time)
        reported = int(data.get("reported") or received)
        lat, lon = _degrees(data.get("lat")), _degrees(data.get("lon"))
        area = self._area(data.get("area"), lat, lon)
        urgency = data.get("urgency") or URGENCIES[0]
        sos = bool(data.get("sos"))
        return Case(
            id=event.case,
            state=ADVISED if data.get("outcome") == ADVISED and not sos else "new",
            item=str(data.get("item") or ""),
            area=area or self._areas.root.code,
            place=self._place(area or self._areas.root.code),
            lat=lat,
            lon=lon,
            filed=int(data.get("counted") or counted(reported, received, self._rules)),
            reported=reported,
            urgency=urgency,
            urgent=sos or urgency == "urgent",
            sos=sos,
            received=received,
            inspector=data.get("inspector"),
            channel=data.get("channel"),
            text=str(data.get("text") or ""),
            address=data.get("address"),
            outcome=data.get("outcome"),
            to_locate=bool(data.get("to_locate")) or area is None,
            to_sort=bool(data.get("to_sort")),
            acknowledged_by=None,
            acknowledged_at=None,
            revision=event.revision,
        )

    def _area(self, code: object, lat: float | None, lon: float | None) -> str | None:
        """A case filed under another edition of the city is found again by its position, if it has one."""
        if isinstance(code, str) and code in self._areas:
            return code
        leaf = -1 if lat is None or lon is None else int(self._locator.leaf([lat], [lon])[0])
        return None if leaf < 0 else self._areas.order[leaf].code

    def _place(self, area: str) -> tuple[str, ...]:
        place = self._places.get(area)
        if place is None:
            place = self._places[area] = tuple(step.code for step in self._areas.path(area))
        return place

    def state(self) -> list[tuple[Any, ...]]:
        return [plain(case) for case in self._by_id.values()]

    def restore(self, state: Iterable[Iterable[Any]]) -> None:
        for row in state:
            case = from_plain(row, self._place)
            self._by_id[case.id] = case


def _degrees(value: object) -> float | None:
    return None if value is None else float(str(value))
