"""What the numbers on a page are called and what they count, with the thresholds that hold here."""

from city.counts.counters import COUNTERS
from city.rules import Rules
from layouts.words import read_words

TEXTS = ("zh", "en", "zh_text", "en_text")


def counter_words(rules: Rules) -> dict[str, dict[str, str]]:
    """Each counter's name and meaning in both languages, in the order of COUNTERS."""
    table = read_words("counters.toml", TEXTS)
    values = {name: getattr(rules, name) for name in rules.__dataclass_fields__}
    return {name: {each: text.format_map(values) for each, text in table[name].items()} for name in COUNTERS}
