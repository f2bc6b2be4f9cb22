"""What goes out to the field: one entry for each time a case is sent to a person or a department.

Written by append.lua together with the event that sends it, which adds `case` and `revision`; read by the
backends of phones and of departments, each through a consumer group of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

NAMES = ("dispatch", "inspector", "department", "time")


def dispatch_fields(told: Mapping[str, Any] | None) -> list[str | bytes]:
    """Names and values in turn; nothing without a dispatch. What is not told (None) is left out."""
    if told is None:
        return []
    named = [(name, told[name]) for name in NAMES if told.get(name) is not None]
    flat: list[str | bytes] = [str(part) for pair in named for part in pair]
    return [*flat, "data", msgspec.json.encode(told.get("data") or {})]
