"""What the numbers are said to mean, on pages and in docs/counters.md."""

from pathlib import Path

from city.counts.counters import COUNTERS, DEFINITIONS
from city.rules import Rules
from layouts.counter_words import counter_words
from layouts.words import read_words

DOCS = Path(__file__).parents[2] / "docs" / "counters.md"


def table() -> str:
    """The table docs/counters.md must hold."""
    said = counter_words(Rules())
    rows = [
        f"| `{name}` | {said[name]['zh']} | {said[name]['en']} | {each.unit} "
        f"| {'yes' if each.additive else 'no'} | {said[name]['en_text']} {said[name]['zh_text']} |"
        for name, each in DEFINITIONS.items()
    ]
    head = "| counter | 中文 | English | unit | adds up | meaning |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def test_the_docs_hold_every_definition_word_for_word() -> None:
    assert table() in DOCS.read_text(encoding="utf-8"), f"docs/counters.md must hold this table:\n{table()}"


def test_every_counter_has_words_and_no_words_are_of_another() -> None:
    assert list(read_words("counters.toml", ("zh", "en", "zh_text", "en_text"))) == list(COUNTERS)


def test_a_definition_names_the_threshold_that_holds_here() -> None:
    ours = counter_words(Rules(on_duty_minutes=7, covered_hours=3))
    assert "7 分钟" in ours["on_duty"]["zh_text"] and "at most 7 minutes" in ours["on_duty"]["en_text"]
    assert "3 小时" in ours["grids_covered"]["zh_text"]
    assert "last 3 hours" in ours["grids_covered"]["en_text"]
