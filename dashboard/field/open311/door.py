"""Who asks over Open311: a system by its key, or anybody where an area's cases are public. The key's text
comes in a field or in the query; it stands in no log and no answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from city.cases.case import Case
from city.cases.public_requests import CHANNEL, goes_out
from city.live import LiveCity
from dashboard.access.account_guard import PEER_KEY
from dashboard.access.api_auth import ApiRefusedError, Caller, Callers, token
from dashboard.field.open311.replies import Open311Error
from dashboard.settings.sections import Open311Settings
from dashboard.truth.freshness import Chain
from layouts.words import LANGUAGES
from streams.access.api_keys import OPEN311
from streams.clerk.resends import report_key
from streams.messages.values import shown
from streams.record.connections import Connections
from streams.record.startup import AWAY

PUBLIC_RATE = 60  # requests a minute from one address without a key
RECORD_AWAY = 2  # seconds until it is asked again


@dataclass(frozen=True, slots=True)
class Open311Door:
    """`city()` is the fold that pages see."""

    callers: Callers
    connections: Connections
    city: Callable[[], LiveCity]
    chain: Chain
    settings: Open311Settings

    def language(self) -> str:
        """Asked for, else as the settings say: programs mostly ask for none."""
        named = request.args.get("lang")
        if named in LANGUAGES:
            return str(named)
        usual = self.settings.language
        return str(request.accept_languages.best_match(LANGUAGES, usual)) or usual

    def jurisdiction(self) -> None:
        """One server is one city. Raises Open311Error."""
        told = request.values.get("jurisdiction_id")
        root = self.city().areas.root.code
        if told and told != root:
            raise Open311Error(404, "unknown_jurisdiction", got=shown(told), root=root)

    def writer(self) -> Caller:
        """Whose key it is. Raises Open311Error and ApiRefusedError."""
        self.jurisdiction()
        text = request.values.get("api_key") or token()
        if not text:
            raise Open311Error(403, "no_key")
        try:
            found = self.callers.keyed(text)
        except ApiRefusedError as error:
            raise _as_specified(error) from None
        if OPEN311 not in found.actions:
            raise Open311Error(401, "not_this_key")
        return found

    def reader(self) -> Caller:
        """The same, or anybody where there is something for them. Raises Open311Error and ApiRefusedError."""
        if not self.chain.record.caught_up:
            raise Open311Error(503, "away", 1)
        if request.values.get("api_key") or token() or not self.settings.public:
            return self.writer()
        self.jurisdiction()
        name = f"{CHANNEL}:{peer()}"
        found = Caller(name, (self.settings.public,), frozenset(), PUBLIC_RATE)
        try:
            self.callers.count(found)
        except ApiRefusedError as error:
            raise _as_specified(error, PUBLIC_RATE) from None
        return found

    def holds(self, caller: Caller, case: Case) -> bool:
        """Whether there is this case for whoever asks."""
        return goes_out(case) and caller.area_of(case.area, self.city().areas) is not None

    def case(self, caller: Caller, id: str) -> Case:
        """By what its sender was answered, or by its own id. Raises Open311Error."""
        found = self.city().cases.get(id) or self._by_report(id)
        if found is None or not self.holds(caller, found):
            raise Open311Error(404, "unknown_request", got=shown(id))
        return found

    def _by_report(self, id: str) -> Case | None:
        to = self.connections
        try:
            known = to.clerk_redis.hget(to.keys.seen(report_key(CHANNEL, id)), "case")
        except AWAY:
            raise Open311Error(503, "away", RECORD_AWAY) from None
        return self.city().cases.get(known.decode()) if isinstance(known, bytes) else None


def peer() -> str:
    """The address that the request comes from."""
    return str(request.environ.get(PEER_KEY) or request.remote_addr)


def _as_specified(error: ApiRefusedError, most: int = 0) -> Open311Error | ApiRefusedError:
    """A key that is none is 403 here, and never says which it was."""
    match error.status:
        case 401 | 403:
            return Open311Error(403, "bad_key")
        case 429 if most:
            return Open311Error(429, "too_often", error.seconds, most=most, wait=error.seconds)
        case 503:
            return Open311Error(503, "away", error.seconds)
    return error
