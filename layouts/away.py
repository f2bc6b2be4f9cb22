"""Pages that ask again by themselves, without any script: while Redis is away no seat can be given."""

from collections.abc import Iterable
from html import escape

from layouts.address import at
from layouts.missing import html_lang, icon
from layouts.words import words

AGAIN_SECONDS = 5


def away_page(lang: str, why: str, reason: str, stylesheets: Iterable[str]) -> str:
    """A whole document; `why` is what is wrong in the page's language, `reason` the same with the server's
    address, for whoever looks after it."""
    text = words(lang)
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape(at(sheet), quote=True)}">' for sheet in stylesheets
    )
    said = (
        f"<h1>{escape(text['seat_away_title'])}</h1><p>{escape(text['seat_away_text'].format(why=why))}</p>"
    )
    body = f'<main class="missing">{said}<p lang="en">{escape(reason)}</p></main>'
    return _document(lang, text["seat_away_title"], AGAIN_SECONDS, sheets, body)


def here_page(lang: str) -> str:
    """Opens the same address at once, now as a page of this server."""
    return _document(lang, words(lang)["product"], 0, "", "")


def _document(lang: str, title: str, seconds: int, sheets: str, body: str) -> str:
    again = f'<meta http-equiv="refresh" content="{seconds}">'
    head = f'<meta charset="utf-8">{again}{icon()}<title>{escape(title)}</title>{sheets}'
    return f'<!doctype html><html lang="{html_lang(lang)}"><head>{head}</head><body>{body}</body></html>'
