"""The card of the console's keys that `?` opens."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import word

# what a key means beside those of case commands, which stand in the table of commands
PAGE_KEYS = {
    "J": "next",
    "ArrowDown": "next",
    "K": "previous",
    "ArrowUp": "previous",
    "G": "tab",
    "B": "bulk",
    "T": "performance",
    "Q": "quiet",
    "/": "search",
    "Escape": "back",
    "?": "help",
}
# as the card shows them, with what they mean
KEYS = (
    ("J K ↓ ↑", "key_queue"),
    ("G", "key_tab"),
    ("A", "key_claim"),
    ("1–5  Enter", "key_person"),
    ("D  1–8  Enter", "key_department"),
    ("V", "key_verify"),
    ("Shift V", "key_fail"),
    ("X", "key_close"),
    ("M", "key_merge"),
    ("N", "key_note"),
    ("L", "key_locate"),
    ("S", "key_sort"),
    ("E", "key_escalate"),
    ("R", "key_return"),
    ("P", "key_approve"),
    ("U", "key_release"),
    ("B", "key_bulk"),
    ("T", "key_performance"),
    ("Q", "key_quiet"),
    ("/", "key_search"),
    ("0", "key_refit"),
    ("Esc", "key_back"),
    ("?", "key_help"),
)


def region() -> Component:
    rows = [html.Div([html.Kbd(key), word(meaning)], className="key-row") for key, meaning in KEYS]
    close = html.Button(word("close"), type="button", className="close", **{"data-close": "true"})
    title = html.H2([word("keys"), close], className="dialog-title")
    return html.Dialog(
        [title, html.Div(rows, className="key-rows console-keys")], id=ids.HELP, className="dialog"
    )
