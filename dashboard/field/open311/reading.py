"""Cases as requests, to whoever may read them: one, those of a time, and what a token stands for. Nobody's
name, telephone or address of mail is in a case that goes out; what its reporter wrote only by a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import gevent
from flask import request

from city.cases.case import Case
from city.cases.public_requests import CLOSED, OPEN, changes, request_id, status
from city.matters import Department
from dashboard.access.api_auth import Caller
from dashboard.field.open311.asked_times import page, period, w3
from dashboard.field.open311.door import Open311Door
from dashboard.field.open311.replies import Open311Error, said
from dashboard.field.open311.services import item_name
from dashboard.field.open311.shapes import RequestToken, ServiceRequest
from streams.messages.values import shown

MOST_IDS = 100
BREATH = 500  # cases looked through before others have their turn
TOLD_AT_ONCE = 100
ADDRESS = ("http://", "https://")


class Reading:
    """`clock()` is epoch ms."""

    def __init__(self, door: Open311Door, clock: Callable[[], int]) -> None:
        self._door, self._clock = door, clock

    def one(self, id: str) -> list[ServiceRequest]:
        return [self._told(self._door.case(self._door.reader(), id))]

    def token(self, ticket: str) -> list[RequestToken]:
        """Our answers name the request itself, so its id stands for it here too."""
        return [RequestToken(request_id(self._door.case(self._door.reader(), ticket)), ticket)]

    def many(self) -> list[ServiceRequest]:
        """Newest first. Raises Open311Error and ApiRefusedError."""
        caller, named = self._door.reader(), _list("service_request_id")
        if len(named) > MOST_IDS:
            raise Open311Error(400, "too_many_ids", most=MOST_IDS)
        found = self._named(caller, named) if named else self._of_a_time(caller)
        return list(self._each(found[page()]))

    def seen(self, caller: Caller) -> Iterator[Case]:
        """All cases that there are for this caller; others have their turn between."""
        live = self._door.city()
        areas = [code for code in caller.areas if code in live.areas]
        known: set[str] = set()
        for code in areas:
            for number, case in enumerate(live.area_cases(code), 1):
                if number % BREATH == 0:
                    gevent.sleep(0)
                if case.id not in known and self._door.holds(caller, case):
                    known.add(case.id)
                    yield case

    def _each(self, cases: list[Case]) -> Iterator[ServiceRequest]:
        for number, case in enumerate(cases, 1):
            if number % TOLD_AT_ONCE == 0:
                gevent.sleep(0)
            yield self._told(case)

    def _named(self, caller: Caller, named: list[str]) -> list[Case]:
        """Those that there are; the rest is left out."""
        found: dict[str, Case] = {}
        for id in named:
            try:
                case = self._door.case(caller, id)
            except Open311Error as error:
                if error.status != 404:
                    raise
            else:
                found[case.id] = case
        return list(found.values())

    def _of_a_time(self, caller: Caller) -> list[Case]:
        since, until = period(self._clock())
        codes, states = _list("service_code"), _list("status")
        for each in states:
            if each not in (OPEN, CLOSED):
                raise Open311Error(400, "bad_status", got=shown(each))
        found = [
            case
            for case in self.seen(caller)
            if since <= case.filed <= until
            and (not codes or case.item in codes)
            and (not states or status(case) in states)
        ]
        return sorted(found, key=lambda case: (-case.filed, case.id))

    def _told(self, case: Case) -> ServiceRequest:
        live, lang, told = self._door.city(), self._door.language(), self._door.settings
        item = live.matters.items.get(case.item)
        at_work = case.assignment.department if case.assignment else None
        agency = live.matters.departments.get(at_work or (item.department if item else ""))
        happened = changes(case, live.cases.history(case.id))
        media = next((each for each in case.photos if each.startswith(ADDRESS)), None)
        return ServiceRequest(
            service_request_id=request_id(case),
            status=status(case),
            status_notes=said(lang, f"note_{'paused' if case.paused else case.state}"),
            service_name=item_name(item, lang) if item else case.item,
            service_code=case.item,
            description=(case.text or None) if told.descriptions else None,
            agency_responsible=_name(agency, lang),
            service_notice=None,
            requested_datetime=w3(case.filed) or "",
            updated_datetime=w3(happened[-1].time if happened else case.filed) or "",
            expected_datetime=w3(case.due),
            address=case.address if told.descriptions else None,
            address_id=None,
            zipcode=None,
            lat=case.lat,
            long=case.lon,
            media_url=media if told.media else None,
        )


def _name(agency: Department | None, lang: str) -> str | None:
    if agency is None:
        return None
    return (agency.name_en if lang == "en" else None) or agency.name


def _list(name: str) -> list[str]:
    """Between commas, each once."""
    told = request.args.get(name, "")
    return list(dict.fromkeys(part for each in told.split(",") if (part := each.strip())))
