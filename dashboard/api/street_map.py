"""A base map of lines, handed to a page area by area, which draws it itself under its marks."""

from __future__ import annotations

import gzip

import msgspec
from flask import Flask, Response, request

from city.areas.areas import Areas
from dashboard.api.areas import EDITION, OF_AN_AREA, AreaCode, looked_up
from dashboard.api.tilesets.street_file import StreetMap, Streets
from dashboard.transport.answers import answer_bytes
from dashboard.transport.route_docs import documented

A_DAY = 86_400


def register(server: Flask, areas: Areas, streets: Streets | None) -> None:
    @server.get("/api/areas/<code>/streets")
    @documented(StreetMap, *OF_AN_AREA, query=(EDITION,))
    def area_streets(code: AreaCode) -> Response:
        """Made-up or real streets and waters in and around an area, where the base map is one of lines."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        position = areas.position[area.code]
        body, packed = (
            streets.payload(area, int(areas.end[position]) - position)
            if streets
            else (msgspec.json.encode(StreetMap(area.code, [], [], [], [])), b"")
        )
        response = answer_bytes(body, packed=packed or gzip.compress(body))
        response.set_etag(f"{areas.edition}-{area.code}-streets")
        kept = request.args.get("edition") == areas.edition
        response.headers["Cache-Control"] = f"private, max-age={A_DAY}" if kept else "private, no-cache"
        response.make_conditional(request)
        return response
