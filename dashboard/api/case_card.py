"""All there is to one case, for a console's card: what it says, how far it is, what happened, who can go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import asdict

from city.cases.case import STEPS, Case, Happened, step
from city.cases.duplicates import possible
from city.live import LiveCity
from city.people.kinds import KINDS
from city.people.shifts import ShiftPlan
from city.queries.responders import Responders, method
from city.sight import Sight
from city.time.deadlines import CLOCKS, clock, left, read_limit
from dashboard.api.card_call import CardCaller, CardWay, card_caller, card_way
from dashboard.api.card_on_call import CardOnCall, card_on_call
from dashboard.console.queue_rows import CaseRow, CaseState, Name, case_row
from dashboard.rooms.cameras import Watching
from dashboard.transport.answers import Bilingual
from dashboard.transport.route_docs import one_of
from layouts.sentences import both

NEAREST = 5
CAMERAS = 16
MINUTE = 60_000
STEP_EVENTS = {
    "filed": ("filed",),
    "dispatched": ("dispatched", "failed"),
    "handling": ("arrived", "handled"),
    "fed_back": ("fed_back",),
    "verified": ("verified",),
    "closed": ("closed",),
}


class CardCase(CaseRow, frozen=True, gc=False):
    """A case with what only a card has room for."""

    text: str
    address: str | None
    channel: str | None
    photos: list[str]
    outcome: str | None
    reported: int
    claimed_place: dict[str, Any] | None
    first_response: int | None
    notes: int
    reopened: int
    escalated_at: int | None


class CardStep(Struct, frozen=True):
    """When it was reached last and by whom; what is not reached yet has neither."""

    step: Annotated[str, one_of(STEPS)]
    at: int | None
    by: str | None


class CardEvent(Struct, frozen=True):
    """`data` is as docs/streams.md says for each type."""

    time: int
    actor: str
    type: str
    data: dict[str, Any]


class NearPerson(Struct, frozen=True):
    """Who can go: `number` from 1 on, the best first; `metres` as the crow flies, `seconds` on the way,
    `age` of their position in ms; `busy`: the item of what they were sent to last and still have in hand,
    null for nothing and for what lies elsewhere; whoever is of `kind` mobile may be sent anywhere."""

    number: int
    inspector: str
    name: Name
    metres: int
    seconds: int
    mode: str
    age: int
    accuracy: float | None
    load: int
    busy: str | None
    owner: bool
    free: bool
    lat: float
    lon: float
    kind: Annotated[str, one_of(KINDS)]


class PossibleDuplicate(Struct, frozen=True):
    """`metres` and `minutes` between the two."""

    id: str
    item: str
    metres: int
    minutes: int
    state: CaseState


class Resend(Struct, frozen=True):
    """Of a case that may have been sent twice: the first one, null when it is forgotten or elsewhere."""

    of: str | None


class CaseCard(Struct, frozen=True):
    """All there is to one case. `caller` is of a call for help, `way` of a person on their way; null for
    whom nobody has seen, or this viewer may not know. `responders` are told to those who send. `left` is ms
    of the limit's own kind of time; `on_call`: whom to call now, the nearest area first, null where no plan
    is kept or names are not told; `method` says how `responders` were found; `merged` and `cameras` are
    ids."""

    case: CardCase
    steps: list[CardStep]
    history: list[CardEvent]
    caller: CardCaller | None
    way: CardWay | None
    clock: Annotated[str, one_of(CLOCKS)]
    left: int | None
    responders: list[NearPerson]
    method: Bilingual
    duplicates: list[PossibleDuplicate]
    merged: list[str]
    resend: Resend | None
    cameras: list[str]
    on_call: list[CardOnCall] | None


class CaseCards:
    """`city()`, `responders()` and `watching()` are of the fold that pages see; `radius_m` of a ring;
    `plan()` of shifts, None where none is kept."""

    def __init__(
        self,
        city: Callable[[], LiveCity],
        responders: Callable[[], Responders],
        watching: Callable[[], Watching],
        radius_m: float,
        plan: Callable[[], ShiftPlan | None] = lambda: None,
    ) -> None:
        self._city, self._responders, self._watching = city, responders, watching
        self._radius_m, self._plan = radius_m, plan

    def card(self, case: Case, sight: Sight, now: int) -> CaseCard:
        """As far as whoever has this sight may know."""
        live, scope = self._city(), sight.scope
        history = [self._seen(sight, each) for each in live.cases.history(case.id)]
        return CaseCard(
            case=card_case(case, case_row(live, case, 0, False, sight)),
            steps=steps(case, history, sight),
            history=[CardEvent(each.time, each.actor, each.type, each.data) for each in history],
            caller=card_caller(live, case, sight, now),
            way=card_way(live, case, sight),
            clock=clock(case, now, live.rules, live.calendar),
            left=self._time_left(case, now),
            responders=self._near(case, scope) if sight.named else [],
            method=Bilingual(**both("near_method_call" if case.sos else "near_method", method(live.rules))),
            duplicates=[
                PossibleDuplicate(other.id, other.item, round(metres), apart // MINUTE, other.state)
                for other, metres, apart in possible(case, live.case_columns, live.cases, live.rules)
                if sight.holds(other.area)
            ],
            merged=[other.id for other in live.cases.duplicates(case.id) if sight.holds(other.area)],
            resend=self._resend(case, sight),
            cameras=self._cameras(case, scope),
            on_call=card_on_call(live, self._plan(), case, sight, now),
        )

    def _resend(self, case: Case, sight: Sight) -> Resend | None:
        """The case filed first under this report's key; without its id when it lies beyond the scope or is
        forgotten."""
        if case.resend_of is None:
            return None
        known = self._city().cases.get(case.resend_of) is not None
        return Resend(sight.case(case.resend_of, self._city().cases) if known else None)

    def _time_left(self, case: Case, now: int) -> int | None:
        """Ms of the limit's own kind of time: a page knows no working calendar."""
        if case.paused is not None:
            return case.paused.left
        if case.due is None or not case.limit:
            return None
        return left(now, case.due, read_limit(case.limit).kind, self._city().book.calendar)

    def _seen(self, sight: Sight, each: Happened) -> Happened:
        """An event as far as it may be known."""
        actor = sight.actor(each.type, each.actor, self._city().matters.departments) or ""
        return replace(each, actor=actor, data=sight.data(each.data, self._city().cases))

    def _near(self, case: Case, scope: str) -> list[NearPerson]:
        return [
            NearPerson(
                number=one.number,
                inspector=one.inspector,
                name=(one.name, one.name_en),
                metres=round(one.metres),
                seconds=round(one.seconds),
                mode=one.mode,
                age=one.age_ms,
                accuracy=one.accuracy,
                load=one.load,
                busy=self._item(one.busy, scope),
                owner=one.owner,
                free=one.free,
                lat=one.lat,
                lon=one.lon,
                kind=one.kind,
            )
            for one in self._responders().near(case, scope, NEAREST)
        ]

    def _item(self, ids: tuple[str, ...], scope: str) -> str | None:
        """Of the newest of these cases that this scope may know."""
        city, sight = self._city(), self._city().sight(scope)
        known = [case for case in map(city.cases.get, ids) if case is not None and sight.holds(case.area)]
        return known[-1].item if known else None

    def _cameras(self, case: Case, scope: str) -> list[str]:
        """Ids of those within the case's ring, nearest first."""
        if case.lat is None or case.lon is None:
            return []
        radius = self._radius_m
        return [row.id for row in self._watching().near(case.lat, case.lon, radius, CAMERAS, scope)]


def card_case(case: Case, row: CaseRow) -> CardCase:
    """With what its reporter said."""
    return CardCase(
        **asdict(row),
        text=case.text,
        address=case.address,
        channel=case.channel,
        photos=list(case.photos),
        outcome=case.outcome,
        reported=case.reported,
        claimed_place=case.claimed,
        first_response=case.first_response,
        notes=case.notes,
        reopened=case.reopened,
        escalated_at=case.escalated_at,
    )


def steps(case: Case, history: list[Happened], sight: Sight) -> list[CardStep]:
    """All seven, in their order."""
    reached, reporter = step(case), case.inspector and sight.stands_for(case.inspector)
    found = [CardStep(STEPS[0], case.reported, reporter or case.channel)]
    for number, name in enumerate(STEPS[1:], 1):
        last = [each for each in history if each.type in STEP_EVENTS[name]] if number <= reached else []
        at, by = (last[-1].time, last[-1].actor) if last else (None, None)
        found.append(CardStep(name, at, by))
    return found
