"""Secrets of hooks and signatures, as Standard Webhooks 1.0.0 wants them. Pure.

A secret is made from the installation's key, the hook's id and a number that rises with each rotation:
nothing secret is kept in Redis, and whoever has the key file can show it again.
"""

from __future__ import annotations

import hmac
from base64 import b64encode

from streams.webhooks.hooks import Hook

BEGINS = "whsec_"
DIGEST = "sha256"


def secret(key: bytes, hook: Hook, number: int | None = None) -> bytes:
    """32 bytes; of the newest number when none is told."""
    return hmac.digest(key, f"{hook.id}.{number or hook.number}".encode(), DIGEST)


def secret_text(key: bytes, hook: Hook) -> str:
    """As a receiver is given it."""
    return BEGINS + b64encode(secret(key, hook)).decode()


def headers(key: bytes, hook: Hook, message: str, body: bytes, now: int) -> dict[str, str]:
    """What a request carries beside its body. `now`: epoch ms of this try. `message` holds no full stop."""
    seconds = now // 1000
    signed = f"{message}.{seconds}.".encode() + body
    numbers = [hook.number, *([hook.number - 1] if hook.number > 1 and now < hook.old_until else [])]
    signatures = (hmac.digest(secret(key, hook, number), signed, DIGEST) for number in numbers)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{b64encode(each).decode()}" for each in signatures),
    }
