"""A seat: who a browser is at the duty consoles until people can sign in. What its cookie says, signed.

Knows no request and no Redis: the key is handed in. Whoever forges a cookie has no seat.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from city.cases.actors import DEMO_DESK, SEAT
from city.cases.commands import SEATED

COOKIE = "gridwall-seat"
ROLES = SEATED
KEPT_SECONDS = 30 * 86_400
LONGEST = 512  # characters of a cookie
_ID = re.compile(rf"{SEAT}[1-9]\d{{0,9}}|{DEMO_DESK}")


@dataclass(frozen=True, slots=True)
class Seat:
    id: str
    role: str = ROLES[0]


def seal(key: bytes, seat: Seat) -> str:
    """The cookie's value."""
    told = _serializer(key).dumps([seat.id, seat.role])
    return told.decode() if isinstance(told, bytes) else told


def unseal(key: bytes, cookie: str) -> Seat | None:
    """None for anything this key did not sign."""
    if len(cookie) > LONGEST:
        return None
    try:
        told: Any = _serializer(key).loads(cookie)
    except BadData:
        return None
    match told:  # signed is not yet well-formed: another version may have signed it
        case [str(name), str(role)] if _ID.fullmatch(name) and role in ROLES:
            return Seat(name, role)
    return None


def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(
        key,
        salt="gridwall.seat",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
