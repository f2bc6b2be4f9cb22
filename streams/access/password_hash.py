"""Argon2id hashes of passwords. Slow by design: run it in a thread, never on the loop that serves frames."""

from __future__ import annotations

import secrets
from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import ARGON2_VERSION

from city.access.passwords import LONGEST, normal

# More than OWASP asks at least (19 MiB, two passes); with RFC 9106's 64 MiB and three passes six hundred
# people take two cores longer than a minute. One lane, as one thread runs it.
_hasher = PasswordHasher(time_cost=2, memory_cost=32_768, parallelism=1)


def _nobodys() -> str:
    """Takes as long to compare as a real one and cost nothing to make; no password has it."""
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=")
        for size in (_hasher.salt_len, _hasher.hash_len)
    )
    cost = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${digest}"


_NOBODY = _nobodys()


def hash_password(password: str) -> str:
    return _hasher.hash(normal(password))


def fits(kept: str | None, password: str) -> bool:
    """Takes as long for an account that is not there (None), so that nobody learns which are."""
    try:
        right = _hasher.verify(kept or _NOBODY, normal(password)[:LONGEST])
    except (Argon2Error, InvalidHashError):
        return False
    return right and kept is not None


def outdated(kept: str) -> bool:
    """Whether it was made with weaker parameters than today's: hash again at the next sign-in."""
    try:
        return _hasher.check_needs_rehash(kept)
    except InvalidHashError:
        return True
