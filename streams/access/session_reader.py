"""Follows the stream of sessions and holds the accounts they speak of, in each process that lets people in.

While Redis is away what was known goes on: known screens come back, and nobody new comes in. One thread or
greenlet polls; whoever asks in between reads whole values.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from redis import Redis

from city.access.colleagues import Colleague
from streams.access.accounts import Account, Accounts
from streams.access.sessions import Sessions
from streams.messages.entries import order
from streams.record.keys import Keys
from streams.record.tails import START

COUNT = 1000
log = logging.getLogger(__name__)


class SessionReader:
    """`caught_up`: all that the record holds was read once. Times in epoch ms."""

    def __init__(self, redis: Redis, keys: Keys, clock: Callable[[], int]) -> None:
        self._redis, self._keys, self._clock = redis, keys, clock
        self._accounts = Accounts(redis, keys)
        self._last = START
        self.sessions = Sessions()
        self.accounts: dict[str, Account] = {}
        self.colleagues: dict[str, Colleague] = {}  # every account there is
        self.caught_up = False

    def poll(self, block_ms: int) -> set[str]:
        """Wait for news; the sessions that are not what they were, those of changed accounts among them.
        Raises what Redis says; what was read until then stays."""
        changed = self._begin_anew() if self._shrank() else set()
        found: Any = self._redis.xread({self._keys.sessions: self._last}, COUNT, block_ms or None)
        for _, entries in found or ():
            for refused in self.sessions.fold(entries):
                log.warning("%s", refused.reason)
            self._last = entries[-1][0].decode("ascii")
        self.sessions.expire(self._clock())
        changed |= self._settle()
        self.caught_up = self.caught_up or sum(len(entries) for _, entries in found or ()) < COUNT
        return changed

    def account(self, id: str) -> Account | None:
        return self.accounts.get(id)

    def _shrank(self) -> bool:
        """The stream ends before what we read of it: it is another Redis, or one that lost its memory."""
        if self._last == START:
            return False
        newest: Any = self._redis.xrevrange(self._keys.sessions, count=1)
        return not newest or order(newest[0][0].decode("ascii")) < order(self._last)

    def _begin_anew(self) -> set[str]:
        """What the record does not know opens nothing."""
        log.warning("the stream of sessions lost its newest entries: it is read anew")
        gone = set(self.sessions.open)
        self.sessions, self.accounts, self._last = Sessions(), {}, START
        self.colleagues.clear()
        return gone

    def _learn_colleagues(self, told: Iterable[str]) -> None:
        """All of them once; later those that something happened to."""
        known = self._accounts.all() if not self.colleagues else map(self._accounts.get, told)
        for account in known:
            if account is not None:
                areas = tuple(grant.area for grant in account.grants)
                self.colleagues[account.id] = Colleague(account.name, areas)

    def _settle(self) -> set[str]:
        """Look up whom something happened to; ids of accounts become those of their sessions."""
        told, changed = self.sessions.changed, set[str]()
        self._learn_colleagues(told)
        wanted = {id for id in told if id in self.accounts} | {
            session.account for session in self.sessions.open.values() if session.account not in self.accounts
        }
        for id in sorted(wanted):
            account = self._accounts.get(id)
            if account is None:
                self.accounts.pop(id, None)
                changed |= {session.id for session in self.sessions.of(id)}
            else:
                self.accounts[id] = account
        for id in told:
            changed |= {id, *(session.id for session in self.sessions.of(id))}
        self.sessions.changed = set()
        return changed
