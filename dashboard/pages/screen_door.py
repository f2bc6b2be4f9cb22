"""Who gets a screen's page: browsers that can show it, of the screen itself or of who may see it; and, within
the page of whoever arranges what screens show, a preview of an area of theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, redirect, request

from city.access.roles import SCREEN, may
from city.areas.areas import Areas
from dashboard.access.viewer import Viewer
from dashboard.pages import old_browser
from dashboard.transport.error_pages import error_answer
from layouts.address import at

PREVIEW = "/screen/preview/"  # and an area


def answer(rest: Sequence[str], who: Viewer, seen: Callable[[str, Viewer], str | None], areas: Areas) -> Any:
    """`rest` of the address below `/screen/`; None where the page follows."""
    old = old_browser.found(request.headers.get("User-Agent", ""))
    if old is not None:
        return old_browser.answer(old)
    if len(rest) == 2 and rest[0] == "preview" and who.role != SCREEN:
        arranges = not who.session or may(who.role, "screens")
        theirs = rest[1] in areas and areas.within(rest[1], who.scope)
        return None if arranges and theirs else error_answer(404)
    if len(rest) == 1 and seen(rest[0], who) is not None:
        return None
    if who.role == SCREEN:
        return redirect(at("/screen"))  # another one than it is
    return error_answer(404)


def in_our_frame(response: Response) -> Response:
    """A preview stands within a page of ours; all others stand alone."""
    if request.path.startswith(PREVIEW):
        name = "Content-Security-Policy"
        policy = response.headers.get(name, "")
        response.headers[name] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return response
