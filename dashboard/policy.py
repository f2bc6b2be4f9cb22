"""The headers every answer carries: what a page may load, and from where. Knows no page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from flask import Flask, Response

FIXED = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


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


def plain_page_policy() -> str:
    """For pages without Dash: everything from this server alone, and pictures made in the page."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "script-src-attr 'none'",
            "style-src 'self'",
            "style-src-attr 'none'",
            "img-src 'self' blob:",
            "connect-src 'self'",
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
