"""How many replicas must hold what is written, and whether they do. What they do not hold is written too."""

from __future__ import annotations

WAIT_MS = 1000  # while they confirm
SHORT_MS = 50  # after a miss: a queue must not crawl behind a replica that is away


class Replicas:
    """One a process, shared by all who write: the first answer after a miss that is whole ends it."""

    def __init__(self, wanted: int = 0) -> None:
        self.wanted = wanted
        self.held = wanted  # as the last one who waited was told

    @property
    def confirmed(self) -> bool:
        return self.held >= self.wanted

    @property
    def wait_ms(self) -> int:
        return WAIT_MS if self.confirmed else SHORT_MS

    @property
    def sentence(self) -> str:
        """What is wrong while they do not confirm."""
        return (
            f"what is written must be on {self.wanted} replicas, got {self.held}: "
            "it is in the record, and a fail-over may lose it"
        )


NONE = Replicas()  # shared: it never waits, so nothing is ever told to it
