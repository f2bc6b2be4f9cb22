"""The level of the city on a page that is made once: a line above all else, and the frame."""

from html import escape

from layouts.words import words


def level_mark(lang: str, code: str, why: str) -> str:
    name = words(lang)[f"level_{code}"]
    return (
        f'<div class="level-page" data-level="{escape(code, quote=True)}">'
        '<div class="level-frame" aria-hidden="true"></div>'
        '<p class="level-plate"><span class="level-shape"></span>'
        f'<b class="level-word">{escape(name)}</b><span class="level-why">{escape(why)}</span></p></div>'
    )
