"""What one process counts of what it reads, for programs that ask. Decides nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from streams.messages.cry import Doubts


@dataclass(slots=True)
class Counts:
    fixes: int = 0
    events: int = 0
    passes: int = 0  # that looked for rooms to serve
    failures: int = 0  # faults of our own that were logged, and after which the work went on
    rejects: Counter[str] = field(default_factory=Counter)  # by stream
    not_told: Counter[str] = field(default_factory=Counter)  # optional values of fixes of no use, by field
    doubts: Doubts = field(default_factory=Doubts)
    floods: dict[str, int] = field(default_factory=dict)  # when a gateway last sent too many fixes, ms
    flooded: Counter[str] = field(default_factory=Counter)  # fixes left out for that, by gateway
    forged_at: int = 0  # when an event was last read that our processes did not write, ms
