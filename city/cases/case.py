"""What a case is: one value, made by its events and by nothing else. Knows no rule: decide.py does."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, fields
from operator import attrgetter
from typing import Any

STATES = ("new", "dispatched", "handling", "fed_back", "verified", "closed", "advised", "void", "merged")
OPEN = frozenset({"new", "dispatched", "handling", "fed_back", "verified"})  # the others have ended
STEPS = ("reported", "filed", "dispatched", "handling", "fed_back", "verified", "closed")
STEP = {"new": 1, "dispatched": 2, "handling": 3, "fed_back": 4, "verified": 5, "closed": 6}


class CaseError(ValueError):
    """One sentence: which event, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One entry of the record. `key` is derived from its cause, so that a cause counts once."""

    entry: str
    case: str
    revision: int
    type: str  # docs/streams.md lists them
    time: int  # epoch ms
    actor: str
    key: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The dispatch that stands: to a person or to a department. Times are epoch ms."""

    id: str
    inspector: str | None
    department: str | None
    by: str
    at: int
    answer_by: int
    accepted_at: int | None = None
    arrived_at: int | None = None
    handling_at: int | None = None
    unanswered_at: int | None = None  # nobody answered in time, and nobody has since


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish that needs a second person: return, void, extend or defer."""

    what: str
    reason: str
    by: str
    at: int
    data: dict[str, Any]  # `hours` of an extension, `until` of a deferral


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock that stands still. `left` is the rest of the limit in ms of its own kind of time."""

    since: int
    until: int | None
    left: int


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody above wants to be told, in words and by a time; whoever has the case answers."""

    text: str
    by: str
    at: int
    answer_by: int
    answer: str | None = None
    answered_by: str | None = None
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a case's history, its texts cut short."""

    revision: int
    type: str
    time: int
    actor: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """`filed` is the time the case counts by, `reported` what its sender claims, `received` when it reached
    us: the clocks start there. All times are epoch ms."""

    id: str
    state: str
    item: str
    area: str
    place: tuple[str, ...]  # codes of the areas it lies in, the root first, `area` last
    lat: float | None
    lon: float | None
    filed: int
    reported: int
    urgency: str
    urgent: bool
    sos: bool
    inspector: str | None
    channel: str | None
    text: str
    address: str | None
    outcome: str | None
    to_locate: bool
    to_sort: bool
    acknowledged_by: str | None
    acknowledged_at: int | None
    revision: int
    received: int = 0
    level: str = ""  # the level that owns it
    owner: str | None = None  # who has claimed it: a lock beside the steps
    owned_at: int | None = None
    unowned_at: int | None = None  # since when nobody owns it; None while somebody does
    assignment: Assignment | None = None
    asked: Asked | None = None
    limit: str = ""  # "2 work_days", "" for none; a changed rule affects new cases only
    due: int | None = None  # None without a limit and while paused
    paused: Pause | None = None
    first_response: int | None = None  # first claimed, dispatched, advised or acknowledged by a person
    dispatched_at: int | None = None  # the first time
    fed_back_at: int | None = None  # the first time
    verified_at: int | None = None
    closed_at: int | None = None
    ended_at: int | None = None
    returned: int = 0  # how often it came back: declined, handed back, failed, returned
    reopened: int = 0
    escalated_at: int | None = None
    merged_into: str | None = None
    before: str | None = None  # the state a merged one goes back to
    unverified: bool = False  # an SOS by a link that has ended
    notes: int = 0
    photos: tuple[str, ...] = ()
    rung: int = 0  # steps of the ladder that have rung
    report: str | None = None  # its sender's id
    claimed: dict[str, Any] | None = None  # a place that could not be used
    resend_of: str | None = None  # the case first filed under the same key: another item, or far away
    order: Order | None = None  # the last that was given
    urged: int = 0  # how often
    urged_at: int | None = None  # the last time
    inspection: Assignment | None = None  # somebody is sent to look whether it is as it was fed back
    evidence: str | None = None  # of what was fed back: photo or inspection; else only somebody's words

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def on_the_spot(self) -> bool:
        """Whoever was sent is there, or has told what they did there."""
        there = self.assignment is not None and self.assignment.arrived_at is not None
        return there or self.state in ("fed_back", "verified")

    @property
    def calling(self) -> bool:
        """An SOS that has not been answered: nobody is on the spot, and nobody has closed it. Taking note of
        it only calms it."""
        return self.sos and self.open and not self.on_the_spot

    @property
    def waiting(self) -> bool:
        """One of these that no named person has acknowledged."""
        return self.calling and self.acknowledged_by is None

    @property
    def reply_by(self) -> int | None:
        """Until when an order on it should be answered; None when none waits."""
        waits = self.open and self.order is not None and self.order.answered_at is None
        return self.order.answer_by if waits and self.order else None

    @property
    def unanswered(self) -> bool:
        return self.assignment is not None and self.assignment.unanswered_at is not None


def step(case: Case) -> int:
    """The index in STEPS of the step the case has reached."""
    if case.state in STEP:
        return STEP[case.state]
    return STEP["fed_back"] if case.fed_back_at else STEP["dispatched"] if case.dispatched_at else 1


_FIELDS = [each.name for each in fields(Case) if each.name != "place"]
_NESTED = {
    "assignment": Assignment,
    "asked": Asked,
    "paused": Pause,
    "order": Order,
    "inspection": Assignment,
}
_plain = attrgetter(*_FIELDS)
_AT = {name: _FIELDS.index(name) for name in _NESTED}
_AREA, _PHOTOS = _FIELDS.index("area"), _FIELDS.index("photos")
_PLACE = [each.name for each in fields(Case)].index("place")


def plain(case: Case) -> tuple[Any, ...]:
    """The case as plain values, to be stored; where it lies follows from its area."""
    row = _plain(case)
    if all(row[at] is None for at in _AT.values()):
        return row
    told = list(row)
    for at in _AT.values():
        told[at] = None if told[at] is None else astuple(told[at])
    return tuple(told)


def from_plain(row: Any, place: Any) -> Case:
    """`place(area)` tells the codes it lies in. Raises TypeError or ValueError for another shape."""
    told = list(row)  # by position: a restart makes a hundred thousand of them
    if len(told) != len(_FIELDS):
        raise ValueError(f"a case has {len(_FIELDS)} values, got {len(told)}")
    for name, kind in _NESTED.items():
        if told[_AT[name]] is not None:
            told[_AT[name]] = kind(*told[_AT[name]])
    told[_PHOTOS] = tuple(told[_PHOTOS])
    told.insert(_PLACE, place(told[_AREA]))
    return Case(*told)
