"""What the pages of the field and of departments say. Apart from the wall's words, so that no page is told
both; but what other pages say too is said here in their words."""

from layouts.words import LANGUAGES, read_words, table

# key here → the words of wall and console (or of this page) that it is made of
SHARED = {
    "loading": ("details_loading",),
    "sos": ("sos",),
    "urgent": ("state_urgent",),
    "unsorted": ("item_unknown",),
    "item_sos": ("item_sos",),
    "no_place": ("place_unknown",),
    "no_limit": ("limit_none",),
    "paused": ("due_paused",),
    "reason_label": ("form_reason",),
    "step_waiting": ("clock_answer",),
    "step_handling": ("state_handling",),
    "step_arrived": ("on_site", "state_handling"),
    "step_done": ("state_fed_back", "clock_verify"),
}


def field_table() -> dict[str, dict[str, str]]:
    """Every key with its text by language."""
    own = read_words("field_words.toml")
    known = table() | table("console") | own
    shared = {
        key: {
            lang: _sentence([known[part][lang] for part in parts], own["comma"][lang]) for lang in LANGUAGES
        }
        for key, parts in SHARED.items()
    }
    return own | shared


def _sentence(parts: list[str], comma: str) -> str:
    first, *others = parts
    return comma.join([first[0].upper() + first[1:], *(part[0].lower() + part[1:] for part in others)])


def field_words(lang: str) -> dict[str, str]:
    """Key → text in one language; `lang` is `zh` or `en`."""
    return {key: texts[lang] for key, texts in field_table().items()}
