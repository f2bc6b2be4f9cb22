"""Argon2id hashes of passwords. Slow by design: run it in a thread, never on the loop that serves frames."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from city.access.passwords import LONGEST, normal

# RFC 9106, 4: the second recommended option (64 MiB, three passes); one lane, as one thread runs it
_hasher = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)
_NOBODY = _hasher.hash("nobody has this password")


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
