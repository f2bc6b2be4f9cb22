"""One term on duty: what Redis holds is taken up, the record folded from its beginning, and of each event
behind the cursor a message is made for each hook that wants it, kept, and handed to that hook's courier.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from contextlib import AsyncExitStack

from redis.exceptions import RedisError

from streams.messages.entries import order
from streams.record.tails import START
from streams.server.ending import end
from streams.webhooks.case_fold import CaseFold, Change, Read, WebhookCity
from streams.webhooks.courier import Courier, Send
from streams.webhooks.duty import Duty
from streams.webhooks.hooks import Hook, HookState
from streams.webhooks.messages import Message, message_of
from streams.webhooks.outbox import DutyLostError, Held, Outbox
from streams.webhooks.tak.feed import TakFeed

LOOK_S = 2.0  # between two looks at the hooks and at what somebody asked for
AGAIN_S = 1.0
log = logging.getLogger(__name__)


class Term:
    """`tries` counts by hook and outcome."""

    def __init__(
        self,
        outbox: Outbox,
        fold: CaseFold,
        send: Send,
        city: WebhookCity,
        duty: Duty,
        tries: Counter[tuple[str, str]],
    ) -> None:
        self._outbox, self._fold, self._send, self._duty = outbox, fold, send, duty
        self._city = (city.areas, city.matters)
        self._tries, self._ahead = tries, 0
        self.couriers: dict[str, Courier] = {}
        self.tak: TakFeed | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.cursor = START
        self.caught_up = False

    def now(self) -> int:
        """Epoch ms by Redis's clock."""
        return round(time.time() * 1000) - self._ahead

    async def run(self) -> None:
        """Until the duty is lost. Raises DutyLostError, or what Redis says before it began."""
        await self._measure()
        held = await self._outbox.load()
        self.cursor = held.cursor or START
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._end_all)
            for hook in held.hooks:
                self._begin(hook, held)
            others = [asyncio.create_task(self._look_on())]
            if self.tak is not None:
                others.append(asyncio.create_task(self.tak.run()))
            stack.push_async_callback(end, others)
            while self._duty.ours:
                await self._take(await self._fold.read())
                for task in (*others, *self._tasks.values()):
                    if task.done():
                        task.result()  # raises: half a process would mislead
        raise DutyLostError

    # -- hooks

    def _begin(self, hook: Hook, held: Held) -> None:
        courier = Courier(
            hook,
            held.states.get(hook.id, HookState()),
            held.waiting.get(hook.id, {}),
            held.failures.get(hook.id, []),
            self._outbox,
            self._send,
            self.now,
            self._tries,
        )
        self.couriers[hook.id] = courier
        self._tasks[hook.id] = asyncio.create_task(courier.run())

    async def _end(self, hook: str) -> None:
        await end([self._tasks.pop(hook)])
        del self.couriers[hook]

    async def _end_all(self) -> None:
        await end(self._tasks.values())
        self._tasks.clear()

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                await self._look()
            except (RedisError, OSError):
                continue  # the reader says so

    async def _look(self) -> None:
        await self._measure()
        hooks = {hook.id: hook for hook in await self._outbox.hooks()}
        for gone in self.couriers.keys() - hooks.keys():
            await self._end(gone)
            await self._outbox.remove(gone)
        for id, hook in hooks.items():
            if id in self.couriers:
                self.couriers[id].change(hook)
            else:
                self._begin(hook, Held([], {}, {}, {}, None))
        for field, asked in await self._outbox.asked():
            if asked is None or asked.hook not in self.couriers:
                await self._outbox.forget_asked(field)
                continue
            await self._outbox.keep({asked.hook: [asked.message]}, None, field)
            self.couriers[asked.hook].put([asked.message])

    async def _measure(self) -> None:
        self._ahead = round(time.time() * 1000) - await self._outbox.now()

    # -- events

    async def _take(self, read: Read) -> None:
        """Raises DutyLostError."""
        if self.tak is not None:
            self.tak.take(read)
        new: dict[str, list[Message]] = {}
        for change in read.changes:
            if order(change.event.entry) > order(self.cursor):
                for hook, message in self._messages(change):
                    new.setdefault(hook, []).append(message)
        if order(read.last) > order(self.cursor):
            await self._keep(new, read.last)
        self.caught_up = not read.more and self._fold.trouble is None
        if self.caught_up and self.tak is not None:
            self.tak.caught_up()
        if self.caught_up and order(read.last) < order(self.cursor):
            await self._fall_back(read.last)

    def _messages(self, change: Change) -> list[tuple[str, Message]]:
        at, found = order(change.event.entry)[0], []
        for id, courier in self.couriers.items():
            if courier.disabled or at < courier.hook.enabled:
                continue
            message = message_of(
                courier.hook, change.event, change.before, change.after, self._city, self.now()
            )
            if message is not None:
                found.append((id, message))
        return found

    async def _keep(self, new: dict[str, list[Message]], last: str) -> None:
        while True:
            try:
                await self._outbox.keep(new, last)
                break
            except (RedisError, OSError):
                if not self._duty.ours:
                    raise DutyLostError from None
                await asyncio.sleep(AGAIN_S)
        self.cursor = last
        for hook, messages in new.items():
            if hook in self.couriers:
                self.couriers[hook].put(messages)

    async def _fall_back(self, last: str) -> None:
        """A record that ends before the cursor lost its newest entries: what is written anew is told too."""
        try:
            told = await self._outbox.end_of_cases()
            if told is None or order(told) != order(last):
                return
            log.warning("the record ends at %s, before %s: what comes now is told", last, self.cursor)
            await self._keep({}, last)
        except (RedisError, OSError):
            return
