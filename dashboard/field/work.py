"""What an inspector or a department is sent to: the dispatches that stand, as their pages show them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from msgspec import Struct

from city.cases.case import Assignment, Case
from city.live import LiveCity
from city.time.deadlines import runs_on
from dashboard.transport.route_docs import one_of
from dashboard.truth.counts import Counts
from streams.access.photo_uploads import HASH

FRESH = 0.25  # s: five thousand open cases are looked through at most this often, whoever asks
KINDS = ("handle", "inspect")
STEPS = ("waiting", "accepted", "handling", "arrived", "done")


class FieldOrder(Struct, frozen=True):
    """What somebody who leads waits to be told of the case, by when: the officer answers it."""

    text: str
    answer_by: int


class FieldTask(Struct, frozen=True):
    """A dispatch that stands. `kind`: to handle it, or to inspect whether it was handled; `note` is what was
    said when sending, `urged` how often somebody was urged about it; `continuous`: the time of its limit runs
    day and night."""

    case: str
    dispatch: str
    kind: Annotated[str, one_of(KINDS)]
    step: Annotated[str, one_of(STEPS)]
    item: tuple[str, str | None] | None
    sos: bool
    urgent: bool
    place: list[tuple[str, str | None]]
    address: str | None
    text: str
    note: str | None
    lat: float | None
    lon: float | None
    sent: int
    answer_by: int
    due: int | None
    paused: bool
    continuous: bool
    photos: list[str]
    order: FieldOrder | None
    urged: int
    urged_at: int | None


class Work:
    """Who has which open cases, as of the events folded so far."""

    def __init__(self, city: Callable[[], LiveCity], counts: Counts) -> None:
        self._city, self._counts = city, counts
        self._of: dict[tuple[str | None, str | None], list[str]] = {}
        self._as_of: tuple[object, int] | None = None
        self._looked = 0.0

    def rows(self, inspector: str | None, department: str | None, areas: Sequence[str]) -> list[FieldTask]:
        """In these areas: what is due first, then what was sent first; for a person the urgent before all."""
        self._look()
        live = self._city()
        cases = live.cases.some(self._of.get((inspector, department), ()))
        theirs = [
            (case, sent)
            for case in cases
            for sent in sent_of(case)
            if (sent.inspector, sent.department) == (inspector, department)
            and any(live.areas.within(case.area, area) for area in areas)
        ]
        first = inspector is not None  # a person sees to what is urgent; a department to what is late
        theirs.sort(key=lambda pair: (first and not pair[0].urgent, pair[0].due or 1 << 62, pair[1].at))
        return [self._row(case, sent) for case, sent in theirs]

    def _look(self) -> None:
        live, now = self._city(), time.monotonic()
        as_of = (live, self._counts.events)
        if as_of == self._as_of or (self._as_of and now - self._looked < FRESH):
            return
        self._as_of, self._looked = as_of, now
        self._of = {}
        for case in live.open_cases(live.areas.root.code):
            for sent in sent_of(case):
                self._of.setdefault((sent.inspector, sent.department), []).append(case.id)

    def _row(self, case: Case, sent: Assignment) -> FieldTask:
        live = self._city()
        item = live.matters.items.get(case.item)
        return FieldTask(
            case=case.id,
            dispatch=sent.id,
            kind=KINDS[sent is case.inspection],
            step=step_of(case, sent),
            item=(item.name, item.name_en) if item else None,
            sos=case.sos,
            urgent=case.urgent,
            place=live.place(case, live.areas.root.code),
            address=case.address,
            text=case.text,
            note=_note(live.cases.history(case.id), sent),
            lat=case.lat,
            lon=case.lon,
            sent=sent.at,
            answer_by=sent.answer_by,
            due=case.due,
            paused=case.paused is not None,
            continuous=runs_on(case.limit),
            photos=[photo for photo in case.photos if HASH.fullmatch(photo)],  # an address is text
            order=FieldOrder(case.order.text, case.order.answer_by) if case.order and case.reply_by else None,
            urged=case.urged,
            urged_at=case.urged_at,
        )


def sent_of(case: Case) -> list[Assignment]:
    """Its dispatches that stand: to handle it, and to look whether it was handled."""
    return [sent for sent in (case.assignment, case.inspection) if sent is not None]


def step_of(case: Case, sent: Assignment) -> str:
    """How far whoever was sent has come: waiting, accepted, handling, arrived (and handling), done."""
    if sent is case.assignment and case.state in ("fed_back", "verified"):
        return "done"
    reached = {"arrived": sent.arrived_at, "handling": sent.handling_at, "accepted": sent.accepted_at}
    return next((name for name, at in reached.items() if at is not None), "waiting")


def _note(history: Any, sent: Assignment) -> str | None:
    """What the officer said when sending."""
    for each in reversed(history):
        if each.type in ("dispatched", "inspecting", "failed") and each.data.get("dispatch") == sent.id:
            return str(each.data.get("note") or "") or None
    return None
