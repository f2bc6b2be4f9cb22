"""What is sent to phones and departments: entries of `dispatches`, read as their backends would.

The fields are the contract's (docs/streams.md). Knows nothing of who answers, or how.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One entry. `place` is (lat, lon) of the case, None when nobody knows it."""

    entry: str
    id: str
    case: str
    inspector: str | None
    department: str | None
    place: tuple[float, float] | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Recall:
    """Whoever was sent with dispatch `id` is not wanted any more."""

    entry: str
    id: str


def read_entry(entry: bytes, fields: Mapping[bytes, bytes]) -> Dispatch | Recall | None:
    """None for what is neither: it is nobody's work."""
    recalled = fields.get(b"recall", b"").decode("utf-8", "replace")
    return Recall(entry.decode(), recalled) if recalled else read_dispatch(entry, fields)


def read_dispatch(entry: bytes, fields: Mapping[bytes, bytes]) -> Dispatch | None:
    """None for what is not one: it is nobody's work."""
    told = {
        name.decode("utf-8", "replace"): value.decode("utf-8", "replace") for name, value in fields.items()
    }
    inspector, department = told.get("inspector") or None, told.get("department") or None
    if not told.get("dispatch") or not told.get("case") or (inspector is None) == (department is None):
        return None
    data = _data(told.get("data", ""))
    return Dispatch(
        entry.decode(),
        told["dispatch"],
        told["case"],
        inspector,
        department,
        _place(data.get("lat"), data.get("lon")),
        bool(data.get("urgent")),
    )


def _data(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _place(lat: object, lon: object) -> tuple[float, float] | None:
    if isinstance(lat, int | float) and isinstance(lon, int | float):
        return float(lat), float(lon)
    return None
