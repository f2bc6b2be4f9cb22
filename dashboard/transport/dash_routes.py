"""Dash's own addresses, as far as a page needs them: what none of its parts asks for is not there."""

from __future__ import annotations

from collections.abc import Sequence

from dash import Dash
from flask import Flask, Response, request

from dashboard.transport.answers import refuse


def register(server: Flask, pages: Sequence[Dash]) -> None:
    """A page asks for its layout and its callbacks; it calls back only if it has declared any."""

    @server.before_request
    def only_what_a_page_declares() -> Response | None:
        for page in pages:
            prefix = page.config.routes_pathname_prefix
            if request.path == f"{prefix}_reload-hash":
                return _nothing()
            if request.path == f"{prefix}_dash-update-component" and not page.callback_map:
                return _nothing()
        return None


def _nothing() -> Response:
    return refuse(404, "not_found", f"There is nothing at {request.path}.")
