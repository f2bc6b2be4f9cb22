"""What somebody sees who opened what they may not, what is not there, or what broke. Plain HTML; it says the
same whether something stands elsewhere or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from layouts.address import at
from layouts.plain_page import plain_page
from layouts.words import words

KNOWN = (403, 404, 500)


def error_page(lang: str, status: int, sheets: Sequence[str]) -> str:
    """A whole document."""
    text = words(lang)
    kind = status if status in KNOWN else 500 if status >= 500 else 404
    title, said = (text[f"error_{kind}_{part}"] for part in ("title", "text"))
    body = (
        f'<main class="missing"><p class="brand">{escape(text["product"])}</p><h1>{escape(title)}</h1>'
        f'<p>{escape(said)}</p><ul class="ways"><li><a href="{at("/")}?lang={lang}">'
        f"{escape(text['error_home'])}</a></li></ul></main>"
    )
    return plain_page(lang, title, body, sheets=sheets, kind="error")
