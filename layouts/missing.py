"""The page for an address that names no area of this city. Plain HTML: it works without any script."""

from collections.abc import Iterable
from html import escape

from layouts.address import at
from layouts.words import words

MAX_LINKS = 60
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'


def missing_page(
    lang: str,
    code: str,
    areas: Iterable[tuple[str, str]],
    stylesheets: Iterable[str],
    world: str = "live",
    notes: Iterable[tuple[str, str]] = (),
    page: str = "wall",
) -> str:
    """A whole document; `areas` are (code, name) worth offering, on the `page` that was asked for;
    `stylesheets` are addresses of CSS files.

    It names its world as every page does, with the remarks on it, in Chinese and English."""
    text = words(lang)
    links = "".join(
        f'<li><a href="{at(f"/{page}/")}{escape(link, quote=True)}?lang={lang}">{escape(name)}</a></li>'
        for link, name in list(areas)[:MAX_LINKS]
    )
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape(at(sheet), quote=True)}">' for sheet in stylesheets
    )
    return (
        f'<!doctype html><html lang="{html_lang(lang)}"><head><meta charset="utf-8">{VIEWPORT}'
        f"{icon()}<title>{escape(text['missing_title'])}</title>{sheets}</head>"
        f'<body class="lost">{world_frame(lang, world, notes)}<main class="missing">'
        f'<p class="brand">{escape(text["product"])}</p><h1>{escape(text["missing_title"])}</h1>'
        f'<p>{escape(text["missing_text"].format(code=code))}</p><ul class="ways">{links}</ul></main>'
        "</body></html>"
    )


def world_frame(lang: str, world: str, notes: Iterable[tuple[str, str]]) -> str:
    """The frame and the name of a world that is not the real city's."""
    if world == "live":
        return ""
    text = words(lang)
    remarks = " · ".join(zh if lang == "zh" else en for zh, en in notes) or text.get(f"note_{world}", "")
    name = text.get(f"world_{world}", world)
    return (
        '<div class="frame" aria-hidden="true"></div>'
        f'<header><p class="world"><b>{escape(name)}</b>'
        f'<span class="world-note">{escape(remarks)}</span></p></header>'
    )


def icon() -> str:
    return f'<link rel="icon" href="{at("/favicon.ico")}">'


def html_lang(lang: str) -> str:
    """The value of the page's `lang` attribute, so that the right Han glyphs are picked."""
    return {"zh": "zh-CN", "en": "en"}[lang]
