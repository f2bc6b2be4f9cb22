"""What the pages of the field and of departments say. Apart from the wall's words: no page needs both."""

from layouts.words import read_words


def field_table() -> dict[str, dict[str, str]]:
    """Every key with its text by language."""
    return read_words("field_words.toml")


def field_words(lang: str) -> dict[str, str]:
    """Key → text in one language; `lang` is `zh` or `en`."""
    return {key: texts[lang] for key, texts in field_table().items()}
