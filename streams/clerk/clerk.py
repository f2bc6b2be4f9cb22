"""What must happen once, done by whoever holds the lease: filing, chores on cases and screens, refusals,
snapshots."""

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Mapping

from redis import Redis
from redis.exceptions import RedisError

from city.cases.case import Case
from city.counts.counters import COUNTERS
from city.live import LiveCity
from city.snapshot import remember
from streams.clerk.chores import CaseChores
from streams.clerk.filing import Filing
from streams.clerk.handover_chores import HandoverChores
from streams.clerk.intake import Intake
from streams.clerk.lease import Lease
from streams.clerk.rejected import Refusals
from streams.clerk.retention import Retention
from streams.clerk.screen_chores import ScreenChores
from streams.clerk.tries import Tries
from streams.messages.rejects import Reject
from streams.record.append import StaleRevisionError, Stand
from streams.record.area_counts import AreaCounts, store_counts
from streams.record.connections import GatewayLimits
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.record.snapshots import store
from streams.record.tails import Tail
from streams.server.backoff import Backoff
from streams.server.replicas import Replicas
from streams.server.server_id import server_id

STORE_AGAIN = 60.0  # s after a snapshot that could not be stored: a server that hangs holds the clerk up
log = logging.getLogger(__name__)


class Clerk:
    """Every process has one and calls `work`; only the holder of the lease does any.

    Two that both believe to hold it do no harm: fence and keys are checked where the work is written.
    """

    def __init__(
        self,
        record: Redis,
        keys: Keys,
        live: LiveCity,
        name: str,
        *,
        epoch: str,
        positions: Redis | None = None,
        retention: Retention | None = None,
        replicas: Replicas | None = None,
        limits: GatewayLimits | None = None,
        seal: Seal = NO_SEAL,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.record, self.keys, self.epoch = record, keys, epoch
        self.positions = positions or record
        self.retention = retention or Retention()
        self.lease = Lease(record, keys, f"{name}:{secrets.token_hex(8)}", monotonic=monotonic)
        self.refusals = Refusals(record, keys, self.retention.rejected)
        replicas = replicas or Replicas()
        self.filing = Filing(record, keys, live, self.refusals, replicas=replicas, seal=seal)
        self.duty = CaseChores(record, keys, live, replicas=replicas, seal=seal)
        self.screens = ScreenChores(record, keys, live)
        self.handovers = HandoverChores(record, keys, live, replicas=replicas, seal=seal)
        rate = (limits or GatewayLimits()).reports
        self.intake = Intake(record, keys, self.retention.rejected, rate, monotonic)
        self.tries = self.filing.tries = self.duty.tries = self.intake.tries = Tries(monotonic)
        self.failed: Exception | None = None  # what keeps us from being the clerk, or from all of its work
        self.snapshot_bytes = 0
        self._monotonic = monotonic
        self._patience = Backoff()
        self._term: int | None = None  # the fence we began this term with
        self._server = ""  # that the term is at
        self.numbers: dict[str, int] = {}  # the last given out, by prefix, of cases that were lost
        self._not_before = self._store_at = 0.0

    @property
    def on_duty(self) -> bool:
        return self.lease.fence is not None

    def rebase(self, live: LiveCity, epoch: str) -> None:
        """Go on for another fold, after a Redis was reborn."""
        self.filing.live = self.duty.live = self.screens.live = self.handovers.live = live
        self.epoch = epoch
        self._end_term()

    def lost(self, cases: Iterable[str]) -> None:
        """These were given their numbers, and the record does not know it any more."""
        for case in cases:
            prefix, _, number = case.rpartition("-")
            if number.isdigit():
                self.numbers[prefix] = max(int(number), self.numbers.get(prefix, 0))

    def offer(self, rejects: Iterable[Reject]) -> None:
        """What this process refused to read. Every process offers; the clerk writes."""
        self.refusals.offer(rejects)

    def heed(self, cases: Iterable[Case]) -> None:
        """What changed in the fold; a term begins with a look at everything."""
        if self._term is not None:
            changed = list(cases)
            self.duty.heed(changed)
            self.screens.heed(changed)

    def renew(self, now: int) -> bool:
        """Whether we are the clerk. Raises what Redis says."""
        fence = self.lease.renew(now)
        if fence is None:
            self._term = None
            self.tries.faults.clear()  # it is another's work now
        elif fence != self._term:
            self._begin_at(server_id(self.record))
            self.filing.begin()
            self.duty.begin(now)
            self.screens.begin()
            self.handovers.begin()
            self._term = fence
            self._store_at = self._monotonic() + self.retention.snapshot_seconds
        return fence is not None

    def work(self, now: int, folded: Mapping[str, str], tail: Tail | None = None) -> bool:
        """One turn; whether there is more to do at once.

        `folded` is the last entry of each stream that is in the fold and whose refusals were offered; `tail`
        are the newest ones of `cases`, for the snapshot.
        Never raises for Redis: whoever cannot reach it stops being the clerk, and tries again later.
        """
        if self._monotonic() < self._not_before:
            return False
        try:
            more = self.renew(now) and self._turn(now, dict(folded), tail or Tail())
        except StaleRevisionError:
            self._end_term()
            return False
        except (RedisError, OSError) as error:
            self._end_term()
            self.failed = error
            self._not_before = self._monotonic() + self._patience.grow()
            return False
        self.failed = None
        self._patience.reset()
        return more

    def rest(self, now: int) -> float:
        """Seconds until time alone asks for another turn: what failed is tried again soon."""
        if self.faults:
            return 0.0
        if not self.on_duty:
            return self.lease.rest
        return min(self.lease.rest, self.duty.rest(now), self.screens.rest(now), self.handovers.rest(now))

    @property
    def faults(self) -> dict[str, Exception]:
        """What does not work, by chore; `lease` is all of it."""
        return self.tries.faults | ({"lease": self.failed} if self.failed else {})

    def close(self) -> None:
        """Hand the lease on, until the next turn."""
        self._hand_on(self.lease.release)

    def leave(self) -> None:
        """Hand the lease on and take it no more: the process ends."""
        self._hand_on(self.lease.leave)

    def _hand_on(self, way: Callable[[], None]) -> None:
        try:
            way()
        except (RedisError, OSError) as error:
            self.failed = error

    def _begin_at(self, server: str) -> None:
        if self._server not in ("", server):
            log.warning("the record is at another server now, or it was started anew")
        self._server = server

    def _end_term(self) -> None:
        """The next turn as the clerk begins with a look at everything."""
        self.lease.lose()
        self._term = None
        self.tries.faults.clear()

    def stand_on(self, folded: Mapping[str, str]) -> None:
        """What is written from now on rests on this."""
        last = folded.get(self.keys.cases, "")
        self.filing.stand = self.duty.stand = Stand(last, self._server, self.numbers)

    def _turn(self, now: int, folded: Mapping[str, str], tail: Tail) -> bool:
        fence = self.lease.fence
        assert fence is not None
        tries = self.tries
        self.stand_on(folded)
        tries("sos", lambda: self.filing.file_sos(fence, now), None)
        more = self.intake.copy(fence, now + self.filing.lead)
        more |= tries("reports", lambda: self.filing.file_reports(fence, now), False)
        more |= tries("duty", lambda: self.duty.work(fence, now), False)
        more |= tries("screens", lambda: self.screens.work(now), False)
        more |= tries("handovers", lambda: self.handovers.work(fence, now), False)
        tries("refusals", lambda: self.refusals.write(fence, now), 0)
        # after SOS and refusals: a snapshot must not stand past an entry whose work is not done
        if self._monotonic() >= self._store_at and not {"sos", "refusals"} & tries.faults.keys():
            stored = self._store(now, folded, tail)
            every = self.retention.snapshot_seconds
            self._store_at = self._monotonic() + (every if stored else max(every, STORE_AGAIN))
        return more

    def _store(self, now: int, folded: Mapping[str, str], tail: Tail) -> bool:
        """Beside the positions: losing it costs a slower start, writing it to the record's disk costs more.

        And should the positions' server come back empty, no snapshot points past the end of its streams.
        """
        live = self.filing.live
        told = {"edition": live.areas.edition, "epoch": self.epoch}
        counted = AreaCounts(live.now, [area.code for area in live.areas.order], COUNTERS, live.counters)
        try:
            store_counts(self.positions, self.keys, counted)
            self.snapshot_bytes = store(
                self.positions, self.keys, **told, ids=folded, tail=tail, state=remember(live), now=now
            )
        except (RedisError, OSError):
            return False
        return True
