"""What kind of worker somebody of the roster is, by the words people write. Knows words, no person."""

from __future__ import annotations

from city.headers import plain

FULL, AUXILIARY, MOBILE = KINDS = ("full", "auxiliary", "mobile")
# for each kind the words it is known by besides its own name
WORDS = {
    FULL: ("专职", "full-time", "全职", "专职网格员", "全职网格员"),
    AUXILIARY: ("兼职", "part-time", "协管", "协管员", "兼职网格员"),
    MOBILE: ("机动", "mobile team", "机动队", "机动队员"),
}
KNOWN = {plain(word): kind for kind, words in WORDS.items() for word in (kind, *words)}
WANTED = ", ".join(f"{kind} ({words[0]})" for kind, words in WORDS.items())


def kind_of(told: str) -> str | None:
    """The kind a word means, full-time if none is told; None for a word that means none."""
    return KNOWN.get(plain(told)) if told else FULL
