"""The cookie of a browser that shows a pairing code: the secret by which it collects what comes of it. The
record knows each, so nothing in it is signed; our own pages alone send it, and it opens nothing else."""

from __future__ import annotations

from dashboard.access.session_cookie import cookie_name

NAME = "gridwall-pairing"


def pairing_cookie_name(secure: bool, base: str = "") -> str:
    return cookie_name(secure, base, NAME)


def set_pairing_cookie(secret: str, seconds: int, *, secure: bool, base: str = "") -> str:
    """The header's value; nothing kept (0 seconds) ends it."""
    only = "; Secure" if secure else ""
    kept = f"Max-Age={seconds}; Path={base}/; HttpOnly; SameSite=Strict{only}"
    return f"{pairing_cookie_name(secure, base)}={secret}; {kept}"
