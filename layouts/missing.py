"""The page for an address that names no area of this city. Plain HTML: it works without any script."""

from collections.abc import Iterable
from html import escape

from layouts.words import words

MAX_LINKS = 60


def missing_page(lang: str, code: str, areas: Iterable[tuple[str, str]], stylesheets: Iterable[str]) -> str:
    """A whole document; `areas` are (code, name) worth offering, `stylesheets` are addresses of CSS files."""
    text = words(lang)
    links = "".join(
        f'<li><a href="/wall/{escape(link, quote=True)}">{escape(name)}</a></li>'
        for link, name in list(areas)[:MAX_LINKS]
    )
    sheets = "".join(f'<link rel="stylesheet" href="{escape(sheet, quote=True)}">' for sheet in stylesheets)
    return (
        f'<!doctype html><html lang="{html_lang(lang)}"><head><meta charset="utf-8">'
        f"<title>{escape(text['missing_title'])}</title>{sheets}</head>"
        f'<body><main class="missing"><h1>{escape(text["missing_title"])}</h1>'
        f"<p>{escape(text['missing_text'].format(code=code))}</p><ul>{links}</ul></main></body></html>"
    )


def html_lang(lang: str) -> str:
    """The value of the page's `lang` attribute, so that the right Han glyphs are picked."""
    return {"zh": "zh-CN", "en": "en"}[lang]
