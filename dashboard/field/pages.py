"""The pages that a personal link opens: an inspector's `/field/<token>`, a department's `/department/<token>`
(its code will do on the console's own machine), and its notices. What is a key stays in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, make_response, redirect, request
from msgspec import Struct

from city.areas.areas import Areas
from city.live import LiveCity
from dashboard.access.api_auth import OF_A_CALLER, ApiRefusedError, Caller, Callers
from dashboard.access.viewer import viewer
from dashboard.field.api import MOST_PHOTOS
from dashboard.field.nearby_outlines import NearbyOutlines
from dashboard.field.notices import Notices
from dashboard.field.report_choices import choices
from dashboard.field.work import FieldTask, Work
from dashboard.transport.answers import answer
from dashboard.transport.language import language
from dashboard.transport.page_files import PageFiles
from dashboard.transport.route_docs import Parameter, documented
from dashboard.truth.freshness import Chain
from layouts.address import at
from layouts.field_page import field_page
from layouts.field_words import field_words
from streams.access.links import TOKEN
from streams.access.security_headers import plain_page_policy
from streams.record.startup import AWAY

STATUS = {"good": 200, "expired": 410, "revoked": 410, "not_listed": 410, "unknown": 404, "away": 503}
OURS = ("field", "department")
OF_WORK = (*OF_A_CALLER, (403, "not_allowed"), (404, "unknown_department"))
WORKERS = tuple(f"/{kind}/worker" for kind in OURS)
KEEP = "Gridwall-Keep"  # ms that a phone shows what it last heard, without an answer
LINK = "Gridwall-Link"  # for the worker: "over", or until when the link is good; an answer of others has none
DEPARTMENT = Parameter("department", str, "A department's code: without a link, and only then.", False)


class FieldWork(Struct, frozen=True):
    """`ready` once the record has been read."""

    now: int
    ready: bool
    tasks: list[FieldTask]


@dataclass(frozen=True, slots=True)
class Opened:
    """Whom an address opens the page for, and whether it does: a state of STATUS."""

    state: str
    inspector: str | None = None
    department: str | None = None
    until: int = 0  # of a link that is good, epoch ms


def register_worker(server: Flask, script: bytes) -> None:
    """Below each page's own path: a worker's scope may not reach above where it comes from."""

    @server.get(WORKERS[0])
    @server.get(WORKERS[1])
    def worker() -> Response:
        return Response(script, content_type="text/javascript; charset=utf-8")


def register(server: Flask, callers: Callers, field_pages: FieldPages, areas: Areas) -> None:
    @server.before_request
    def nothing_else() -> Response | None:
        """The other pages' help for lost links quotes the address."""
        lost = request.endpoint not in (*OURS, "worker") and _guarded(request.path)
        return field_pages.page("field", Opened("unknown"), linked=True) if lost else None

    @server.get("/field/<path:token>")
    def field(token: str) -> Response:
        opened = field_pages.by_token(token)
        if opened.department is not None and opened.state == "good":
            return redirect(at(f"/department/{token}"))  # type: ignore[return-value]  # a response of werkzeug's
        return field_pages.page("field", opened, linked=True)

    @server.get("/department/<path:rest>")
    def department(rest: str) -> Response:
        who, sheet, case = rest.partition("/notice/")
        linked = TOKEN.fullmatch(who) is not None
        opened = field_pages.by_token(who) if linked else field_pages.by_code(who)
        if opened.department is None and opened.state != "away":
            opened = Opened("unknown")
        if sheet and opened.state == "good" and opened.department is not None:
            scope = areas.root.code if linked else viewer().scope
            return field_pages.notices.sheet(opened.department, case, scope, f"/department/{who}")
        return field_pages.page("department", opened, linked=linked)

    @server.get("/api/field/work")
    @documented(FieldWork, *OF_WORK, query=(DEPARTMENT,))
    def field_work() -> Response:
        """The dispatches of whose link it is, or of a department."""
        try:
            return field_pages.work(callers.caller())
        except ApiRefusedError as reason:
            return reason.response()

    @server.after_request
    def guard(response: Response) -> Response:
        if _guarded(request.path):
            response.headers.update(HEADERS)
        return response


def _guarded(path: str) -> bool:
    head, slash, _ = path.lstrip("/").partition("/")
    return bool(slash) and head in OURS


HEADERS = {
    "Content-Security-Policy": plain_page_policy(),
    "Referrer-Policy": "no-referrer",  # the address is a key: no other server learns it
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


class FieldPages:
    """`city()` is the fold that pages see; `told`: what every page's scripts are told, whoever opens it."""

    def __init__(
        self,
        city: Callable[[], LiveCity],
        clock: Callable[[], int],
        chain: Chain,
        callers: Callers,
        notices: Notices,
        work: Work,
        told: Mapping[str, Any],
        files: PageFiles,
    ) -> None:
        self._city, self._clock, self._chain, self._callers = city, clock, chain, callers
        self.notices, self._work, self._told, self._files = notices, work, told, files
        self._outlines = NearbyOutlines()

    def by_token(self, token: str) -> Opened:
        try:
            link = self._callers.link_of(token)
        except AWAY:
            return Opened("away")
        if link is None:
            return Opened("unknown")
        state = link.state(self._clock())
        if state == "good" and self._callers.gone(link):
            state = "not_listed"
        return Opened(state, link.inspector, link.department, link.until)

    def by_code(self, code: str) -> Opened:
        """Without a link: by a department's account, and in the demo by whoever the guard let in."""
        known = code in self._city().matters.departments and self._speaks_for(code)
        return Opened("good", department=code) if known else Opened("unknown")

    def _speaks_for(self, code: str) -> bool:
        try:
            return self._callers.speaks_for(code)
        except ApiRefusedError:
            return False

    def page(self, kind: str, opened: Opened, *, linked: bool) -> Response:
        if opened.inspector is None and kind == "field" and opened.state != "away":
            opened = Opened("unknown")
        lang = language()
        text = field_words(lang)
        facts = {
            "lang": lang,
            "kind": kind,
            "state": opened.state,
            "whose": self._whose(opened) if opened.state in ("good", "expired", "revoked") else None,
            "department": opened.department,
            "photos": MOST_PHOTOS,
            **self._told,
            "world_word": self.notices.world_word(lang),
            "now": self._clock(),
            "until": opened.until if opened.state == "good" else 0,
            "words": text,
            **self._report_form(kind, opened),
        }
        response = make_response(
            field_page(lang, text, facts, self._files.sheets("field"), self._files.module("field")),
            STATUS[opened.state],
        )
        if linked and opened.state != "away":
            response.headers[LINK] = str(opened.until) if opened.state == "good" else "over"
            response.headers[KEEP] = str(self._told["offline_ms"])
        return response

    def _report_form(self, kind: str, opened: Opened) -> dict[str, Any]:
        person = self._city().roster.get(opened.inspector or "")
        if kind != "field" or opened.state != "good" or person is None:
            return {}
        live = self._city()
        return {
            "report": {
                **choices(live, person, self._clock()),
                "map": self._outlines.around(live.areas, person.area),
            }
        }

    def _whose(self, opened: Opened) -> tuple[str, str | None] | None:
        if opened.inspector is not None:
            person = self._city().roster.get(opened.inspector)
            return (person.name, person.name_en) if person else None
        found = self._city().matters.departments.get(opened.department or "")
        return (found.name, found.name_en) if found else None

    def work(self, speaker: Caller) -> Response:
        return answer(self.rows(self.whose(speaker), speaker.areas))

    def rows(self, who: tuple[str | None, str | None], areas: Sequence[str]) -> FieldWork:
        tasks = self._work.rows(*who, areas)
        return FieldWork(self._clock(), self._chain.record.caught_up, tasks)

    def whose(self, speaker: Caller) -> tuple[str | None, str | None]:
        """The inspector or the department that asks. Raises ApiRefusedError."""
        inspector, department = speaker.inspector, speaker.department
        if speaker.desk:
            department = request.args.get("department", "")
            if department not in self._city().matters.departments:
                raise ApiRefusedError(404, "unknown_department", "No department of this city has this code.")
        if inspector is None and department is None:
            raise ApiRefusedError(403, "not_allowed", "Nobody is dispatched by this name.")
        return inspector, department
