"""Cases filed today as a funnel: reported, advised, dispatched, fed back, closed."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import earlier, number, panel, word

STEPS = ("reported", "advised", "dispatched", "resolved", "closed")


def region() -> Component:
    rows = [
        html.Div([word(step), _bar(step), number(step)], className=f"funnel-row {step}") for step in STEPS
    ]
    return panel(ids.TODAY, "filed_today", html.Div(rows, className="funnel"), beside=earlier("reported"))


def _bar(step: str) -> Component:
    fill = html.Span(className="funnel-fill", **{"data-part": f"funnel-{step}"})
    return html.Span(fill, className="funnel-bar", **{"aria-hidden": "true"})
