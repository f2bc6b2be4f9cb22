"""What a browser sees that has no start token: how to come in. Plain HTML.

It asks again once a minute: a wall whose key file was away comes back without anybody walking over.
"""

from html import escape

from layouts.address import at
from layouts.missing import VIEWPORT, html_lang, icon
from layouts.words import LANGUAGES, words

AGAIN_SECONDS = 60
SHEETS = ("/assets/styles/tokens.css", "/assets/styles/base.css", "/assets/styles/dialog.css")


def closed_page(lang: str) -> str:
    """A whole document, in both languages: who stands before a wall cannot choose one."""
    first, *others = sorted(LANGUAGES, key=lambda each: each != lang)
    said = _said(first, "h1") + "".join(_said(other, "h2") for other in others)
    again = f'<meta http-equiv="refresh" content="{AGAIN_SECONDS}">'
    sheets = again + "".join(f'<link rel="stylesheet" href="{at(sheet)}">' for sheet in SHEETS)
    return _document(lang, words(lang)["closed_title"], sheets, f'<main class="missing">{said}</main>')


def way_in(place: str) -> str:
    """Opens an address of this server at once, now as one of its own pages."""
    again = f'<meta http-equiv="refresh" content="0;url={escape(at(place), quote=True)}">'
    return _document(LANGUAGES[0], words(LANGUAGES[0])["product"], again, "")


def _said(lang: str, heading: str) -> str:
    text = words(lang)
    return (
        f'<section lang="{html_lang(lang)}"><{heading}>{escape(text["closed_title"])}</{heading}>'
        f"<p>{escape(text['closed_text'])}</p><p>{escape(text['closed_wall'])}</p></section>"
    )


def _document(lang: str, title: str, head: str, body: str) -> str:
    told = f'<meta charset="utf-8">{VIEWPORT}{icon()}<title>{escape(title)}</title>{head}'
    return f'<!doctype html><html lang="{html_lang(lang)}"><head>{told}</head><body>{body}</body></html>'
