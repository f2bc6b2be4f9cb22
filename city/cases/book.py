"""All cases that still count. An event is applied once, in the order of its case's revisions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases import effects
from city.cases.case import Case, CaseError, CaseEvent, Happened, from_plain, plain
from city.cases.case_index import CaseIndex
from city.cases.case_places import CasePlaces
from city.cases.filing import ADVISED, counted
from city.matters import URGENCIES
from city.rules import Rules

TEXT_KEPT = 200  # characters of a text in a history
HISTORY_KEPT = 500  # events of one case, beside its first
Row = list[Any]  # revision, type, time, actor, data


class CaseBook:
    """What has ended before yesterday is forgotten, with its history."""

    def __init__(self, areas: Areas, locator: Locator, rules: Rules) -> None:
        self.case_places = CasePlaces(areas, locator)
        self._rules = rules
        self._by_id: dict[str, Case] = {}
        self._history: dict[str, list[Row]] = {}
        self._index = CaseIndex()

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Case]:
        return iter(self._by_id.values())

    def get(self, case: str) -> Case | None:
        return self._by_id.get(case)

    def some(self, cases: Iterable[str]) -> list[Case]:
        return [case for case in map(self._by_id.get, cases) if case]

    def history(self, case: str) -> list[Happened]:
        """What has happened to it, the oldest first; texts are cut to 200 characters."""
        known = self._by_id.get(case)
        told = [Happened(*row) for row in self._history.get(case, ())]
        if known and told and told[0].type == "filed":
            said = {"report": known.report, "channel": known.channel, "inspector": known.inspector}
            told[0] = replace(told[0], data={name: value for name, value in said.items() if value})
        return told

    def newest(self, case: str) -> int:
        """When the last thing happened to it, epoch ms; 0 for one that is not known."""
        rows = self._history.get(case)
        return int(rows[-1][2]) if rows else 0

    def duplicates(self, case: str) -> list[Case]:
        """Those merged into it, at once or by way of another, by id."""
        found: set[str] = set()
        waiting = [case]
        while waiting:
            new = self._index.merged.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return self.some(sorted(found))

    def apply(self, event: CaseEvent) -> Case | None:
        """The case as it is now; None for an event applied before. Raises CaseError for one that does not
        fit: it changes nothing, but counts as a revision of its case, so that what follows still fits."""
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
            case = self.filed(event) if known is None else self._change(known, event)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            if known:
                self._put(replace(known, revision=event.revision))
            told = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise CaseError(f"case {event.case} revision {event.revision}: {told}") from error
        self._put(case)
        self._remember(event)
        return case

    def forget(self, cases: Iterable[str]) -> None:
        for case in cases:
            gone = self._by_id.pop(case, None)
            self._history.pop(case, None)
            if gone:
                self._index.take(gone, None)

    def holds(self, case: str) -> bool:
        """Whether it must be kept though it has ended: it was merged into one that is still kept."""
        known, seen = self._by_id.get(case), set()
        while known and known.merged_into and known.id not in seen:
            seen.add(known.id)
            known = self._by_id.get(known.merged_into)
        return known is not None and known.id != case and known.merged_into is None

    def _put(self, case: Case) -> None:
        self._index.take(self._by_id.get(case.id), case)
        self._by_id[case.id] = case

    def _remember(self, event: CaseEvent) -> None:
        rows = self._history.setdefault(event.case, [])
        data = None if event.type == "filed" else bounded(event.data)
        rows.append([event.revision, event.type, event.time, event.actor, data])
        if len(rows) > HISTORY_KEPT:
            del rows[1]

    def _change(self, case: Case, event: CaseEvent) -> Case:
        if event.type == "merged" and self.leads_to(str(event.data.get("into")), case.id):
            raise ValueError(f"a case cannot be merged into itself, got {event.data.get('into')}")
        return effects.apply(case, event, self.case_places)

    def leads_to(self, case: str, other: str) -> bool:
        """Whether `case` is `other`, or was merged into it by way of others."""
        seen: set[str] = set()
        at: str | None = case
        while at and at not in seen:
            if at == other:
                return True
            seen.add(at)
            known = self._by_id.get(at)
            at = known.merged_into if known else None
        return False

    def filed(self, event: CaseEvent) -> Case:
        """The case this event opens; it does not enter the book by that."""
        if event.type != "filed":
            raise ValueError(f"its first event must be filed, got {event.type!r}")
        data = event.data
        received = int(data.get("received") or event.time)
        reported = int(data.get("reported") or received)
        lat, lon = effects.degrees(data.get("lat")), effects.degrees(data.get("lon"))
        area = self.case_places.area(data.get("area"), lat, lon, data.get("edition"))
        urgency = data.get("urgency") or URGENCIES[0]
        sos = bool(data.get("sos"))
        advised = data.get("outcome") == ADVISED and not sos
        return Case(
            id=event.case,
            state=ADVISED if advised else "new",
            item=str(data.get("item") or ""),
            area=area or self.case_places.areas.root.code,
            place=self.case_places.place(area or self.case_places.areas.root.code),
            lat=lat,
            lon=lon,
            filed=int(data.get("counted") or counted(reported, received, self._rules)),
            reported=reported,
            urgency=urgency,
            urgent=sos or urgency == "urgent",
            sos=sos,
            to_locate=bool(data.get("to_locate")) or area is None,
            to_sort=bool(data.get("to_sort")),
            revision=event.revision,
            received=received,
            level=self.case_places.level(data.get("level")),
            unowned_at=event.time,
            ended_at=event.time if advised else None,
            **_said(data),
        )

    def state(self) -> list[tuple[Any, ...]]:
        return [plain(case) for case in self._by_id.values()]

    def histories(self) -> dict[str, list[Row]]:
        return self._history

    def restore(self, state: Iterable[Iterable[Any]], histories: dict[str, list[Row]]) -> None:
        for row in state:
            self._put(from_plain(row, self.case_places.place))
        self._history = {case: list(rows) for case, rows in histories.items()}


def _said(data: dict[str, Any]) -> dict[str, Any]:
    """What the report said, as it said it, and what its item's rule was when it was filed."""
    due = data.get("due")
    return {
        "inspector": data.get("inspector"),
        "channel": data.get("channel"),
        "text": str(data.get("text") or ""),
        "address": data.get("address"),
        "outcome": data.get("outcome"),
        "acknowledged_by": None,
        "acknowledged_at": None,
        "limit": str(data.get("limit") or ""),
        "due": None if due is None else int(due),
        "unverified": bool(data.get("unverified")),
        "photos": tuple(str(photo) for photo in data.get("photos") or ()),
        "report": data.get("report"),
        "claimed": data.get("claimed"),
        "resend_of": data.get("resend_of"),
    }


def bounded(data: dict[str, Any]) -> dict[str, Any]:
    """The data of an event with its texts cut short: a history is looked at, the record is in the stream."""
    return {
        name: value[:TEXT_KEPT]
        if isinstance(value, str)
        else [str(each)[:TEXT_KEPT] for each in value[:20]]
        if isinstance(value, list)
        else value
        for name, value in data.items()
        if not isinstance(value, dict)
    }
