"""What waits to be delivered, kept in Redis before anything is sent and before the cursor moves. Raises what
Redis says, and DutyLostError when another process is on duty by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from redis.asyncio import Redis
from redis.exceptions import ResponseError, WatchError

from streams.record.keys import Keys
from streams.webhooks.asked import Asked, read_asked
from streams.webhooks.hooks import Hook, HookState, read_hooks, read_states
from streams.webhooks.messages import Message, age, read_message

MOST_WAITING = 5000  # of one hook: the oldest is a failure then
MOST_FAILURES = 5000  # of one hook: the oldest is forgotten then


class DutyLostError(RuntimeError):
    """Another process delivers."""


@dataclass(frozen=True, slots=True)
class Held:
    """What Redis holds of hooks. `waiting` and `failures` by hook and message, the oldest message first."""

    hooks: list[Hook]
    states: dict[str, HookState]
    waiting: dict[str, dict[str, Message]]
    failures: dict[str, list[str]]
    cursor: str | None


class Outbox:
    """`holder`: the name under which this process is on duty."""

    def __init__(self, redis: Redis, keys: Keys, holder: bytes) -> None:
        self.redis, self._keys, self._holder = redis, keys, holder

    async def now(self) -> int:
        """Epoch ms by Redis's clock."""
        seconds, micros = await self.redis.time()
        return int(seconds) * 1000 + int(micros) // 1000

    async def load(self) -> Held:
        keys, redis = self._keys, self.redis
        hooks = await self.hooks()
        states = read_states(await redis.hgetall(keys.webhook_states))
        waiting, failures = {}, {}
        for hook in hooks:
            told: Any = await redis.hgetall(keys.webhook_waiting(hook.id))
            waiting[hook.id] = _by_age(told.values())
            failed: Any = await redis.hgetall(keys.webhook_failures(hook.id))
            failures[hook.id] = list(_by_age(failed.values()))
        cursor: Any = await redis.get(keys.webhook_cursor)
        return Held(hooks, states, waiting, failures, cursor.decode() if cursor else None)

    async def hooks(self) -> list[Hook]:
        return read_hooks(await self.redis.hgetall(self._keys.webhooks))

    async def asked(self) -> list[tuple[str, Asked | None]]:
        """What was asked for, by its field; None for what cannot be read."""
        held: Any = await self.redis.hgetall(self._keys.webhook_asked)
        return [(name.decode("utf-8", "replace"), read_asked(value)) for name, value in held.items()]

    async def forget_asked(self, field: str) -> None:
        await self.redis.hdel(self._keys.webhook_asked, field)

    async def keep(self, messages: Mapping[str, Iterable[Message]], cursor: str | None, *asked: str) -> None:
        """New messages by hook, and how far the record was read; or what was `asked` for, which is no failure
        any more. All of it or nothing."""
        keys = self._keys
        async with self.redis.pipeline(transaction=True) as pipe:
            await pipe.watch(keys.webhook_duty)
            if await pipe.get(keys.webhook_duty) != self._holder:
                raise DutyLostError
            pipe.multi()  # type: ignore[no-untyped-call]
            for hook, new in messages.items():
                for message in new:
                    pipe.hset(keys.webhook_waiting(hook), message.id, msgspec.json.encode(message))
                    if asked:
                        pipe.hdel(keys.webhook_failures(hook), message.id)
            for field in asked:
                pipe.hdel(keys.webhook_asked, field)
            if cursor is not None:
                pipe.set(keys.webhook_cursor, cursor)
            try:
                await pipe.execute()
            except WatchError:
                raise DutyLostError from None

    async def tried(self, hook: str, state: HookState, again: Message | None = None, over: str = "") -> None:
        """How a try went: `again` waits for another one, the message `over` waits no more."""
        keys = self._keys
        async with self.redis.pipeline(transaction=True) as pipe:
            if again is not None:
                pipe.hset(keys.webhook_waiting(hook), again.id, msgspec.json.encode(again))
            if over:
                pipe.hdel(keys.webhook_waiting(hook), over)
            pipe.hset(keys.webhook_states, hook, msgspec.json.encode(state))
            await pipe.execute()

    async def given_up(
        self,
        hook: str,
        state: HookState,
        messages: Iterable[Message],
        forgotten: Sequence[str],
        over: Sequence[str],
    ) -> None:
        """These are failures now; the failures `forgotten` are gone, and those `over` wait no more."""
        keys, waiting = self._keys, list(over)
        async with self.redis.pipeline(transaction=True) as pipe:
            for message in messages:
                pipe.hset(keys.webhook_failures(hook), message.id, msgspec.json.encode(message))
                waiting.append(message.id)
            if waiting:
                pipe.hdel(keys.webhook_waiting(hook), *waiting)
            if forgotten:
                pipe.hdel(keys.webhook_failures(hook), *forgotten)
            pipe.hset(keys.webhook_states, hook, msgspec.json.encode(state))
            await pipe.execute()

    async def end_of_cases(self) -> str | None:
        """The last id that the record gave out; None where there is no record."""
        try:
            told: Any = await self.redis.xinfo_stream(self._keys.cases)
        except ResponseError:
            return None
        last = told["last-generated-id"]
        return str(last.decode()) if isinstance(last, bytes) else str(last)

    async def remove(self, hook: str) -> None:
        """All that is kept of one that was taken away."""
        keys = self._keys
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.delete(keys.webhook_waiting(hook), keys.webhook_failures(hook))
            pipe.hdel(keys.webhook_states, hook)
            await pipe.execute()


def _by_age(values: Iterable[bytes]) -> dict[str, Message]:
    found = [message for message in map(read_message, values) if message]
    return {message.id: message for message in sorted(found, key=age)}
