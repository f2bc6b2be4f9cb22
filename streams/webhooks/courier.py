"""One hook's messages, sent one after the other. Each hook has a courier of its own: nobody waits for
another's receiver.

What came first is sent first. A message that failed waits for its next try, and those of the same case wait
behind it; other cases' go on. A receiver that fails three times in a row is left alone for a while, at most
five minutes, and when it answers again all that waits is due.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

import msgspec
from redis.exceptions import RedisError

from streams.webhooks.hooks import Hook, HookState
from streams.webhooks.messages import SECOND, Message, next_due
from streams.webhooks.outbox import MOST_FAILURES, MOST_WAITING, Outbox
from streams.webhooks.sending import DELIVERED, ENDED, Outcome

RESTS = (5 * SECOND, 15 * SECOND, 60 * SECOND, 300 * SECOND)  # of a receiver that is away
AGAIN_S = 1.0  # between two tries to write how it went
Send = Callable[[Hook, Message, int], Awaitable[Outcome]]
log = logging.getLogger(__name__)


class Courier:
    """`clock()` in epoch ms by Redis's clock. `waiting` and `failures`: as Redis has them."""

    def __init__(
        self,
        hook: Hook,
        state: HookState,
        waiting: dict[str, Message],
        failures: Iterable[str],
        outbox: Outbox,
        send: Send,
        clock: Callable[[], int],
        tries: Counter[tuple[str, str]],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.hook, self.state = hook, state
        self.waiting, self.failures = waiting, dict.fromkeys(failures)
        self._outbox, self._send, self._clock, self._tries = outbox, send, clock, tries
        self._chance, self._rest_until = chance, 0
        self._news = asyncio.Event()

    def __str__(self) -> str:
        """For the log: a path may hold what opens a receiver."""
        return f"hook {self.hook.name or self.hook.id} ({urlsplit(self.hook.url).hostname})"

    @property
    def disabled(self) -> bool:
        return self.state.disabled(self.hook)

    def put(self, messages: Iterable[Message]) -> None:
        """They are kept already. One that is here is tried at once."""
        for message in messages:
            self.waiting[message.id] = message
            self.failures.pop(message.id, None)
        self._news.set()

    def change(self, hook: Hook) -> None:
        """Another secret, or enabled again."""
        if hook != self.hook:
            self.hook = hook
            self._news.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._news.clear()
            if len(self.waiting) > MOST_WAITING:
                oldest = list(self.waiting.values())[: len(self.waiting) - MOST_WAITING]
                await self._give_up(oldest, f"more than {MOST_WAITING:,} wait")
            now = self._clock()
            message = None if self.disabled else self.next()
            due = None if message is None else max(message.due, self._rest_until)
            if message is None or due is None or due > now:
                await self._wait(None if due is None else (due - now) / 1000)
            else:
                await self._try(message, now)

    def next(self) -> Message | None:
        """Which one is sent next: of each case the oldest alone."""
        first: dict[str, Message] = {}
        for message in self.waiting.values():
            first.setdefault(message.case or message.id, message)
        return min(first.values(), key=lambda message: message.due, default=None)

    async def _wait(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    async def _try(self, message: Message, now: int) -> None:
        outcome = await self._send(self.hook, message, now)
        self._tries[self.hook.id, outcome.what] += 1
        now = self._clock()
        if outcome.what == DELIVERED:
            await self._delivered(message, now)
        elif outcome.what == ENDED:
            self.state = msgspec.structs.replace(self.state, gone=now, failed=now, why=outcome.why)
            log.warning("%s %s; nothing more is sent", self, outcome.why)
            await self._give_up(list(self.waiting.values()), outcome.why)
        else:
            await self._failed(message, outcome, now)

    async def _delivered(self, message: Message, now: int) -> None:
        was_away = self.state.failing
        self.state = msgspec.structs.replace(self.state, delivered=now, row=0, why="")
        self._rest_until = 0
        del self.waiting[message.id]
        if was_away:
            log.warning("%s takes messages again; %d wait", self, len(self.waiting))
            for each in self.waiting.values():
                each.due = min(each.due, now)
        await self._written(lambda: self._outbox.tried(self.hook.id, self.state, over=message.id))

    async def _failed(self, message: Message, outcome: Outcome, now: int) -> None:
        row = self.state.row + 1
        self.state = msgspec.structs.replace(self.state, failed=now, row=row, why=outcome.why)
        message.tried, message.why = message.tried + 1, outcome.why
        if self.state.failing:
            self._rest_until = now + RESTS[min(row - 3, len(RESTS) - 1)]
        if row == 3:
            log.warning("%s takes no messages: %s", self, outcome.why)
        due = next_due(message, now, self._chance(), outcome.wait)
        if due is None:
            await self._give_up([message], outcome.why)
            return
        message.due = due
        await self._written(lambda: self._outbox.tried(self.hook.id, self.state, again=message))

    async def _give_up(self, messages: list[Message], why: str) -> None:
        for message in messages:
            message.why = why
            del self.waiting[message.id]
            self.failures[message.id] = None
        gone = list(self.failures)[: max(0, len(self.failures) - MOST_FAILURES)]
        for each in gone:
            del self.failures[each]
        kept = [message for message in messages if message.id in self.failures]
        over = [message.id for message in messages if message.id not in self.failures]
        log.warning("%s: %d messages are given up: %s", self, len(messages), why)
        await self._written(lambda: self._outbox.given_up(self.hook.id, self.state, kept, gone, over))

    async def _written(self, write: Callable[[], Awaitable[None]]) -> None:
        """What is not written is sent again after a restart, under the same id."""
        while True:
            try:
                await write()
            except (RedisError, OSError):
                await asyncio.sleep(AGAIN_S)
            else:
                return
