"""What the pages say, in Chinese and in English. Knows no page: it reads words.toml and console/words.toml.

Why a camera is as it is has its words in city/cameras/camera_states.py: once, for page and command line.
"""

import tomllib
from functools import cache
from pathlib import Path

from city.cameras.camera_states import DETAILS

LANGUAGES = ("zh", "en")
TABLES = {"wall": "words.toml", "console": "console/words.toml"}  # the console's page is told both


class WordsError(ValueError):
    """The table lacks a language for a key, or was asked for a language it does not have."""


@cache
def table(kind: str = "wall") -> dict[str, dict[str, str]]:
    """Every key with its text by language."""
    file = Path(__file__).parent / TABLES[kind]
    entries: dict[str, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    for key, texts in entries.items():
        if sorted(texts) != sorted(LANGUAGES):
            raise WordsError(f"{TABLES[kind]} {key}: wanted zh and en, got {', '.join(texts)}")
    if kind != "wall":
        return entries
    return entries | {
        f"camera_detail_{code}": dict(zip(LANGUAGES, texts, strict=True)) for code, texts in DETAILS.items()
    }


def words(lang: str, kind: str = "wall") -> dict[str, str]:
    """Key → text in one language; `lang` is `zh` or `en`."""
    if lang not in LANGUAGES:
        raise WordsError(f"words: wanted one of {', '.join(LANGUAGES)}, got {lang!r}")
    return {key: texts[lang] for key, texts in table(kind).items()}
