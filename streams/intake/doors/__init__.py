"""Doors: one module each, which registers itself here. A door reads what its senders send and says what they
make of an answer, and describes both for the OpenAPI document; it knows no key, no stream and no city."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from streams.access.api_keys import POSITIONS
from streams.intake.sent import Sent

NAMES = ("osmand", "owntracks", "traccar", "cap")


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

    What its reading looks for, as msgspec can describe it: `query` and `headers` are shapes whose fields are
    those names, `bodies` a type by its media type, None for what is no JSON and no form. `about` is what it
    does; `more` are answers that only this door gives, by their status.
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
    about: str = ""
    query: Any = None
    headers: Any = None
    bodies: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[int, str] = field(default_factory=dict)

    def answers(self) -> dict[int, tuple[str, str]]:
        """What is said and its media type, by status."""
        text, taken = "text/plain", "Taken, or of no use: a body that is not empty says why."
        busy, away = "Too often: `Retry-After` says when to ask again.", "Redis is away: `Retry-After`."
        told = {
            200: (taken if not self.answer else f"Always {self.answer}.", self.kind),
            401: ("A key that is none, has expired or was revoked.", text),
            403: (f"A key that may not send {self.action}.", text),
            **{status: (said, text) for status, said in self.more.items()},
            503: (away, text),
        }
        if self.stranger == 403 and self.action == POSITIONS:
            told[403] = (f"{told[403][0]} A device that is nobody's, or not this key's.", text)
        told[self.busy] = (f"{busy} {away}" if self.busy == 503 else busy, text)
        return dict(sorted(told.items()))


DOORS: dict[str, Door] = {}


def register(door: Door) -> None:
    """Called by a door's module when it is imported."""
    DOORS[door.name] = door


def load() -> dict[str, Door]:
    """Every door by its name, always in one order."""
    for name in NAMES:
        import_module(f"{__name__}.{name}")
    return {name: DOORS[name] for name in NAMES}
