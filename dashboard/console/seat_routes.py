"""Gives a browser that opens a duty console a seat, and lets it say whether it is an officer's, a head's or a
leader's. Only until people can sign in: an account will bring its own role."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from flask import Flask, Response, g, make_response, request
from gevent import get_hub
from msgspec import Struct

from city.areas.areas import Areas
from city.cases.actors import DEMO_DESK, SEAT
from dashboard.access.seat import COOKIE, KEPT_SECONDS, ROLES, Seat, seal
from dashboard.access.signing_keys import SigningKeys
from dashboard.access.viewer import VIEWER_KEY, DemoIdentity, viewer
from dashboard.transport.answers import answer, refuse
from dashboard.transport.language import language
from dashboard.transport.route_docs import documented, one_of
from dashboard.truth.trouble_words import trouble_words
from dashboard.truth.world import World
from layouts.away import away_page, here_page
from streams.access.seats import next_seat
from streams.messages.values import UNREADABLE
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.server.errors import fault_of

CONSOLES = "/console/"
LARGEST = 1000  # bytes of a wish for another role
OF_A_SEAT = ((400, "bad_role"), (403, "no_seat"), (403, "not_demo"), (503, "away"))


class SeatWish(Struct):
    """`demo`: as the made-up officer of a demo world."""

    role: Annotated[Any, one_of(ROLES)]
    demo: Any = False


class SeatTaken(Struct, frozen=True):
    id: str
    role: Annotated[str, one_of(ROLES)]


class Seats:
    """`build` names the styles that the pages around a console are drawn with."""

    def __init__(
        self, connections: Connections, keys: SigningKeys, identity: DemoIdentity, world: World, build: str
    ) -> None:
        self._to, self._keys, self._identity = connections, keys, identity
        self._world, self._build = world, build

    def sit_down(self) -> Response | None:
        """None when the request goes on, with a seat."""
        to = self._to
        try:
            held = self._keys.secrets()
            number = next_seat(to.clerk_redis, to.keys, held.seat)
            # live frames wait for no disk
            get_hub().threadpool.apply(self._keys.key_file.seat_given, (number,))
        except AWAY as error:
            lang, fault = language(), fault_of(error, to.record_url)
            why = trouble_words(lang, "record", fault.kind)
            return _come_again(503, away_page(lang, why, fault.sentence, self._sheets()))
        seat = Seat(f"{SEAT}{number}")
        request.environ[VIEWER_KEY] = self._identity.seated(seat)
        g.seat_cookie = seal(held.seats or b"", seat)
        return None

    def change(self) -> Response:
        wish = _wish()
        role = wish.role
        if role not in ROLES:
            return refuse(400, "bad_role", f"role must be one of {', '.join(ROLES)}, got {str(role)[:64]!r}.")
        if viewer().role not in ROLES:
            return refuse(403, "no_seat", "Only a browser that has opened a console has a seat.")
        key = self._keys.key_file.now.seats
        if key is None:
            return refuse(503, "away", "It is not settled yet which seats are ours: Redis is away.")
        demo, world = wish.demo is True, self._world.told
        if demo and world is None:
            return refuse(503, "away", "Redis has not told yet which world this is.")
        if demo and world != "demo":
            return refuse(403, "not_demo", f"Only a demo world has a demo desk, and this is a {world} one.")
        seat = Seat(DEMO_DESK if demo else viewer().id, role)
        g.seat_cookie = seal(key, seat)
        return answer(SeatTaken(seat.id, seat.role))

    def _sheets(self) -> list[str]:
        return [f"/assets/{self._build}/styles/{name}.css" for name in ("tokens", "base", "dialog")]


def register(server: Flask, seats: Seats, areas: Areas) -> None:
    """Before the pages: a console's document is answered to somebody who has a seat."""

    @server.before_request
    def seated() -> Response | None:
        if not request.path.startswith(CONSOLES) or viewer().role in ROLES:
            return None
        code = request.path.removeprefix(CONSOLES).rstrip("/")
        if request.method != "GET" or code not in areas or not areas.within(code, viewer().scope):
            return None  # nobody's console: the pages say so
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            return _come_again(200, here_page(language()))
        return seats.sit_down()

    @server.post("/api/seat")
    @documented(SeatTaken, *OF_A_SEAT, body=SeatWish, needs=("seat",))
    def change_role() -> Response:
        """Say whether a seat is an officer's, a head's or a leader's."""
        return seats.change()

    @server.after_request
    def keep_seat(response: Response) -> Response:
        cookie = g.pop("seat_cookie", None)
        if cookie is not None:
            response.set_cookie(COOKIE, cookie, KEPT_SECONDS, path="/", httponly=True, samesite="Strict")
        return response


def _come_again(status: int, page: str) -> Response:
    """A link from another site brings no cookie of ours: asked again from here, it does."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _wish() -> SeatWish:
    """What was sent; nothing for what is no JSON object, or longer than any wish."""
    if not request.is_json or not 0 < (request.content_length or 0) < LARGEST:
        return SeatWish(None)
    try:
        return msgspec.json.decode(request.get_data(cache=False), type=SeatWish)
    except UNREADABLE:
        return SeatWish(None)
