"""The pages of an inspector's phone and of a department: the frame the module fills. Works without Dash."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from layouts.plain_page import plain_page


def field_page(
    lang: str, text: Mapping[str, str], facts: Mapping[str, Any], sheets: Sequence[str], module: str
) -> str:
    """`facts` is what the module is told: kind, state, whose, world, build … (docs/field.md)."""
    phone = facts["kind"] == "field"
    title = text["work_title" if phone else "inbox_title"]
    other = "en" if lang == "zh" else "zh"
    whose = escape(_name(facts["whose"], lang) if facts["whose"] else "")
    call = _call(text) if phone and facts["state"] != "unknown" else ""
    body = (
        f"{_world(lang, facts)}"
        f'<header class="head"><div><h1>{escape(title)}</h1><p class="whose">{whose}</p></div>'
        f'<a class="language" href="?lang={other}" lang="{"en" if other == "en" else "zh-CN"}">'
        f"{escape(text['other_language'])}</a></header>"
        '<p class="wire" id="wire" role="status"></p>'
        f"{_state(text, facts)}"
        f'<main id="work" class="work">{_begin(text, facts)}</main>'
        f'<noscript><p class="notice">{escape(text["no_script"])}</p></noscript>{call}'
    )
    return plain_page(
        lang,
        title,
        body,
        sheets=sheets,
        module=module,
        facts=facts,
        kind=str(facts["kind"]),
    )


def _world(lang: str, facts: Mapping[str, Any]) -> str:
    """Nobody must take a demonstration or an exercise for the city."""
    name = escape(facts["world_word"], quote=True)
    return f'<p class="world" role="region" aria-label="{name}">{name}</p>' if name else ""


def _state(text: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    """Why a link opens no work."""
    state = str(facts["state"])
    if state == "good":
        return ""
    still = f" {escape(text['sos_still'])}" if facts["kind"] == "field" and state in STILL else ""
    return (
        f'<p class="notice" data-state="{escape(state, quote=True)}">{escape(text[STATES[state]])}{still}</p>'
    )


STATES = {
    "expired": "link_expired",
    "revoked": "link_revoked",
    "not_listed": "not_listed",
    "unknown": "unknown_link",
    "away": "away_link",
}
STILL = ("expired", "revoked", "not_listed")


def _begin(text: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    return f'<p class="quiet">{escape(text["loading"])}</p>' if facts["state"] in ("good", "away") else ""


def _call(text: Mapping[str, str]) -> str:
    return (
        '<footer class="call"><p id="call-state" class="call-state" role="alert"></p>'
        '<button type="button" id="call" class="call-button">'
        '<span class="call-mark" aria-hidden="true">✚</span>'
        f'<span id="call-word">{escape(text["sos_hold"])}</span></button></footer>'
    )


def _name(name: tuple[str, str | None], lang: str) -> str:
    return (name[1] or name[0]) if lang == "en" else name[0]
