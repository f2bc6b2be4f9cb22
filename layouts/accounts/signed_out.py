"""Why somebody is in no more, as the page where one comes in says it."""

from __future__ import annotations

from layouts.accounts.account import account_words
from layouts.ages import age


def signed_out_sentence(lang: str, reason: str, ms: int) -> str:
    """`reason` as sessions_door.py knows them; nothing for who signed out themselves. `ms`: the limit."""
    sentence = account_words(lang).get(f"out_{reason}", "")
    return sentence.format(span=age(lang, ms))
