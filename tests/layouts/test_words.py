"""The page's words: every one used is there in both languages, and none is there for nothing."""

import re
from pathlib import Path

import pytest

from layouts.words import LANGUAGES, WordsError, read_words, table, words

ROOT = Path(__file__).parents[2]
SOURCES = [
    *ROOT.glob("layouts/**/*.py"),
    *ROOT.glob("dashboard/**/*.py"),
    *(path for path in ROOT.glob("assets/**/*.mjs") if path.parts[-2] not in ("built", "field", "vendor")),
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
LITERALS = set(re.findall(r"""['"]([a-z][a-z0-9_]*)['"]""", TEXT))
PREFIXES = tuple(re.findall(r"""[`"]([a-z0-9_]+_)\$?\{""", TEXT))
DIRECTOR = read_words("screens/director.toml")
ARRANGE = read_words("screens/arrange.toml")
SHEET = read_words("device_sheet.toml")
HANDOVER = read_words("handover/handover.toml")
REVIEW = read_words("review/review.toml")
OPEN311 = read_words("open311.toml")
TABLE = (
    table() | table("console") | table("screen") | DIRECTOR | ARRANGE | SHEET | OPEN311 | HANDOVER | REVIEW
)


def test_every_key_is_used_by_a_layout_or_a_script() -> None:
    unused = [key for key in TABLE if key not in LITERALS and not key.startswith(PREFIXES)]
    assert unused == []


def test_every_word_a_script_asks_for_is_in_the_table() -> None:
    asked = set(re.findall(r"""\bword\(\s*['"]([a-z0-9_]+)['"]""", TEXT))
    states = {literal for literal in LITERALS if literal.startswith(("state_", "light_"))}
    assert asked | states <= set(TABLE)


def test_both_languages_say_something_and_fill_the_same_places() -> None:
    for key, texts in TABLE.items():
        places = {lang: set(re.findall(r"\{(\w+)\}", texts[lang])) for lang in LANGUAGES}
        assert all(texts.values()), key
        assert places["zh"] == places["en"], key


def test_no_key_stands_in_both_tables() -> None:
    others = set(table("console")) | set(table("screen"))
    assert set(table()) & others == set()
    assert set(DIRECTOR) & {*table(), *others} == set()
    assert set(SHEET) & {*table(), *others, *DIRECTOR, *ARRANGE} == set()
    assert set(ARRANGE) & {*table(), *others, *DIRECTOR} == set()


def test_an_unknown_language_is_refused_in_a_sentence() -> None:
    with pytest.raises(WordsError, match=r"words: wanted one of zh, en, got 'fr'"):
        words("fr")
