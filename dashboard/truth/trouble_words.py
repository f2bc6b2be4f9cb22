"""What keeps us from writing, in words for people: those the light uses, for where no page draws them."""

from __future__ import annotations

from dashboard.truth.troubles import Troubles
from layouts.words import words


def trouble_words(lang: str, server: str, kind: str) -> str:
    """`kind` as streams/server/errors.py names it, of the server `record` or `positions`."""
    spoken = "refuses" if kind == "odd_key" else kind  # the light names the key, an answer need not
    return words(lang)[f"trouble_{server}_{spoken}"]


def held_words(lang: str, troubles: Troubles) -> str:
    """The oldest trouble that holds; nothing when none does."""
    held = troubles.held()
    if not held:
        return ""
    told = words(lang).get(f"trouble_{held[0].code}") or words(lang)["trouble_other"]
    return told.format_map(held[0].told)
