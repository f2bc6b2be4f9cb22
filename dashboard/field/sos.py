"""The phone page's call for help. It works through a link that has expired or was revoked: a doubtful call
is heard and marked as unverified, and only one that nobody could have made is turned away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import msgspec
from flask import Flask, Response, request

from dashboard.access.api_auth import RECORD_AWAY, ApiRefusedError, Callers, token
from dashboard.transport.answers import answer
from dashboard.transport.logs import TRACE
from dashboard.transport.route_docs import documented
from streams.access.links import Link
from streams.access.rates import wait_for
from streams.messages.contract import sos_fields
from streams.messages.fix import within
from streams.messages.values import UNREADABLE, RefusedError, moment
from streams.record.connections import Connections
from streams.record.startup import AWAY

RATE = 6  # a minute of one link: whoever called is heard; more says nothing new
MOST_BYTES = 2000
OF_A_CALL = ((401, "unknown_link"), (429, "too_many"), (503, "away"))
log = logging.getLogger(__name__)


class SosCall(msgspec.Struct):
    """Everything is optional, and each read for itself: a call that says nothing is a call."""

    time: Any = None
    lat: Any = None
    lon: Any = None
    accuracy: Any = None


class SosHeard(msgspec.Struct, frozen=True):
    """`unverified`: through a link that has ended."""

    ok: bool
    unverified: bool


def register(server: Flask, callers: Callers, connections: Connections, clock: Callable[[], int]) -> None:
    @server.post("/api/field/sos")
    @documented(SosHeard, *OF_A_CALL, body=SosCall, needs=("key",))
    def field_sos() -> Response:
        """Call for help through a personal link, also one that has ended."""
        try:
            return _call(callers, connections, clock())
        except ApiRefusedError as reason:
            return reason.response()


def _call(callers: Callers, to: Connections, now: int) -> Response:
    try:
        link = callers.link_of(token() or "")
        if link is None or link.inspector is None:
            raise ApiRefusedError(
                401, "unknown_link", "This link is not one of this server's: call by telephone."
            )
        wait = wait_for(to.clerk_redis, to.keys, f"sos:{link.id}", RATE)
        if wait:
            raise ApiRefusedError(429, "too_many", "The call was heard; more of them say nothing new.", wait)
        unverified = link.state(now) != "good" or callers.gone(link)
        fields = _fields(link, _read(), now, unverified)
        to.positions_redis.xadd(to.keys.positions, fields)  # type: ignore[arg-type]  # text is fine
    except AWAY:
        raise ApiRefusedError(503, "away", RECORD_AWAY, 1) from None
    told = (link.id, link.inspector, ", unverified" if unverified else "")
    log.warning("link %s: SOS of %s%s", *told, extra=TRACE)
    return answer(SosHeard(True, unverified))


def _read() -> SosCall:
    """What can be read; a call is not refused for saying something odd beside it."""
    if request.content_length is None or request.content_length > MOST_BYTES:
        return SosCall()  # what does not tell its length could be endless
    try:
        return msgspec.json.decode(request.get_data(cache=False), type=SosCall)
    except UNREADABLE:
        return SosCall()


def _fields(link: Link, told: SosCall, now: int, unverified: bool) -> dict[str, str]:
    accuracy = _usable("accuracy", told.accuracy)
    lat, lon = _usable("lat", told.lat), _usable("lon", told.lon)
    place = None if lat is None or lon is None else (lat, lon)
    return sos_fields(
        str(link.inspector),
        _when(told, now),
        place,
        unverified=unverified,
        accuracy=accuracy if place else None,
    )


def _when(told: SosCall, now: int) -> int:
    """When it was pressed, should it have waited for a connection."""
    try:
        return now if told.time is None else min(moment("time", told.time), now)
    except RefusedError:
        return now


def _usable(name: str, value: object) -> float | None:
    try:
        return None if value is None else within(name, value)
    except RefusedError:
        return None
