"""The same page in the other language, for whoever sits at a browser that speaks another. Plain HTML."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from layouts.words import words

OTHER = {"zh": ("en", "en"), "en": ("zh", "zh-CN")}  # its code and its tag


def other_language(lang: str, place: str = "", **query: str) -> str:
    """A link to `place`, else to where the page is; `query` is what else the address says."""
    (code, tag), text = OTHER[lang], words(lang)
    address = f"{place}?{urlencode({'lang': code} | query)}"
    return (
        f'<nav class="other-language" aria-label="{escape(text["key_lang"], quote=True)}">'
        f'<a lang="{tag}" hreflang="{tag}" href="{escape(address, quote=True)}">'
        f"{escape(text['other_language'])}</a></nav>"
    )
