"""Doors: one module each, which registers itself here. A door reads what its senders send and says what they
make of an answer; it knows no key, no stream and no city."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from streams.access.api_keys import POSITIONS
from streams.intake.sent import Sent

NAMES = ("osmand", "owntracks", "traccar")


@dataclass(frozen=True, slots=True)
class Question:
    """A request without its key. `user`: whom it names beside the key, if its door has such."""

    query: Mapping[str, str]
    headers: Mapping[str, str]
    kind: str  # of the body: application/json
    body: bytes
    user: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """`key`: where a request carries its key: `path`, `bearer` or `basic`. `read` gives what was sent, all of
    one device, nothing for what is not about places, and raises RefusedError for what cannot be read.

    `stranger` answers for a device that is nobody's, `busy` for too much: after which of them its senders
    keep what they sent, and send it again, is different for each.
    """

    name: str
    path: str
    key: str
    read: Callable[[Question], Sequence[Sent]]
    methods: tuple[str, ...] = ("POST",)
    stranger: int = 403
    busy: int = 429
    device_rate: int = 0  # requests a minute of one device; 0: what is usual
    action: str = POSITIONS  # that a key must be granted
    answer: str = ""  # what every 200 says; empty: what became of it
    kind: str = "text/plain"


DOORS: dict[str, Door] = {}


def register(door: Door) -> None:
    """Called by a door's module when it is imported."""
    DOORS[door.name] = door


def load() -> dict[str, Door]:
    """Every door by its name."""
    for name in NAMES:
        import_module(f"{__name__}.{name}")
    return DOORS
