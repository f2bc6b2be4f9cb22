"""The document around a page: Dash's index in our frame, with the page's facts, sheets and scripts in it.

A page is of one kind, `wall`, `console` or `screen`: its own Dash on the one server, with the modules of its
kind. What only another kind needs is not in its document."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import quote

import msgspec
from dash import Dash
from flask import Flask, request

from dashboard.access.viewer import Viewer, viewer
from dashboard.transport.language import language
from dashboard.transport.page_files import ASSETS, PageFiles
from layouts.address import at
from layouts.missing import html_lang, icon

DOCUMENT = """<!DOCTYPE html>
<html lang="{lang}">
    <head>
        {metas}
        <script>{arrival}</script>
        <title>{title}</title>
        {icon}
        {css}
        <script type="application/json" id="gridwall-page">{page}</script>
        {shapes}
        <script src="{assets}/vendor/socket.io.js" defer></script>
    </head>
    <body data-kind="{kind}">
        {app_entry}
        <div>
            {config}
            {scripts}
            {entry}
            {renderer}
            {modules}
        </div>
    </body>
</html>"""


ARRIVAL = (ASSETS / "core" / "arrival.js").read_text("utf-8")
ARRIVAL_HASH = f"'sha256-{b64encode(hashlib.sha256(ARRIVAL.encode()).digest()).decode()}'"


class Page(Dash):  # type: ignore[misc]  # Dash ships no usable types
    """Dash, with our document around its parts. `facts(lang, viewer)` is what the page's scripts are told."""

    kind = "wall"
    styled_as = "wall"  # whose sheets know it
    without: tuple[str, ...] = ("dash_ag_grid",)  # component suites that this kind of page does not use
    facts: Callable[[str, Viewer], dict[str, Any]]
    files: PageFiles

    def interpolate_index(self, **parts: str) -> str:
        lang = language()
        who = viewer()
        facts = self.facts(lang, who) | {"scope": who.scope}
        told = msgspec.json.encode(facts).decode().replace("<", "\\u003c")
        parts["scripts"] = self.needed(parts["scripts"])
        area = self.area_of(request.path.rsplit("/", 1)[-1], who)
        parts["shapes"] = shapes_early(area, facts["edition"]) if area else ""
        assets = at(f"/assets/{facts['build']}")
        parts |= self.own(assets, parts["css"])
        parts |= {
            "lang": html_lang(lang),
            "kind": self.styled_as,
            "page": told,
            "title": escape(facts["title"]),
            "icon": icon(),
            "assets": assets,
            "arrival": ARRIVAL,
        }
        return DOCUMENT.format(**parts)

    def area_of(self, name: str, who: Viewer) -> str | None:
        """The area whose shapes the page begins with, by the last part of its address."""
        return name

    def hashes(self) -> list[str]:
        """Of what runs in the document itself, as a policy names it."""
        return [ARRIVAL_HASH, *self.csp_hashes()]

    def needed(self, scripts: str) -> str:
        """Dash lists every component package the process has imported; some are larger than a page."""
        tags = re.findall(r"<script.*?</script>", scripts, re.DOTALL)
        return "\n".join(
            tag for tag in tags if not any(f"/_dash-component-suites/{name}/" in tag for name in self.without)
        )

    def own(self, assets: str, css: str) -> dict[str, str]:
        """Sheets and modules, which the document names itself: Dash finds none of ours."""
        links = (f'<link rel="stylesheet" href="{at(sheet)}">' for sheet in self.files.sheets(self.kind))
        scripts = (
            f'<script src="{assets}/core/leaflet_hook.js"></script>'
            f'<script type="module" src="{at(self.files.module(self.kind))}"></script>'
        )
        # told last, for Dash's bundles take longest to run
        early = (f'<link rel="modulepreload" href="{at(module)}">' for module in self.files.early(self.kind))
        between = "\n            "
        return {"css": "\n        ".join([css, *links]), "entry": scripts, "modules": between.join(early)}


class ConsolePage(Page):
    """The second page: below `/console/`."""

    kind = styled_as = "console"
    without = ()


class ScreenPage(Page):
    """What hangs in a room: below `/screen/`, under its id. `seen(id, viewer)`: the area of a screen that
    this viewer may see; None for all others."""

    kind = "screen"
    seen: Callable[[str, Viewer], str | None]

    def area_of(self, name: str, who: Viewer) -> str | None:
        return self.seen(name, who)


def wall_page(server: Flask, files: PageFiles) -> Page:
    page = Page(__name__, server=server, **_told())
    page.files = files
    return page


def console_page(server: Flask, files: PageFiles) -> ConsolePage:
    page = ConsolePage(__name__, server=server, **_told("/console/"))
    page.files = files
    return page


def screen_page(server: Flask, files: PageFiles) -> ScreenPage:
    page = ScreenPage(__name__, server=server, **_told("/screen/"))
    page.files = files
    return page


def _prefixes(place: str | None) -> dict[str, Any]:
    """Where a Dash answers, and what a browser asks for to come there."""
    here = place or "/"
    if at(here) == here:
        return {"url_base_pathname": place}
    return {"routes_pathname_prefix": here, "requests_pathname_prefix": at(here)}


def _told(place: str | None = None) -> dict[str, Any]:
    return {
        **_prefixes(place),
        "assets_folder": str(ASSETS),
        "include_assets_files": False,
        "update_title": "",
        "title": "Gridwall",
        "add_log_handler": False,
        "meta_tags": [{"name": "color-scheme", "content": "dark"}],
    }


def shapes_early(code: str, edition: str) -> str:
    """The area's shapes, asked for at once."""
    address = at(f"/api/areas/{quote(code, safe='')}/map?edition={edition}")
    return f'<link rel="preload" href="{escape(address)}" as="fetch" crossorigin="anonymous">'
