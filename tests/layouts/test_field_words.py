"""The words of the field's pages: each one used is there in both languages, and none for nothing."""

import re
from pathlib import Path

from layouts.field_words import field_table
from layouts.words import LANGUAGES

ROOT = Path(__file__).parents[2]
SOURCES = [*ROOT.glob("layouts/*.py"), *ROOT.glob("dashboard/**/*.py"), *ROOT.glob("assets/field/*.mjs")]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
LITERALS = set(re.findall(r"""['"]([a-z][a-z0-9_]*)['"]""", TEXT))
NAMES = set(re.findall(r"\b([a-z]+_count)\b", TEXT))  # members of an object in board.mjs
PREFIXES = tuple(re.findall(r"`([a-z0-9_]+_)\$\{", TEXT))
LIMITS = {"urgent_hours", "work_hours", "work_days", "natural_days"}  # asked for by a case's limit


def test_every_key_is_used() -> None:
    used = LITERALS | NAMES | LIMITS
    assert [key for key in field_table() if key not in used and not key.startswith(PREFIXES)] == []


def test_every_word_a_script_asks_for_is_in_the_table() -> None:
    asked = set(re.findall(r"""\bword\(\s*['"]([a-z0-9_]+)['"]""", TEXT))
    said = set(re.findall(r"""\bsay\(\s*['"]([a-z0-9_]+)['"]""", TEXT))
    steps = {f"step_{step}" for step in ("waiting", "accepted", "arrived", "handling", "done")}
    own = {
        word for word in asked | said if word in field_table() or word.startswith(("sos_", "do_", "sent_"))
    }
    assert (own | steps) <= set(field_table())


def test_both_languages_say_something_and_fill_the_same_places() -> None:
    for key, texts in field_table().items():
        places = {lang: set(re.findall(r"\{(\w+)\}", texts[lang])) for lang in LANGUAGES}
        assert all(texts.values()), key
        assert places["zh"] == places["en"], key
