"""`/director/<room>`: the page of whoever looks after a room of screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, make_response, redirect, request

from city.areas.areas import Areas
from city.screens.plan import Plan
from dashboard.access.viewer import Viewer, viewer
from dashboard.transport.language import language
from dashboard.transport.page_files import PageFiles
from layouts.address import at
from layouts.screens.director import director_page, director_words

DIRECTOR = "/director/"
Facts = Callable[[str, Viewer], dict[str, Any]]


def register(
    server: Flask, facts: Facts, plan: Callable[[], Plan], areas: Areas, files: PageFiles, build: str
) -> None:
    """`facts`: what every page's scripts are told."""

    @server.get(DIRECTOR)
    def director() -> Any:
        """To the first room with a screen in the viewer's scope; without one it says how to hang one."""
        rooms = sorted({screen.room for screen in plan().screens.values() if _seen(screen.area)})
        if not rooms:
            return _page("")
        query = request.query_string.decode("ascii", "replace")
        return redirect(at(f"{DIRECTOR}{quote(rooms[0], safe='')}{f'?{query}' if query else ''}"))

    @server.get(f"{DIRECTOR}<path:room>")
    def director_room(room: str) -> Response:
        return _page(room)

    def _seen(area: str) -> bool:
        return area in areas and areas.within(area, viewer().scope)

    def _page(room: str) -> Response:
        lang, who = language(), viewer()
        told = facts(lang, who) | {
            "kind": "director",
            "scope": who.scope,
            "room": room,
            "words": director_words(lang),
            "viewer": {"id": who.id, "role": who.role},
        }
        told.pop("chart", None)
        socket = f"/assets/{build}/vendor/socket.io.js"
        page = director_page(lang, told, files.sheets("director"), files.module("director"), socket)
        response = make_response(page)
        response.headers["Cache-Control"] = "no-cache"
        return response
