"""Accounts in the record: who somebody is, their grants, and the hash of their password.

Every change is told in the stream of sessions within the same transaction: no process goes on with what an
account was. Knows no request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
from redis import Redis
from redis.client import Pipeline
from redis.exceptions import WatchError

from city.access.grants import Grant
from city.access.roles import SCREEN
from streams.access.audit import Audited, audit_fields
from streams.messages.values import UNREADABLE, RefusedError, shown
from streams.record.keys import Keys

NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?")
FOREIGN_MS = 7 * 86_400_000  # for which a password that somebody else chose opens the account
PERSON_LONGEST = 64  # characters of what people call them


class Account(msgspec.Struct, frozen=True):
    """`id` is what they sign in with; times are epoch ms. Nothing of a password but its hash."""

    id: str
    name: str
    grants: tuple[Grant, ...] = ()
    password: str | None = None  # argon2id; None: cannot sign in yet
    made: int = 0
    changed: int = 0
    disabled: int | None = None
    must_change: bool = False  # the password was set by somebody else
    password_until: int | None = None  # then it opens nothing more

    def current(self) -> bool:
        return self.disabled is None

    def of_a_screen(self) -> bool:
        """Nobody's: something that hangs in a room. It has no password, and no person has its role."""
        return any(grant.role == SCREEN for grant in self.grants)

    def opens_with(self, now: int) -> str | None:
        """The hash of the password that it may sign in with."""
        ended = self.password_until is not None and now >= self.password_until
        return None if ended or not self.current() else self.password


Change = str  # what was done, as the stream of sessions says it
Check = Callable[[Account | None, Account, Callable[[], list[Account]]], None]
Tell = Callable[[Change, Account | None, Account], Audited | None]


class Accounts:
    """`accounts` in Redis. Raises what Redis says. `check(before, after, all)` may refuse a change, and what
    `tell` makes of it is audited, both within its transaction."""

    def __init__(
        self, redis: Redis, keys: Keys, check: Check = lambda *_: None, tell: Tell = lambda *_: None
    ) -> None:
        self._redis, self._keys, self._check, self._tell = redis, keys, check, tell

    def get(self, id: str) -> Account | None:
        return _read(self._redis.hget(self._keys.accounts, id)) if NAME.fullmatch(id) else None

    def all(self) -> list[Account]:
        return _sorted(self._redis.hgetall(self._keys.accounts))

    def add(
        self,
        id: str,
        name: str,
        now: int,
        by: str,
        grants: tuple[Grant, ...] = (),
        password: str | None = None,
    ) -> Account:
        """`password`: the hash of one that whose it is chose. Raises RefusedError."""
        called = checked_name(id, name)
        account = Account(id, called, grants, password, made=now, changed=now)

        def fresh(held: Account | None) -> Account:
            if held is not None:
                raise RefusedError(f"account must be new, got {id}, which is one already")
            return account

        return self._change(id, fresh, now, by, "added")

    def set_password(self, id: str, hashed: str, now: int, by: str) -> Account:
        """`hashed` by password_hash. What somebody else chose whose it is must change, within a week."""
        until = now + FOREIGN_MS if by != id else None
        told = {"password": hashed, "must_change": by != id, "password_until": until}
        return self._update(id, now, by, "password", lambda _: told)

    def rehash(self, id: str, hashed: str, now: int) -> Account:
        """The same password, kept in a stronger way."""
        return self._update(id, now, id, "rehashed", lambda _: {"password": hashed})

    def rename(self, id: str, name: str, now: int, by: str) -> Account:
        """Raises RefusedError for a name that nobody may have."""
        called = checked_name(id, name)
        return self._update(id, now, by, "renamed", lambda _: {"name": called})

    def grant(self, id: str, grant: Grant, now: int, by: str) -> Account:
        """One more; the same role in the same place is replaced by it, days and all."""

        def added(held: Account) -> dict[str, object]:
            others = tuple(other for other in held.grants if other.id != grant.id)
            return {"grants": (*others, grant)}

        return self._update(id, now, by, "granted", added)

    def withdraw(self, id: str, grant: str, now: int, by: str) -> Account:
        """Raises RefusedError for one they do not have."""

        def without(held: Account) -> dict[str, object]:
            left = tuple(other for other in held.grants if other.id != grant)
            if len(left) == len(held.grants):
                raise RefusedError(f"grant must be one of {id}'s, got {shown(grant)}")
            return {"grants": left}

        return self._update(id, now, by, "withdrawn", without)

    def disable(self, id: str, disabled: bool, now: int, by: str) -> Account:
        return self._update(
            id,
            now,
            by,
            "disabled" if disabled else "enabled",
            lambda _: {"disabled": now if disabled else None},
        )

    def _update(
        self, id: str, now: int, by: str, what: str, change: Callable[[Account], dict[str, object]]
    ) -> Account:
        def changed(held: Account | None) -> Account:
            if held is None:
                raise RefusedError(f"account must be one of this record's, got {shown(id)}")
            return msgspec.structs.replace(held, changed=now, **change(held))

        return self._change(id, changed, now, by, what)

    def _change(
        self, id: str, change: Callable[[Account | None], Account], now: int, by: str, what: str
    ) -> Account:
        """Two administrators at once: the second decides on what the first wrote."""
        with self._redis.pipeline(transaction=True) as pipe:
            while True:
                try:
                    return self._try_change(pipe, id, change, now, by, what)
                except WatchError:
                    continue

    def _try_change(
        self,
        pipe: Pipeline,
        id: str,
        change: Callable[[Account | None], Account],
        now: int,
        by: str,
        what: str,
    ) -> Account:
        pipe.watch(self._keys.accounts)  # type: ignore[no-untyped-call]
        before = _read(pipe.hget(self._keys.accounts, id))
        account = change(before)
        self._check(before, account, lambda: _sorted(pipe.hgetall(self._keys.accounts)))
        told = self._tell(what, before, account)
        pipe.multi()
        if told is not None:
            pipe.xadd(self._keys.audit, audit_fields(told))  # type: ignore[arg-type]
        pipe.hset(self._keys.accounts, id, msgspec.json.encode(account))
        pipe.xadd(
            self._keys.sessions, {"type": "account", "account": id, "what": what, "by": by, "time": now}
        )
        pipe.execute()
        return account


def checked_name(id: str, name: str) -> str:
    """The name without needless blanks. Raises RefusedError."""
    if not NAME.fullmatch(id):
        raise RefusedError(
            f"account must be 1 to 32 of a-z 0-9 . _ - between letters or digits, got {shown(id)}"
        )
    called = " ".join(name.split())
    if not called or len(called) > PERSON_LONGEST or not called.isprintable():
        raise RefusedError(f"name must be 1 to {PERSON_LONGEST} characters, got {shown(name)}")
    return called


def _sorted(held: Mapping[Any, Any]) -> list[Account]:
    """By their ids."""
    found = (_read(value) for value in held.values())
    return sorted((account for account in found if account), key=lambda account: account.id)


def _read(held: object) -> Account | None:
    """None too for what another version or hand wrote there: it opens nothing."""
    if not isinstance(held, bytes):
        return None
    try:
        return msgspec.json.decode(held, type=Account)
    except UNREADABLE:
        return None


def grant_days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """Two days as `YYYY-MM-DD`. Raises RefusedError."""
    return _day("from", first), _day("until", last)


def _day(name: str, told: str | None) -> date | None:
    if told is None:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise RefusedError(f"{name} must be a day as 2026-09-30, got {shown(told)}") from None
