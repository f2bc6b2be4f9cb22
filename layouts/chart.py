"""Reports per hour: an empty place, and the graph that Dash puts there once the map stands.

Plotly is the largest script of the page: it must not keep the people waiting. The browser hands it the
figure; only what never changes is set here."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import panel, word

# Plotly 4 of the browser offers to upload a chart to its cloud unless it is told not to.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": False,  # the figure carries its size: it must match the panel's, not the window's
}


def region() -> Component:
    """The chart takes turns with lists by category and by department (assets/wall/turns.mjs)."""
    hours = html.Div(id=ids.CHART_PLACE, className="hours-box")
    kinds = html.Ol(className="kinds-box", hidden=True, **{"data-part": "kinds"})
    dots = [html.Span(className="turn-dot", **{"aria-hidden": "true"}) for _ in range(3)]
    turn = html.Button(
        [*dots, word("turn_next", "unseen")], type="button", className="turn", **{"data-part": "turn"}
    )
    place = html.Div([hours, kinds], className="turns")
    return panel(ids.CHART, "reports_per_hour", place, beside=turn)


def graph() -> Component:
    return dcc.Graph(id=ids.CHART_GRAPH, className="hours", config=CONFIG, figure={"data": [], "layout": {}})
