"""Pairing: a stranger's browser shows a code, somebody types it, and that browser is a screen from then on.

The browser also has a secret of its own, by which alone it collects what came of its code: whoever reads the
code off the wall collects nothing. The record holds the hashes of both. Knows no request.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from redis import Redis
from redis.client import Pipeline
from redis.exceptions import WatchError

from streams.access.first_code import LETTERS
from streams.access.rates import wait_for
from streams.access.sessions import Session, opened_fields
from streams.access.sign_in_delays import place_of
from streams.messages.values import UNREADABLE
from streams.record.keys import Keys

GROUPS, GROUP = 2, 4  # 40 bits
GOOD_MS = 120_000
AT_ADDRESS, AT_ALL = 3, 200  # codes that wait at the same time
A_MINUTE = 10  # codes that one address is given
KNOWN_MS = 86_400_000  # for which a command's screen is known
TRIES = 50  # against others who write meanwhile
Held = dict[str, "Pending"]
Done = TypeVar("Done")


class PairingError(Exception):
    """`code`: crowded, often, full or busy; `seconds` until it may be tried again."""

    def __init__(self, code: str, seconds: int) -> None:
        super().__init__(code)
        self.code, self.seconds = code, seconds


@dataclass(frozen=True, slots=True)
class Offer:
    """What the browser shows, and what it keeps; good until `until`, epoch ms."""

    code: str
    secret: str
    until: int


class Pending(msgspec.Struct, frozen=True):
    """Under the hash of its secret. `code` and `address` are hashes; `account`, once it was accepted, is the
    screen's."""

    code: str
    address: str
    until: int
    account: str = ""


class Pairing:
    """`pairing` in Redis. Raises what Redis says. `now` in epoch ms."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys, self._name = redis, keys, keys.pairing

    def offer(self, address: str, now: int, before: str = "") -> Offer:
        """A new code for the browser at this address; `before`: its secret until now, whose code ends.
        Raises PairingError."""
        code = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
        offer, place = (
            Offer(code, secrets.token_urlsafe(32), now + GOOD_MS),
            _digest("address", place_of(address)),
        )
        pending = Pending(_code_digest(code), place, offer.until)

        def kept_of(held: Held) -> Held:
            kept = {name: each for name, each in held.items() if now < each.until}
            kept.pop(_digest("secret", before), None)
            _check_room(list(kept.values()), place, now)
            return kept

        def write(pipe: Pipeline) -> Offer:
            held = self._held(pipe)
            kept = kept_of(held)
            pipe.multi()
            if gone := held.keys() - kept.keys():
                pipe.hdel(self._name, *gone)
            pipe.hset(self._name, _digest("secret", offer.secret), msgspec.json.encode(pending))
            pipe.pexpire(self._name, 2 * GOOD_MS)
            pipe.execute()
            return offer

        kept_of(self._held(self._redis))  # who only waits for room is not counted
        if wait := wait_for(self._redis, self._keys, f"pairing:{place}", A_MINUTE):
            raise PairingError("often", wait)
        return self._written(write)

    def waits(self, code: str, now: int, account: str = "") -> bool:
        """Whether some browser shows this code, taken by nobody, or by `account` already."""
        return _showing(self._held(self._redis), code, now, account) is not None

    def accept(self, code: str, account: str, now: int) -> bool:
        """Whether the browser that shows this code is given this screen's account: one for one code."""

        def write(pipe: Pipeline) -> bool:
            held = self._held(pipe)
            name = _showing(held, code, now, account)
            if name is None:
                return False
            given = msgspec.structs.replace(held[name], account=account, until=now + GOOD_MS)
            pipe.multi()
            pipe.hset(self._name, name, msgspec.json.encode(given))
            pipe.pexpire(self._name, 2 * GOOD_MS)
            pipe.execute()
            return True

        return self._written(write)

    def state(self, secret: str, now: int) -> str:
        """`waiting`, `paired` or `expired`, which is also what nobody offered."""
        pending = self._of(self._redis, secret, now)
        return "expired" if pending is None else "paired" if pending.account else "waiting"

    def collect(self, secret: str, now: int, opened: Callable[[str], Session | None]) -> Session | None:
        """The session of the screen that came of the browser's code, once. `opened(account)` makes it, or
        None for a screen that is no more; it is written with the collecting or not at all."""

        def write(pipe: Pipeline) -> Session | None:
            pending = self._of(pipe, secret, now)
            if pending is None or not pending.account:
                return None
            session = opened(pending.account)
            pipe.multi()
            pipe.hdel(self._name, _digest("secret", secret))
            if session is not None:
                pipe.xadd(self._keys.sessions, opened_fields(session))  # type: ignore[arg-type]
            pipe.execute()
            return session

        return self._written(write)

    def screen_of(self, command: str, made: Callable[[], str]) -> str:
        """The account that belongs to this command, however often it comes; the first time a new one."""
        name = self._keys.paired(_digest("command", command))
        self._redis.set(name, made(), px=KNOWN_MS, nx=True)
        told = self._redis.get(name)
        return told.decode() if isinstance(told, bytes) else made()

    def _written(self, write: Callable[[Pipeline], Done]) -> Done:
        """Two at once: the second decides on what the first wrote."""
        with self._redis.pipeline(transaction=True) as pipe:
            for _ in range(TRIES):
                try:
                    pipe.watch(self._name)  # type: ignore[no-untyped-call]
                    return write(pipe)
                except WatchError:
                    continue
                finally:
                    pipe.reset()
        raise PairingError("busy", 1)

    def _held(self, redis: Redis | Pipeline) -> Held:
        """What another version or hand wrote there is none of them."""
        told = redis.hgetall(self._name)
        read = {name.decode(): _read(value) for name, value in told.items()}  # type: ignore[union-attr]
        return {name: pending for name, pending in read.items() if pending is not None}

    def _of(self, redis: Redis | Pipeline, secret: str, now: int) -> Pending | None:
        pending = _read(redis.hget(self._name, _digest("secret", secret)))
        return pending if pending is not None and now < pending.until else None


def _check_room(held: list[Pending], place: str, now: int) -> None:
    """Raises PairingError."""
    waiting = [pending for pending in held if not pending.account]
    here = [pending for pending in waiting if pending.address == place]
    for code, those, most in (("crowded", here, AT_ADDRESS), ("full", waiting, AT_ALL)):
        if len(those) >= most:
            raise PairingError(code, -(-(min(each.until for each in those) - now) // 1000))


def _showing(held: Held, code: str, now: int, account: str) -> str | None:
    """Which of them shows the code, and may be given to the account."""
    told = _code_digest(code)
    for name, pending in held.items():
        if pending.code == told and now < pending.until and pending.account in ("", account):
            return name
    return None


def _read(held: object) -> Pending | None:
    if not isinstance(held, bytes):
        return None
    try:
        return msgspec.json.decode(held, type=Pending)
    except UNREADABLE:
        return None


def _code_digest(code: str) -> str:
    """However it is typed: small letters, with or without its stroke, in full width as Chinese keyboards have
    it."""
    plain = unicodedata.normalize("NFKC", code).upper()
    return _digest("code", "".join(letter for letter in plain if letter in LETTERS))


def _digest(what: str, told: str) -> str:
    return hashlib.sha256(f"{what} {told}".encode("utf-8", "replace")).hexdigest()
