"""Dash's first index answers every address: what is none of ours is told so here, to every role alike and
before anybody asks what a role may do."""

from __future__ import annotations

from flask import Flask, Response, request

from dashboard.transport.answers import refuse
from dashboard.transport.error_pages import error_answer, wants_a_page

EVERY = "/<path:path>"
# the first part of the pages it does answer, and of those whose address is a key, which no answer quotes
OURS = ("wall", "field", "department")


def register(server: Flask) -> None:
    """Before the rights of routes."""

    @server.before_request
    def of_nothing() -> Response | None:
        rule = request.url_rule
        if rule is None or rule.rule != EVERY or request.path.strip("/").split("/")[0] in OURS:
            return None
        if wants_a_page():
            return error_answer(404)
        return refuse(404, "not_found", f"There is nothing at {request.path}.")
