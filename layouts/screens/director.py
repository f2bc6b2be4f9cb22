"""The page of whoever looks after a room of screens: its header, the room, what is at hand, and the keys.
Filled by assets/director/."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

from city.access.roles import LEADER, may
from layouts import ids
from layouts.address import at
from layouts.keys import shown
from layouts.plain_page import plain_page
from layouts.words import read_words, words

FILE = "screens/director.toml"
DIRECTOR_KEYS = {  # as KeyboardEvent.key tells them, letters as capitals → what they do
    **{str(number): "number" for number in range(1, 10)},
    "W": "take",
    "E": "end",
    "X": "extend",
    "H": "hold",
    "N": "next",
    "P": "previous",
    "I": "identify",
    "T": "announce",
    "L": "level",
    "Escape": "drop",
}
ROWS = (
    ("number",),
    ("take",),
    ("end",),
    ("extend",),
    ("hold",),
    ("next", "previous"),
    ("identify",),
    ("announce",),
    ("level",),
    ("drop",),
)

LOG_HEADS = ("log_when", "log_screen", "log_what", "log_who", "log_end")


def director_words(lang: str) -> dict[str, str]:
    """Key → text in one language, those of every page among them."""
    return words(lang) | {key: texts[lang] for key, texts in read_words(FILE).items()}


def director_page(
    lang: str, facts: Mapping[str, Any], sheets: Sequence[str], module: str, socket: str
) -> str:
    """A whole document; `socket` is the address of socket.io's script."""
    text = director_words(lang)
    return plain_page(
        lang,
        text["director"],
        _body(text, _arranging(text, lang, facts), _unmeant(facts)),
        sheets=sheets,
        module=module,
        facts=facts,
        kind="director",
        scripts=(socket,),
        facts_id="gridwall-page",
    )


def _arranging(text: Mapping[str, str], lang: str, facts: Mapping[str, Any]) -> str:
    """The way to where what screens show is edited, for who may."""
    if not may(facts.get("viewer", {}).get("role", LEADER), "screens"):
        return ""
    query = urlencode({"lang": lang, "room": facts["room"]})
    place = escape(f"{at('/arrange/')}?{query}", quote=True)
    return f'<a class="head-link" href="{place}">{escape(text["to_arrange"])}</a>'


def _unmeant(facts: Mapping[str, Any]) -> set[str]:
    """What the keys do that are not for whoever looks: the level is the whole city's."""
    if not may(facts.get("viewer", {}).get("role", LEADER), "screens"):
        return {"announce", "level"}
    return set() if facts.get("scope") == facts.get("root") else {"level"}


def _body(text: Mapping[str, str], way: str, unmeant: Container[str]) -> str:
    band = f'<div id="{ids.BAND}" class="band" role="region" aria-label="{escape(text["director_band"])}">'
    return (
        f'<div id="{ids.WALL}" class="wall director">'
        f'<div id="{ids.FRAME}" class="frame" aria-hidden="true"></div>{_head(text, way)}{band}</div>'
        f'<div class="desk">{_room(text)}{_aside(text)}</div>{_foot(text, unmeant)}'
        '<dialog id="form" class="dialog form"></dialog></div>'
    )


def _head(text: Mapping[str, str], way: str) -> str:
    """The regions that every page's header has."""
    return (
        f'<header id="{ids.HEAD}" class="head"><span id="{ids.PRODUCT}" class="product"></span>'
        f'<span id="{ids.WORLD}" class="world" hidden></span>'
        f'<h1 class="director-title">{escape(text["director"])}</h1>{way}'
        f'<nav id="rooms" class="rooms" aria-label="{escape(text["rooms"])}"></nav>'
        '<span id="tally" class="tally"></span>'
        f'<div id="{ids.LIGHT_NOTE}" class="light-note"></div><div id="{ids.LIGHT}" class="light"></div>'
        f'<details id="{ids.ACCOUNT}" class="account-menu" hidden></details>'
        f'<button id="{ids.LANG}" type="button" class="lang"></button>'
        f'<div id="{ids.DATE}" class="date"></div>'
        f'<div id="{ids.CLOCK}" class="clock" role="timer"></div></header>'
    )


def _room(text: Mapping[str, str]) -> str:
    """The room as it hangs; below it what its screens showed, and what is announced."""
    heads = "".join(f"<th>{escape(text[key])}</th>" for key in LOG_HEADS)
    return (
        '<main class="room-side"><div><div id="room" class="room"></div>'
        '<div id="no-room" class="no-room" hidden></div></div><div class="room-below">'
        f'<section class="log"><h2 id="log-of">{escape(text["log"])}</h2>'
        f'<p id="log-none" class="hint" hidden>{escape(text["log_none"])}</p>'
        '<div class="log-scroll" tabindex="0" role="region" aria-labelledby="log-of"><table><thead>'
        f'<tr>{heads}</tr></thead><tbody id="log-lines"></tbody></table></div></section>'
        f'<section class="telling" aria-label="{escape(text["telling"])}"><div id="own-notices"></div>'
        '<div id="telling"></div></section>'
        "</div></main>"
    )


def _aside(text: Mapping[str, str]) -> str:
    return (
        '<aside class="at-hand">'
        f'<p id="said" class="said" role="status"></p>'
        f'<section id="chosen" aria-label="{escape(text["chosen"])}"></section>'
        f'<section id="walls" aria-label="{escape(text["wall_of_screens"])}" hidden></section>'
        f'<section aria-label="{escape(text["to_show"])}"><h2>{escape(text["to_show"])}</h2>'
        '<ol id="things" class="things"></ol></section>'
        f'<section id="pairing" aria-label="{escape(text["pairing"])}"></section></aside>'
    )


def _foot(text: Mapping[str, str], unmeant: Container[str]) -> str:
    """The keys, and what each does."""
    rows = [
        (shown(DIRECTOR_KEYS.items(), *actions), text[f"key_{actions[0]}"])
        for actions in ROWS
        if actions[0] not in unmeant
    ]
    keys = "".join(f"<span><kbd>{escape(key)}</kbd> {escape(does)}</span>" for key, does in rows)
    return f'<footer class="director-keys">{keys}</footer>'
