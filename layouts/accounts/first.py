"""Where the first administrator is made, with the code that the machine of the record printed. Plain HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from layouts.accounts.account import LONGEST, account_words
from layouts.accounts.other_language import other_language
from layouts.address import at
from layouts.plain_page import plain_page

# name, what it is called, what a password manager does with it, and its type
FIELDS = (
    ("code", "first_code", "one-time-code", "text"),
    ("account", "first_account", "username", "text"),
    ("name", "first_name", "name", "text"),
    ("new", "password_new", "new-password", "password"),
    ("again", "password_again", "new-password", "password"),
)


def first_page(
    lang: str, sheets: Sequence[str], shortest: int, told: Mapping[str, str], refusal: str = ""
) -> str:
    """A whole document. `told`: what was typed, but for passwords; `refusal` a key of account.toml."""
    text = account_words(lang)
    said = escape(text[refusal].format(shortest=shortest)) if refusal else ""
    fields = "".join(
        f'<label for="{name}">{escape(text[label].format(shortest=shortest))}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{hint}" autocapitalize="none" '
        f'spellcheck="false" required maxlength="{LONGEST}" '
        f'value="{escape(told.get(name, ""), quote=True) if kind == "text" else ""}">'
        for name, label, hint, kind in FIELDS
    )
    body = (
        other_language(lang)
        + f'<main class="account"><h1>{escape(text["first"])}</h1><p>{escape(text["first_text"])}</p>'
        f'<p class="refusal" role="alert">{said}</p>'
        f'<form class="stack" method="post" action="{at("/first")}?lang={lang}">{fields}'
        f"<p>{escape(text['password_rule'].format(shortest=shortest))}</p>"
        f"<button>{escape(text['first_make'])}</button></form></main>"
    )
    return plain_page(lang, text["first"], body, sheets=sheets, kind="first")
