"""What events of the record are signed with, made from the key file's secret. Knows no Redis."""

from __future__ import annotations

import hmac

DIGEST, PURPOSE = "sha256", b"gridwall: the seal of the record"


def seal_key(secret: bytes) -> bytes:
    """Empty when there is no secret."""
    return hmac.digest(secret, PURPOSE, DIGEST) if secret else b""
