"""The page on which a browser becomes a screen: a code, to be read across a room. Its script fills it in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from layouts.address import at
from layouts.plain_page import plain_page
from layouts.words import read_words, words

CODE = "/screen/pairing"
SPOKEN = ("say", "left", "starting", "away", "paired", "unhung")  # by the script


def pairing_words(lang: str) -> dict[str, str]:
    return {key: texts[lang] for key, texts in read_words("screens/pairing.toml").items()}


def pairing_page(lang: str, sheets: Sequence[str], module: str) -> str:
    """A whole document, the same for every stranger; assets/screen/pairing.mjs asks for the code."""
    text = pairing_words(lang)
    body = (
        '<main class="pairing" id="pairing" data-state="starting">'
        f"<h1>{escape(words(lang)['product'])} <span>{escape(text['title'])}</span> "
        '<span id="host"></span></h1>'
        '<p class="code" id="code"><span>····</span><span>····</span></p>'
        f'<div class="below"><p class="say" id="say" role="status">{escape(text["starting"])}</p>'
        '<p class="left" id="left"></p><div class="bar" aria-hidden="true"><i id="bar"></i></div></div>'
        f"<noscript>{escape(text['no_script'])}</noscript></main>"
    )
    facts = {"lang": lang, "code": at(CODE), "words": {key: text[key] for key in SPOKEN}}
    title = text["title"]
    return plain_page(lang, title, body, sheets=sheets, module=module, facts=facts, kind="pairing")


def taken_page(lang: str, sheets: Sequence[str], name: str) -> str:
    """A whole document: this browser is somebody's, who is called `name`."""
    text = pairing_words(lang)
    body = (
        f'<main class="account"><h1>{escape(text["taken"])}</h1>'
        f"<p>{escape(text['taken_by'].format(name=name))}</p><p>{escape(text['taken_how'])}</p>"
        f'<nav class="places"><a href="{at("/start")}?lang={lang}">{escape(text["start"])}</a></nav>'
        f'<form method="post" action="{at("/sign-out")}?lang={lang}">'
        f'<button name="then" value="pair">{escape(text["sign_out"])}</button></form></main>'
    )
    return plain_page(lang, text["title"], body, sheets=sheets, kind="taken")


def unpaired_page(lang: str, sheets: Sequence[str]) -> str:
    """A whole document: here no browser is paired; with the way to the screens there are."""
    text = pairing_words(lang)
    body = (
        f'<main class="missing"><p class="brand">{escape(words(lang)["product"])}</p>'
        f"<h1>{escape(text['unpaired'])}</h1><p>{escape(text['unpaired_why'])}</p>"
        f"<p>{escape(text['unpaired_how'])}</p>"
        f'<ul class="ways"><li><a href="{at("/director/")}?lang={lang}">'
        f"{escape(text['unpaired_way'])}</a></li></ul></main>"
    )
    return plain_page(lang, text["title"], body, sheets=sheets, kind="unpaired")
