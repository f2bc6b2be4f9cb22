"""The icon of a tab. Browsers ask for it by themselves, of any address that names none."""

from __future__ import annotations

from flask import Flask, Response, make_response

from dashboard.transport.page_files import ASSETS

FILE = ASSETS / "favicon.ico"


def register(server: Flask) -> None:
    """One address, the same for every page and for none."""
    picture = FILE.read_bytes()

    @server.get("/favicon.ico")
    def icon() -> Response:
        """The icon."""
        kept = {"Content-Type": "image/x-icon", "Cache-Control": "public, max-age=86400"}
        return make_response(picture, 200, kept)
