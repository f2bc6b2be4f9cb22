"""What is told to one account only after it was written down: names, telephones; and what was refused to it.

Beside the routes, so that none forgets it: the answer is ready, and goes out when its line is in the record.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Response, request

from dashboard.access.account_guard import PEER_KEY
from dashboard.access.viewer import Viewer, viewer
from dashboard.transport.answers import refuse
from layouts.sentences import both
from streams.access.audit import Audited, AuditLog
from streams.access.rates import wait_for
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.server.connect import trouble

OPENED = {"/api/people/<inspector>": "name_opened", "/api/cases/<id>/phone": "phone_opened"}
HANDED_OVER = {"note": "handover_noted", "sign": "handover_signed", "accept": "handover_accepted"}
ANSWERED = "/api/cases/<case>/events"  # where an account speaks for its department
A_MINUTE = 60  # names and telephones of one session
REFUSED_A_MINUTE = 20  # that are written down; the rest says nothing new
log = logging.getLogger(__name__)


class Disclosures:
    """`clock` in epoch ms."""

    def __init__(self, connections: Connections, clock: Callable[[], int]) -> None:
        self._to, self._clock = connections, clock
        self._audit = AuditLog(connections.clerk_redis, connections.keys)

    def too_many(self, who: Viewer) -> Response | None:
        """The refusal, when this session asks for more than anybody can call."""
        try:
            wait = self._wait("told", who, A_MINUTE)
        except AWAY as error:
            return self._away(error)
        if not wait:
            return None
        refusal = refuse(429, "too_many", both("too_many_names", {"most": A_MINUTE, "wait": wait}))
        refusal.headers["Retry-After"] = str(wait)
        return refusal

    def too_many_names(self, who: Viewer) -> dict[str, str] | None:
        """The same for sockets: a sentence by language."""
        try:
            wait = self._wait("told", who, A_MINUTE)
        except AWAY as error:
            return self._not_told(error)
        return both("too_many_names", {"most": A_MINUTE, "wait": wait}) if wait else None

    def name_told(self, inspector: str, who: Viewer, where: str) -> dict[str, str] | None:
        """None when it is written down that they are told who somebody is; else why they are not."""
        try:
            self._audit.append(self._line("name_opened", who, inspector, where))
        except AWAY as error:
            return self._not_told(error)
        return None

    def opened(self, act: str, what: str, who: Viewer, detail: str) -> Response | None:
        """None when it is written down; else the refusal that goes out instead."""
        try:
            self._audit.append(self._line(act, who, what, detail))
        except AWAY as error:
            return self._away(error)
        return None

    def refused(self, what: str, who: Viewer) -> None:
        """What their role does not see or do. Nobody waits for it: nothing was told."""
        try:
            if not self._wait("refused", who, REFUSED_A_MINUTE):
                self._audit.append(self._line("refused", who, what))
        except AWAY as error:
            log.warning("what was refused is not written down: %s", trouble(error, self._to.record_url))

    def commanded(self, who: Viewer, case: str, do: str) -> None:
        """An event of the record says the same: it stands, should this line be missing."""
        try:
            self._audit.append(self._line("command", who, case, do))
        except AWAY as error:
            log.warning("a command is not in the audit: %s", trouble(error, self._to.record_url))

    def on_screens(self, who: Viewer, what: str, do: str) -> None:
        """The same of what is done to screens: the stream `wall` says it too."""
        try:
            self._audit.append(self._line("on_screens", who, what, f"wall_{do}"))
        except AWAY as error:
            log.warning(
                "what was done to screens is not in the audit: %s", trouble(error, self._to.record_url)
            )

    def handed_over(self, who: Viewer, do: str, area: str) -> None:
        """The same of handovers: the stream `handovers` says it too."""
        try:
            self._audit.append(self._line(HANDED_OVER[do], who, area))
        except AWAY as error:
            log.warning("a handover is not in the audit: %s", trouble(error, self._to.record_url))

    def _wait(self, what: str, who: Viewer, most: int) -> int:
        return wait_for(self._to.clerk_redis, self._to.keys, f"{what}:{who.session}", most)

    def _line(self, act: str, who: Viewer, what: str, detail: str = "") -> Audited:
        told = (who.id, self._clock(), what, who.scope, who.session)
        peer = str(request.environ.get(PEER_KEY) or "")
        return Audited(act, *told, address=peer, detail=detail)

    def _away(self, error: Exception) -> Response:
        return refuse(503, "away", self._not_told(error))

    def _not_told(self, error: Exception) -> dict[str, str]:
        log.warning("nothing is disclosed: %s", trouble(error, self._to.record_url))  # theirs to know alone
        return both("nothing_disclosed")


def register(server: Flask, disclosures: Disclosures) -> None:
    """Where people sign in."""

    @server.before_request
    def not_too_many() -> Response | None:
        asked = request.url_rule.rule if request.url_rule else ""
        return disclosures.too_many(viewer()) if asked in OPENED and viewer().session else None

    @server.after_request
    def written_down(response: Response) -> Response:
        rule, who = request.url_rule.rule if request.url_rule else "", viewer()
        if not who.session or response.status_code != 200:
            return response
        named = {**request.args.to_dict(), **(request.view_args or {})}
        if rule == ANSWERED:
            disclosures.commanded(who, named["case"], "answer")
        if rule not in OPENED:
            return response
        whom = named.get("on_call") or named.get("dispatch") or named.get("inspector", "")
        return disclosures.opened(OPENED[rule], whom, who, named.get("id", "")) or response
