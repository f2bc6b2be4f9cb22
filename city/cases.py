"""Cases and the events that make them. An event is applied once, in the order of its case's revisions."""

from dataclasses import dataclass, field
from typing import Any

STATES = ("new", "advised")
OPEN = frozenset({"new"})


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One entry of the record. `key` is derived from its cause, so that a cause counts once."""

    entry: str
    case: str
    revision: int
    type: str  # filed, acknowledged
    time: int  # epoch ms
    actor: str
    key: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """`filed` is the time the case counts by; `reported` what its sender claims. Both epoch ms."""

    id: str
    state: str
    item: str
    area: str
    place: tuple[str, ...]  # codes of the areas it lies in, the root first, `area` last
    lat: float | None
    lon: float | None
    filed: int
    reported: int
    urgency: str
    urgent: bool
    sos: bool
    inspector: str | None
    channel: str | None
    text: str
    address: str | None
    outcome: str | None
    to_locate: bool
    to_sort: bool
    acknowledged_by: str | None
    acknowledged_at: int | None
    revision: int
