"""`/screen` where nobody signs in: no browser becomes a screen, which is said with where the screens are."""

from __future__ import annotations

from flask import Flask, Response, make_response

from dashboard.access.account_guard import PAIRING
from dashboard.transport.error_pages import SHEETS
from dashboard.transport.language import language
from layouts.screens.pairing_page import unpaired_page
from streams.access.security_headers import plain_page_policy


def register(server: Flask) -> None:
    @server.get(PAIRING)
    def unpaired() -> Response:
        response = make_response(unpaired_page(language(), SHEETS))
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Content-Security-Policy"] = plain_page_policy()
        return response
