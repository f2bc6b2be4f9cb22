"""What a page may load, and from where; and that every answer says so, whoever gives it. Knows no page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response

from streams.access.security_headers import BARE, FIXED

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def content_security_policy(
    script_hashes: Sequence[str], tile_origin: str = "", camera_origin: str = ""
) -> str:
    """Scripts from this server and Dash's own hashes; pictures also from the one tile server, if any.

    `camera_origin` is where the camera process listens when that is not this origin: one address, no pattern.
    """
    scripts = " ".join(("'self'", *script_hashes))
    connections = " ".join(filter(None, ("'self'", camera_origin)))
    pictures = " ".join(filter(None, ("'self'", "data:", tile_origin)))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "style-src-attr 'none'",
            f"img-src {pictures}",
            "font-src 'self'",
            f"connect-src {connections}",
            "media-src 'self' blob:",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def origin_of(tile_url: str) -> str:
    """The origin of a tile URL template: `https://{s}.example.org/{z}` allows every subdomain it names."""
    parts = urlsplit(tile_url)
    if not parts.scheme or not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def register(
    server: Flask, script_hashes: Callable[[], Sequence[str]], tile_url: str = "", camera_origin: str = ""
) -> None:
    """`script_hashes` is asked at each answer: callbacks registered after the factory add scripts."""
    tile_origin = origin_of(tile_url)

    @server.after_request
    def add_headers(response: Response) -> Response:
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        policy = content_security_policy(script_hashes(), tile_origin, camera_origin)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class SecurityHeaders:
    """The outermost layer: what a layer below answers by itself, such as a refusal, has the headers too."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def clad(status: str, headers: list[tuple[str, str]], info: Any = None) -> Any:
            there = {name.lower() for name, _ in headers}
            more = [(name, value) for name, value in BARE.items() if name.lower() not in there]
            return start_response(status, [*headers, *more], info)

        return self.application(environ, clad)
