"""The HTTP API of cases: all there is to one of them, a phone number on request, and looking for one."""

from __future__ import annotations

import logging
from collections.abc import Callable

import gevent
from flask import Flask, Response, request
from msgspec import Struct
from msgspec.structs import asdict

from city.areas.area import Area
from city.areas.areas import Areas
from city.cases.case import Case
from city.live import LiveCity
from city.people.shifts import ShiftPlan
from city.sight import NAMELESS, Sight
from dashboard.access.seat import ROLES
from dashboard.access.viewer import viewer
from dashboard.api.areas import OF_AN_AREA, AreaCode, looked_up
from dashboard.api.card_on_call import turn_of
from dashboard.api.case_card import CaseCard, CaseCards
from dashboard.console.queue_rows import CaseId, CaseRow, Name, case_row
from dashboard.transport.answers import answer, refuse
from dashboard.transport.logs import TRACE
from dashboard.transport.route_docs import Parameter, documented
from layouts.sentences import both

FOUND = 50
LONGEST = 100  # characters of what is looked for
BREATH = 500  # cases looked through before others have their turn
OF_A_CASE = (404, "unknown_case")
INSPECTOR = Parameter("inspector", str, "Whose number it is.", False)
DISPATCH = Parameter(
    "dispatch", str, "Of who was sent by this dispatch, which stands; else `inspector`.", False
)
ON_CALL = Parameter("on_call", str, "Of whom the card names as on call, by this `key`.", False)
WORDS = Parameter(
    "q", str, "Words, each of which must occur in id, item, place, text, address, owner or person."
)
log = logging.getLogger(__name__)


class PhoneNumber(Struct, frozen=True):
    """`name` of somebody from elsewhere, who is named nowhere else."""

    phone: str | None
    name: Name | None = None


class FoundCase(CaseRow, frozen=True, gc=False):
    text: str


class FoundCases(Struct, frozen=True):
    """The newest first, at most 50; `more` when there are others."""

    cases: list[FoundCase]
    more: bool


def register(
    server: Flask, areas: Areas, cases: CaseReads, cards: CaseCards, clock: Callable[[], int]
) -> None:
    @server.get("/api/cases/<id>")
    @documented(CaseCard, OF_A_CASE)
    def one_case(id: CaseId) -> Response:
        """All there is to one case."""
        case = cases.in_scope(id)
        if isinstance(case, Response):
            return case
        return answer(cards.card(case, cases.sight(), clock()))

    @server.get("/api/cases/<id>/phone")
    @documented(
        PhoneNumber,
        OF_A_CASE,
        (403, "no_seat"),
        (404, "unknown_person"),
        query=(INSPECTOR, DISPATCH, ON_CALL),
        needs=("seat",),
    )
    def phone(id: CaseId) -> Response:
        """The phone number of somebody who is to be called for a case; it is logged who was told."""
        case = cases.in_scope(id)
        return case if isinstance(case, Response) else cases.tell_phone(case)

    @server.get("/api/areas/<code>/search")
    @documented(FoundCases, *OF_AN_AREA, (400, "bad_query"), query=(WORDS,))
    def search(code: AreaCode) -> Response:
        """Cases of an area, looked for by words."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        words = asked_words()
        return words if isinstance(words, Response) else answer(cases.search(area, words))


def asked_words() -> list[str] | Response:
    """What is looked for, in small letters, or the refusal."""
    wanted = request.args.get("q", "").strip()
    if not 0 < len(wanted) <= LONGEST:
        return refuse(400, "bad_query", f"q must be 1 to {LONGEST} characters, got {len(wanted)}.")
    return wanted.casefold().split()


class CaseReads:
    """`city()` is the fold that pages see, `plan()` of shifts, None where none is kept."""

    def __init__(
        self,
        city: Callable[[], LiveCity],
        clock: Callable[[], int],
        plan: Callable[[], ShiftPlan | None] = lambda: None,
    ) -> None:
        self._city, self._clock, self._plan = city, clock, plan

    def sight(self) -> Sight:
        """Of who asks."""
        return self._city().sight(viewer().scope, viewer().names)

    def in_scope(self, id: str) -> Case | Response:
        """The case, or the same answer for one that is not there and one this viewer may not know of."""
        case = self._city().case(id)
        if case is None or not self.sight().holds(case.area):
            return refuse(404, "unknown_case", both("unknown_case", {"case": id[:64]}))
        return case

    def tell_phone(self, case: Case) -> Response:
        """Only to consoles, of people of the viewer's own area, of who is sent here from elsewhere or on
        call, and never without a trace."""
        if viewer().role not in ROLES:
            return refuse(403, "no_seat", both("phones_at_consoles"))
        if key := request.args.get("on_call"):
            return self._tell_on_call(case, key)
        dispatch = request.args.get("dispatch")
        stands = (case.assignment, case.inspection)
        sent = next((each for each in stands if each and each.id == dispatch), None)
        inspector = str(sent and sent.inspector) if dispatch else request.args.get("inspector", "")
        person = self._city().roster.get(inspector)
        known = self.sight().knows(inspector)
        if person is None or not (known or sent):
            return refuse(404, "unknown_person", both("unknown_person", {"inspector": inspector[:64]}))
        _trace(inspector, case)
        return answer(PhoneNumber(person.phone, None if known else (person.name, person.name_en)))

    def _tell_on_call(self, case: Case, key: str) -> Response:
        """The number that the plan says; of somebody from elsewhere the name too."""
        turn = turn_of(self._city(), self._plan(), case, self.sight(), self._clock(), key)
        if turn is None:
            return refuse(404, "unknown_person", both("unknown_person", {"inspector": key[:64]}))
        _trace(key, case)
        known = turn.inspector is None or self.sight().knows(turn.inspector)
        return answer(PhoneNumber(turn.phone, None if known else (turn.name, turn.name_en)))

    def search(self, area: Area, words: list[str]) -> FoundCases:
        """The newest cases of an area in which every word occurs: in id, item, place, text or owner."""
        live, sight = self._city(), self.sight()
        depth = int(live.areas.depth[live.areas.position[area.code]])
        rows: list[FoundCase] = []
        for number, case in enumerate(live.area_cases(area.code)):
            said = self._said_of(case, sight)
            if all(word in said for word in words):
                if len(rows) == FOUND:
                    return FoundCases(rows, more=True)
                row = case_row(live, case, depth, False, sight)
                rows.append(FoundCase(**asdict(row), text=case.text))
            if number % BREATH == BREATH - 1:
                gevent.sleep(0)
        return FoundCases(rows, more=False)

    def _said_of(self, case: Case, sight: Sight) -> str:
        """What may be looked for in it: an outsider's name would otherwise be found by asking."""
        live = self._city()
        item = live.matters.items.get(case.item)
        places = (live.areas[code] for code in case.place)
        sent = sight.person(case.assignment.inspector) if case.assignment else None
        person = live.roster.get(sent) if sent else None
        words = [
            case.id,
            case.item,
            case.text,
            case.address,
            sight.person(case.inspector),
            *_seat(case, sight),
        ]
        words += [item.name, item.name_en] if item else []
        words += [name for place in places for name in (place.name, place.name_en)]
        words += [person.inspector, person.name] if person else []
        return " ".join(filter(None, words)).casefold()


def _trace(whom: str, case: Case) -> None:
    told = (viewer().id, whom, case.id)
    log.info("%s was told the phone number of %s for case %s", *told, extra=TRACE)


def _seat(case: Case, sight: Sight) -> tuple[str, ...]:
    """Who has it: the id and, of an account, the name."""
    seat = sight.seat(case.owner)
    if not seat or seat == NAMELESS:
        return ()
    held = sight.colleagues.get(seat)
    return (seat, held.name) if held else (seat,)
