"""How fresh what we know is: the chain from the gateway through Redis to this process. Knows no Redis.

All times are epoch ms, handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from dashboard.rooms.frames import BEATS, CATCHING_UP, Truth, tenths

LAG_MS = 3000  # behind by more than this, a reader is catching up
BEATS_FORGOTTEN_MS = 10 * 60_000


@dataclass(slots=True)
class ChainLink:
    """One reader: when it last read anything through, and how far behind the newest it read was."""

    last_read: int = 0
    lag: int = 0
    caught_up: bool = False
    trouble: str | None = None


class Freshness(Struct, frozen=True):
    """How fresh what is told is: ages in seconds, null when nothing was ever heard; `trouble` is one
    sentence."""

    redis_age: float | None
    gateway_age: float | None
    heartbeats: bool
    catching_up: bool
    trouble: str | None


@dataclass(slots=True)
class Chain:
    positions: ChainLink = field(default_factory=ChainLink)
    record: ChainLink = field(default_factory=ChainLink)
    beat_at: int = 0  # the gateway's newest heartbeat
    entry_at: int = 0  # the newest entry of the whole city

    def read_anew(self) -> None:
        """For a new fold: what was heard stays heard, and what was read through is not any more."""
        for link in self.links.values():
            link.lag, link.caught_up = 0, False

    @property
    def links(self) -> dict[str, ChainLink]:
        return {"positions": self.positions, "record": self.record}

    @property
    def ready(self) -> bool:
        return all(link.caught_up for link in self.links.values())

    def redis_age(self, now: int) -> int | None:
        """Age of the older of both readers' last completed read; None before the first."""
        oldest = min(link.last_read for link in self.links.values())
        return now - oldest if oldest else None

    def gateway_age(self, now: int) -> int | None:
        newest = max(self.beat_at, self.entry_at)
        return now - newest if newest else None

    def beats(self, now: int) -> bool:
        """Whether this gateway sends heartbeats: then their absence means something."""
        return now - self.beat_at < BEATS_FORGOTTEN_MS

    def catching_up(self) -> bool:
        return not self.ready or any(link.lag > LAG_MS for link in self.links.values())

    def clock_moved(self, by: int) -> None:
        """The server's time was put right: what was heard is as old as it was, ms."""
        for link in self.links.values():
            link.last_read += by if link.last_read else 0
        self.beat_at += by if self.beat_at else 0
        self.entry_at += by if self.entry_at else 0

    def truth(self, now: int) -> Truth:
        flags = (BEATS if self.beats(now) else 0) | (CATCHING_UP if self.catching_up() else 0)
        return Truth(tenths(self.redis_age(now)), tenths(self.gateway_age(now)), flags)

    def told(self, now: int) -> Freshness:
        """The same for people and programs."""
        redis, gateway = self.redis_age(now), self.gateway_age(now)
        return Freshness(
            redis_age=None if redis is None else redis / 1000,
            gateway_age=None if gateway is None else gateway / 1000,
            heartbeats=self.beats(now),
            catching_up=self.catching_up(),
            trouble=next((link.trouble for link in self.links.values() if link.trouble), None),
        )
