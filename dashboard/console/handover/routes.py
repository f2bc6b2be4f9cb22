"""`/handover/<code>`: the page of an area's shift and of those before it; and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec
from flask import Flask, Response, make_response, request
from msgspec import Meta, Struct

from city.areas.areas import Areas
from city.handover.handovers import Shifts
from dashboard.access.viewer import Viewer, viewer
from dashboard.console.handover.desk import HandoverAsked, HandoverDesk
from dashboard.console.handover.view import HandoverViews
from dashboard.transport.answers import answer, refuse
from dashboard.transport.error_pages import error_answer
from dashboard.transport.language import language
from dashboard.transport.page_files import PageFiles
from dashboard.transport.route_docs import documented
from layouts.handover.page import HandoverView, handover_page
from layouts.sentences import both
from streams.access.security_headers import plain_page_policy
from streams.messages.values import UNREADABLE

HANDOVER = "/handover/<code>"
ASKED = "/api/handover/<code>"
REFUSALS = ((400, "bad_command"), (404, "unknown_area"), (409, "signed"), (503, "away"))
AreaCode = Annotated[str, Meta(description="An area's code.")]
LARGEST = 4000  # bytes of what is asked
Done = Callable[[Viewer, str, str], object]  # who did what in which area


class HandoverDone(Struct, frozen=True):
    """`revision` of the area that came of it: of one that was signed its number."""

    revision: int


class HandoverPages:
    """`shifts` of an area as this process knows them."""

    def __init__(
        self, areas: Areas, shifts: Callable[[str], Shifts], views: HandoverViews, files: PageFiles
    ) -> None:
        self._areas, self._shifts, self._views, self._files = areas, shifts, views, files

    def seen(self, code: str) -> bool:
        return code in self._areas and self._areas.within(code, viewer().scope)

    def running(self, code: str) -> Response:
        if not self.seen(code):
            return error_answer(404)
        chosen = request.args.get("list", "")
        return self._page(self._views.running(language(), viewer(), self._shifts(code), chosen))

    def before(self, code: str, turn: str) -> Response:
        number = int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 10 else 0
        found = self._shifts(code).numbered(number) if self.seen(code) else None
        if found is None:
            return error_answer(404)
        chosen = request.args.get("list", "")
        return self._page(self._views.signed(language(), viewer(), self._shifts(code), found, chosen))

    def _page(self, view: HandoverView) -> Response:
        files = self._files
        response = make_response(handover_page(view, files.sheets("handover"), files.module("handover")))
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = plain_page_policy()
        return response


def register(server: Flask, pages: HandoverPages, desk: HandoverDesk, done: Done) -> None:
    """`done` is told of what was asked and came true."""
    server.add_url_rule(HANDOVER, "handover", pages.running, methods=["GET"])
    server.add_url_rule(f"{HANDOVER}/<turn>", "handover_before", pages.before, methods=["GET"])

    @server.post(ASKED)
    @documented(HandoverDone, *REFUSALS, body=HandoverAsked)
    def handover_asked(code: AreaCode) -> Response:
        """A note of the shift, the signature of its head, or the acceptance of the next. Any other word with
        409: why it was not done."""
        if not pages.seen(code):
            return refuse(404, "unknown_area", both("area_elsewhere"))
        if not request.is_json or (request.content_length or 0) > LARGEST:
            return refuse(400, "bad_command", both("handover_bad_command"))
        try:
            asked = msgspec.json.decode(request.get_data(cache=False), type=HandoverAsked)
        except UNREADABLE:
            return refuse(400, "bad_command", both("handover_bad_command"))
        came = desk.carry_out(viewer(), code, asked)
        if not isinstance(came, int):
            return refuse(*came)
        done(viewer(), asked.do, code)
        return answer(HandoverDone(came))
