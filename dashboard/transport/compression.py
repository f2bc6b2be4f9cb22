"""Makes scripts, styles and documents small on the wire. Keeps nothing."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

KINDS = ("text/", "application/javascript", "application/json")
SMALL = 1400


def register(server: Flask) -> None:
    @server.after_request
    def squeeze(response: Response) -> Response:
        if not _worth_it(response):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) < SMALL:
            return response
        response.set_data(gzip.compress(body, 5))
        response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        return response


def _worth_it(response: Response) -> bool:
    return (
        response.status_code == 200
        and not response.content_encoding
        and response.mimetype != "text/event-stream"  # has no end
        and (response.mimetype or "").startswith(KINDS)
        and request.accept_encodings.quality("gzip") > 0
        and request.method == "GET"
    )
