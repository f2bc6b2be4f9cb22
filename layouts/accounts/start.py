"""The first page of whoever is in: what they may open as whom. Plain HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from layouts.accounts.account import GrantRow, account_words, acts_as
from layouts.accounts.other_language import other_language
from layouts.address import at
from layouts.plain_page import plain_page


@dataclass(frozen=True, slots=True)
class Start:
    """`places`: (right, address) under the grant that is chosen."""

    name: str
    id: str
    grants: Sequence[GrantRow]
    places: Sequence[tuple[str, str]]


def start_page(lang: str, sheets: Sequence[str], start: Start) -> str:
    """A whole document."""
    text = account_words(lang)
    chosen = [grant for grant in start.grants if grant.chosen]
    others = [grant for grant in start.grants if not grant.chosen]
    parts = (
        f"<h1>{escape(start.name)} <small>{escape(start.id)}</small></h1>",
        *(_open(text, grant, start, lang) for grant in chosen),
        _others(text, others, lang),
        f'<div class="places"><a href="{at("/account")}?lang={lang}">{escape(text["title"])}</a></div>',
        f'<form method="post" action="{at("/sign-out")}?lang={lang}">'
        f"<button>{escape(text['sign_out'])}</button></form>",
    )
    body = f'{other_language(lang)}<main class="account start">{"".join(parts)}</main>'
    return plain_page(lang, text["start"], body, sheets=sheets, kind="start")


def _open(text: dict[str, str], grant: GrantRow, start: Start, lang: str) -> str:
    links = "".join(
        f'<a href="{escape(at(_spoken(address, lang)), quote=True)}">{escape(text[f"place_{right}"])}</a>'
        for right, address in start.places
    )
    until = text["until"].format(day=grant.until) if grant.until else ""
    nothing = "" if links else f"<p>{escape(text['place_nothing'])}</p>"
    return (
        f"<section><h2>{escape(text['acts_as'])}</h2><p><b>{escape(acts_as(text, grant) + until)}</b></p>"
        f'<nav class="places">{links}</nav>{nothing}</section>'
    )


def _others(text: dict[str, str], grants: Sequence[GrantRow], lang: str) -> str:
    if not grants:
        return ""
    rows = "".join(
        f'<form class="row" method="post" action="{at("/account/act")}?lang={lang}">'
        f"<span>{escape(acts_as(text, grant))}</span>"
        f'<input type="hidden" name="then" value="home">'
        f'<button name="grant" value="{escape(grant.id, quote=True)}" '
        f'aria-label="{escape(text["change_to"] + " " + acts_as(text, grant), quote=True)}">'
        f"{escape(text['change_to'])}</button></form>"
        for grant in grants
    )
    return f"<section><h2>{escape(text['other_grants'])}</h2>{rows}</section>"


def _spoken(address: str, lang: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={lang}"
