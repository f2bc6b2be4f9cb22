"""`/screen/<id>`: leads to what a screen shows. Its own to the screen, and to who may put something on it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from city.access.roles import may
from city.areas.areas import Areas
from dashboard.access.account_guard import PAIRING
from dashboard.access.viewer import viewer
from dashboard.accounts.page_answers import see
from dashboard.transport.error_pages import error_answer


def register(server: Flask, areas: Areas, area_of: Callable[[str], str | None]) -> None:
    """`area_of(id)`: where a screen hangs; None for one that is not there."""

    @server.get(f"{PAIRING}/<path:path>")
    def screen_page(path: str) -> Response:
        who = viewer()
        if may(who.role, "screen"):
            return see(f"/wall/{who.scope}") if path == who.id and area_of(path) else see(PAIRING)
        area = area_of(path) if may(who.role, "push") else None
        if area is None or area not in areas or not areas.within(area, who.scope):
            return error_answer(404)
        return see(f"/wall/{area}")
