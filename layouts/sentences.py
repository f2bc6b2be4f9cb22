"""Sentences that the server says: refusals, answers, remarks, each by its key in sentences.toml, with values
in it. A term of the glossary is said by the word pages have for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from city.cases.refusal import Name, Refusal, Term
from layouts.words import LANGUAGES, read_words, table

FILE = "sentences.toml"


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """The words that may stand in a sentence."""
    return read_words(FILE) | table() | table("console")


def sentence(lang: str, key: str, values: Mapping[str, Any] | None = None) -> str:
    """`values`: text and numbers as they are, a Term, a tuple of terms, a Name, or another sentence.
    Raises KeyError for a sentence that is not there, or lacks a value."""
    worded = {name: _worded(lang, value) for name, value in (values or {}).items()}
    return read_words(FILE)[key][lang].format_map(worded)


def both(key: str, values: Mapping[str, Any] | None = None) -> dict[str, str]:
    """The sentence by language."""
    return {lang: sentence(lang, key, values) for lang in LANGUAGES}


def term(lang: str, kind: str, code: str) -> str:
    """As it stands within a sentence; a code without a word is said as it is."""
    word = vocabulary().get(f"{kind}_{code}")
    if word is None:
        return code
    return word[lang] if lang == "zh" or word[lang][1:2].isupper() else word[lang][0].lower() + word[lang][1:]


def _worded(lang: str, value: Any) -> str:
    match value:
        case Term(kind, code):
            return term(lang, kind, code)
        case Name(zh, en):
            return (en or zh) if lang == "en" else zh
        case Refusal(_, key, values):
            return sentence(lang, key, values)
        case tuple():
            return read_words(FILE)["between"][lang].join(_worded(lang, each) for each in value)
    return str(value)
