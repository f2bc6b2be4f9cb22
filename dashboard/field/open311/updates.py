"""FixMyStreet's updates, both ways: how cases came to stand otherwise, and what its people say of a request,
which becomes a note of the case by the one way of commands."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any

import msgspec
from flask import request

from city.cases.case import Case
from city.cases.public_requests import changes, request_id
from dashboard.access.viewer import Viewer
from dashboard.console.commands import CarryOut
from dashboard.field.open311.asked_times import MOST, period, w3
from dashboard.field.open311.door import RECORD_AWAY, Open311Door
from dashboard.field.open311.media import addresses
from dashboard.field.open311.reading import Reading
from dashboard.field.open311.replies import Open311Error, said
from dashboard.field.open311.shapes import RequestUpdate, UpdateTaken

ROLE = "partner"
STATUS_LONGEST = 40
log = logging.getLogger(__name__)


class Updates:
    """`clock()` is epoch ms."""

    def __init__(
        self, door: Open311Door, reading: Reading, carry_out: CarryOut, clock: Callable[[], int]
    ) -> None:
        self._door, self._reading, self._carry_out, self._clock = door, reading, carry_out, clock

    def many(self) -> list[RequestUpdate]:
        """Of the time that is asked for, the oldest first; who has a thousand asks on from the last of them.
        Raises Open311Error and ApiRefusedError."""
        caller, (since, until) = self._door.reader(), period(self._clock())
        book, lang = self._door.city().cases, self._door.language()
        found = [
            (change.time, case.id, change, case)
            for case in self._reading.seen(caller)
            if book.newest(case.id) >= since
            for change in changes(case, book.history(case.id))
            if since <= change.time <= until
        ]
        found.sort(key=lambda each: (each[0], each[1], each[2].revision))
        return [
            RequestUpdate(
                update_id=f"{request_id(case)}-{change.revision}",
                service_request_id=request_id(case),
                status=change.status,
                updated_datetime=w3(time) or "",
                description=said(lang, f"note_{change.state}"),
            )
            for time, _, change, case in found[:MOST]
        ]

    def take(self) -> list[UpdateTaken]:
        """Raises Open311Error and ApiRefusedError."""
        caller = self._door.writer()
        if not self._door.chain.record.caught_up:
            raise Open311Error(503, "away", 1)
        id, text = request.form.get("service_request_id", "").strip(), self._text()
        if not id or not text:
            raise Open311Error(400, "no_update")
        case = self._door.case(caller, id)
        area = caller.area_of(case.area, self._door.city().areas) or case.area
        wanted = {
            "command": _command(caller.name, text),
            "case": case.id,
            "revision": case.revision,
            "do": "note",
            "data": {"text": text},
        }
        told = self._carry_out(Viewer(caller.name, ROLE, area), wanted)
        if not told["ok"]:
            raise self._refused(told)
        log.info("%s notes %s", caller.name, case.id)
        return [UpdateTaken(self._id(case, told["revision"]))]

    def _id(self, case: Case, revision: int) -> str:
        return f"{request_id(case)}-{revision}"

    def _text(self) -> str:
        """The status as its sender calls it, the words, the first address of a picture."""
        form, longest = request.form, self._door.city().rules.text_limit
        state = form.get("status", "").strip()[:STATUS_LONGEST]
        words = form.get("description", "").strip()
        parts = [f"[{state}]" if state else "", words, *addresses(form)[:1]]
        return "\n".join(filter(None, parts))[:longest]

    def _refused(self, told: dict[str, Any]) -> Open311Error:
        if told["code"] == "away":
            return Open311Error(503, "away", RECORD_AWAY)
        return Open311Error(400, "bad_update", why=told["reason"][self._door.language()])


def _command(who: str, text: str) -> str:
    """The same update again is the same command."""
    names = ("update_id", "update_id_ext", "updated_datetime", "service_request_id")
    said = [who, *(request.form.get(name, "") for name in names)]
    if not (said[1] or said[2]):
        said.append(text)
    return hashlib.blake2b(msgspec.json.encode(said), digest_size=16).hexdigest()
