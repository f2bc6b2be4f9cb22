"""The open cases of an area as GeoJSON, for other systems' maps, by a key that may read; no people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec
from flask import Flask, Response, request
from msgspec import Struct

from city.areas.areas import Areas
from city.cases.public_case import PublicCase, public_case
from city.live import LiveCity
from dashboard.access.api_auth import RECORD_AWAY, ApiRefusedError, Callers, token
from dashboard.api.areas import OF_AN_AREA, AreaCode
from dashboard.transport.answers import answer_bytes
from dashboard.transport.route_docs import documented
from dashboard.truth.freshness import Chain
from streams.access.api_keys import READ

MOST = 5000  # cases in one answer
MEDIA = "application/geo+json"
OF_A_FEED = (
    *OF_AN_AREA,
    *((401, "no_key"), (401, "bad_key"), (403, "not_allowed")),
    *((429, "too_many"), (503, "away")),
)


class CasePoint(Struct, frozen=True, tag_field="type", tag="Point"):
    """Longitude and latitude, WGS-84."""

    coordinates: list[float]


class CaseFeature(Struct, frozen=True, tag_field="type", tag="Feature"):
    """No geometry where only the area is known."""

    id: str
    geometry: CasePoint | None
    properties: PublicCase


class CaseFeed(Struct, frozen=True, tag_field="type", tag="FeatureCollection"):
    """Open cases but calls for help, the newest first, at most 5,000 of `total`."""

    area: str
    total: int
    features: list[CaseFeature]


def register(server: Flask, callers: Callers, areas: Areas, feed: Feed) -> None:
    @server.get("/api/feed/<code>/cases.geojson")
    @documented(CaseFeed, *OF_A_FEED, media=MEDIA, ways=(("key",),))
    def case_feed(code: AreaCode) -> Response:
        """The open cases of an area as GeoJSON, for a key with the action read; asked with what it answered
        as ETag it says in a few bytes that nothing has changed."""
        try:
            text = token()
            if text is None:
                raise ApiRefusedError(401, "no_key", "A key must come as Authorization: Bearer.")
            caller = callers.keyed(text)
            if READ not in caller.actions:
                raise ApiRefusedError(403, "not_allowed", "This key may not read cases.")
            if code not in areas or caller.area_of(code, areas) is None:
                raise ApiRefusedError(
                    404, "unknown_area", f"This key sees no area with the code {code[:64]}."
                )
            return feed.response(code)
        except ApiRefusedError as reason:
            return reason.response()


class Feed:
    """`city()` is the fold that pages see."""

    def __init__(self, city: Callable[[], LiveCity], chain: Chain, clock: Callable[[], int]) -> None:
        self._city, self._chain, self._clock = city, chain, clock
        self._changed: dict[str, tuple[str, int]] = {}  # by area: the tag, and since when, s

    def response(self, code: str) -> Response:
        """Raises ApiRefusedError: an empty map while the record is being read would be a lie."""
        if not self._chain.record.caught_up:
            raise ApiRefusedError(503, "away", RECORD_AWAY, 2)
        body = msgspec.json.encode(self.of(code))
        tag = hashlib.sha256(body).hexdigest()[:32]
        response = answer_bytes(body)
        response.content_type = MEDIA
        response.headers["Cache-Control"] = "private, no-cache"
        response.last_modified = self._since(code, tag)  # type: ignore[assignment]
        response.set_etag(tag)
        response.make_conditional(request)
        return response

    def of(self, code: str) -> CaseFeed:
        live = self._city()
        cases = sorted(
            (case for case in live.open_cases(code) if not case.sos),
            key=lambda case: (-case.filed, case.id),
        )
        told = [public_case(case, live.areas, live.matters) for case in cases[:MOST]]
        return CaseFeed(code, len(cases), [_feature(case) for case in told])

    def _since(self, code: str, tag: str) -> int:
        """Since when this process has seen it so, epoch s: later with each change, also within a second."""
        before, at = self._changed.get(code, ("", 0))
        if before != tag:
            at = max(self._clock() // 1000, at + 1)
            self._changed[code] = tag, at
        return at


def _feature(case: PublicCase) -> CaseFeature:
    point = None if case.lat is None or case.lon is None else CasePoint([case.lon, case.lat])
    return CaseFeature(case.case, point, case)
