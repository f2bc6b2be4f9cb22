"""The card of keys that `?` opens."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import word

KEYS = (
    ("← ↑ → ↓", "key_move"),
    ("Enter", "key_enter"),
    ("Backspace", "key_up"),
    ("0 · Home", "key_refit"),
    ("A", "key_acknowledge"),
    ("C", "key_cameras"),
    ("P", "key_pin"),
    ("F", "key_full"),
    ("L", "key_lang"),
    ("Esc", "key_escape"),
    ("?", "key_help"),
)


def region() -> Component:
    rows = [html.Div([html.Kbd(key), word(meaning)], className="key-row") for key, meaning in KEYS]
    close = html.Button(word("close"), type="button", className="close", **{"data-close": "true"})
    title = html.H2([word("keys"), close], className="dialog-title")
    return html.Dialog([title, html.Div(rows, className="key-rows")], id=ids.HELP, className="dialog")
