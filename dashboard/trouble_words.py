"""What keeps us from writing, in words for people: those the light uses, for where no page draws them."""

from __future__ import annotations

from layouts.words import words


def trouble_words(lang: str, server: str, kind: str) -> str:
    """`kind` as streams/faults.py names it, of the server `record` or `positions`."""
    spoken = "refuses" if kind == "odd_key" else kind  # the light names the key, an answer need not
    return words(lang)[f"trouble_{server}_{spoken}"]
