"""The handovers of each area, folded from the stream `handovers`. Pure: times are epoch ms, handed in.

What was frozen in a handover stays in the record: here is what lists and decisions need of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from city.cases.case import CaseEvent

SUBJECT = "handover:"  # before an area's code: no case is called like that
SIGNED, ACCEPTED, LATE, NOTED = "signed", "accepted", "late", "noted"
KEPT = 30  # handovers of an area that are listed
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Note:
    at: int
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Handover:
    """`number`: the revision it was signed at, which names it in its area; `entry` of the stream. `counts`:
    what stood open by name, None for what nobody knew. `since`: when the shift began, None for the first.
    `replaced`: signed anew before anybody accepted it."""

    area: str
    number: int
    entry: str
    at: int
    by: str
    counts: dict[str, int | None]
    since: int | None = None
    accepted_at: int | None = None
    accepted_by: str | None = None
    late_at: int | None = None
    replaced: bool = False

    @property
    def waits(self) -> bool:
        return self.accepted_at is None and not self.replaced

    def late(self, now: int, minutes: int) -> bool:
        """Whether it should have been accepted by now."""
        return self.waits and (self.late_at is not None or self.at + minutes * MINUTE <= now)


@dataclass(frozen=True, slots=True)
class Shifts:
    """Of one area. `notes` of the shift that runs, the oldest first; `handovers` the newest first."""

    area: str
    revision: int = 0
    notes: tuple[Note, ...] = ()
    handovers: tuple[Handover, ...] = ()

    @property
    def last(self) -> Handover | None:
        return self.handovers[0] if self.handovers else None

    @property
    def waiting(self) -> Handover | None:
        """Signed, and accepted by nobody yet."""
        return self.last if self.last is not None and self.last.waits else None

    def numbered(self, number: int) -> Handover | None:
        return next((each for each in self.handovers if each.number == number), None)


class Handovers:
    def __init__(self) -> None:
        self._areas: dict[str, Shifts] = {}

    def of(self, area: str) -> Shifts:
        return self._areas.get(area) or Shifts(area)

    def waiting(self) -> Iterator[Handover]:
        """Of all areas."""
        return (each.waiting for each in self._areas.values() if each.waiting is not None)

    def apply(self, event: CaseEvent) -> str | None:
        """None, or one sentence: why it does not fit. An event counts at its revision and once."""
        area = event.case.removeprefix(SUBJECT)
        if area == event.case or event.type not in _EFFECTS:
            return f"type must be one of {', '.join(_EFFECTS)} of a {SUBJECT}<area>, got {event.type}"
        shifts = self.of(area)
        if event.revision <= shifts.revision:
            return f"revision must be above {shifts.revision}, got {event.revision}"
        try:
            changed = _EFFECTS[event.type](shifts, event)
        except (KeyError, TypeError, ValueError) as error:
            return f"data of {event.type} cannot be read: {error}"
        self._areas[area] = replace(changed, revision=event.revision)
        return None


def _signed(shifts: Shifts, event: CaseEvent) -> Shifts:
    before = [replace(each, replaced=True) if each.waits else each for each in shifts.handovers]
    counts, since = dict(event.data["counts"]), event.data.get("since")
    signed = Handover(shifts.area, event.revision, event.entry, event.time, event.actor, counts, since)
    return replace(shifts, notes=(), handovers=(signed, *before)[:KEPT])


def _accepted(shifts: Shifts, event: CaseEvent) -> Shifts:
    return _changed(shifts, event, accepted_at=event.time, accepted_by=event.actor)


def _late(shifts: Shifts, event: CaseEvent) -> Shifts:
    return _changed(shifts, event, late_at=event.time)


def _changed(shifts: Shifts, event: CaseEvent, **told: Any) -> Shifts:
    """Of a handover that was trimmed nothing is said any more."""
    number = int(event.data["handover"])
    kept = (replace(each, **told) if each.number == number else each for each in shifts.handovers)
    return replace(shifts, handovers=tuple(kept))


def _noted(shifts: Shifts, event: CaseEvent) -> Shifts:
    return replace(shifts, notes=(*shifts.notes, Note(event.time, event.actor, str(event.data["text"]))))


_EFFECTS: dict[str, Callable[[Shifts, CaseEvent], Shifts]] = {
    SIGNED: _signed,
    ACCEPTED: _accepted,
    LATE: _late,
    NOTED: _noted,
}
TYPES = tuple(_EFFECTS)
