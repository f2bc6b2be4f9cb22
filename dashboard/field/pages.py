"""The pages that a personal link opens: an inspector's `/field/<token>`, a department's `/department/<token>`
(its code will do on the console's own machine), and its notices. What is a key stays in the address."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, make_response, redirect, request

from dashboard.access.api_auth import ApiRefusedError, Caller, caller, gone, link_of
from dashboard.api.areas import viewer
from dashboard.field.api import MOST_PHOTOS
from dashboard.field.notices import notice, world_word
from dashboard.field.work import Work
from dashboard.live.engine import Engine
from dashboard.pages.document import language
from dashboard.transport.answers import answer
from layouts.field_page import field_page
from layouts.field_words import field_words
from streams.access.links import TOKEN
from streams.access.security_headers import plain_page_policy
from streams.record.startup import AWAY

STATUS = {"good": 200, "expired": 410, "revoked": 410, "not_listed": 410, "unknown": 404, "away": 503}
OURS = ("field", "department")


@dataclass(frozen=True, slots=True)
class Opened:
    """Whom an address opens the page for, and whether it does: a state of STATUS."""

    state: str
    inspector: str | None = None
    department: str | None = None


def register(server: Flask, engine: Engine) -> None:
    work = Work(engine)

    @server.before_request
    def nothing_else() -> Response | None:
        """The other pages' help for lost links quotes the address."""
        lost = request.endpoint not in OURS and _guarded(request.path)
        return _page(engine, "field", Opened("unknown")) if lost else None

    @server.get("/field/<path:token>")
    def field(token: str) -> Response:
        opened = _by_token(engine, token)
        if opened.department is not None and opened.state == "good":
            return redirect(f"/department/{token}")  # type: ignore[return-value]  # a response of werkzeug's
        return _page(engine, "field", opened)

    @server.get("/department/<path:rest>")
    def department(rest: str) -> Response:
        who, sheet, case = rest.partition("/notice/")
        opened = _by_token(engine, who) if TOKEN.fullmatch(who) else _by_code(engine, who)
        if opened.department is None and opened.state != "away":
            opened = Opened("unknown")
        if sheet and opened.state == "good" and opened.department is not None:
            scope = engine.live.areas.root.code if TOKEN.fullmatch(who) else viewer().scope
            return notice(engine, opened.department, case, scope, f"/department/{who}")
        return _page(engine, "department", opened)

    @server.get("/api/field/work")
    def field_work() -> Response:
        try:
            speaker = caller(engine)
            return _work(engine, work, speaker)
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


def _by_token(engine: Engine, token: str) -> Opened:
    try:
        link = link_of(engine, token)
    except AWAY:
        return Opened("away")
    if link is None:
        return Opened("unknown")
    state = link.state(engine.clock())
    if state == "good" and gone(engine, link):
        state = "not_listed"
    return Opened(state, link.inspector, link.department)


def _by_code(engine: Engine, code: str) -> Opened:
    """Without a link, by whoever the guard let in: until people can sign in, that is this machine."""
    known = code in engine.live.matters.departments
    return Opened("good", department=code) if known else Opened("unknown")


def _page(engine: Engine, kind: str, opened: Opened) -> Response:
    if opened.inspector is None and kind == "field" and opened.state != "away":
        opened = Opened("unknown")
    lang = language()
    text = field_words(lang)
    facts = {
        "lang": lang,
        "kind": kind,
        "state": opened.state,
        "whose": _whose(engine, opened) if opened.state in ("good", "expired", "revoked") else None,
        "department": opened.department,
        "photos": MOST_PHOTOS,
        "text_limit": engine.settings.rules.text_limit,
        "timezone": engine.settings.city.timezone,
        "world_word": world_word(engine, lang),
        "build": engine.build,
        "now": engine.clock(),
        "words": text,
    }
    return make_response(field_page(lang, text, facts), STATUS[opened.state])


def _whose(engine: Engine, opened: Opened) -> tuple[str, str | None] | None:
    if opened.inspector is not None:
        person = engine.live.roster.get(opened.inspector)
        return (person.name, person.name_en) if person else None
    found = engine.live.matters.departments.get(opened.department or "")
    return (found.name, found.name_en) if found else None


def _work(engine: Engine, work: Work, speaker: Caller) -> Response:
    inspector, department = speaker.inspector, speaker.department
    if speaker.desk:
        department = request.args.get("department", "")
        if department not in engine.live.matters.departments:
            raise ApiRefusedError(404, "unknown_department", "No department of this city has this code.")
    if inspector is None and department is None:
        raise ApiRefusedError(403, "not_allowed", "A key reads its dispatches from the stream.")
    tasks = work.rows(inspector, department, speaker.areas)
    return answer({"now": engine.clock(), "ready": engine.chain.record.caught_up, "tasks": tasks})
