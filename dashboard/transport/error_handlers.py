"""What a request that cannot be answered gets: a short page or one error shape, never what went wrong."""

from __future__ import annotations

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.transport.answers import refuse
from dashboard.transport.error_pages import error_answer, wants_a_page

DASH = "/_dash-"
SECRET = ("field", "department")  # pages that a personal link opens
log = logging.getLogger(__name__)


def register(server: Flask) -> None:
    @server.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response | HTTPException:
        """The API has one shape of error; people get a page, everybody else the usual short one."""
        if wants_a_page():
            return error_answer(error.code or 500)
        if not request.path.startswith("/api/"):
            return error
        return refuse(error.code or 500, error.name.lower().replace(" ", "_"), f"{error.name}.")

    @server.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        """The edge where a fault is logged; asked for nonsense, Dash's own addresses raise."""
        if request.path.startswith(DASH):
            return refuse(400, "bad_request", "There is nothing like this here.")
        log.error("%s %s", request.method, _shown(request.path), exc_info=error)
        if wants_a_page():
            return error_answer(500)
        return refuse(500, "fault", "Something went wrong here; the log of the wall has it.")


def _shown(path: str) -> str:
    """Some addresses are keys themselves."""
    head, _, rest = path.lstrip("/").partition("/")
    return f"/{head}/…" if rest and head in SECRET else path
