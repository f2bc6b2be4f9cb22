"""What the pages of the field and of departments say. Apart from the wall's words: no page needs both."""

import tomllib
from functools import cache
from pathlib import Path

from layouts.words import LANGUAGES, WordsError

TABLE = Path(__file__).with_name("field_words.toml")


@cache
def field_table() -> dict[str, dict[str, str]]:
    """Every key with its text by language."""
    entries: dict[str, dict[str, str]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    for key, texts in entries.items():
        if sorted(texts) != sorted(LANGUAGES):
            raise WordsError(f"field_words.toml {key}: wanted zh and en, got {', '.join(texts)}")
    return entries


def field_words(lang: str) -> dict[str, str]:
    """Key → text in one language; `lang` is `zh` or `en`."""
    return {key: texts[lang] for key, texts in field_table().items()}
