"""The footer: how much comes in, what nobody has, what is not well, and the keys."""

from dash import html
from dash.development.base_component import Component

from layouts.console import ids, performance
from layouts.panel import empty, word

FACTS = ("rate", "unclaimed", "cameras", "rejected", "doubtful")
KEYS = (
    ("?", "foot_keys"),
    ("J K", "foot_move"),
    ("A", "foot_claim"),
    ("1–5 ⏎", "foot_send"),
    ("/", "search"),
)


def region() -> Component:
    facts = [
        html.Span(
            [word(f"foot_{name}"), empty(name, "foot-value")],
            className="foot-fact",
            hidden=name == "doubtful",  # until there is any
        )
        for name in FACTS
    ]
    keys = [html.Span([html.Kbd(key), word(meaning)], className="foot-key") for key, meaning in KEYS]
    return html.Footer(
        [
            html.Div(facts, className="foot-facts"),
            html.Div([performance.opener(), *keys], className="foot-keys spare"),
        ],
        id=ids.FOOT,
        className="foot",
    )
