"""What programs may ask of a running wall beside its numbers: what `/readyz` and `/metrics` read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from city.live import LiveCity
from dashboard.console.console_presence import ConsolePresence
from dashboard.console.queues import Desks
from dashboard.rooms.broadcaster import Broadcaster
from dashboard.rooms.cameras import Watching
from dashboard.rooms.connected import Clients
from dashboard.rooms.rooms import Rooms
from dashboard.truth.clock_watch import ClockWatch
from dashboard.truth.clocks import Clocks
from dashboard.truth.counts import Counts
from dashboard.truth.freshness import Chain
from dashboard.truth.losses import Losses
from dashboard.truth.troubles import Troubles
from dashboard.truth.world import World
from dashboard.truth.writing import Writing


class Shown(Protocol):
    """What begins and ends with one fold."""

    live: LiveCity
    watching: Watching
    pump: Broadcaster
    rooms: Rooms
    desks: Desks


@dataclass(frozen=True, slots=True)
class Condition:
    """`shown()` is the fold that pages see: another one after the record was read anew."""

    build: str
    shown: Callable[[], Shown]
    clock: Clocks
    clock_watch: ClockWatch
    chain: Chain
    troubles: Troubles
    losses: Losses
    writing: Writing
    world: World
    counts: Counts
    screens: Clients
    attendance: ConsolePresence
    is_clerk: Callable[[], bool]
    knows_sessions: Callable[[], bool] = lambda: True  # where people sign in: all of them have been read
