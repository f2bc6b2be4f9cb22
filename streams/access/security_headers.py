"""The headers that every answer of both processes carries, whatever it says. Knows no server."""

from __future__ import annotations

FIXED = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


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
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


BARE = {**FIXED, "Content-Security-Policy": plain_page_policy()}
