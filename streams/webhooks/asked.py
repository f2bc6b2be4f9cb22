"""What the command line wants sent: a ping, or a failure once more."""

from __future__ import annotations

import msgspec

from streams.messages.values import UNREADABLE
from streams.webhooks.messages import Message


class Asked(msgspec.Struct):
    hook: str
    message: Message


def read_asked(value: bytes) -> Asked | None:
    """None for what another version or hand wrote there."""
    try:
        return msgspec.json.decode(value, type=Asked)
    except UNREADABLE:
        return None
