"""What waits at this moment: open, overdue, calls for help."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import number, panel, word

ROWS = (("open", "new"), ("overdue", "overdue"), ("sos", "sos"))


def region() -> Component:
    rows = [
        html.Div([_mark(shape), word(name), number(name)], className=f"now-row {name}")
        for name, shape in ROWS
    ]
    return panel(ids.NOW, "now", html.Div(rows, className="now-rows"))


def _mark(shape: str) -> Component:
    return html.Span(className=f"mark {shape}", **{"aria-hidden": "true"})
