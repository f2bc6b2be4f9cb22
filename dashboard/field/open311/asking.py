"""A report over Open311: it goes the way of every report, through the stream and the clerk. Its id is made
from what was sent and answered at once; who sent it, their telephone and mail are not read."""

from __future__ import annotations

import hashlib
import logging
import math
import secrets
from collections import Counter
from collections.abc import Iterable

import gevent
import msgspec
from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from city.cases.public_requests import CHANNEL
from dashboard.access.api_auth import Caller
from dashboard.field.open311.door import RECORD_AWAY, Open311Door, peer
from dashboard.field.open311.media import Uploads, addresses
from dashboard.field.open311.replies import Open311Error, said
from dashboard.field.open311.shapes import RequestTaken
from streams.access.api_keys import without_keys
from streams.clerk.photo_proof import photos_proof
from streams.clerk.resends import report_key
from streams.messages.fix import LIMITS
from streams.messages.reports import TEXT_LONGEST, report_fields
from streams.messages.values import shown
from streams.record.startup import AWAY

AT_ONCE = 16  # requests being read: they may bring photos
EACH = 4  # of them from one address: strangers do not hold the places of all others
READ_SECONDS = 60
SAME_MS = 10 * 60_000  # the same words at the same place within so long are the same report
# the sender's own id of a report, the first that came
OWN_IDS = (
    *("service_request_id_ext", "external_id"),
    *("attribute[external_id]", "attribute[fixmystreet_id]", "attribute[service_request_id_ext]"),
)
log = logging.getLogger(__name__)


class Asking:
    def __init__(self, door: Open311Door, uploads: Uploads) -> None:
        self._door, self._uploads = door, uploads
        self._reading: Counter[str] = Counter()

    def take(self) -> list[RequestTaken]:
        """Raises Open311Error and ApiRefusedError."""
        where = peer()
        if self._reading[where] >= EACH or self._reading.total() >= AT_ONCE:
            raise Open311Error(503, "busy", RECORD_AWAY)
        self._reading[where] += 1
        try:
            _read()
            return [self._judged(self._door.writer())]
        except AWAY:
            raise Open311Error(503, "away", RECORD_AWAY) from None
        finally:
            self._reading[where] -= 1
            self._reading += Counter()  # forgets whoever sends nothing now

    def _judged(self, caller: Caller) -> RequestTaken:
        """What is refused stands in `rejected`, without its words: somebody set something up wrong."""
        try:
            return self._taken(caller)
        except Open311Error as error:
            if error.status in (400, 404):
                told = without_keys(f"{caller.name}: {said('en', error.key, **error.values)}")
                fields: dict[str | bytes, str | bytes] = {"channel": CHANNEL, "text": told}
                self._door.connections.clerk_redis.xadd(self._door.connections.keys.reports, fields)  # type: ignore[arg-type]
            raise

    def _taken(self, caller: Caller) -> RequestTaken:
        item, place = self._item(), self._place(caller)
        kept, whole = self._uploads.kept(caller.name)
        photos = [*kept, *addresses(request.form)]
        told = {
            "text": request.form.get("description", "").strip()[:TEXT_LONGEST],
            "address": request.form.get("address_string", "").strip(),
        }
        report = self._report(caller.name, [item, *place, *told.values(), *photos])
        if not self._filed(report):
            fields = _fields(report, item, place, told, photos)
            fields |= photos_proof(self._door.connections.seal, report, photos)
            self._door.connections.clerk_redis.xadd(self._door.connections.keys.reports, fields)  # type: ignore[arg-type]
            log.info("%s reports %s", caller.name, report)
        notice = said(self._door.language(), "taken" if whole else "photo_left_out")
        return RequestTaken(report, notice)

    def _item(self) -> str:
        code = request.form.get("service_code", "").strip()
        if not code:
            raise Open311Error(400, "no_service")
        if code not in self._door.city().matters.items:
            raise Open311Error(404, "unknown_service", got=shown(code))
        return code

    def _place(self, caller: Caller) -> tuple[float | None, float | None, str]:
        """Degrees, or an area's code where only an address is told; empty: an officer looks."""
        live = self._door.city()
        own = [code for code in caller.areas if code in live.areas]
        anywhere = live.areas.root.code in own
        lat, lon = _degrees("lat"), _degrees("long")
        if (lat is None) != (lon is None):
            raise Open311Error(400, "bad_place")
        if lat is not None and lon is not None:
            leaf = int(live.locator.leaf([lat], [lon])[0])
            inside = leaf >= 0 and caller.area_of(live.areas.order[leaf].code, live.areas) is not None
            if not (anywhere or inside):
                raise Open311Error(400, "place_elsewhere")
            return lat, lon, ""
        if not request.form.get("address_string", "").strip():
            raise Open311Error(400, "no_place")
        if anywhere:
            return None, None, ""
        if len(own) != 1:
            raise Open311Error(400, "place_wanted")
        return None, None, own[0]

    def _report(self, who: str, said: list[object]) -> str:
        """Made from the sender's own id; without one the same again within a while is the same report."""
        own = next((each for name in OWN_IDS if (each := request.form.get(name, "").strip())), None)
        if own:
            return _digest([who, own])
        to, nonce = self._door.connections, secrets.token_hex(8)
        name, fresh = to.keys.open311(_digest([who, *said])), _digest([who, nonce])
        if to.clerk_redis.set(name, fresh, px=SAME_MS, nx=True):
            return fresh
        known = to.clerk_redis.get(name)
        return known.decode() if isinstance(known, bytes) else fresh

    def _filed(self, report: str) -> bool:
        to = self._door.connections
        return to.clerk_redis.hget(to.keys.seen(report_key(CHANNEL, report)), "case") is not None


def _read() -> None:
    """The whole body. A client may be slow; who never ends must not keep the place of others."""
    try:
        with gevent.Timeout(READ_SECONDS, Open311Error(408, "too_slow", most=READ_SECONDS)):
            request.form  # noqa: B018  # reads it
    except RequestEntityTooLarge:
        raise Open311Error(413, "too_big") from None


def _degrees(name: str) -> float | None:
    told = request.form.get(name, "").strip()
    if not told:
        return None
    lowest, highest = LIMITS["lon" if name == "long" else name]
    try:
        read = float(told)
    except ValueError:
        read = math.nan
    if not lowest <= read <= highest:
        raise Open311Error(400, "bad_place")
    return read


def _fields(
    report: str,
    item: str,
    place: tuple[float | None, float | None, str],
    told: dict[str, str],
    photos: Iterable[str],
) -> dict[str, str]:
    lat, lon, area = place
    optional = {name: text for name, text in (told | {"area": area}).items() if text}
    fields = report_fields(
        report, 0, item, lat=lat, lon=lon, channel=CHANNEL, photos=" ".join(photos), **optional
    )
    return fields | {"time": ""}  # it counts from its arrival


def _digest(said: list[object]) -> str:
    return hashlib.blake2b(msgspec.json.encode(said), digest_size=10).hexdigest()
