"""Who speaks for the field: another system with its key, an inspector or a department with their link.

Comes on top of the guard: whoever has neither is the viewer that the guard let in. A key's or a link's text
stays in the header it came in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from city.access.roles import may
from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from dashboard.access.account_guard import STANDING_KEY
from dashboard.access.viewer import Viewer, viewer
from dashboard.transport.answers import ErrorAnswer, answer
from streams.access.api_keys import ACTIONS, ApiKeyError, ApiKeys
from streams.access.links import Link, Links
from streams.access.rates import wait_for
from streams.record.connections import Connections
from streams.record.startup import AWAY

# without its address: whoever holds a link, and strangers too, are told this
RECORD_AWAY = "The record cannot be reached just now: ask again."
ACCOUNT, DESK = "account:", "desk"  # what callers without key and link are known by
LINK_RATE = 60  # requests a minute of one link
OF_A_CALLER = (
    *((401, "bad_key"), (401, "link_expired"), (401, "link_revoked"), (403, "not_listed")),
    (403, "not_yours"),
    *((429, "too_many"), (503, "away")),
)
ENDED = {"expired": "This link has expired.", "revoked": "This link was revoked."}


@dataclass(frozen=True, slots=True)
class Caller:
    """`name` says who it is where people look, and opens nothing. `areas`: where it may speak.

    A link speaks for its own inspector or department, and so does a department's account; a key for those who
    are dispatched; whoever sits at the demo's own console for departments alone; an account with a console
    for nobody: it looks, and brings photos when it verifies.
    """

    name: str
    areas: tuple[str, ...]
    actions: frozenset[str]
    rate: int = 0  # requests a minute; 0: not counted
    inspector: str | None = None
    department: str | None = None
    desk: bool = False  # at the demo's machine, without key and link
    evidence: bool = False  # an account that verifies at a console, and shows photos for it

    @property
    def sends_photos(self) -> bool:
        return self.evidence or "feed_back" in self.actions

    def area_of(self, code: str, areas: Areas) -> str | None:
        """The one of its areas that holds this one; None when none does."""
        return next((mine for mine in self.areas if mine in areas and areas.within(code, mine)), None)


class ApiRefusedError(Exception):
    """Why nobody is let in: one sentence and a word, with nothing secret in them."""

    def __init__(self, status: int, code: str, sentence: str, seconds: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.code, self.seconds = status, code, seconds

    def response(self) -> Response:
        """The shape of every error of the API, with what HTTP wants beside it."""
        told = answer(ErrorAnswer(str(self), self.code), self.status)
        if self.status == 401:
            told.headers["WWW-Authenticate"] = "Bearer"
        if self.seconds:
            told.headers["Retry-After"] = str(self.seconds)
        return told


def token() -> str | None:
    """What stands behind `Authorization: Bearer`; None without such a header."""
    told = request.headers.get("Authorization")
    if told is None:
        return None
    scheme, _, text = told.partition(" ")
    return text.strip() if scheme.lower() == "bearer" else ""


class Callers:
    """Who has a key or a link that the record knows, while their inspector or department is still listed."""

    def __init__(
        self,
        connections: Connections,
        clock: Callable[[], int],
        areas: Areas,
        roster: Roster,
        matters: Matters,
        still: Callable[[Viewer], bool] = lambda _: True,
    ) -> None:
        """`still(viewer)`: whether somebody who signed in would be let in again as the same."""
        self._to, self._clock, self.still = connections, clock, still
        self._areas, self._roster, self._matters = areas, roster, matters

    def caller(self) -> Caller:
        """Who asks, and that it is not too much. Raises ApiRefusedError."""
        text = token()
        if text is None:
            return self._without()
        return self._counted(lambda: self._by_link(text) or self._of_the_field(text))

    def keyed(self, text: str) -> Caller:
        """Whose key this is, and that it is not too much. Raises ApiRefusedError."""
        return self._counted(lambda: self._by_key(text))

    def count(self, caller: Caller) -> None:
        """One more request of a caller that is known otherwise. Raises ApiRefusedError."""
        self._counted(lambda: caller)

    def _counted(self, find: Callable[[], Caller]) -> Caller:
        try:
            found = find()
            wait = wait_for(self._to.clerk_redis, self._to.keys, found.name, found.rate)
        except AWAY:
            raise ApiRefusedError(503, "away", RECORD_AWAY, 2) from None
        if wait:
            raise ApiRefusedError(
                429, "too_many", f"At most {found.rate} requests a minute: wait {wait} s.", wait
            )
        return found

    def speaks_for(self, department: str) -> bool:
        """Whether who came without key and link may open this department's page."""
        return not viewer().session or self._without().department == department

    def link_of(self, text: str) -> Link | None:
        """Ended ones too. Raises what Redis says."""
        return Links(self._to.clerk_redis, self._to.keys).find(text)

    def stands(self, text: str) -> bool:
        """Whether a link that was good still is; of a key it is seen when it asks again. Raises what Redis
        says."""
        link = self.link_of(text)
        return link is None or (link.state(self._clock()) == "good" and not self.gone(link))

    def gone(self, link: Link) -> bool:
        """Whether the inspector has left the roster, or the department the list of matters."""
        if link.inspector is not None:
            return link.inspector not in self._roster
        return link.department not in self._matters.departments

    def _without(self) -> Caller:
        """Neither key nor link: the demo's desk, or somebody who signed in, as far as their role goes."""
        who = viewer()
        if not who.session:
            return Caller(DESK, (who.scope,), frozenset(ACTIONS), desk=True)
        department = request.environ[STANDING_KEY].grant.department
        name = f"{ACCOUNT}{who.id}"
        if may(who.role, "own_work") and department in self._matters.departments:
            return Caller(name, (who.scope,), frozenset(ACTIONS), department=department)
        if may(who.role, "console"):
            return Caller(name, (who.scope,), frozenset(), evidence=may(who.role, "evidence"))
        raise ApiRefusedError(403, "not_yours", "Your role does not see or do this.")

    def _by_link(self, text: str) -> Caller | None:
        link = self.link_of(text)
        if link is None:
            return None
        if (state := link.state(self._clock())) != "good":
            raise ApiRefusedError(401, f"link_{state}", ENDED[state])
        if self.gone(link):
            raise ApiRefusedError(403, "not_listed", "Whose link this is does not work here any more.")
        root = (self._areas.root.code,)
        name = f"link:{link.id}"
        return Caller(name, root, frozenset(ACTIONS), LINK_RATE, link.inspector, link.department)

    def _of_the_field(self, text: str) -> Caller:
        """What a key was made for elsewhere (positions, warnings, Open311) opens nothing here."""
        found = self._by_key(text)
        if found.actions.isdisjoint(ACTIONS):
            raise ApiRefusedError(403, "not_yours", "This key answers no cases.")
        return found

    def _by_key(self, text: str) -> Caller:
        try:
            key = ApiKeys(self._to.clerk_redis, self._to.keys).check(text, self._clock())
        except ApiKeyError as error:
            raise ApiRefusedError(401, "bad_key", str(error)) from None
        return Caller(f"key:{key.name}", key.areas, frozenset(key.actions), key.rate)
