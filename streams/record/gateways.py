"""What is known of each gateway that has streams of its own: what was taken, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redis import Redis

from streams.record.keys import Keys

TOLD_MS = 600_000  # for which what was wrong is said
FAULTS = {
    "erased": "entries were erased from its streams by somebody else than Gridwall",
    "ahead": "its ids lay in the future",
    "early": "its ids lay more than 7 days in the past",
    "dropped": "more reports waited than are kept, and the oldest were left out",
    "refused": "entries were refused for their size",
    "flood": "it sends more than is taken at once, and the rest waits or is left out",
}


@dataclass(frozen=True, slots=True)
class GatewayState:
    """`taken`: reports ever; `faults`: when each was seen last, epoch ms by Redis's clock."""

    name: str
    taken: int
    taken_at: int
    faults: dict[str, int]

    def recent(self, now: int) -> list[str]:
        return [fault for fault, at in self.faults.items() if now - at < TOLD_MS]


def read_gateways(redis: Redis, keys: Keys) -> list[GatewayState]:
    """Of those that are configured. Raises what Redis says."""
    if not keys.gateways:
        return []
    found: Any = redis.hgetall(keys.gateway_states)
    told = {name.decode(): int(value) for name, value in found.items() if value.isdigit()}
    return [
        GatewayState(
            name,
            told.get(f"{name}:taken", 0),
            told.get(f"{name}:taken_at", 0),
            {fault: told[f"{name}:{fault}_at"] for fault in FAULTS if f"{name}:{fault}_at" in told},
        )
        for name in keys.gateways
    ]


def note_fault(redis: Redis, keys: Keys, gateway: str, fault: str, now: int) -> None:
    with redis.pipeline(transaction=False) as pipe:
        pipe.hincrby(keys.gateway_states, f"{gateway}:{fault}", 1)
        pipe.hset(keys.gateway_states, f"{gateway}:{fault}_at", now)
        pipe.execute()
