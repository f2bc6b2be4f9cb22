"""What keeps us from writing, in words for people: those the light uses, for where no page draws them."""

from __future__ import annotations

from typing import Any

from dashboard.truth.troubles import Trouble, Troubles
from layouts.ages import age
from layouts.words import LANGUAGES, words


def trouble_words(lang: str, server: str, kind: str) -> str:
    """`kind` as streams/server/errors.py names it, of the server `record` or `positions`."""
    spoken = "refuses" if kind == "odd_key" else kind  # the light names the key, an answer need not
    return words(lang)[f"trouble_{server}_{spoken}"]


def held_words(lang: str, troubles: Troubles) -> str:
    """The oldest trouble that holds; nothing when none does."""
    held = troubles.held()
    if not held:
        return ""
    return spoken_trouble(lang, held[0])


def spoken_trouble(lang: str, trouble: Trouble) -> str:
    """As the light says it: a span in words, of what is said in both languages the one asked for."""
    told = words(lang).get(f"trouble_{trouble.code}") or words(lang)["trouble_other"]
    return told.format_map({name: _spoken(lang, name, value) for name, value in trouble.told.items()})


def _spoken(lang: str, name: str, value: Any) -> Any:
    if name.endswith("_ms"):
        return age(lang, value)
    return value[LANGUAGES.index(lang)] if isinstance(value, list) else value
