"""The case card: empty places that the browser fills, in the order an officer reads them."""

from dash import html
from dash.development.base_component import Component

from layouts.console import ids

PARTS = (
    *("what", "caller", "clocks", "next", "steps", "asked", "order", "duplicate", "near", "sent"),
    "on-call",
    *("about", "text", "cameras", "history"),  # below: what can wait
)


def region() -> Component:
    parts = [html.Div(className=f"card-{name}", **{"data-part": name}) for name in PARTS]
    body = html.Div(parts, id=ids.CARD, className="card", tabIndex=0)
    answer = html.Div(id=ids.ANSWER, className="answer", role="status", **{"aria-live": "polite"})
    actions = html.Div(id=ids.ACTIONS, className="actions")
    return html.Section([body, answer, actions], className="column right case")
