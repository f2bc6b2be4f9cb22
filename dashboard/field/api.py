"""What the field answers to its dispatches: `POST /api/cases/<id>/events`, for phones' backends, personal
links and departments. Finds out who speaks and for whom; what may happen is decided like any command."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from flask import Flask, Response, request

from city.cases.case import Case
from city.live import LiveCity
from dashboard.access.api_auth import OF_A_CALLER, RECORD_AWAY, ApiRefusedError, Caller, Callers
from dashboard.access.viewer import Viewer
from dashboard.console.commands import IDENTIFIER, Commands
from dashboard.console.queue_rows import CaseId
from dashboard.field.kept_photos import KeptPhotos, is_theirs
from dashboard.transport.answers import Bilingual, ErrorAnswer, answer
from dashboard.transport.route_docs import documented, one_of
from dashboard.truth.freshness import Chain
from streams.access.api_keys import ACTIONS
from streams.access.photo_uploads import HASH
from streams.messages.fix import LIMITS
from streams.messages.values import UNREADABLE, shown
from streams.record.append import revision_of
from streams.record.connections import Connections
from streams.record.startup import AWAY

MOST_BYTES = 64 * 1024
MOST_PHOTOS = 9
DISPATCH_LONGEST = 220  # a case's id, and a number
TRIES = 5  # while others change the case: what the field says hangs on its dispatch, not on a revision
STATUS = {"unknown_case": 404, "bad_command": 400, "away": 503}
OF_AN_EVENT = (
    *((400, "bad_request"), (400, "bad_command"), (401, "no_key"), (403, "not_allowed")),
    *((404, "unknown_case"), (409, "conflict"), (411, "no_length"), (413, "too_big")),
)
log = logging.getLogger(__name__)


class Event(msgspec.Struct):
    """The body. Who speaks is checked against the key or the link; nothing else here is believed."""

    request: str
    do: Annotated[str, one_of(ACTIONS)]
    dispatch: str
    inspector: str | None = None
    department: str | None = None
    text: str | None = None
    reason: str | None = None
    photos: list[str] | None = None
    ok: bool | None = None
    lat: float | None = None
    lon: float | None = None


class EventTaken(msgspec.Struct, frozen=True):
    """It is in the record, at this revision of the case."""

    ok: bool
    case: str
    revision: int


def register(server: Flask, callers: Callers, answers: FieldAnswers) -> None:
    @server.post("/api/cases/<case>/events")
    @documented(EventTaken, *OF_A_CALLER, *OF_AN_EVENT, body=Event)
    def field_event(case: CaseId) -> Response:
        """Answer a dispatch. Any other word with 409: the case stands otherwise by now."""
        try:
            speaker = callers.caller()
            return answers.answer(speaker, case, _read())
        except ApiRefusedError as reason:
            return reason.response()


def _read() -> Event:
    """Raises ApiRefusedError; a body that is too long is not read."""
    if request.content_length is None:
        raise ApiRefusedError(411, "no_length", "The request must tell how long it is (Content-Length).")
    if request.content_length > MOST_BYTES:
        raise ApiRefusedError(
            413, "too_big", f"An event may have {MOST_BYTES} bytes, got {request.content_length}."
        )
    try:
        told = msgspec.json.decode(request.get_data(cache=False), type=Event)
    except UNREADABLE as error:
        raise _bad(f"the body must be a JSON object as described: {shown(str(error))}") from None
    if not IDENTIFIER.fullmatch(told.request):
        raise _bad(f"request must be 1 to 64 letters, digits or . _ : -, got {shown(told.request)}")
    if not 0 < len(told.dispatch) <= DISPATCH_LONGEST:
        raise _bad(f"dispatch must be the id that was sent, got {shown(told.dispatch)}")
    if told.do not in ACTIONS:
        raise _bad(f"do must be one of {', '.join(ACTIONS)}, got {shown(told.do)}")
    photos = told.photos or []
    if len(photos) > MOST_PHOTOS:
        raise _bad(f"photos must be at most {MOST_PHOTOS}, got {len(photos)}")
    for photo in photos:
        if not HASH.fullmatch(photo):
            raise _bad(f"a photo must be named by what POST /api/photos answered, got {shown(photo)}")
    if (told.lat is None) != (told.lon is None) or not _on_earth(told):
        raise _bad("lat and lon must be both there or both not, in degrees")
    return told


def _on_earth(told: Event) -> bool:
    place = {"lat": told.lat, "lon": told.lon}
    return all(LIMITS[name][0] <= (value or 0) <= LIMITS[name][1] for name, value in place.items())


def _bad(sentence: str) -> ApiRefusedError:
    return ApiRefusedError(400, "bad_request", f"{sentence}.")


class FieldAnswers:
    """`city()` is the fold that pages see; what may happen `commands` decides; `kept` the photos."""

    def __init__(
        self,
        connections: Connections,
        city: Callable[[], LiveCity],
        chain: Chain,
        commands: Commands,
        kept: KeptPhotos,
    ) -> None:
        self._to, self._city, self._chain = connections, city, chain
        self._commands, self._kept = commands, kept

    def answer(self, speaker: Caller, id_: str, told: Event) -> Response:
        if told.do not in speaker.actions:
            raise ApiRefusedError(403, "not_allowed", f"This key may not {told.do}.")
        case, area = self._found(speaker, id_, told.dispatch)
        one = speaker.inspector or speaker.department  # who sees this case, and no other that it tells of
        viewer = _speaks_for(speaker, told, case.area if one else area)
        self._kept.refuse_missing(speaker.name, told.photos, case.photos if is_theirs(case, speaker) else ())
        said = self._carried_out(viewer, case, told)
        if said["ok"]:
            log.info("%s: %s of %s on %s", speaker.name, told.do, viewer.id, case.id)
            return answer(EventTaken(True, case.id, said["revision"]))
        code, reason = said["code"], said["reason"]
        return answer(ErrorAnswer(reason["en"], code, Bilingual(**reason)), STATUS.get(code, 409))

    def _found(self, speaker: Caller, id_: str, dispatch: str) -> tuple[Case, str]:
        """The case, and the area of the speaker's that holds it. Whoever was sent may answer before our own
        fold has read of it: what is turned away for good is never said again."""
        if not self._chain.record.caught_up:
            raise ApiRefusedError(503, "away", "This process is still reading the record.", 1)
        live = self._city()
        case = live.cases.get(id_)
        area = speaker.area_of(case.area, live.areas) if case else None
        if (case is None or area is not None) and self._unread(id_, dispatch):
            read = self._commands.caught_up(id_, _number(id_, dispatch))
            if read is None and case is not None:
                raise ApiRefusedError(503, "away", "This process is behind the record.", 1)
            case, area = read, speaker.area_of(read.area, live.areas) if read else None
        if case is None or area is None:
            raise ApiRefusedError(404, "unknown_case", f"There is no case {shown(id_)} here.")
        return case, area

    def _unread(self, id_: str, dispatch: str) -> bool:
        """Whether the record knows of this dispatch and our fold does not."""
        case, sent = self._city().cases.get(id_), _number(id_, dispatch)
        if sent <= (case.revision if case else 0):
            return False
        try:
            return revision_of(self._to.clerk_redis, self._to.keys, id_) >= sent
        except AWAY:
            raise ApiRefusedError(503, "away", RECORD_AWAY, 1) from None

    def _carried_out(self, viewer: Viewer, case: Case, told: Event) -> dict[str, Any]:
        data = {
            "dispatch": told.dispatch,
            "text": told.text,
            "reason": told.reason,
            "photos": told.photos,
            "ok": told.ok,
            "lat": told.lat,
            "lon": told.lon,
        }
        said_too = {name: value for name, value in data.items() if value not in (None, [])}
        wanted = {"command": told.request, "case": case.id, "do": told.do, "data": said_too}
        for _ in range(TRIES):
            revision = (self._city().cases.get(case.id) or case).revision
            said = self._commands.carry_out(viewer, wanted | {"revision": revision})
            if said["ok"] or said["code"] != "conflict":
                break
        return said


def _number(id_: str, dispatch: str) -> int:
    """The revision a dispatch of this case was made at; 0 for what is none."""
    case, _, number = dispatch.rpartition(".")
    return int(number) if case == id_ and number.isascii() and number.isdigit() else 0


def _speaks_for(speaker: Caller, told: Event, area: str) -> Viewer:
    """The inspector or the department that acts. Whether they are dispatched there is decided later."""
    own = (speaker.inspector, speaker.department)
    named = (told.inspector or None, told.department or None)
    who = own if own != (None, None) and named == (None, None) else named
    if (who[0] is None) == (who[1] is None):
        raise _bad("one of inspector and department must be named")
    if own not in ((None, None), who):
        raise ApiRefusedError(403, "not_yours", f"This link does not speak for {shown(who[0] or who[1])}.")
    if speaker.desk and who[0] is not None:
        raise ApiRefusedError(401, "no_key", "Who speaks for an inspector needs a key or a link.")
    return Viewer(str(who[0] or who[1]), "department" if who[0] is None else "field", area)
