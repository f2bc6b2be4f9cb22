"""What everybody who guesses passwords tries first: words of the commonest ones, and rows of keys, letters
and digits. No list of stolen passwords: that one is long, changes, and is named by the settings."""

from __future__ import annotations

import re

SHORTEST_RUN = 4  # of a row; three signs in their order occur in any sentence
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "147258369",
)
WORDS = (
    *("password", "passw0rd", "passwort", "p@ssword", "p@ssw0rd", "pa$$word", "pass", "pwd", "secret"),
    *("administrator", "admin", "root", "guest", "user", "test", "temp", "login", "default", "master"),
    *("welcome", "letmein", "changeme", "iloveyou", "trustno1", "whatever", "hello", "sunshine", "princess"),
    *("dragon", "monkey", "football", "baseball", "superman", "batman", "shadow", "michael", "computer"),
    *("woaini", "wodemima", "mima", "nihao", "5201314", "1314520", "1314", "520"),
)


def _runs() -> set[str]:
    both = [each for row in ROWS for each in (row, row[::-1])]
    return {
        row[first:last]
        for row in both
        for first in range(len(row))
        for last in range(first + SHORTEST_RUN, len(row) + 1)
    }


_COMMON = re.compile(
    "|".join(map(re.escape, sorted({*WORDS, *_runs()}, key=lambda each: (-len(each), each))))
)


def uncommon(text: str) -> str:
    """What is left of a folded text without them."""
    return _COMMON.sub("", text)
