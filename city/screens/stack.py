"""What people and rules put on a screen: leases, and which of them is seen at a moment. Pure.

A person's push lies over a rule's, a newer over an older one; when the upper ends, the lower is seen again
for what is left of its lease. Below all of them is the screen's programme; above them the band of a call for
help, which is no push and which nothing covers. Found where it is shown: a lease ends without a server too.
"""

from __future__ import annotations

from dataclasses import dataclass

from city.screens.content import Content

PERSON, RULE = "person", "rule"
RANKS = {RULE: 0, PERSON: 1}
MOST_PUSHES = 20  # on one screen at a time
MOST_OF_RULES = 8  # of those: a person finds room whatever rules bring
MOST_OVER = 100  # that wait for their end to be logged
LEASE_S = 180  # unless told
SHORTEST_S, LONGEST_S = 10, 8 * 3600
FOLLOWED_S = 30  # without a sign of whoever is followed
IDENTIFY_MS = 10_000


@dataclass(frozen=True, slots=True)
class Push:
    """`by`: the account, or the rule, that put it there. Times in epoch ms."""

    id: str
    content: Content
    by: str
    at: int
    until: int
    rank: str = PERSON


@dataclass(frozen=True, slots=True)
class Stack:
    """Of one screen. `held`: its programme stands still. `turns`: how often somebody said *next*, less how
    often *previous*. `reloads`: how often it was told to load anew. `named_until`: it shows its name."""

    pushes: tuple[Push, ...] = ()
    held: bool = False
    turns: int = 0
    reloads: int = 0
    named_until: int = 0
    revision: int = 0

    def over(self, now: int) -> tuple[Push, ...]:
        """Those that ran out and whose end is not in the log yet."""
        return tuple(push for push in self.pushes if push.until <= now)

    def live(self, now: int) -> tuple[Push, ...]:
        """Those whose lease runs, in the order in which they came."""
        return tuple(push for push in self.pushes if push.until > now)

    def top(self, now: int) -> Push | None:
        """The one that is seen."""
        return max(self.live(now), key=lambda push: (RANKS.get(push.rank, 0), push.at, push.id), default=None)

    def get(self, id: str, now: int) -> Push | None:
        return next((push for push in self.live(now) if push.id == id), None)
