"""The page about the system itself: what is wrong, since when, and the figures behind it. Plain HTML that
asks again by itself: it works where scripts do not."""

from collections.abc import Iterable
from html import escape

from layouts.address import at
from layouts.missing import html_lang, icon, world_frame
from layouts.words import read_words, words

AGAIN_SECONDS = 5  # assets/health/main.mjs has it too
Fact = tuple[str, str]


def health_words(lang: str) -> dict[str, str]:
    """Key → text in one language; `lang` is `zh` or `en`."""
    return {key: texts[lang] for key, texts in read_words("health.toml").items()}


def health_page(
    lang: str,
    time: str,
    state: str,
    troubles: Iterable[str],
    facts: Iterable[Fact],
    advice: Iterable[str],
    sheets: Iterable[str],
    module: str,
    world: str,
    notes: Iterable[tuple[str, str]],
) -> str:
    """A whole document. `state` is `ready`, `reading` or `trouble`, `time` the clock in the city's zone;
    troubles and facts (a key of health.toml, and what is so) are in the page's language, `advice` is in
    English; `sheets` and `module` are addresses of its styles and its script."""
    text = health_words(lang)
    links = "".join(f'<link rel="stylesheet" href="{escape(at(sheet), quote=True)}">' for sheet in sheets)
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<noscript><meta http-equiv="refresh" content="{AGAIN_SECONDS}"></noscript>{icon()}'
        f'<script type="module" src="{escape(at(module), quote=True)}"></script>'
        f"<title>{escape(text['title'])}</title>{links}"
    )
    said = text["as_of"].format(time=time, seconds=AGAIN_SECONDS)
    parts = (
        f'<h1>{escape(text["title"])} · <span data-state="{state}">{escape(text[state])}</span></h1>'
        f'<p class="as-of">{escape(said)}</p>',
        _section(text["troubles"], _list(troubles) or f"<p>{escape(text['no_troubles'])}</p>"),
        _section(text["advice"], _list(advice), "en"),
        _section(text["facts"], _table(text, facts)),
        f'<p><a href="{at("/")}?lang={lang}">{escape(words(lang)["error_home"])}</a></p>',
        f"<p>{escape(text['for_programs'])}{' '.join(map(_link, ('/readyz', '/metrics')))}</p>",
    )
    body = f'{world_frame(lang, world, notes)}<main class="missing health">{"".join(parts)}</main>'
    whole = f'<head>{head}</head><body class="lost">{body}</body>'
    return f'<!doctype html><html lang="{html_lang(lang)}">{whole}</html>'


def _link(path: str) -> str:
    return f'<a href="{at(path)}">{path}</a>'


def _section(title: str, body: str, lang: str = "") -> str:
    """Nothing when there is nothing to say."""
    spoken = f' lang="{lang}"' if lang else ""
    return f"<section><h2>{escape(title)}</h2><div{spoken}>{body}</div></section>" if body else ""


def _list(sentences: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="said">{items}</ul>' if items else ""


def _table(text: dict[str, str], facts: Iterable[Fact]) -> str:
    rows = (
        f'<tr><th scope="row">{escape(text[key])}</th><td data-fact="{key}">{escape(told)}</td></tr>'
        for key, told in facts
    )
    return f"<table>{''.join(rows)}</table>"
