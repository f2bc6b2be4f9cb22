"""What lets a page see cameras: the web process signs, the camera process believes. Knows no wire.

Whoever holds a token may show these cameras, on this screen, in a page of this origin, for a minute; where
people sign in, as long as the session it names acts in that role and area.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from city.cameras.cameras import ID

LASTS_MS = 60_000
MOST = 16  # cameras of one screen
LONGEST = 8192  # characters of a token: 16 ids of 64 fit several times
SCREEN = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class TokenError(Exception):
    """One sentence; nothing of the token."""


@dataclass(frozen=True, slots=True)
class Pass:
    screen: str
    cameras: tuple[str, ...]
    origin: str
    until: int  # epoch ms
    session: str = ""  # of somebody who signed in, with the role and the area they act in
    role: str = ""
    area: str = ""


def sign(
    key: bytes,
    screen: str,
    cameras: Sequence[str],
    origin: str,
    now: int,
    acting: tuple[str, str, str] = ("", "", ""),
) -> str:
    """A token that lasts from `now` (epoch ms) for a minute. What to let in was decided before. `acting`:
    session, role and area of somebody who signed in."""
    token = _serializer(key).dumps([screen, list(cameras), origin, now + LASTS_MS, *acting])
    return token.decode() if isinstance(token, bytes) else token


def verify(key: bytes, token: object, now: int) -> Pass:
    """Raises TokenError. That the handshake's Origin is `origin` is for whoever holds the handshake."""
    if not isinstance(token, str) or len(token) > LONGEST:
        raise TokenError("the token must be text of this server's")
    try:
        told = _serializer(key).loads(token)
    except BadData:
        raise TokenError("the token is not one of this server's") from None
    found = _pass(told)
    if not now < found.until:
        raise TokenError("the token has run out")
    if found.until > now + 2 * LASTS_MS:
        raise TokenError("the token is from the future: the clocks of both processes differ")
    return found


def _pass(told: Any) -> Pass:
    """Signed is not yet well-formed: another version may have signed it."""
    match told:
        case [str(screen), [*cameras], str(origin), int(until), str(session), str(role), str(area)] if (
            SCREEN.fullmatch(screen)
            and len(cameras) <= MOST
            and all(isinstance(camera, str) and ID.fullmatch(camera) for camera in cameras)
        ):
            return Pass(screen, tuple(cameras), origin, until, session, role, area)
    raise TokenError("the token is of another form than this server's")


def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(
        key,
        salt="gridwall.cameras",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
