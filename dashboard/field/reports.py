"""What somebody in the field reports from the phone's page: `POST /api/field/reports`. It goes the way of
every report, through the stream and the clerk; only who reports is not believed but known."""

from __future__ import annotations

import hashlib
import logging

import gevent
import msgspec
from flask import Flask, Response, request

from dashboard.access.api_auth import OF_A_CALLER, RECORD_AWAY, ApiRefusedError, Caller, Callers
from dashboard.console.commands import IDENTIFIER
from dashboard.field.api import MOST_PHOTOS
from dashboard.field.kept_photos import KeptPhotos
from dashboard.transport.answers import answer
from dashboard.transport.route_docs import documented
from streams.access.photo_uploads import HASH
from streams.access.rates import wait_for
from streams.clerk.photo_proof import photos_proof
from streams.clerk.resends import report_key
from streams.messages.reports import report_fields
from streams.messages.values import UNREADABLE, shown
from streams.record.connections import Connections
from streams.record.startup import AWAY

CHANNEL = "app"
RATE = 10  # a minute of one link
RAW_LONGEST = 2000  # of what was no report, kept for people to look at
FILED_SECONDS, LOOK_SECONDS = 1.5, 0.05  # until the clerk has filed it, as a rule
OF_A_REPORT = ((400, "bad_request"), (403, "not_allowed"), (411, "no_length"), (413, "too_big"))
log = logging.getLogger(__name__)


class FieldReport(msgspec.Struct):
    """The body. `request` is the phone's own: asked again with the same one, it is the same report. `time` is
    epoch ms; without `lat` and `lon` an area's code, or neither."""

    request: str
    item: str
    time: int | None = None
    lat: float | None = None
    lon: float | None = None
    area: str | None = None
    address: str | None = None
    text: str | None = None
    photos: list[str] | None = None


class ReportTaken(msgspec.Struct, frozen=True):
    """It is in the intake; `case` is the number it was filed under, null while it is not filed yet."""

    ok: bool
    report: str
    case: str | None


def register(server: Flask, callers: Callers, door: ReportDoor) -> None:
    @server.post("/api/field/reports")
    @documented(ReportTaken, *OF_A_CALLER, *OF_A_REPORT, body=FieldReport)
    def field_report() -> Response:
        """Report something through a personal link, as its own inspector."""
        try:
            return answer(door.take(callers.caller()))
        except ApiRefusedError as reason:
            return reason.response()


class ReportDoor:
    def __init__(self, to: Connections, kept: KeptPhotos) -> None:
        self._to, self._kept = to, kept

    def take(self, speaker: Caller) -> ReportTaken:
        """Raises ApiRefusedError."""
        who = speaker.inspector
        if who is None:
            raise ApiRefusedError(403, "not_allowed", "Who reports here needs an inspector's personal link.")
        try:
            wait = wait_for(self._to.clerk_redis, self._to.keys, f"report:{speaker.name}", RATE)
            if wait:
                raise ApiRefusedError(
                    429, "too_many", f"At most {RATE} reports a minute: wait {wait} s.", wait
                )
            told = self._read(who)
            self._kept.refuse_missing(speaker.name, told.photos)
            return self._sent(who, told)
        except AWAY:
            raise ApiRefusedError(503, "away", RECORD_AWAY, 2) from None

    def _read(self, who: str) -> FieldReport:
        """What is no report goes to the intake as it came, and is kept among what was refused there."""
        raw = request.get_data(cache=False)
        try:
            told = msgspec.json.decode(raw, type=FieldReport)
        except UNREADABLE as error:
            raise self._bad(
                who, raw, f"the body must be a JSON object as described: {shown(str(error))}"
            ) from None
        if not IDENTIFIER.fullmatch(told.request):
            sentence = f"request must be 1 to 64 letters, digits or . _ : -, got {shown(told.request)}"
            raise self._bad(who, raw, sentence)
        photos = told.photos or []
        if len(photos) > MOST_PHOTOS or not all(map(HASH.fullmatch, photos)):
            raise self._bad(who, raw, f"photos must be at most {MOST_PHOTOS} names of POST /api/photos")
        return told

    def _bad(self, who: str, raw: bytes, sentence: str) -> ApiRefusedError:
        fields: dict[str | bytes, str | bytes] = {
            "channel": CHANNEL,
            "inspector": who,
            "text": raw[:RAW_LONGEST],
        }
        self._to.clerk_redis.xadd(self._to.keys.reports, fields)  # type: ignore[arg-type]
        return ApiRefusedError(400, "bad_request", f"{sentence}.")

    def _sent(self, who: str, told: FieldReport) -> ReportTaken:
        """Once, however often it is asked; each person's ids are apart from all others'."""
        report = hashlib.blake2b(f"{who} {told.request}".encode(), digest_size=16).hexdigest()
        case = self._filed(report)
        if case is None:
            texts = {"area": told.area, "address": told.address, "text": told.text}
            optional = {name: text for name, text in texts.items() if text}
            fields = report_fields(
                report,
                0,
                told.item,
                lat=told.lat,
                lon=told.lon,
                inspector=who,
                channel=CHANNEL,
                photos=" ".join(told.photos or ()),
                **optional,
            )
            fields |= photos_proof(self._to.seal, report, told.photos or ())
            fields["time"] = "" if told.time is None else str(told.time)  # then it counts from its arrival
            self._to.clerk_redis.xadd(self._to.keys.reports, fields)  # type: ignore[arg-type]
            log.info("%s reports %s", who, report)
            case = self._awaited(report)
        return ReportTaken(True, report, case)

    def _filed(self, report: str) -> str | None:
        keys = self._to.keys
        case = self._to.clerk_redis.hget(keys.seen(report_key(CHANNEL, report)), "case")
        return case.decode() if isinstance(case, bytes) else None

    def _awaited(self, report: str) -> str | None:
        case = None
        for _ in range(round(FILED_SECONDS / LOOK_SECONDS)):
            case = self._filed(report)
            if case is not None:
                break
            gevent.sleep(LOOK_SECONDS)
        return case
