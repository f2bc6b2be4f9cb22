"""Whether whoever asks reads pages, and the page they get for what cannot be answered."""

from __future__ import annotations

from flask import Response, make_response, request

from dashboard.transport.language import language
from layouts.error_page import error_page
from streams.access.security_headers import plain_page_policy

SHEETS = tuple(f"/assets/styles/{name}.css" for name in ("tokens", "base", "dialog"))
NO_PAGES = (
    "/api/",
    "/field/",
    "/department/",
    "/_dash",
    "/console/_dash",
    "/screen/_dash",
    "/screen/_dash",
    "/assets/",
    "/photos/",
    "/tiles/",
)


def wants_a_page() -> bool:
    reads = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("Accept", "")
    return reads and not request.path.startswith(NO_PAGES)


def error_answer(status: int) -> Response:
    response = make_response(error_page(language(), status, SHEETS), status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = plain_page_policy()
    return response
