"""Pairing as whoever handles screens asks for it: a code that some browser shows becomes a screen of theirs.

What hangs where is said first, since most is refused there; then there is an account, and the browser is
given it last. What cannot be finished is taken back; the same command again goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Protocol

import gevent
from msgspec import Meta, Struct

from city.areas.areas import Areas
from dashboard.access.sessions_door import Standing
from dashboard.access.viewer import Viewer
from layouts.sentences import both
from streams.access.administration import AdministrationError, Hand
from streams.access.pairing import Pairing, PairingError
from streams.access.screen_accounts import ScreenAccounts, new_screen_id
from streams.access.sign_in_delays import SignInDelays, place_of
from streams.record.connections import Connections

Text = Annotated[str, Meta(max_length=200)]
SENTENCES = {
    "bad_name": ("unfit_text", {"longest": 64}),
    "outside": ("area_elsewhere", {}),
    "no_longer": ("not_an_editor", {}),
}


class Pair(Struct, frozen=True, forbid_unknown_fields=True):
    """`code` as the screen shows it, however typed; the rest as of city.screens.screen.Screen. The same
    `command` again is the same screen."""

    command: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
    code: Text
    name: Text
    room: Text
    area: Text
    row: int = 1
    column: int = 1
    distance: float = 0.0
    panel: float = 0.0


class Hanging(Protocol):
    """What keeps the plan of all screens."""

    def carry_out(self, viewer: Viewer, told: Any) -> dict[str, Any]:
        """`{ok: true}`, or `{ok: false, code, reason: {zh, en}}`, of one of its commands."""


@dataclass
class PairRefusedError(Exception):
    """`reason` a sentence by language."""

    code: str
    reason: Mapping[str, str]
    status: int = 409
    seconds: int = field(default=0)


class PairCommand:
    """`clock` in epoch ms, `day` the city's local day. Raises PairRefusedError, and what Redis says."""

    def __init__(
        self,
        to: Connections,
        areas: Areas,
        clock: Callable[[], int],
        day: Callable[[], date],
        hanging: Hanging,
    ) -> None:
        self._redis, self._keys, self._areas = to.clerk_redis, to.keys, areas
        self._pairing, self._delays = Pairing(self._redis, self._keys), SignInDelays(self._redis, self._keys)
        self._clock, self._day, self._hanging = clock, day, hanging

    def carry_out(self, standing: Standing, viewer: Viewer, asked: Pair, address: str) -> str:
        """The id of the new screen."""
        who, place = (
            f" pairing {viewer.id}",
            f"pairing {place_of(address)}",
        )  # counted apart from tries to sign in
        gevent.sleep(self._delays.coming(who, place).slow)
        now = self._clock()
        if wait := self._delays.wait(who, place, now):
            raise PairRefusedError("wait", both("pairing_wait", {"wait": wait}), 429, wait)
        screens = self._screens(standing, address, now)
        id = self._pairing.screen_of(f"{viewer.id} {asked.command}", new_screen_id)
        if not self._pairing.waits(asked.code, now, id):
            if _is_there(screens, id):  # the same command, whose answer was lost
                return id
            self._delays.failed(who, place, now)
            raise PairRefusedError("unknown_code", both("pairing_unknown_code"), 404)
        self._hang(viewer, id, asked)
        self._give(screens, viewer, id, asked)
        self._delays.succeeded(who, place)
        return id

    def _give(self, screens: ScreenAccounts, viewer: Viewer, id: str, asked: Pair) -> None:
        try:
            screens.add(asked.name, asked.area, id)
            given = self._pairing.accept(asked.code, id, self._clock())
        except AdministrationError as error:
            self._take_down(viewer, id)
            sentence, values = SENTENCES.get(error.code, ("screens_busy", {}))
            raise PairRefusedError(error.code, both(sentence, values), 403) from None
        except PairingError as error:
            raise PairRefusedError(error.code, both("screens_busy"), 503, error.seconds) from None
        if not given:
            screens.revoke(id)
            self._take_down(viewer, id)
            raise PairRefusedError("unknown_code", both("pairing_unknown_code"), 404)

    def _hang(self, viewer: Viewer, id: str, asked: Pair) -> None:
        told = {name: getattr(asked, name) for name in ("name", "room", "area", "row", "column")}
        data = {"id": id, **told, "distance": asked.distance, "panel": asked.panel}
        said = self._hanging.carry_out(viewer, {"command": f"hang-{id}", "do": "hang", "data": data})
        if not said["ok"]:
            raise PairRefusedError(said["code"], said["reason"])

    def _take_down(self, viewer: Viewer, id: str) -> None:
        told = {"command": f"unhang-{id}", "do": "take_down", "data": {"screen": id}}
        self._hanging.carry_out(viewer, told)

    def _screens(self, standing: Standing, address: str, now: int) -> ScreenAccounts:
        hand = Hand(standing.account.id, standing.grant.area, standing.session.id, address)
        return ScreenAccounts(self._redis, self._keys, self._areas, hand, now, self._day())


def _is_there(screens: ScreenAccounts, id: str) -> bool:
    try:
        screens.get(id)
    except AdministrationError:
        return False
    return True
