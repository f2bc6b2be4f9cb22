"""What the pages say, in Chinese and in English. Knows no page: reads the tables of words."""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
TABLES = {  # the console's page and a screen's are told the wall's besides
    "wall": "words.toml",
    "console": "console/words.toml",
    "screen": "screens/screen.toml",
}


class WordsError(ValueError):
    """The table lacks a language for a key, or was asked for a language it does not have."""


@cache
def read_words(file: str, wanted: Collection[str] = LANGUAGES) -> dict[str, dict[str, str]]:
    """Every key of a word file with its texts, which must be exactly those wanted."""
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    entries: dict[str, dict[str, str]] = tomllib.loads(text)
    for key, texts in entries.items():
        if sorted(texts) != sorted(wanted):
            raise WordsError(f"{file} {key}: wanted {' and '.join(wanted)}, got {', '.join(texts)}")
    return entries


def table(kind: str = "wall") -> dict[str, dict[str, str]]:
    """Every key of a page with its text by language."""
    return read_words(TABLES[kind])


def words(lang: str, kind: str = "wall") -> dict[str, str]:
    """Key → text in one language; `lang` is `zh` or `en`."""
    if lang not in LANGUAGES:
        raise WordsError(f"words: wanted one of {', '.join(LANGUAGES)}, got {lang!r}")
    return {key: texts[lang] for key, texts in table(kind).items()}
