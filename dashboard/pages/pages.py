"""Which addresses are pages and what each page's scripts are told; help for lost links."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, make_response, redirect, request

from city.areas.areas import Areas
from city.cases.ladder import read_ladder
from city.matters import Matters
from dashboard.access.viewer import VIEWER_KEY, Viewer
from dashboard.api.tiles import BaseMap
from dashboard.live.engine import Engine
from dashboard.pages.document import language
from dashboard.transport.answers import refuse
from layouts.chart import graph
from layouts.console.queue import grid
from layouts.missing import missing_page
from layouts.words import words

SUGGESTIONS = 12
KINDS = ("wall", "console")
INDEXES = ("/", "/<path:path>", "/console/", "/console/<path:path>")
Facts = Callable[[str, Viewer], dict[str, Any]]


def facts_of(engine: Engine, base_map: BaseMap) -> Facts:
    """What every page is told, in the shape of docs/protocol.md."""
    items = {item.code: [item.name, item.name_en] for item in engine.live.matters.items.values()}

    def facts(lang: str, viewer: Viewer) -> dict[str, Any]:
        text = words(lang)
        return {
            "kind": "wall",
            "lang": lang,
            "words": text,
            "items": items,
            "world": engine.world,
            "notes": engine.notes,
            "build": engine.build,
            "now": engine.clock(),
            "edition": engine.live.areas.edition,
            "root": engine.live.areas.root.code,
            "title": engine.settings.city.title or text["product"],
            "timezone": engine.settings.city.timezone,
            "basemap": base_map.page(),
            "chart": graph().to_plotly_json(),
            "cameras": {
                "radius_m": engine.settings.cameras.radius_m,
                "dwell_seconds": engine.settings.cameras.dwell_seconds,
            },
            "features": {},
        }

    return facts


def console_facts(engine: Engine, base_map: BaseMap) -> Facts:
    """What the console is told besides: who sits at it, what may be chosen, and its grid."""
    common = facts_of(engine, base_map)
    matters = engine.live.matters
    choices = {
        "matters": {item.code: matter(matters, item.code) for item in matters.items.values()},
        "departments": {one.code: [one.name, one.name_en] for one in matters.departments.values()},
        "levels": list(engine.live.areas.levels),
        "ladder": [step.ring for step in read_ladder(engine.live.rules.ladder)],  # who hears at each step
    }

    def facts(lang: str, viewer: Viewer) -> dict[str, Any]:
        told = common(lang, viewer) | choices
        told["words"] = told["words"] | words(lang, "console")
        told.pop("chart")
        return told | {
            "kind": "console",
            "viewer": {"id": viewer.id, "role": viewer.role},
            "grid": grid().to_plotly_json(),
        }

    return facts


def matter(matters: Matters, code: str) -> dict[str, Any]:
    """What an officer who chooses an item wants to know of it."""
    item = matters.items[code]
    category = matters.categories[item.category]
    return {
        "category": [category.name, category.name_en],
        "department": item.department,
        "level": item.level,
        "limit": f"{item.limit.amount} {item.limit.kind}",
        "urgent": item.urgency == "urgent",
    }


def closest(areas: Areas, code: str, viewer: Viewer, lang: str) -> list[tuple[str, str]]:
    """Areas worth offering to someone who asked for a code or name that is not there: their own first."""
    allowed = [area for area in areas.order if areas.within(area.code, viewer.scope)]
    named = [a for a in allowed if code and (code in (a.name, a.name_en) or a.code.startswith(code))]
    codes = difflib.get_close_matches(code, [a.code for a in allowed], SUGGESTIONS, 0.7)
    below = areas.children(viewer.scope)
    found = [areas[viewer.scope], *named, *(areas[c] for c in codes), *below]
    named_in = {area.code: (area.name_en if lang == "en" else None) or area.name for area in found}
    return list(named_in.items())


def register(server: Flask, engine: Engine) -> None:
    """Dash's indexes answer every address: here they are told which ones are ours."""

    @server.before_request
    def only_known_addresses() -> Any:
        if request.endpoint not in INDEXES:
            return None
        if request.path.startswith("/api/"):
            return refuse(404, "not_found", f"There is nothing at {request.path}.")
        viewer: Viewer = request.environ[VIEWER_KEY]
        parts = request.path.strip("/").split("/")
        if parts in ([""], ["console"]):
            return redirect(f"/{parts[0] or 'wall'}/{viewer.scope}{_query()}")
        areas = engine.live.areas
        known = len(parts) == 2 and parts[0] in KINDS and parts[1] in areas
        if known and areas.within(parts[1], viewer.scope):
            return None
        return _missing(areas, parts[-1][:64], viewer)

    @server.after_request
    def ask_again(response: Response) -> Response:
        """A document names the build it is of: it must not be kept past it."""
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def _missing(areas: Areas, code: str, viewer: Viewer) -> Response:
        names = ("tokens", "base", "head", "dialog")
        sheets = [f"/assets/styles/{name}.css?v={engine.build}" for name in names]
        lang = language()
        offered = closest(areas, code, viewer, lang)
        document = missing_page(lang, code, offered, sheets, engine.world, engine.notes)
        return make_response(document, 404)


def _query() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"?{query}" if query else ""
