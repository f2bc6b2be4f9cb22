"""What stands open in an area at a moment: what one shift hands to the next. Values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from city.cases.case import Case
from city.handover.handovers import Note
from city.live import LiveCity

MOST_CASES, MOST_THINGS = 500, 100  # of one list that are frozen; the number tells of all
THINGS = ("dark", "pushed", "warned")
Thing = tuple[str, str, str]  # id, and how it is called in Chinese and in English

CASES: dict[str, Callable[[Case, int], bool]] = {
    "open": lambda case, now: True,
    "overdue": lambda case, now: case.due is not None and case.due < now,
    "unanswered": lambda case, now: _unanswered(case),
    "muted": lambda case, now: case.calling and case.acknowledged_by is not None,
}
LISTS = (*CASES, *THINGS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`cases`: ids by list, what needs eyes first; `things` None where nobody knows just now. `counts` of all
    of them, also of what was left out of a list."""

    counts: dict[str, int | None]
    cases: dict[str, list[str]]
    things: dict[str, list[Thing] | None]
    notes: Sequence[Note] = ()

    def frozen(self, since: int | None) -> dict[str, Any]:
        """As a handover keeps it."""
        return {
            "counts": self.counts,
            "cases": {name: ids[:MOST_CASES] for name, ids in self.cases.items()},
            "things": {name: found and found[:MOST_THINGS] for name, found in self.things.items()},
            "notes": [[note.at, note.by, note.text] for note in self.notes],
            "since": since,
        }


def sheet(
    live: LiveCity, code: str, now: int, things: Mapping[str, list[Thing] | None], notes: Sequence[Note]
) -> Sheet:
    """Of an area and all below it."""
    found = sorted(live.open_cases(code), key=lambda case: _rank(case, now))
    cases = {name: [case.id for case in found if holds(case, now)] for name, holds in CASES.items()}
    told = {name: things.get(name) for name in THINGS}
    counts: dict[str, int | None] = {name: len(ids) for name, ids in cases.items()}
    counts |= {name: None if each is None else len(each) for name, each in told.items()}
    return Sheet(counts, cases, told, notes)


def thawed(data: Mapping[str, Any]) -> Sheet:
    """What a handover kept. Raises KeyError, TypeError, ValueError for what none of ours wrote."""
    notes = [Note(int(at), str(by), str(text)) for at, by, text in data["notes"]]
    cases = {name: [str(id) for id in data["cases"][name]] for name in CASES}
    things = {name: _things(data["things"][name]) for name in THINGS}
    return Sheet({name: data["counts"][name] for name in LISTS}, cases, things, notes)


def _things(told: Iterable[Any] | None) -> list[Thing] | None:
    return None if told is None else [(str(id), str(zh), str(en)) for id, zh, en in told]


def _unanswered(case: Case) -> bool:
    """Somebody was sent, and has not answered yet, whether or not it is too late for that."""
    return case.state == "dispatched" and case.assignment is not None and case.assignment.accepted_at is None


def _rank(case: Case, now: int) -> tuple[Any, ...]:
    late = case.due is not None and case.due < now
    return not case.sos, not late, not case.urgent, case.due is None, case.due or 0, case.filed, case.id
