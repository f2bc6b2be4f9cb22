"""The page on which scenes, programmes and rules are edited: its header, the lists, the form and what the
screen will draw. Filled by assets/arrange/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from city.screens.programme import LONGEST, MEASURES, MOST_STEPS, SHORTEST
from city.screens.ruling import MOST_ITEMS
from city.screens.scenes import LAYOUTS, LONGEST_TEXT, MOST_CAMERAS, PANELS
from city.screens.screen_rule import FARTHEST_CAMERA, UNTIL
from city.screens.stack import LONGEST_S
from layouts import ids
from layouts.address import at
from layouts.plain_page import plain_page
from layouts.screens.director import director_words
from layouts.words import read_words

FILE = "screens/arrange.toml"
CHOICES = {  # what a form offers and takes
    "layouts": LAYOUTS,
    "panels": PANELS,
    "measures": MEASURES,
    "until": UNTIL,
    "seconds": [SHORTEST, LONGEST],
    "lease": LONGEST_S,
    "most_steps": MOST_STEPS,
    "most_cameras": MOST_CAMERAS,
    "most_items": MOST_ITEMS,
    "longest_text": LONGEST_TEXT,
    "farthest": FARTHEST_CAMERA,
}


def arrange_words(lang: str) -> dict[str, str]:
    """Key → text in one language; the director's are among them, since both do things to screens."""
    return director_words(lang) | {key: texts[lang] for key, texts in read_words(FILE).items()}


def arrange_page(lang: str, facts: Mapping[str, Any], sheets: Sequence[str], module: str, socket: str) -> str:
    """A whole document; `socket` is the address of socket.io's script."""
    text = arrange_words(lang)
    return plain_page(
        lang,
        text["arrange"],
        _body(text, lang),
        sheets=sheets,
        module=module,
        facts={**facts, "choices": CHOICES},
        kind="arrange",
        scripts=(socket,),
        facts_id="gridwall-page",
    )


def _body(text: Mapping[str, str], lang: str) -> str:
    band = f'<div id="{ids.BAND}" class="band" role="region" aria-label="{escape(text["director_band"])}">'
    return (
        f'<div id="{ids.WALL}" class="wall arrange">'
        f'<div id="{ids.FRAME}" class="frame" aria-hidden="true"></div>{_head(text, lang)}{band}</div>'
        f'<div class="workshop">{_lists(text)}{_form(text)}{_seen(text)}</div></div>'
    )


def _head(text: Mapping[str, str], lang: str) -> str:
    """The regions that every page's header has."""
    back = (
        f'<a id="back" class="head-link" href="{at("/director/")}?lang={lang}">{escape(text["director"])}</a>'
    )
    return (
        f'<header id="{ids.HEAD}" class="head"><span id="{ids.PRODUCT}" class="product"></span>'
        f'<span id="{ids.WORLD}" class="world" hidden></span>'
        f'<h1 class="arrange-title">{escape(text["arrange"])}</h1>{back}<span class="head-room"></span>'
        f'<div id="{ids.LIGHT_NOTE}" class="light-note"></div><div id="{ids.LIGHT}" class="light"></div>'
        f'<details id="{ids.ACCOUNT}" class="account-menu" hidden></details>'
        f'<button id="{ids.LANG}" type="button" class="lang"></button>'
        f'<div id="{ids.DATE}" class="date"></div>'
        f'<div id="{ids.CLOCK}" class="clock" role="timer"></div></header>'
    )


def _lists(text: Mapping[str, str]) -> str:
    return (
        f'<nav class="shelf" aria-label="{escape(text["shelf"])}"><div id="lists" class="lists"></div>'
        f'<section id="exchange" class="exchange" aria-label="{escape(text["exchange"])}"></section></nav>'
    )


def _form(text: Mapping[str, str]) -> str:
    return (
        f'<main class="bench"><div id="standing" class="standing" role="alert"></div>'
        f'<form id="form" class="form" autocomplete="off" aria-label="{escape(text["form"])}"></form>'
        '<footer class="bench-foot"><div id="acts" class="acts"></div>'
        '<p id="said" class="said" role="status"></p></footer></main>'
    )


def _seen(text: Mapping[str, str]) -> str:
    return (
        f'<section id="seen" class="seen" aria-label="{escape(text["seen"])}">'
        '<div id="preview" class="preview"></div><div id="beside" class="beside"></div></section>'
    )
