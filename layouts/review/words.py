"""What a review says, and how it calls what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from layouts.words import read_words, words

Names = Mapping[str, Mapping[str, tuple[str, str | None]]]  # by split and id: Chinese, English
OF_OTHERS = ("state", "channel", "event")  # words that other pages have begin so


def review_words(lang: str) -> dict[str, str]:
    return {key: texts[lang] for key, texts in read_words("review/review.toml").items()}


def page_words(lang: str) -> dict[str, str]:
    """Besides: states, events and channels of cases as walls and consoles call them."""
    others = words(lang) | words(lang, "console")
    theirs = {key: text for key, text in others.items() if key.partition("_")[0] in OF_OTHERS}
    return theirs | {"item_sos": others["item_sos"]} | review_words(lang)


def row_name(split: str, id: str, code: str, names: Names, lang: str) -> str:
    """Of one row of a split of the area `code`; what has no name is its id."""
    text = page_words(lang)
    if split == "areas" and id == code:
        return text["itself"]
    if split == "hours":
        day, hour = id.split("-")
        return text["csv_hour"].format(day=text[f"weekday_{day}"], hour=hour)
    if split == "channels":
        return text.get(f"channel_{id}", id)
    zh, en = names.get(split, {}).get(id, (id, None))
    return (en if lang == "en" else None) or zh
