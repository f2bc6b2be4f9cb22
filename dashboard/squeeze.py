"""Makes scripts, styles and documents small on the wire; what never changes is squeezed once and kept."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

KINDS = ("text/", "application/javascript", "application/json")
SMALL = 1400
KEPT_UNDER = "/_dash-component-suites/"  # addresses that carry their version


def register(server: Flask) -> None:
    kept: dict[str, bytes] = {}

    @server.after_request
    def squeeze(response: Response) -> Response:
        if not _worth_it(response):
            return response
        key = request.full_path if request.path.startswith(KEPT_UNDER) else ""
        packed = kept.get(key)
        if packed is None:
            response.direct_passthrough = False
            body = response.get_data()
            if len(body) < SMALL:
                return response
            packed = gzip.compress(body, 5)
            if key:
                kept[key] = packed
        response.set_data(packed)
        response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        return response


def _worth_it(response: Response) -> bool:
    return (
        response.status_code == 200
        and not response.content_encoding
        and (response.mimetype or "").startswith(KINDS)
        and request.accept_encodings.quality("gzip") > 0
        and request.method == "GET"
    )
