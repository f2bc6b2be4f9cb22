"""Who is told what, and where: the hooks as the command line keeps them. Holds no secret: those are made from
the key file (signing.py).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from redis import Redis

from city.cases.case import Case
from city.cases.effects import EFFECTS
from streams.messages.values import UNREADABLE, RefusedError
from streams.record.keys import Keys

MOST = 32
OVERLAP_MS = 86_400_000  # for which the secret before a rotation signs too
NAME_LONGEST = 64
FAILING = 3  # failed tries in a row: the receiver is taken to be away
CASE, SOS = "case", "sos"
LEFT, PING = "case.left", "ping"
EVENTS = ("filed", *EFFECTS)
TYPES = (*(f"{kind}.{event}" for kind in (CASE, SOS) for event in EVENTS), LEFT)
ALL_OF = {f"{kind}.*": kind for kind in (CASE, SOS)}
USUAL = (f"{CASE}.*",)  # no call for help unless it is asked for


class Hook(msgspec.Struct, frozen=True):
    """`number` of its secret; `old_until`: until when the one before signs too; `enabled`: when it was made
    or enabled again. Times are epoch ms."""

    id: str
    url: str
    areas: tuple[str, ...]
    types: tuple[str, ...]
    made: int
    enabled: int
    name: str = ""
    number: int = 1
    old_until: int = 0

    def wants(self, type: str) -> bool:
        return type in self.types or f"{type.partition('.')[0]}.*" in self.types

    def holds(self, case: Case | None) -> bool:
        return case is not None and any(code in case.place for code in self.areas)


class HookState(msgspec.Struct, frozen=True):
    """How delivery goes, as the process keeps it. Times are epoch ms, 0 never; `row`: failed tries since
    something was delivered; `gone`: when the receiver answered 410."""

    delivered: int = 0
    failed: int = 0
    row: int = 0
    why: str = ""
    gone: int = 0

    @property
    def failing(self) -> bool:
        return self.row >= FAILING

    def disabled(self, hook: Hook) -> bool:
        return self.gone > hook.enabled


def type_of(case: Case, event: str) -> str:
    return f"{SOS if case.sos else CASE}.{event}"


class Hooks:
    """`webhooks` in Redis. Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys = redis, keys

    def all(self) -> list[Hook]:
        """The oldest first."""
        return read_hooks(self._redis.hgetall(self._keys.webhooks))

    def states(self) -> dict[str, HookState]:
        return read_states(self._redis.hgetall(self._keys.webhook_states))

    def get(self, told: str) -> Hook:
        """By its id or its name. Raises RefusedError."""
        found = [hook for hook in self.all() if told in (hook.id, hook.name)]
        if len(found) != 1:
            raise RefusedError(f"HOOK must be the id or the name of one hook, got {told[:NAME_LONGEST]!r}")
        return found[0]

    def add(self, url: str, areas: Iterable[str], types: Iterable[str], name: str, now: int) -> Hook:
        """`url` and `areas` were looked at. Raises RefusedError."""
        held = self.all()
        if len(held) >= MOST:
            raise RefusedError(f"there may be {MOST} hooks, got one more")
        if name and any(name in (hook.id, hook.name) for hook in held):
            raise RefusedError(f"name must be new, got {name}")
        hook = Hook(secrets.token_hex(6), url, tuple(areas), known_types(types), now, now, name)
        self.keep(hook)
        return hook

    def keep(self, hook: Hook) -> None:
        self._redis.hset(self._keys.webhooks, hook.id, msgspec.json.encode(hook))

    def remove(self, hook: Hook) -> None:
        """With all that waits for it."""
        keys = self._keys
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.hdel(keys.webhooks, hook.id)
            pipe.hdel(keys.webhook_states, hook.id)
            pipe.delete(keys.webhook_waiting(hook.id), keys.webhook_failures(hook.id))
            pipe.execute()


def known_types(types: Iterable[str]) -> tuple[str, ...]:
    """Raises RefusedError."""
    told = tuple(dict.fromkeys(types)) or USUAL
    for each in told:
        if each not in TYPES and each not in ALL_OF:
            raise RefusedError(
                f"types must be {', '.join(ALL_OF)} or one of their events such as case.filed, "
                f"got {each[:64]!r}"
            )
    return told


def read_hooks(held: Mapping[Any, Any]) -> list[Hook]:
    """The oldest first, without what another version or hand wrote there."""
    found = (_read(value, Hook) for value in held.values())
    return sorted((hook for hook in found if hook), key=lambda hook: (hook.made, hook.id))


def read_states(held: Mapping[Any, Any]) -> dict[str, HookState]:
    found = {hook.decode("utf-8", "replace"): _read(value, HookState) for hook, value in held.items()}
    return {hook: state for hook, state in found.items() if state}


def _read(value: bytes, shape: Any) -> Any:
    try:
        return msgspec.json.decode(value, type=shape)
    except UNREADABLE:
        return None
