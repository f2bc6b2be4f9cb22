"""The cookie of somebody who signed in: the id of their session, signed. Knows no request and no file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from itsdangerous import BadData, URLSafeSerializer

NAME = "gridwall-session"
LONGEST = 256  # characters
LINGERS = 86_400  # seconds after its session, so that whoever comes back is told why they are out


def cookie_name(secure: bool, base: str = "", name: str = NAME) -> str:
    """With https no other host and no page without it can set ours (RFC 6265bis, 4.1.3.2). `__Host-` wants
    the whole host's path: a wall below one has `__Secure-`, and its neighbours' servers are sent nothing."""
    return f"{'__Secure-' if base else '__Host-'}{name}" if secure else name


def seal(keys: Sequence[bytes], session: str) -> str:
    """The value; the last of the keys signs."""
    told = _serializer(keys).dumps(session)
    return told.decode() if isinstance(told, bytes) else told


def unseal(keys: Sequence[bytes], cookie: str | None) -> str | None:
    """The session's id; None for anything that none of these keys signed."""
    if not keys or not cookie or len(cookie) > LONGEST:
        return None
    try:
        told = _serializer(keys).loads(cookie)
    except BadData:
        return None
    return told if isinstance(told, str) else None


def set_cookie(keys: Sequence[bytes], session: str, seconds: int, *, secure: bool, base: str = "") -> str:
    """The header's value. Lax: a link in a message leads in who is in already; what acts wants our page."""
    return f"{cookie_name(secure, base)}={seal(keys, session)}; {_kept(seconds + LINGERS, secure, base)}"


def clear_cookie(*, secure: bool, base: str = "") -> str:
    """The header's value that ends it."""
    return f"{cookie_name(secure, base)}=; {_kept(0, secure, base)}"


def _kept(seconds: int, secure: bool, base: str) -> str:
    only = "; Secure" if secure else ""
    return f"Max-Age={seconds}; Path={base}/; HttpOnly; SameSite=Lax{only}"


def _serializer(keys: Sequence[bytes]) -> URLSafeSerializer:
    return URLSafeSerializer(
        list(keys),
        salt="gridwall.session",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
