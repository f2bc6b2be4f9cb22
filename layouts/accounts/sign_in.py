"""Where people sign in. Plain HTML: a password manager, a keyboard and a screen reader all know a form."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from layouts.accounts.other_language import other_language
from layouts.plain_page import plain_page
from layouts.words import words

LONGEST = 128  # characters of a field


def sign_in_page(
    lang: str,
    sheets: Sequence[str],
    to: str,
    *,
    account: str = "",
    refusal: str = "",
    seconds: int = 0,
    notice: str = "",
) -> str:
    """A whole document. `refusal`: wait, wrong, no_grant, away or unwritten; `to`: where one goes on to;
    `notice`: a sentence that is none."""
    text = words(lang)
    told = escape(text[f"sign_in_{refusal}"].format(seconds=seconds)) if refusal else ""
    refused = f'<p class="refusal" role="alert">{told}</p>'
    said = f'<p class="notice" role="status">{escape(notice)}</p>' if notice and not refusal else refused
    focus = ("", " autofocus") if account else (" autofocus", "")
    body = (
        other_language(lang, to=to)
        + f'<main class="sign-in"><form method="post" action="?lang={lang}" autocomplete="on">'
        f"<h1>{escape(text['product'])}</h1>"
        f"{said}"
        f'<label for="account">{escape(text["sign_in_account"])}</label>'
        f'<input id="account" name="account" autocomplete="username" autocapitalize="none" '
        f'spellcheck="false" required maxlength="{LONGEST}" value="{escape(account, quote=True)}"{focus[0]}>'
        f'<label for="password">{escape(text["sign_in_password"])}</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" required '
        f'maxlength="{LONGEST}"{focus[1]}>'
        f'<input type="hidden" name="to" value="{escape(to, quote=True)}">'
        f"<button>{escape(text['sign_in'])}</button></form></main>"
    )
    return plain_page(lang, text["sign_in"], body, sheets=sheets, kind="sign-in")
