"""How a browser comes in until people can sign in: the printed address brings a token, the token a cookie.

Knows no request and no file: the token is handed in. A cookie is signed with the token it came by and ends
with it; nobody learns the token from a cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

PARAMETER = "start"
COOKIE = "gridwall-start-"
KEPT_SECONDS = 400 * 86_400  # the longest a browser keeps one; a wall nobody walks over to lives on it
REFRESHED_MS = 86_400_000
LONGEST = 512  # characters of a cookie


def start_address(address: str, token: str) -> str:
    """What is printed: opened once in a browser, it lets that browser in."""
    return f"{address}{'&' if '?' in address else '?'}{PARAMETER}={token}"


def cookie_name(token: str) -> str:
    """Of its own for each token: a browser sends what one port set to all of this machine's others."""
    return COOKIE + hashlib.sha256(f"name {token}".encode()).hexdigest()[:8]


def fits(token: str | None, told: str) -> bool:
    return bool(token) and hmac.compare_digest(str(token).encode(), told.encode("utf-8", "replace"))


def seal(token: str, now: int) -> str:
    """A cookie's value; `now` in epoch ms."""
    told = _serializer(token).dumps([secrets.token_urlsafe(12), now])
    return told.decode() if isinstance(told, bytes) else told


def opened(token: str | None, cookie: str | None, now: int) -> int | None:
    """When the cookie was sealed, epoch ms; None for one that opens nothing."""
    if not token or not cookie or len(cookie) > LONGEST:
        return None
    try:
        told: Any = _serializer(token).loads(cookie)
    except BadData:
        return None
    match told:  # signed is not yet well-formed: another version may have signed it
        case [str(), int(at)] if now - at < KEPT_SECONDS * 1000:
            return at
    return None


def set_cookie(token: str, now: int) -> str:
    """The header's value."""
    kept = f"Max-Age={KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Strict"
    return f"{cookie_name(token)}={seal(token, now)}; {kept}"


def _serializer(token: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        token,
        salt="gridwall.start",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
