"""The page for an address that names no area of this city. Plain HTML: it works without any script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from layouts.address import at
from layouts.words import words

MAX_LINKS = 60
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'


@dataclass(frozen=True, slots=True)
class Became:
    """Of an area that is no more since `day`: `heirs` are (code, name) of those that have its ground now."""

    name: str
    day: str
    heirs: Sequence[tuple[str, str]]


def missing_page(
    lang: str,
    code: str,
    areas: Iterable[tuple[str, str]],
    stylesheets: Iterable[str],
    world: str = "live",
    notes: Iterable[tuple[str, str]] = (),
    page: str = "wall",
    became: Became | None = None,
) -> str:
    """A whole document; `areas` are (code, name) worth offering, on the `page` that was asked for;
    `stylesheets` are addresses of CSS files; `became`: what there is to say of the area.

    It names its world as every page does, with the remarks on it, in Chinese and English."""
    text = words(lang)
    title, told, offered = text["missing_title"], text["missing_text"].format(code=code), list(areas)
    if became is not None:
        said = text["gone_text" if became.heirs else "gone_nowhere"]
        title = text["gone_title"]
        told = said.format(name=became.name, code=code, day=became.day)
        offered = list(became.heirs or offered)
    links = "".join(
        f'<li><a href="{at(f"/{page}/")}{escape(link, quote=True)}?lang={lang}">{escape(name)}</a></li>'
        for link, name in offered[:MAX_LINKS]
    )
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape(at(sheet), quote=True)}">' for sheet in stylesheets
    )
    return (
        f'<!doctype html><html lang="{html_lang(lang)}"><head><meta charset="utf-8">{VIEWPORT}'
        f"{icon()}<title>{escape(title)}</title>{sheets}</head>"
        f'<body class="lost">{world_frame(lang, world, notes)}<main class="missing">'
        f'<p class="brand">{escape(text["product"])}</p><h1>{escape(title)}</h1>'
        f'<p>{escape(told)}</p><ul class="ways">{links}</ul></main>'
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
