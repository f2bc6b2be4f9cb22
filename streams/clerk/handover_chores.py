"""The clerk's chore on handovers: one that nobody accepted in time is late, once, whoever is clerk."""

from __future__ import annotations

from redis import Redis

from city.handover.deciding import late
from city.live import LiveCity
from streams.handovers.handover_log import append_handover
from streams.handovers.handover_reader import HandoverReader
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.server.replicas import NONE, Replicas

ACTOR = "clerk"
EVERY_MS = 5000
AT_ONCE = 50  # writes a turn: the wall lives in the same thread


class HandoverChores:
    """One a process, used while it is the clerk."""

    def __init__(
        self, redis: Redis, keys: Keys, live: LiveCity, *, replicas: Replicas = NONE, seal: Seal = NO_SEAL
    ) -> None:
        self.redis, self.keys, self.live = redis, keys, live
        self._replicas, self._seal = replicas, seal
        self._reader = HandoverReader(redis, keys, seal)
        self._at = 0

    def begin(self) -> None:
        """Take over: the stream is read anew."""
        self._reader.begin()
        self._at = 0

    def work(self, fence: int, now: int) -> bool:
        """One turn; whether more is due at once. Raises what Redis says; what was due then stays due."""
        if abs(now - self._at) < EVERY_MS:
            return False
        self._reader.read_all()
        self._reader.rejects.clear()  # the process offers what its own reader found
        minutes = self.live.rules.handover_minutes
        due = [each for each in self._reader.handovers.waiting() if each.late(now, minutes)]
        due = [each for each in due if each.late_at is None]
        for found in due[:AT_ONCE]:
            shifts = self._reader.handovers.of(found.area)
            append_handover(
                self.redis,
                self.keys,
                shifts,
                late(found),
                ACTOR,
                now,
                fence,
                replicas=self._replicas,
                seal=self._seal,
            )
        self._at = now  # a conflict is decided anew, on what is so then
        return len(due) > AT_ONCE

    def rest(self, now: int) -> float:
        """Seconds until it looks again."""
        return max(0, self._at + EVERY_MS - now) / 1000
