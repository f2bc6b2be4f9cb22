"""What goes out to the field: an entry each time a case is sent to a person or a department, and one when
whoever it was sent to is not wanted any more, or is asked to hurry.

Written by append.lua together with the event that does so, which adds `case` and `revision`; read by the
backends of phones and of departments, each through a consumer group of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

NAMES = ("dispatch", "recall", "urge", "inspector", "department", "time")


def dispatch_fields(told: Mapping[str, Any] | None) -> list[str | bytes]:
    """Names and values in turn; nothing where nothing goes out. What is not told (None) is left out."""
    if told is None:
        return []
    named = [(name, told[name]) for name in NAMES if told.get(name) is not None]
    flat: list[str | bytes] = [str(part) for pair in named for part in pair]
    return [*flat, "data", msgspec.json.encode(told.get("data") or {})]
