"""The base map under the city, when there is one: which, from where, and `/tiles/z/x/y`."""

from __future__ import annotations

import base64
import logging
import time
from typing import Any

from flask import Flask, Response, request

from dashboard.api.tilesets import Tileset, TilesetError, open_base_map
from dashboard.api.tilesets.street_file import Streets
from dashboard.api.tilesets.tileset import KINDS, LARGEST, content_type, inflated
from dashboard.api.tilesets.vector_schema import MEDIA
from dashboard.settings.settings import Settings
from dashboard.transport.answers import refuse
from dashboard.transport.route_docs import documented
from layouts.address import at

A_DAY = 86_400
TOLD_AGAIN_S = 60.0
# one clear pixel: a base map need not cover every place, and a browser asks again for what gave no picture
NOTHING = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII="
)
log = logging.getLogger(__name__)


class BaseMap:
    """What the settings say of the base map; a file of no use is `trouble`, and the wall still runs."""

    def __init__(self, settings: Settings) -> None:
        self._told = settings.basemap
        self.tileset: Tileset | None = None
        self.streets: Streets | None = None
        self.trouble = ""
        self.unread = 0  # tiles that could not be read
        self._told_at = 0.0
        if self._told.file:
            try:
                opened = open_base_map(settings.path(self._told.file), self._told.datum)
                self.tileset, self.streets = opened.tileset, opened.streets
                log.info("the base map %s has %s", self._told.file, opened.described)
            except TilesetError as error:
                self.trouble = f"no base map: {error}"
                log.warning("%s", self.trouble)

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """What it holds, None where there is nothing. Raises TilesetError, which is logged once a minute."""
        if self.tileset is None:
            return None
        try:
            return self.tileset.tile(z, x, y)
        except TilesetError as error:
            self.unread += 1
            self.trouble = f"{self.unread} tiles of the base map could not be read, last {z}/{x}/{y}: {error}"
            if not self._told_at or time.monotonic() - self._told_at > TOLD_AGAIN_S:
                self._told_at = time.monotonic()
                log.warning("%s", self.trouble)
            raise

    @property
    def outside_url(self) -> str:
        """The tile address of another server, or nothing."""
        return self._told.url

    def page(self, lang: str) -> dict[str, Any] | None:
        """What a page must know to show it, in its language."""
        told, tileset = self._told, self.tileset
        if self.streets is not None:
            own = self.streets.credit_en if lang == "en" else self.streets.credit
            return {"lines": True, "url": "", "credit": told.credit or own}
        common = {"datum": told.datum, "credit": told.credit or (tileset.about.credit if tileset else "")}
        if tileset is not None:
            about = tileset.about
            zooms = {"min_zoom": about.min_zoom, "max_zoom": about.max_zoom}
            vector = {"vector": True} if about.schema else {}
            return {"url": at("/tiles/{z}/{x}/{y}"), "size": about.size, **vector, **zooms, **common}
        if told.url:
            return {"url": told.url, "size": 256, "min_zoom": 0, "max_zoom": 19, **common}
        return None


def register(server: Flask, base_map: BaseMap) -> None:
    @server.get("/tiles/<int:z>/<int:x>/<int:y>")
    @documented((*(kind for _, kind in KINDS), MEDIA), (404, "no_tile"), (500, "tile_unreadable"))
    def tile(z: int, x: int, y: int) -> Response:
        """A tile of the base map; a clear or empty one where it has none."""
        inside = z <= 30 and x < 1 << z and y < 1 << z
        if base_map.tileset is None or not inside:
            return refuse(404, "no_tile", f"The base map has no tile {z}/{x}/{y}.")
        about = base_map.tileset.about
        try:
            found = base_map.tile(z, x, y)
            response = _vectors(found or b"", about.packed) if about.schema else _picture(found)
        except ValueError:  # TilesetError is one, and so is gzip that is none
            return refuse(500, "tile_unreadable", f"The tile {z}/{x}/{y} cannot be read; /readyz says why.")
        response.headers["Cache-Control"] = f"private, max-age={A_DAY}"
        return response


def _picture(found: bytes | None) -> Response:
    kind = content_type(found) if found else None
    return Response(found if kind else NOTHING, content_type=kind or "image/png")


def _vectors(found: bytes, packed: bool) -> Response:
    """As the file has them: gzip, for whoever takes it."""
    if not found or not packed:
        return Response(found, content_type=MEDIA)
    takes = request.accept_encodings.quality("gzip") > 0
    response = Response(found if takes else inflated(found, LARGEST), content_type=MEDIA)
    if takes:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response
