"""How long whoever failed to sign in must wait before the next try: longer each time, never for ever.

Counted in Redis, so that all web processes count together: by account and address, and by address alone
(one that tries many accounts). Many addresses that try one account make its tries slow and refuse none: no
stranger keeps an officer from their own desk. An address of IPv6 counts as the network it is in: whoever has
one has all of its addresses.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from typing import Any

from redis import Redis

from streams.record.keys import Keys

FREE = 4  # failures that cost nothing: fingers slip
LONGEST = 60  # s between two tries
MANY, SLOWEST = 50, 5  # failures of an account from which on, and s for which, a try is kept waiting
FORGOTTEN_MS = 3_600_000
KNOWN_MS = 90 * 86_400_000  # an address from which somebody signed in stays known
ONE_SITE = 64  # bits of an IPv6 address that are told to one site (RFC 6177); the rest it chooses


@dataclass(frozen=True, slots=True)
class Try:
    """`known`: whether this account signed in from there before; `slow`: s for which it is kept waiting."""

    known: bool
    slow: int


def place_of(address: str) -> str:
    """What tries from an address are counted by: itself, of IPv6 its network."""
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(told, ipaddress.IPv4Address):
        return str(told)
    if told.ipv4_mapped is not None:
        return str(told.ipv4_mapped)
    return str(ipaddress.ip_network((int(told), ONE_SITE), strict=False))


def delay(failures: int) -> int:
    """Seconds between two tries after so many failures: 1, 2, 4 …"""
    return 0 if failures <= FREE else min(2 ** (failures - FREE - 1), LONGEST)


class SignInDelays:
    """Raises what Redis says. `now` in epoch ms."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys = redis, keys

    def wait(self, account: str, address: str, now: int) -> int:
        """Whole seconds until a try is taken; 0: now."""
        pair, place, _, known = self._names(account, address)
        with self._redis.pipeline(transaction=False) as pipe:
            for name in (pair, place):
                pipe.hmget(name, "failures", "time")
            pipe.exists(known)
            *counted, is_known = pipe.execute()
        held = counted[:1] if is_known else counted  # an office behind one address is not its worst typist
        return max(_left(failures, at, now) for failures, at in held)

    def coming(self, account: str, address: str) -> Try:
        """What is known of a try before it is looked at; none is slow where they signed in before."""
        _, _, whole, known = self._names(account, address)
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.hget(whole, "failures")
            pipe.exists(known)
            failures, is_known = pipe.execute()
        return Try(bool(is_known), SLOWEST if int(failures or 0) >= MANY and not is_known else 0)

    def failed(self, account: str, address: str, now: int) -> None:
        pipe: Any
        with self._redis.pipeline(transaction=True) as pipe:
            for name in self._names(account, address)[:3]:
                pipe.hincrby(name, "failures", 1)
                pipe.hset(name, "time", now)
                pipe.pexpire(name, FORGOTTEN_MS)
            pipe.execute()

    def succeeded(self, account: str, address: str) -> None:
        """Only this account's tries from this address are forgiven: one password known must not pay for
        trying others."""
        pair, _, _, known = self._names(account, address)
        pipe: Any
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.delete(pair)
            pipe.set(known, 1, px=KNOWN_MS)
            pipe.execute()

    def _names(self, account: str, address: str) -> tuple[str, str, str, str]:
        place = place_of(address)
        pair = f"{account} {place}"
        told = (f"pair {pair}", f"address {place}", f"account {account}", f"known {pair}")
        of_pair, of_place, whole, known = (
            self._keys.sign_in(hashlib.sha256(each.encode("utf-8", "replace")).hexdigest()[:32])
            for each in told
        )
        return of_pair, of_place, whole, known


def _left(failures: bytes | None, at: bytes | None, now: int) -> int:
    """A clock that was put back makes nobody wait longer than the delay itself."""
    if failures is None or at is None:
        return 0
    wanted = delay(int(failures)) * 1000
    left = min(wanted, int(at) + wanted - now)
    return max(0, -(-left // 1000))
