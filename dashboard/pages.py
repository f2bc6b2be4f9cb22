"""The wall's page as a document: Dash's index in our frame, the page's facts in it; help for lost links."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import quote

import msgspec
from dash import Dash
from flask import Flask, Response, make_response, redirect, request

from city.areas import Areas
from dashboard.answers import refuse
from dashboard.build_id import ROOT
from dashboard.engine import Engine
from dashboard.tiles import Ground
from dashboard.viewer import VIEWER_KEY, Viewer
from layouts.chart import graph
from layouts.missing import html_lang, missing_page
from layouts.words import LANGUAGES, words

SUGGESTIONS = 12
MODULES = ROOT / "assets" / "wall"
DOCUMENT = """<!DOCTYPE html>
<html lang="{lang}">
    <head>
        {metas}
        <title>{title}</title>
        {favicon}
        {css}
        <script type="application/json" id="gridwall-page">{page}</script>
        {shapes}
        <script src="/assets/vendor/socket.io.js?v={build}" defer></script>
    </head>
    <body>
        {app_entry}
        <footer>
            {config}
            {scripts}
            {renderer}
            {modules}
        </footer>
    </body>
</html>"""


def language() -> str:
    """Of this request: asked for in the address, else the browser's, else Chinese."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    return str(request.accept_languages.best_match(LANGUAGES, LANGUAGES[0]))


class Page(Dash):  # type: ignore[misc]  # Dash ships no usable types
    """Dash, with our document around its parts. `facts(lang)` is what the page's scripts are told."""

    facts: Callable[[str], dict[str, Any]]

    def interpolate_index(self, **parts: str) -> str:
        lang = language()
        viewer: Viewer = request.environ[VIEWER_KEY]
        facts = self.facts(lang) | {"scope": viewer.scope}
        told = msgspec.json.encode(facts).decode().replace("<", "\\u003c")
        parts["shapes"] = shapes_early(request.path.rsplit("/", 1)[-1], facts["edition"])
        parts["modules"] = "\n            ".join(modules_early())
        parts |= {
            "lang": html_lang(lang),
            "page": told,
            "title": escape(facts["title"]),
            "build": facts["build"],
        }
        return DOCUMENT.format(**parts)


def shapes_early(code: str, edition: str) -> str:
    """The area's shapes, asked for at once."""
    address = f"/api/areas/{quote(code, safe='')}/map?edition={edition}"
    return f'<link rel="preload" href="{escape(address)}" as="fetch" crossorigin="anonymous">'


def modules_early() -> list[str]:
    """All modules at once, not import by import; told last, for Dash's bundles take longest to run."""
    modules = sorted(MODULES.rglob("*.mjs"))
    addresses = (f"/assets/{module.relative_to(MODULES.parent).as_posix()}" for module in modules)
    return [f'<link rel="modulepreload" href="{address}">' for address in addresses]


def facts_of(engine: Engine, ground: Ground) -> Callable[[str], dict[str, Any]]:
    """What every page is told, in the shape of docs/architecture.md."""
    items = {item.code: [item.name, item.name_en] for item in engine.live.matters.items.values()}

    def facts(lang: str) -> dict[str, Any]:
        text = words(lang)
        return {
            "lang": lang,
            "words": text,
            "items": items,
            "world": engine.world,
            "notes": engine.notes,
            "build": engine.build,
            "edition": engine.live.areas.edition,
            "root": engine.live.areas.root.code,
            "title": engine.settings.city.title or text["product"],
            "timezone": engine.settings.city.timezone,
            "basemap": ground.page(),
            "chart": graph().to_plotly_json(),
            "cameras": {
                "radius_m": engine.settings.cameras.radius_m,
                "dwell_seconds": engine.settings.cameras.dwell_seconds,
            },
            "features": {},
        }

    return facts


def closest(areas: Areas, code: str, viewer: Viewer, lang: str) -> list[tuple[str, str]]:
    """Areas worth offering to someone who asked for a code or name that is not there: their own first."""
    allowed = [area for area in areas.order if areas.within(area.code, viewer.scope)]
    named = [a for a in allowed if code and (code in (a.name, a.name_en) or a.code.startswith(code))]
    codes = difflib.get_close_matches(code, [a.code for a in allowed], SUGGESTIONS, 0.7)
    below = areas.children(viewer.scope)
    found = [areas[viewer.scope], *named, *(areas[c] for c in codes), *below]
    named_in = {area.code: (area.name_en if lang == "en" else None) or area.name for area in found}
    return list(named_in.items())


def register(server: Flask, page: Page, engine: Engine) -> None:
    """Dash's index answers every address: here it is told which ones are ours."""

    @server.before_request
    def only_known_addresses() -> Any:
        if request.endpoint not in ("/", "/<path:path>"):
            return None
        if request.path.startswith("/api/"):
            return refuse(404, "not_found", f"There is nothing at {request.path}.")
        viewer: Viewer = request.environ[VIEWER_KEY]
        parts = request.path.strip("/").split("/")
        if parts == [""]:
            return redirect(f"/wall/{viewer.scope}{_query()}")
        areas = engine.live.areas
        known = len(parts) == 2 and parts[0] == "wall" and parts[1] in areas
        if known and areas.within(parts[1], viewer.scope):
            return None
        return _missing(page, areas, parts[-1][:64], viewer)

    @server.after_request
    def ask_again(response: Response) -> Response:
        """A document names the build it is of: it must not be kept past it."""
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def _missing(page: Page, areas: Areas, code: str, viewer: Viewer) -> Response:
        names = ("tokens.css", "wall.css", "head.css", "dialog.css")
        sheets = [f"/assets/{name}?v={engine.build}" for name in names]
        lang = language()
        offered = closest(areas, code, viewer, lang)
        document = missing_page(lang, code, offered, sheets, engine.world, engine.notes)
        return make_response(document, 404)


def _query() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"?{query}" if query else ""
