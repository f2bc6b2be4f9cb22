"""The two servers of an installation as a process reaches them: clients, addresses, names. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.record.keys import Keys
from streams.record.seal import Seal
from streams.server.connect import Client
from streams.server.replicas import Replicas


@dataclass(frozen=True, slots=True)
class GatewayLimits:
    """What is taken from one gateway: reports a minute, others wait; fixes a second, others are refused."""

    reports: int = 6000
    fixes: int = 20_000


@dataclass(frozen=True, slots=True)
class Connections:
    """`record_redis` and `positions_redis` wait for news; `clerk_redis`, of the record, is for all else."""

    keys: Keys
    record_url: str
    positions_url: str
    record_redis: Client
    positions_redis: Client
    clerk_redis: Client
    replicas: Replicas = field(default_factory=Replicas)
    limits: GatewayLimits = field(default_factory=GatewayLimits)
    seal: Seal = field(default_factory=Seal)

    @property
    def together(self) -> bool:
        """Whether one Redis is both."""
        return self.positions_url == self.record_url
