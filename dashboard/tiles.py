"""The base map under the city, when there is one: which, from where, and `/tiles/z/x/y`."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response

from dashboard.answers import refuse
from dashboard.settings import Settings
from dashboard.tilesets import Tileset, TilesetError, open_tileset
from dashboard.tilesets.tileset import content_type

A_DAY = 86_400
log = logging.getLogger(__name__)


class Ground:
    """What the settings say of the base map; a file of no use is `trouble`, and the wall still runs."""

    def __init__(self, settings: Settings) -> None:
        self._told = settings.basemap
        self.tileset: Tileset | None = None
        self.trouble = ""
        if self._told.file:
            try:
                self.tileset = open_tileset(settings.path(self._told.file))
            except TilesetError as error:
                self.trouble = f"no base map: {error}"
                log.warning("%s", self.trouble)

    @property
    def outside_url(self) -> str:
        """The tile address of another server, or nothing."""
        return self._told.url

    def page(self) -> dict[str, Any] | None:
        """What a page must know to show it."""
        told, tileset = self._told, self.tileset
        common = {"datum": told.datum, "credit": told.credit or (tileset.about.credit if tileset else "")}
        if tileset is not None:
            about = tileset.about
            zooms = {"min_zoom": about.min_zoom, "max_zoom": about.max_zoom}
            return {"url": "/tiles/{z}/{x}/{y}", "size": about.size, **zooms, **common}
        if told.url:
            return {"url": told.url, "size": 256, "min_zoom": 0, "max_zoom": 19, **common}
        return None


def register(server: Flask, ground: Ground) -> None:
    @server.get("/tiles/<int:z>/<int:x>/<int:y>")
    def tile(z: int, x: int, y: int) -> Response:
        inside = z <= 30 and x < 1 << z and y < 1 << z
        if ground.tileset is None or not inside:
            return refuse(404, "no_tile", f"The base map has no tile {z}/{x}/{y}.")
        found = ground.tileset.tile(z, x, y)
        kind = content_type(found) if found else None
        # a base map need not cover every place: that is no error for a browser to report
        response = Response(found, content_type=kind) if kind else Response(status=204)
        response.headers["Cache-Control"] = f"private, max-age={A_DAY}"
        return response
