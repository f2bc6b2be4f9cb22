"""A document without Dash: its sheets, its one module and the facts it is told. Knows no page."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import msgspec

from layouts.address import at
from layouts.missing import VIEWPORT, html_lang, icon


def plain_page(
    lang: str,
    title: str,
    body: str,
    *,
    sheets: Sequence[str],
    module: str = "",
    facts: Mapping[str, Any] | None = None,
    kind: str = "",
    scripts: Sequence[str] = (),
    facts_id: str = "page",
) -> str:
    """A whole document; `body` is markup of ours, everything else is text. `scripts` run before it."""
    links = "".join(f'<link rel="stylesheet" href="{escape(at(sheet), quote=True)}">' for sheet in sheets)
    data = f'<script type="application/json" id="{facts_id}">'
    told = "" if facts is None else f"{data}{_json(facts)}</script>"
    before = "".join(f'<script src="{escape(at(each), quote=True)}" defer></script>' for each in scripts)
    script = f'<script type="module" src="{escape(at(module), quote=True)}"></script>' if module else ""
    return (
        f'<!doctype html><html lang="{html_lang(lang)}"><head><meta charset="utf-8">'
        f'{VIEWPORT}<meta name="robots" content="noindex, nofollow">'
        f'<meta name="format-detection" content="telephone=no">{icon()}'
        f"<title>{escape(title)}</title>{links}{told}{before}{script}</head>"
        f'<body data-page="{escape(kind, quote=True)}">{body}</body></html>'
    )


def _json(facts: Mapping[str, Any]) -> str:
    return msgspec.json.encode(facts).decode().replace("<", "\\u003c")
