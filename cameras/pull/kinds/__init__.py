"""How pictures come: one module a kind, which registers itself here. Knows no screen."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module

from cameras.media.units import Unit
from city.cameras.cameras import KINDS as NAMES

Pull = Callable[[str], AsyncGenerator[Unit, None]]
Probe = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`pull(address)` yields units until it raises SourceError; closing it ends the connection at once. Only
    connecting is timed there: that pictures come is for whoever takes them to watch.
    A relayed kind has `probe` alone.

    A relayed kind (WHEP, HLS) is played by the page itself through this process.
    """

    pull: Pull | None = None
    probe: Probe | None = None

    @property
    def relay(self) -> bool:
        return self.pull is None


KINDS: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Called by a kind's module when it is imported."""
    KINDS[name] = kind


def load() -> dict[str, Kind]:
    """Every kind, by the name it has in the camera file."""
    for name in NAMES:
        import_module(f"{__name__}.{name}")
    return KINDS
