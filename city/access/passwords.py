"""Whether a password may be had: by its length, and by whether others use it or it is somebody's name. What
characters it is made of does not matter (NIST SP 800-63B-4, 3.1.1.2). Knows no hash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from city.access.common_words import uncommon

SHORTEST, LONGEST = 12, 128  # characters; longer ones would let strangers keep us hashing
PRODUCT = ("gridwall",)
REPEATED = re.compile(r"(.{1,5})\1+")  # nothing but a few signs again and again


class PasswordError(ValueError):
    """`reason` is a word of the word files; the text says it in English. Nothing of the password is in it."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def normal(password: str) -> str:
    """The same characters however a keyboard made them: NFKC, as NIST asks."""
    return unicodedata.normalize("NFKC", password)


def check_password(
    password: str, names: Iterable[str], breached: Callable[[str], bool], shortest: int = SHORTEST
) -> None:
    """`names`: whose it is, in every way they are called. Raises PasswordError."""
    told = normal(password)
    if len(told) < shortest:
        raise PasswordError("password_short", f"A password must have at least {shortest} characters.")
    if len(told) > LONGEST:
        raise PasswordError("password_long", f"A password must have at most {LONGEST} characters.")
    if len(set(told)) < 5 or REPEATED.fullmatch(told.casefold()):
        raise PasswordError("password_plain", "A password must not repeat so few characters.")
    folded = told.casefold()
    without = folded
    for name in sorted(
        {name.casefold() for name in (*names, *PRODUCT) if len(name) > 1}, key=len, reverse=True
    ):
        without = without.replace(name, "")
    if len(without) < shortest // 2:
        raise PasswordError("password_name", "A password must not be made of a name.")
    if len(uncommon(without)) < shortest // 2:
        sentence = "A password must be more than common words, rows of keys and runs of digits."
        raise PasswordError("password_common", sentence)
    if breached(told) or breached(folded):
        raise PasswordError(
            "password_breached", "This password is on a list of those that were stolen elsewhere."
        )
