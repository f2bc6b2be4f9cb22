"""Who gets a screen's page: browsers that can show it, of the screen itself or of who may see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import redirect, request

from city.access.roles import SCREEN
from dashboard.access.viewer import Viewer
from dashboard.pages import old_browser
from dashboard.transport.error_pages import error_answer
from layouts.address import at


def answer(rest: Sequence[str], who: Viewer, seen: Callable[[str, Viewer], str | None]) -> Any:
    """`rest` of the address below `/screen/`; None where the page follows."""
    old = old_browser.found(request.headers.get("User-Agent", ""))
    if old is not None:
        return old_browser.answer(old)
    if len(rest) == 1 and seen(rest[0], who) is not None:
        return None
    if who.role == SCREEN:
        return redirect(at("/screen"))  # another one than it is
    return error_answer(404)
